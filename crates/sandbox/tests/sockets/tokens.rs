//! Cards that are kept, charged again, and deleted.

use crate::support::{PAN, Sandbox, Setup, database, fresh_key};
use serde_json::{Value, json};
use std::fs;

#[test]
fn a_kept_card_is_charged_again_until_it_is_deleted() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        let order = sandbox.order();
        let kept = keep(&sandbox, &order);
        let token = kept["token"].as_str().unwrap();
        assert_eq!((&kept["brand"], &kept["last_four"]), (&json!("visa"), &json!("4242")));
        assert_eq!(sandbox.count("SELECT COUNT(*) FROM sandbox_charges"), 0, "nothing was charged");

        let by_token = json!({ "order": order, "token": token });
        let paid = sandbox.submit_under("by-token", &by_token);
        assert_eq!((paid.status, &paid.json()["status"]), (201, &json!("approved")), "{}", paid.body);
        assert_eq!(paid.json()["last_four"], "4242");
        let again = sandbox.submit_under("by-token", &by_token);
        assert_eq!((&again.body, again.header("idempotent-replayed")), (&paid.body, Some("true")));

        let path = format!("/v1/tokens/{token}");
        let deleted = sandbox.ask("DELETE", &path, "", "");
        assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
        assert_eq!(sandbox.ask("DELETE", &path, "", "").error(), (404, "token_unknown".to_owned()));
        let after = sandbox.submit_under("after", &by_token);
        assert_eq!(after.error(), (422, "token_unknown".to_owned()));
        assert_eq!(sandbox.count("SELECT COUNT(*) FROM kept_cards"), 0);
        // What was paid stays paid.
        assert_eq!(sandbox.submit_under("by-token", &by_token).body, paid.body);
        assert_eq!(sandbox.count("SELECT COUNT(*) FROM sandbox_charges"), 1);
    }
}

#[test]
fn a_card_is_kept_with_a_payment_that_is_approved() {
    let sandbox = Sandbox::start();
    for (number, status, kept) in [(PAN, "approved", true), ("4000000000009995", "declined", false)] {
        let order = sandbox.order();
        let sealed = sandbox.seal_number(number, &order);
        let request = json!({ "order": order, "sealed_card": sealed, "keep_card": true });
        let payment = sandbox.submit_under(&fresh_key(), &request).json();
        assert_eq!((&payment["status"], payment["token"].is_string()), (&json!(status), kept));
        if kept {
            let order = sandbox.order();
            let later = json!({ "order": order, "token": payment["token"] });
            assert_eq!(sandbox.submit_under(&fresh_key(), &later).json()["status"], "approved");
        }
    }
    assert_eq!(sandbox.count("SELECT COUNT(*) FROM kept_cards"), 1);
}

#[test]
fn a_card_that_was_only_kept_is_no_payment_and_is_kept_once() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let request = json!({ "order": order, "sealed_card": sandbox.seal(&order) }).to_string();
    let kept = sandbox.ask("POST", "/v1/tokens", "keep", &request);
    let again = sandbox.ask("POST", "/v1/tokens", "keep", &request);
    assert_eq!(
        (kept.status, &again.body, again.header("idempotent-replayed")),
        (201, &kept.body, Some("true"))
    );
    // The same key, and the same body, for something else.
    let other = sandbox.ask("POST", "/v1/payments", "keep", &request);
    assert_eq!(other.error(), (422, "idempotency_mismatch".to_owned()));
    // The card is used up.
    assert_eq!(
        sandbox.ask("POST", "/v1/tokens", "other", &request).error(),
        (422, "card_not_opened".to_owned())
    );
    assert_eq!(sandbox.count("SELECT COUNT(*) FROM kept_cards"), 1);
    let id = sandbox.runtime.block_on(database::text(&sandbox.database, "SELECT id FROM payments"));
    assert_eq!(sandbox.ask("GET", &format!("/v1/payments/{id}"), "", "").status, 404);
}

