//! Test cards, at the gateway and at the shop.

use crate::support::{Sandbox, Setup, database};
use serde_json::{Value, json};

const CARDS: [(&str, &str, Option<&str>); 8] = [
    ("4242424242424242", "approved", None),
    ("5555555555554444", "approved", None),
    ("4000000000000002", "declined", Some("generic_decline")),
    ("4000000000009995", "declined", Some("insufficient_funds")),
    ("4000000000009987", "declined", Some("lost_card")),
    ("4000000000000069", "declined", Some("expired_card")),
    ("4000000000000127", "declined", Some("incorrect_cvc")),
    ("4000002500003155", "action_required", None),
];
const LOST: &str = "4000000000000259";

#[test]
fn each_test_card_has_its_outcome() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        for (number, status, decline_code) in CARDS {
            let order = sandbox.order();
            let answer = sandbox.submit(&order, &sandbox.seal_number(number, &order));
            assert_eq!(answer.status, 201, "{}", answer.body);
            let payment = answer.json();
            assert_eq!(
                (&payment["status"], &payment["decline_code"]),
                (&json!(status), &json!(decline_code))
            );
            assert_eq!((&payment["last_four"], &payment["order"]), (&json!(number[12..]), &order));
            assert_eq!(payment["token"], Value::Null);
            let path = format!("/v1/payments/{}", payment["id"].as_str().unwrap());
            assert_eq!(sandbox.ask("GET", &path, "", "").json(), payment);
        }
        let charged = sandbox.count("SELECT COUNT(*) FROM sandbox_charges WHERE outcome = 'approved'");
        assert_eq!(charged, 2);
        for (status, count) in [("approved", "2"), ("declined", "5"), ("action_required", "1")] {
            assert_eq!(sandbox.metric(&format!("cardseal_payments_total{{status=\"{status}\"}}")), count);
        }
    }
}

#[test]
fn a_lost_answer_is_found_again_and_nothing_is_taken_twice() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        let order = sandbox.order();
        for keep_card in [false, true] {
            let sealed = sandbox.seal_number(LOST, &order);
            let request = json!({ "order": order, "sealed_card": sealed, "keep_card": keep_card });
            let key = format!("lost-{keep_card}");
            assert_eq!(sandbox.submit_under(&key, &request).error(), (504, "acquirer_timeout".to_owned()));
            let resent = sandbox.submit_under(&key, &request);
            assert_eq!((resent.status, &resent.json()["status"]), (201, &json!("approved")));
            assert_eq!(resent.json()["token"].is_string(), keep_card);
            let again = sandbox.submit_under(&key, &request);
            assert_eq!((&again.body, again.header("idempotent-replayed")), (&resent.body, Some("true")));
        }
        assert_eq!(sandbox.count("SELECT COUNT(*) FROM sandbox_charges"), 2);
    }
}

#[test]
fn the_shop_tells_the_buyer_what_became_of_the_card() {
    let sandbox = Sandbox::start();
    let pay = |number: &str| {
        let order = sandbox.order();
        let answer = sandbox.pay(&order, &sandbox.seal_number(number, &order));
        let path = format!("/api/orders/{}", order["id"].as_str().unwrap());
        (answer.status, answer.json(), sandbox.get(sandbox.shop, &path).json()["status"].clone())
    };
    for (number, status, decline_code) in CARDS {
        let (code, body, order) = pay(number);
        match status {
            "approved" => assert_eq!((code, order), (200, json!("paid"))),
            "declined" => {
                let expected = json!({ "error": "card_declined", "decline_code": decline_code });
                assert_eq!((code, body, order), (402, expected, json!("refused")));
            }
            _ => {
                let expected = json!({ "error": "authentication_required" });
                assert_eq!((code, body, order), (402, expected, json!("refused")));
            }
        }
    }
    // The shop itself sends it again.
    let (code, _, order) = pay(LOST);
    assert_eq!((code, order), (200, json!("paid")));
    assert_eq!(sandbox.count("SELECT COUNT(*) FROM sandbox_charges WHERE outcome = 'approved'"), 3);
}
