//! What whoever runs the gateway sees of it: the log and the metrics.

use crate::support::{PAN, Sandbox};
use serde_json::{Value, json};

#[test]
fn a_line_of_the_log_says_what_happened_and_nothing_of_the_sender() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let sealed = sandbox.seal(&order);
    let payment = sandbox.submit(&order, &sealed).json()["id"].clone();
    sandbox.submit(&order, &sealed);
    sandbox.get(sandbox.gateway, "/v1/payments/../secret?x=y");
    let lines: Vec<Value> =
        sandbox.lines.lock().unwrap().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [.., paid, replayed, unknown] = lines.as_slice() else { panic!("{lines:?}") };
    for (line, expected) in [
        (paid, json!({ "method": "POST", "route": "/v1/payments", "status": 201, "payment": payment })),
        (replayed, json!({ "method": "POST", "route": "/v1/payments", "status": 422, "reason": "replayed" })),
        (unknown, json!({ "method": "GET", "route": "-", "status": 404 })),
    ] {
        for (field, value) in expected.as_object().unwrap() {
            assert_eq!(line[field], *value, "{line}");
        }
        assert_eq!((&line["server"], &line["level"]), (&json!("gateway"), &json!("INFO")));
        assert!(line["ms"].is_u64() && line["timestamp"].is_string(), "{line}");
        let known = ["timestamp", "level", "server", "method", "route", "status", "ms", "reason", "payment"];
        assert!(line.as_object().unwrap().keys().all(|field| known.contains(&field.as_str())), "{line}");
    }
}

#[test]
fn every_counter_is_there_before_it_counts() {
    let sandbox = Sandbox::start();
    let keys = sandbox.get(sandbox.gateway, "/.well-known/cardseal").json();
    let kid = keys["keys"][0]["kid"].as_str().unwrap();
    for reason in cardseal_gateway::Reason::ALL {
        assert_eq!(
            sandbox.metric(&format!("cardseal_refusals_total{{reason=\"{}\"}}", reason.as_str())),
            "0"
        );
    }
    for cause in ["unreachable", "timed_out", "read_only", "full", "rejected"] {
        assert_eq!(sandbox.metric(&format!("cardseal_store_unavailable_total{{cause=\"{cause}\"}}")), "0");
    }
    for status in ["approved", "declined", "action_required"] {
        assert_eq!(sandbox.metric(&format!("cardseal_payments_total{{status=\"{status}\"}}")), "0");
    }
    assert_eq!(sandbox.metric("cardseal_payments_under_way"), "0");
    let expires = format!("cardseal_key_expires_timestamp_seconds{{kid=\"{kid}\"}}");
    assert_eq!(sandbox.metric(&expires), "inf");

    sandbox.pay_with(PAN);
    sandbox.submit(&sandbox.order(), "a.b.c.d.e");
    assert_eq!(sandbox.metric("cardseal_payments_total{status=\"approved\"}"), "1");
    assert_eq!(sandbox.metric("cardseal_refusals_total{reason=\"malformed\"}"), "1");
    let requests = "cardseal_requests_total{method=\"POST\",route=\"/v1/payments\",status=";
    assert_eq!(sandbox.metric(&format!("{requests}\"201\"}}")), "1");
    assert_eq!(sandbox.metric(&format!("{requests}\"422\"}}")), "1");
    assert_eq!(sandbox.metric("cardseal_request_seconds_count{route=\"/v1/payments\"}"), "2");
    let text = sandbox.get(sandbox.gateway, "/metrics").body;
    assert!(text.ends_with("# EOF\n"));
}

#[test]
fn a_key_with_an_end_is_published_until_then() {
    let sandbox = Sandbox::start();
    let folder = std::sync::Arc::clone(&sandbox.folder);
    let [old] = kids(&sandbox).try_into().unwrap();
    drop(sandbox);
    let keys = folder.path().join("keys");
    let pem = cardseal_gateway::RsaPrivateKey::generate(cardseal_gateway::KeySize::Rsa2048)
        .unwrap()
        .expose_pkcs8_pem()
        .unwrap();
    std::fs::write(keys.join("2.pem"), pem.as_bytes()).unwrap();
    let window = |text: &str| std::fs::write(keys.join("1.json"), text).unwrap();

    window(r#"{ "expires": 4000000000, "grace": 600 }"#);
    let restart = || crate::support::Setup { folder: Some(folder.clone()), ..Default::default() }.start();
    let sandbox = restart();
    let both = kids(&sandbox);
    assert_eq!((both.len(), &both[1]), (2, &old), "the newest is used first");
    let expires = format!("cardseal_key_expires_timestamp_seconds{{kid=\"{old}\"}}");
    assert_eq!(sandbox.metric(&expires), "4000000000.0");
    assert_eq!(sandbox.pay_with(PAN).status, 201);
    drop(sandbox);

    window(r#"{ "expires": 1 }"#);
    assert_eq!(kids(&restart()), both[..1]);
}

fn kids(sandbox: &Sandbox) -> Vec<String> {
    let keys = sandbox.get(sandbox.gateway, "/.well-known/cardseal").json();
    keys["keys"].as_array().unwrap().iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}