#[test]
fn a_token_is_worth_nothing_to_another_merchant() {
    let sandbox = Sandbox::start();
    let token = keep(&sandbox, &sandbox.order())["token"].clone();
    let payment = sandbox.pay_with(PAN).json()["id"].clone();
    let folder = std::sync::Arc::clone(&sandbox.folder);
    drop(sandbox);

    let mut other = with_second_merchant(folder);
    let order = json!({ "merchant": "bellbuoy", "id": "ord_b", "amount": 100, "currency": "EUR" });
    let stolen = other.submit_under("steal", &json!({ "order": order, "token": token }));
    assert_eq!(stolen.error(), (422, "token_unknown".to_owned()));
    let path = format!("/v1/tokens/{}", token.as_str().unwrap());
    assert_eq!(other.ask("DELETE", &path, "", "").error(), (404, "token_unknown".to_owned()));
    let path = format!("/v1/payments/{}", payment.as_str().unwrap());
    assert_eq!(other.ask("GET", &path, "", "").error(), (404, "payment_unknown".to_owned()));
    // Nor is the other's order.
    let foghorn = json!({ "merchant": "foghorn", "id": "ord_f", "amount": 100, "currency": "EUR" });
    let crossed = other.submit_under("cross", &json!({ "order": foghorn, "token": token }));
    assert_eq!(crossed.error(), (403, "other_merchant".to_owned()));

    other.api_key = fs::read_to_string(other.folder.path().join("foghorn.key")).unwrap().trim().to_owned();
    let own = other.submit_under("steal", &json!({ "order": foghorn, "token": token }));
    assert_eq!(own.status, 201, "the keys of two merchants are two keys: {}", own.body);
}

/// The same gateway with one more merchant, as whom it is asked.
fn with_second_merchant(folder: std::sync::Arc<tempfile::TempDir>) -> Sandbox {
    const KEY: &str = "sk_sandbox_bellbuoybellbuoybellbuoybellbuoybellbuoy";
    let file = folder.path().join("merchants.json");
    let mut merchants: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let digest: String = sha256(KEY).iter().map(|byte| format!("{byte:02x}")).collect();
    let second = json!({ "id": "bellbuoy", "api_keys": [digest], "origins": ["https://bellbuoy.test"] });
    merchants["merchants"].as_array_mut().unwrap().push(second);
    fs::write(&file, merchants.to_string()).unwrap();
    let mut sandbox = Setup { folder: Some(folder), ..Setup::default() }.start();
    sandbox.api_key = KEY.to_owned();
    sandbox
}

fn sha256(text: &str) -> Vec<u8> {
    aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, text.as_bytes()).as_ref().to_vec()
}

#[test]
fn a_merchant_s_pages_are_the_ones_in_its_file() {
    let sandbox = Sandbox::start();
    let folder = std::sync::Arc::clone(&sandbox.folder);
    drop(sandbox);
    let sandbox = with_second_merchant(folder);
    let order = json!({ "merchant": "bellbuoy", "id": "ord_b", "amount": 100, "currency": "EUR" });
    let page = |origin: &'static str| {
        let page = cardseal::Context { origin: Some(origin), ..crate::support::seal::PAGE };
        sandbox.submit(&order, &sandbox.seal_as(&crate::support::CARD, &order, &page))
    };
    assert_eq!(page("https://bellbuoy.test").status, 201);
    assert_eq!(page("https://copied.test").error(), (422, "card_not_opened".to_owned()));
    assert_eq!(sandbox.metric("cardseal_refusals_total{reason=\"other_origin\"}"), "1");
}

fn keep(sandbox: &Sandbox, order: &Value) -> Value {
    let request = json!({ "order": order, "sealed_card": sandbox.seal(order) });
    let kept = sandbox.ask("POST", "/v1/tokens", &fresh_key(), &request.to_string());
    assert_eq!(kept.status, 201, "{}", kept.body);
    kept.json()
}
