//! The project's own vectors: the same inputs and the same random bytes give the same sealed card, here, in Node and in three browsers.
//!
//! `tests/vectors/seal.json` says for each what goes in and what comes out; independent libraries open what comes out (`tests/interop/`).
//! `CARDSEAL_BLESS=1 cargo test --test vectors` writes the results anew after a deliberate change of the format.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

mod support;

use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, UnixTime};
use serde_json::Value;
use support::{Tape, encryption_key, order, private_jwk};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/seal.json");

#[test]
fn every_vector_is_sealed_as_written() {
    let mut vectors: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    let bless = std::env::var_os("CARDSEAL_BLESS").is_some();
    for vector in &mut vectors {
        let jwe = seal(vector);
        if bless {
            vector["jwe"] = jwe.into();
        } else {
            assert_eq!(vector["jwe"], jwe, "{}", vector["name"]);
        }
    }
    if bless {
        std::fs::write(FILE, serde_json::to_string_pretty(&vectors).unwrap() + "\n").unwrap();
    }
    println!("vectors of our own: {} sealed as written", vectors.len());
    assert_eq!(vectors.len(), 14);
}

fn seal(vector: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let (card, bound) = (&vector["card"], &vector["order"]);
    let (number, expiry) = (text(&card["number"]), text(&card["expiry"]));
    let (cvc, name) = (text(&card["cvc"]), text(&card["name"]));
    let (postal_code, network) = (text(&card["postalCode"]), text(&card["network"]));
    let input = CardInput {
        number: number.as_deref(),
        expiry: expiry.as_deref().map(ExpiryInput::Text),
        cvc: cvc.as_deref(),
        name: name.as_deref(),
        postal_code: postal_code.as_deref(),
        network: network.as_deref(),
    };
    let now = UnixTime::from_secs(vector["now"].as_u64().unwrap());
    let Ok(card) = Card::parse(&input, &AcceptedBrands::all(), now) else { panic!("{}", vector["name"]) };
    let order = order(
        bound["merchant"].as_str().unwrap(),
        bound["id"].as_str().unwrap(),
        bound["amount"].as_u64().unwrap(),
        bound["currency"].as_str().unwrap(),
    );
    let context = Context {
        audience: vector["issuer"].as_str().unwrap(),
        origin: vector["origin"].as_str(),
        secure: vector["secure"].as_bool().unwrap(),
        nonce: vector["nonce"].as_str(),
    };
    let key = encryption_key(&private_jwk(vector["key"].as_str().unwrap()));
    let random = hex::decode(vector["random"].as_str().unwrap()).unwrap();
    let mut tape = Tape(&random);
    let sealed = cardseal::encrypt(&card, &order, &context, &key, now, &mut tape).unwrap();
    assert_eq!(tape.0, [0; 0], "{}: random bytes were left over", vector["name"]);
    sealed.jwe
}
