//! An opened card is used once.
#![allow(clippy::unwrap_used)]

mod support;

use cardseal_gateway::OpenedCard;
use serde_json::json;
use support::*;

fn opened() -> OpenedCard {
    Site::new().gateway.open(&seal_claims(json!({})), &order(), at(NOW)).unwrap()
}

#[test]
fn the_charge_sees_the_card_and_answers() {
    let opened = opened();
    let jti = opened.claims().jti().to_owned();
    let approved = opened.charge(|card| {
        assert_eq!((card.number().expose(), card.cvc().unwrap().expose()), (PAN, "012"));
        format!("{jti}: approved")
    });
    assert_eq!(approved, format!("{jti}: approved"));
}

#[test]
fn a_charge_may_answer_late() {
    let acquirer = async |pan: &str| pan.len();
    let charged = block_on(opened().charge_async(async |card| acquirer(card.number().expose()).await));
    assert_eq!(charged, 16);
}

#[test]
fn what_stays_is_written_out() {
    let last_four = opened().charge(|card| card.number().last_four().to_owned());
    assert_eq!(last_four, "4242");
}
