//! The gateway gives every answer that its document names, and no other: each exchange of these tests is compared with it.

use crate::support::{PAN, Sandbox, Setup, contract, fresh_key};
use cardseal_sandbox::Limits;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

#[test]
fn every_documented_answer_is_given() {
    let mut seen = BTreeSet::new();
    for sandbox in [ordinary(), with_slow_clients(), without_a_database(), with_a_broken_vault()] {
        seen.extend(sandbox.seen.lock().unwrap().iter().cloned());
    }
    let documented = contract::documented();
    let missing: Vec<_> = documented.difference(&seen).collect();
    assert!(missing.is_empty(), "documented, and not given: {missing:?}");
}

#[test]
fn the_document_is_served_as_it_stands() {
    let sandbox = Sandbox::start();
    let served = sandbox.get(sandbox.gateway, "/openapi.json");
    assert_eq!(served.body, include_str!("../../../../docs/openapi.json"));
}

fn ordinary() -> Sandbox {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    for path in ["/.well-known/cardseal", "/healthz", "/metrics", "/openapi.json"] {
        assert_eq!(sandbox.get(sandbox.gateway, path).status, 200);
    }
    let payment = sandbox.pay_with(PAN).json()["id"].as_str().unwrap().to_owned();
    for id in [payment.as_str(), "pay_nobody"] {
        sandbox.ask("GET", &format!("/v1/payments/{id}"), "", "");
        sandbox.get(sandbox.gateway, &format!("/v1/payments/{id}"));
        sandbox.get(sandbox.gateway, &format!("/v1/payments/{id}/opened"));
    }
    for path in ["/v1/payments", "/v1/tokens"] {
        let body = |sealed: &str| json!({ "order": order, "sealed_card": sealed }).to_string();
        let good = body(&sandbox.seal(&order));
        let mut others = order.clone();
        others["merchant"] = json!("bellbuoy");
        let others = json!({ "order": others, "sealed_card": "" }).to_string();
        let key = fresh_key();
        assert_eq!(sandbox.ask("POST", path, &key, &good).status, 201);
        assert_eq!(sandbox.ask("POST", path, &key, &good).header("idempotent-replayed"), Some("true"));
        sandbox.sql("UPDATE payments SET response = NULL, lease_ends = 9000000000");
        assert_eq!(sandbox.ask("POST", path, &key, &good).status, 409);
        assert_eq!(sandbox.ask("POST", path, &key, &body("other")).status, 422);
        assert_eq!(sandbox.ask("POST", path, "", &good).status, 400);
        assert_eq!(sandbox.ask("POST", path, "k", &others).status, 403);
        assert_eq!(sandbox.ask("POST", path, "k", &"A".repeat(70_000)).status, 413);
        assert_eq!(sandbox.post_as("text/plain", sandbox.gateway, path, &good).status, 415);
        assert_eq!(sandbox.request(sandbox.gateway, "POST", path, &[], &good).status, 401);
    }
    assert_eq!(sandbox.ask("GET", &format!("/v1/payments/{payment}"), "", "").json()["status"], "processing");
    assert_eq!(sandbox.pay_with("4000000000000259").status, 504);
    let kept = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let token = sandbox.ask("POST", "/v1/tokens", &fresh_key(), &kept).json()["token"].clone();
    let path = format!("/v1/tokens/{}", token.as_str().unwrap());
    for status in [204, 404] {
        assert_eq!(sandbox.ask("DELETE", &path, "", "").status, status);
    }
    assert_eq!(sandbox.request(sandbox.gateway, "DELETE", &path, &[], "").status, 401);
    sandbox
}

fn with_slow_clients() -> Sandbox {
    let limits = Limits { body: Duration::from_millis(50), ..Limits::default() };
    let sandbox = Setup { limits, ..Setup::default() }.start();
    for path in ["/v1/payments", "/v1/tokens"] {
        let mut socket = TcpStream::connect(sandbox.gateway).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\nidempotency-key: k\r\n\
             content-type: application/json\r\ncontent-length: 10\r\n\r\n",
            sandbox.api_key
        );
        socket.write_all(head.as_bytes()).unwrap();
        let answer = sandbox.read_answer(socket);
        assert_eq!(answer.status, 408);
        sandbox.seen.lock().unwrap().extend(contract::check("POST", path, &answer));
    }
    sandbox
}

fn without_a_database() -> Sandbox {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let body = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    fs::remove_file(sandbox.folder.path().join("gateway.db")).unwrap();
    assert_eq!(sandbox.get(sandbox.gateway, "/healthz").status, 503);
    for (method, path) in [
        ("POST", "/v1/payments"),
        ("POST", "/v1/tokens"),
        ("GET", "/v1/payments/pay_x"),
        ("DELETE", "/v1/tokens/tok_x"),
    ] {
        assert_eq!(sandbox.ask(method, path, "k", &body).status, 503, "{method} {path}");
    }
    sandbox
}

fn with_a_broken_vault() -> Sandbox {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let kept = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let token = sandbox.ask("POST", "/v1/tokens", &fresh_key(), &kept).json()["token"].clone();
    sandbox.sql("UPDATE kept_cards SET last_four = '0000'");
    let answer = sandbox.submit_under("k", &json!({ "order": order, "token": token }));
    assert_eq!(answer.error(), (500, "internal".to_owned()));
    sandbox
}
