//! One payment for one key, whatever happens in between.

use crate::support::{Answer, PAN, Sandbox, Setup, database};
use serde_json::{Value, json};
use std::sync::Arc;

const CHARGES: &str = "SELECT COUNT(*) FROM sandbox_charges";

fn request(sandbox: &Sandbox) -> Value {
    let order = sandbox.order();
    json!({ "order": order, "sealed_card": sandbox.seal(&order) })
}

#[test]
fn the_same_key_answers_the_same_and_another_body_is_refused() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        let asked = request(&sandbox);
        let first = sandbox.submit_under("one", &asked);
        assert_eq!((first.status, first.header("idempotent-replayed")), (201, None));
        let again = sandbox.submit_under("one", &asked);
        assert_eq!((again.status, &again.body), (201, &first.body));
        assert_eq!(again.header("idempotent-replayed"), Some("true"));
        // The members in another order, and a default spelt out, ask for the same.
        let reordered = format!(
            r#"{{ "keep_card": false, "sealed_card": {}, "order": {} }}"#,
            asked["sealed_card"], asked["order"]
        );
        assert_eq!(sandbox.ask("POST", "/v1/payments", "one", &reordered).body, first.body);

        for other in [request(&sandbox), {
            let mut other = asked.clone();
            other["keep_card"] = json!(true);
            other
        }] {
            let refused = sandbox.submit_under("one", &other);
            assert_eq!(refused.error(), (422, "idempotency_mismatch".to_owned()));
        }
        // Another key with the same card is a replay.
        assert_eq!(sandbox.submit_under("two", &asked).error(), (422, "card_not_opened".to_owned()));
        assert_eq!(sandbox.count(CHARGES), 1);
        assert_eq!(sandbox.metric("cardseal_refusals_total{reason=\"replayed\"}"), "1");
    }
}

#[test]
fn of_many_at_once_one_is_taken() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        let asked = request(&sandbox);
        let answers: Vec<Answer> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                (0..16).map(|_| scope.spawn(|| sandbox.submit_under("same", &asked))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let paid: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!paid.is_empty());
        for answer in &answers {
            match answer.status {
                201 => assert_eq!(answer.body, paid[0].body),
                _ => assert_eq!(answer.error(), (409, "payment_in_progress".to_owned())),
            }
        }
        assert_eq!(sandbox.count(CHARGES), 1);
    }
}

#[test]
fn a_payment_under_way_is_waited_for_and_an_abandoned_one_is_taken_up() {
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        let asked = request(&sandbox);
        let first = sandbox.submit_under("mine", &asked);
        let path = format!("/v1/payments/{}", first.json()["id"].as_str().unwrap());

        // As a process leaves it that has charged, and has not recorded it yet.
        sandbox.sql("UPDATE payments SET response = NULL, finished = NULL, lease_ends = 9000000000");
        let busy = sandbox.submit_under("mine", &asked);
        assert_eq!(busy.error(), (409, "payment_in_progress".to_owned()));
        assert_eq!(sandbox.ask("GET", &path, "", "").json()["status"], "processing");

        // And when it has not been heard of for too long.
        sandbox.sql("UPDATE payments SET lease_ends = 0");
        let taken_up = sandbox.submit_under("mine", &asked);
        assert_eq!((taken_up.status, taken_up.header("idempotent-replayed")), (201, None));
        assert_eq!(taken_up.json(), first.json(), "the acquirer remembers it");
        assert_eq!(sandbox.ask("GET", &path, "", "").json(), first.json());
        assert_eq!(sandbox.count(CHARGES), 1);

        // Before it charged: the card is opened again for the same payment, and for no other.
        sandbox.sql("UPDATE payments SET response = NULL, finished = NULL, lease_ends = 0");
        sandbox.sql("DELETE FROM sandbox_charges");
        assert_eq!(sandbox.submit_under("thief", &asked).error(), (422, "card_not_opened".to_owned()));
        assert_eq!(sandbox.submit_under("mine", &asked).json()["id"], first.json()["id"]);
        assert_eq!(sandbox.count(CHARGES), 1);
    }
}

#[test]
fn answers_outlive_a_restart() {
    for database in database::of_each_kind() {
        let setup = |folder| Setup {
            database: database.clone(),
            folder,
            gateway_url: Some("http://gateway.test"),
            ..Setup::default()
        };
        let sandbox = setup(None).start();
        let asked = request(&sandbox);
        let first = sandbox.submit_under("one", &asked);
        assert_eq!(first.status, 201);
        let kept = request(&sandbox);
        let token = sandbox.ask("POST", "/v1/tokens", "keep", &kept.to_string()).json()["token"].clone();
        let folder = Arc::clone(&sandbox.folder);
        drop(sandbox);

        let sandbox = setup(Some(folder)).start();
        let again = sandbox.submit_under("one", &asked);
        assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, Some("true")));
        assert_eq!(sandbox.submit_under("two", &asked).status, 422, "the card stays used up");
        let by_token = json!({ "order": sandbox.order(), "token": token });
        assert_eq!(sandbox.submit_under("three", &by_token).json()["last_four"], PAN[12..]);
    }
}

#[test]
fn what_was_abandoned_with_a_token_is_taken_up_too() {
    const ABANDON: &str = "UPDATE payments SET response = NULL, finished = NULL, lease_ends = 0";
    for database in database::of_each_kind() {
        let sandbox = Setup { database, ..Setup::default() }.start();
        // A card to keep: before it was kept.
        let asked = request(&sandbox).to_string();
        assert_eq!(sandbox.ask("POST", "/v1/tokens", "keep", &asked).status, 201);
        sandbox.sql(ABANDON);
        sandbox.sql("DELETE FROM kept_cards");
        let kept = sandbox.ask("POST", "/v1/tokens", "keep", &asked);
        assert_eq!(kept.status, 201);
        assert_eq!(sandbox.count("SELECT COUNT(*) FROM kept_cards"), 1);

        // A payment with its token: after the charge, and the token was deleted meanwhile.
        let by_token = json!({ "order": sandbox.order(), "token": kept.json()["token"] });
        let paid = sandbox.submit_under("by-token", &by_token);
        sandbox.sql(ABANDON);
        sandbox.sql("DELETE FROM kept_cards");
        let again = sandbox.submit_under("by-token", &by_token);
        assert_eq!((again.status, again.json()), (201, paid.json()));
        assert_eq!(sandbox.count(CHARGES), 1);
    }
}

#[test]
fn a_payment_counts_although_its_card_opens_no_more() {
    let sandbox = Sandbox::start();
    let order = sandbox.order();
    let sealed = sandbox.seal_number("4000000000000259", &order);
    let asked = json!({ "order": order, "sealed_card": sealed, "keep_card": true });
    assert_eq!(sandbox.submit_under("lost", &asked).error(), (504, "acquirer_timeout".to_owned()));
    // As after a restore, or long after.
    sandbox.sql("INSERT INTO refused_cards (sealed_before) VALUES (9000000000)");
    let resent = sandbox.submit_under("lost", &asked);
    assert_eq!((resent.status, &resent.json()["status"]), (201, &json!("approved")));
    assert_eq!(resent.json()["token"], Value::Null, "there was no card to keep");
    assert_eq!(sandbox.count(CHARGES), 1);
}
