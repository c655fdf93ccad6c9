//! Payments from the page's request to the gateway's answer, over real sockets.

use crate::support::seal::{PAGE, seal};
use crate::support::{Answer, CARD, CVC, PAN, Sandbox, Setup};
use cardseal::{CardInput, Context};
use serde_json::{Value, json};
use std::fs;
use std::net::SocketAddr;

fn sandbox() -> Sandbox {
    Sandbox::start()
}

#[test]
fn a_sealed_card_is_paid_and_shown_masked() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let sealed = sandbox.seal(&order);
    let paid = sandbox.pay(&order, &sealed);
    assert_eq!(paid.status, 200, "{}", paid.body);
    let id = order["id"].as_str().unwrap();
    assert_eq!(paid.json(), json!({ "status": "approved", "next": format!("/paid.html?order={id}") }));

    let known = sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json();
    assert_eq!(
        (&known["status"], &known["brand"], &known["last_four"]),
        (&json!("paid"), &json!("visa"), &json!("4242"))
    );
    assert_eq!(known["order"], order);
    let saw = &known["saw"];
    assert_eq!((&saw["method"], &saw["path"]), (&json!("POST"), &json!("/api/pay")));
    assert_eq!(saw["body"], json!({ "order_id": id, "sealed_card": sealed }).to_string());
    assert!(saw["headers"].as_array().unwrap().contains(&json!(["content-type", "application/json"])));

    let payment = known["payment_id"].as_str().unwrap();
    let opened = sandbox.get(sandbox.gateway, &format!("/v1/payments/{payment}/opened"));
    assert_eq!(opened.header("access-control-allow-origin"), Some("*"));
    let opened = opened.json();
    let card = json!({
        "number": "•••• •••• •••• 4242", "brand": "visa", "network": null, "expiry": "12/2045",
        "cvc": "received, checked, wiped", "name": true,
    });
    assert_eq!(opened["card"], card);
    let claims = &opened["claims"];
    assert_eq!((&claims["aud"], &claims["secure"]), (&known["gateway"], &json!(true)));
    assert_eq!((&claims["origin"], &claims["order"]), (&json!("http://shop.test"), &order));
    assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), 600);
    let keys = sandbox.get(sandbox.gateway, "/.well-known/cardseal");
    assert_eq!(keys.header("access-control-allow-origin"), Some("*"));
    assert_eq!(keys.json()["keys"][0]["kid"], opened["kid"]);
}

#[test]
fn a_form_without_code_is_paid_and_sent_on() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let id = order["id"].as_str().unwrap();
    let sealed = sandbox.seal(&order);
    let post = |body: &str| {
        let answer = sandbox.post_as("application/x-www-form-urlencoded", sandbox.shop, "/form/pay", body);
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.header("location").unwrap().to_owned()
    };
    let good = format!("order_id={id}&cardseal={sealed}");
    for twice in [&good, &good] {
        assert_eq!(post(twice), format!("/paid.html?order={id}"));
    }
    let known = sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json();
    assert_eq!((&known["status"], &known["saw"]["body"]), (&json!("paid"), &json!(good)));

    let other = sandbox.order();
    let unpaid = other["id"].as_str().unwrap();
    for (body, code) in [
        (String::new(), "malformed"),
        (format!("order_id={unpaid}"), "malformed"),
        (format!("order_id={unpaid}&cardseal={PAN}"), "malformed"),
        (format!("order_id={unpaid}&cardseal={sealed}&number={PAN}"), "malformed"),
        (format!("order_id={unpaid}&order_id={unpaid}&cardseal={sealed}"), "malformed"),
        (format!("order_id={PAN}&cardseal={sealed}"), "order_unknown"),
        (format!("order_id={unpaid}&cardseal={sealed}"), "payment_refused"),
    ] {
        assert_eq!(post(&body), format!("/form.html?error={code}"), "{body}");
    }
    let json = format!(r#"{{"order_id":"{unpaid}","cardseal":"{sealed}"}}"#);
    let as_json = sandbox.post(sandbox.shop, "/form/pay", &json);
    assert_eq!(as_json.header("location"), Some("/form.html?error=malformed"));
}

