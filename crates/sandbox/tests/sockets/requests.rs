//! Requests that are not payments: what the servers refuse, and what stands on every answer.

use crate::support::{Answer, Sandbox};
use serde_json::json;

fn sandbox() -> Sandbox {
    Sandbox::start()
}

fn error(answer: &Answer) -> (u16, String) {
    answer.error()
}

#[test]
fn each_bad_request_has_its_own_code() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let sealed = sandbox.seal(&order);
    let payment = json!({ "sealed_card": sealed, "order": order }).to_string();
    let payment_of = |order: serde_json::Value| json!({ "sealed_card": sealed, "order": order }).to_string();
    let pay = json!({ "order_id": order["id"], "sealed_card": sealed }).to_string();
    let (shop, gateway) = (sandbox.shop, sandbox.gateway);

    for (server, path, body) in [(shop, "/api/pay", &pay), (gateway, "/v1/payments", &payment)] {
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
            assert_eq!(
                error(&sandbox.post_as(kind, server, path, body)),
                (415, "not_json".to_owned()),
                "{kind}"
            );
        }
        for bad in ["", "{", "null", "[]", "{}", "\u{0}", "{\"a\":1}", "\"a\"", &"[".repeat(60_000)] {
            assert_eq!(error(&sandbox.post(server, path, bad)), (400, "malformed".to_owned()));
        }
        let huge = format!("{{\"sealed_card\":\"{}\"}}", "A".repeat(70_000));
        assert_eq!(error(&sandbox.post(server, path, &huge)), (413, "too_large".to_owned()));
        assert_eq!(
            error(&sandbox.request(server, "PUT", path, &[], "")),
            (405, "method_not_allowed".to_owned())
        );
    }
    for (member, value) in [
        ("amount", json!(0)),
        ("amount", json!(-1)),
        ("amount", json!(1.5)),
        ("amount", json!("3200")),
        ("currency", json!("EURO")),
        ("merchant", json!("")),
        ("note", json!("x")),
    ] {
        let mut changed = order.clone();
        changed[member] = value;
        assert_eq!(
            error(&sandbox.post(gateway, "/v1/payments", &payment_of(changed))),
            (400, "malformed".to_owned())
        );
    }
    let unknown = json!({ "order_id": "ord_nobody", "sealed_card": sealed }).to_string();
    assert_eq!(error(&sandbox.post(shop, "/api/pay", &unknown)), (404, "order_unknown".to_owned()));
    assert_eq!(error(&sandbox.get(shop, "/api/orders/ord_nobody")), (404, "order_unknown".to_owned()));
    assert_eq!(
        error(&sandbox.get(gateway, "/v1/payments/pay_nobody/opened")),
        (404, "payment_unknown".to_owned())
    );
    assert_eq!(error(&sandbox.get(gateway, "/")), (404, "not_found".to_owned()));
    for path in [
        "/nothing.html",
        "/cardseal/nothing.js",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/cardseal/../../Cargo.toml",
    ] {
        assert_eq!(error(&sandbox.get(shop, path)), (404, "not_found".to_owned()), "{path}");
    }
    // The type with a parameter is still the type.
    assert_eq!(
        sandbox.post_as("Application/JSON; charset=utf-8", gateway, "/v1/payments", &payment).status,
        201
    );
}

#[test]
fn every_answer_is_dressed() {
    let sandbox = sandbox();
    let (shop, gateway) = (sandbox.shop, sandbox.gateway);
    let allowed_call = format!("connect-src 'self' http://localhost:{};", gateway.port());
    for (server, path, status, kind, cache) in [
        (shop, "/", 200, "text/html", "no-store"),
        (shop, "/paid.html?order=x", 200, "text/html", "no-store"),
        (shop, "/checkout.js", 200, "text/javascript", "no-cache"),
        (shop, "/base.css", 200, "text/css", "no-cache"),
        (shop, "/sleeve.svg", 200, "image/svg+xml", "no-cache"),
        (shop, "/cardseal/index.js", 200, "text/javascript", "no-cache"),
        (shop, "/cardseal/wasm/cardseal_bg.wasm", 200, "application/wasm", "no-cache"),
        (shop, "/api/pay", 405, "application/json", "no-store"),
        (shop, "/nothing", 404, "application/json", "no-store"),
        (gateway, "/.well-known/cardseal", 200, "application/json", "no-store"),
        (gateway, "/nothing", 404, "application/json", "no-store"),
    ] {
        let answer = sandbox.get(server, path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("content-type").unwrap().starts_with(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
        assert!(answer.header("permissions-policy").unwrap().contains("camera=()"));
        let policy = answer.header("content-security-policy").unwrap();
        for directive in ["default-src 'none';", "base-uri 'none';", "frame-ancestors 'none'"] {
            assert!(policy.contains(directive), "{path}: {directive}");
        }
        let forms = if server == shop { "form-action 'self';" } else { "form-action 'none';" };
        assert!(policy.contains(forms), "{path}: {forms}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(policy.contains(&allowed_call), server == shop);
    }
}

#[test]
fn only_public_halves_are_published() {
    let sandbox = sandbox();
    let keys = sandbox.get(sandbox.gateway, "/.well-known/cardseal").json();
    let mut members: Vec<&str> = keys["keys"][0].as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
}