#[test]
fn a_co_badged_card_is_paid_through_the_network_that_was_chosen() {
    let sandbox = sandbox();
    let co_badged = CardInput { number: Some("4972000000000006"), ..CARD };
    for (network, paid_through) in
        [(None, "cartes-bancaires"), (Some("cartes-bancaires"), "cartes-bancaires"), (Some("visa"), "visa")]
    {
        let order = sandbox.order();
        let sealed = sandbox.seal_card(&CardInput { network, ..co_badged }, &order);
        assert_eq!(sandbox.pay(&order, &sealed).status, 200);
        let id = order["id"].as_str().unwrap();
        let known = sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json();
        assert_eq!(known["brand"], paid_through);
        let payment = known["payment_id"].as_str().unwrap();
        let opened = sandbox.get(sandbox.gateway, &format!("/v1/payments/{payment}/opened")).json();
        assert_eq!(opened["card"]["brand"], "cartes-bancaires");
        assert_eq!(opened["card"]["network"], json!(network));
    }
}

#[test]
fn an_order_is_paid_once_however_often_it_is_asked() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let (one, other) = (sandbox.seal(&order), sandbox.seal(&order));
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let pressed: Vec<_> = [&one, &one, &other, &one]
            .map(|sealed| scope.spawn(|| sandbox.pay(&order, sealed)))
            .into_iter()
            .collect();
        pressed.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (200, &answers[0].body));
    }
    let lines = sandbox.lines.lock().unwrap();
    let submitted = lines.iter().filter(|line| is_logged(line, "gateway", "/v1/payments", 201)).count();
    assert_eq!(submitted, 1);
}

/// Whether a line of the log tells of such an answer.
fn is_logged(line: &str, server: &str, route: &str, status: u16) -> bool {
    let line: Value = serde_json::from_str(line).unwrap();
    line["server"] == server && line["route"] == route && line["status"] == status
}

#[test]
fn a_refused_card_leaves_the_order_to_another() {
    let sandbox = sandbox();
    let (order, other_order) = (sandbox.order(), sandbox.order());
    let moved = sandbox.seal(&other_order);
    let refused = sandbox.pay(&order, &moved);
    assert_eq!((refused.status, refused.body.as_str()), (402, r#"{"error":"payment_refused"}"#));
    let id = order["id"].as_str().unwrap();
    assert_eq!(sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json()["status"], "refused");
    assert_eq!(sandbox.pay(&order, &sandbox.seal(&order)).status, 200);
}

#[test]
fn a_silent_gateway_leaves_the_order_open() {
    let sandbox = Setup { looks_at: |_| nobody(), ..Setup::default() }.start();
    let order = sandbox.order();
    let answer = sandbox.pay(&order, &sandbox.seal(&order));
    assert_eq!((answer.status, answer.body.as_str()), (502, r#"{"error":"gateway_unavailable"}"#));
    let id = order["id"].as_str().unwrap();
    assert_eq!(sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json()["status"], "open");
}

/// An address where nobody listens.
fn nobody() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The sealed card with one character of one part changed to another of the alphabet.
fn tampered(sealed: &str, part: usize) -> String {
    let mut parts: Vec<String> = sealed.split('.').map(str::to_owned).collect();
    let changed = if parts[part].starts_with('A') { "B" } else { "A" };
    parts[part].replace_range(..1, changed);
    parts.join(".")
}

#[test]
fn every_refusal_is_the_same_bytes() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let sealed = sandbox.seal(&order);
    let with = |member: &str, value: Value| {
        let mut changed = order.clone();
        changed[member] = value;
        changed
    };
    let used = sandbox.seal(&order);
    assert_eq!(sandbox.submit(&order, &used).status, 201);

    let mut refusals = vec![
        ("other amount", sandbox.submit(&with("amount", json!(3201)), &sealed)),
        ("other currency", sandbox.submit(&with("currency", json!("USD")), &sealed)),
        ("other order", sandbox.submit(&with("id", json!("ord_other")), &sealed)),
        ("expired", sandbox.submit(&order, &sandbox.seal_off_by(-3600, &order))),
        ("from the future", sandbox.submit(&order, &sandbox.seal_off_by(3600, &order))),
        ("another key", sandbox.submit(&order, &sandbox.seal_with_another_key(&order))),
        ("unknown key", sandbox.submit(&order, &sandbox.seal_for_unknown_key(&order))),
        ("other gateway", sandbox.submit(&order, &seal_elsewhere(&sandbox, &order))),
        (
            "no nonce",
            sandbox.submit_under("no-nonce", &json!({ "order": order, "sealed_card": sealed, "nonce": "n" })),
        ),
        ("insecure page", sandbox.submit(&order, &sandbox.seal_in(&order, false))),
        ("replay", sandbox.submit(&order, &used)),
        ("empty", sandbox.submit(&order, "")),
        ("garbage", sandbox.submit(&order, "a.b.c.d.e")),
        ("a card", sandbox.submit(&order, PAN)),
        ("padding", sandbox.submit(&order, &format!("{sealed}="))),
        ("white space", sandbox.submit(&order, &format!("{sealed}\n"))),
        ("six parts", sandbox.submit(&order, &format!("{sealed}.AAAA"))),
    ];
    for part in 0..5 {
        refusals.push(("tampered", sandbox.submit(&order, &tampered(&sealed, part))));
    }
    for (what, answer) in &refusals {
        let seen = (answer.status, answer.body.as_str(), undated(&answer.head));
        assert_eq!(seen, (422, r#"{"error":"card_not_opened"}"#, undated(&refusals[0].1.head)), "{what}");
    }
    for (reason, count) in
        [("expired", 1), ("not_yet_valid", 1), ("unknown_key", 1), ("audience", 1), ("replayed", 1)]
    {
        let counted = sandbox.metric(&format!("cardseal_refusals_total{{reason=\"{reason}\"}}"));
        assert_eq!(counted, count.to_string(), "{reason}");
    }
    let recorded =
        sandbox.count("SELECT COUNT(*) FROM payments") + sandbox.count("SELECT COUNT(*) FROM opened_cards");
    assert_eq!(recorded, 2, "of the one that was paid; a refused card writes nothing");
    // None of that used the card up.
    assert_eq!(sandbox.submit(&order, &sealed).status, 201);
}

fn seal_elsewhere(sandbox: &Sandbox, order: &Value) -> String {
    let keys = sandbox.get(sandbox.gateway, "/.well-known/cardseal").json();
    seal(&CARD, order, &Context { audience: "https://other.test", ..PAGE }, &keys)
}

fn undated(head: &str) -> Vec<&str> {
    head.lines().filter(|line| !line.starts_with("date:")).collect()
}

#[test]
fn a_policy_that_allows_insecure_pages_says_so_in_the_view() {
    let sandbox = Setup { policy: |policy| policy.allow_insecure(true), ..Setup::default() }.start();
    let order = sandbox.order();
    let paid = sandbox.submit(&order, &sandbox.seal_in(&order, false));
    assert_eq!(paid.status, 201);
    let payment = paid.json()["id"].as_str().unwrap().to_owned();
    let opened = sandbox.get(sandbox.gateway, &format!("/v1/payments/{payment}/opened")).json();
    assert_eq!(opened["claims"]["secure"], false);
}

#[test]
fn no_answer_and_no_log_line_holds_the_card() {
    let sandbox = sandbox();
    let order = sandbox.order();
    let id = order["id"].as_str().unwrap().to_owned();
    let sealed = sandbox.seal(&order);
    assert_eq!(sandbox.pay(&order, &sealed).status, 200);
    let known = sandbox.get(sandbox.shop, &format!("/api/orders/{id}")).json();
    sandbox.get(sandbox.gateway, &format!("/v1/payments/{}/opened", known["payment_id"].as_str().unwrap()));

    // A careless integration: the card where no card belongs.
    let second = sandbox.order();
    let second_id = second["id"].as_str().unwrap().to_owned();
    assert_eq!(sandbox.pay(&second, PAN).status, 400);
    let extra = json!({ "order_id": second_id, "sealed_card": sealed, "number": PAN, "cvc": CVC });
    assert_eq!(sandbox.post(sandbox.shop, "/api/pay", &extra.to_string()).status, 400);
    let misplaced = json!({ "order_id": PAN, "sealed_card": sealed });
    assert_eq!(sandbox.post(sandbox.shop, "/api/pay", &misplaced.to_string()).status, 404);
    assert_eq!(sandbox.post(sandbox.shop, "/api/pay", &format!("\"{PAN}\"")).status, 400);
    for server in [sandbox.shop, sandbox.gateway] {
        for path in ["/", "/api/orders/", "/api/pay/", "/cardseal/", "/v1/payments/", "/paid.html/"] {
            let expected = if server == sandbox.gateway && path == "/v1/payments/" { 401 } else { 404 };
            assert_eq!(sandbox.get(server, &format!("{path}{PAN}")).status, expected);
            sandbox.get(server, &format!("{path}?number={PAN}"));
            let method = format!("{PAN} {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
            sandbox.exchange(server, method.as_bytes());
        }
    }
    assert_eq!(sandbox.get(sandbox.shop, &format!("/api/orders/{second_id}")).json()["saw"], Value::Null);

    let kept = json!({ "order": order, "sealed_card": sandbox.seal(&order), "keep_card": true });
    assert_eq!(sandbox.submit_under("k", &kept).status, 201);
    // Keys and tokens are the merchant's text.
    assert_eq!(sandbox.submit_under(PAN, &json!({ "order": order, "token": PAN })).status, 422);
    assert_eq!(sandbox.ask("GET", &format!("/v1/payments/{PAN}"), PAN, "").status, 404);
    assert_eq!(sandbox.ask("DELETE", &format!("/v1/tokens/{PAN}"), PAN, "").status, 404);
    assert_eq!(
        sandbox.submit_under(PAN, &json!({ "order": order, "sealed_card": sandbox.seal(&order) })).status,
        201
    );

    let lines = sandbox.lines.lock().unwrap().join("\n");
    let answers = String::from_utf8_lossy(&sandbox.answers.lock().unwrap()).into_owned();
    let files: Vec<String> = fs::read_dir(sandbox.folder.path())
        .unwrap()
        .filter_map(|file| fs::read(file.unwrap().path()).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    assert!(files.concat().contains(r#""last_four":"4242""#), "the scan looks at the database");
    assert!(
        lines.lines().any(|line| is_logged(line, "shop", "/api/pay", 200)) && answers.contains("•••• 4242"),
        "the scan looks at the right things"
    );
    for (place, text) in [("log", lines), ("answers", answers), ("files", files.concat())] {
        assert_eq!(leak(&text), None, "{place}");
    }
}

/// The first seven digits in a row that are a part of the PAN, with or without separators between them.
fn leak(text: &str) -> Option<&str> {
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    PAN.as_bytes()
        .windows(7)
        .map(|window| std::str::from_utf8(window).unwrap())
        .find(|window| bare.contains(window))
}

#[test]
fn the_scan_finds_what_is_planted() {
    assert!(leak("number=4242 4242 4242").is_some());
    assert!(leak("GET /4242424").is_some());
    assert!(leak("•••• •••• •••• 4242").is_none());
}
