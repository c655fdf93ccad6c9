//! What holds for every sealed card.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod support;

use cardseal::{AcceptedBrands, Card, CardInput, Context, EncryptError, Order, SealedCard};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use support::{NOW, Tape, card, encryption_key, input, order, private_jwk};

const CONTEXT: Context<'static> = Context {
    audience: "https://gateway.example",
    origin: Some("https://shop.example"),
    secure: true,
    nonce: None,
};

fn an_order() -> Order {
    order("m_1", "order-1", 4999, "EUR")
}

#[test]
fn the_length_says_nothing_about_the_card() {
    let key = encryption_key(&private_jwk("rsa2048"));
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let long = "\"".repeat(64);
    let full = "x".repeat(128);
    // Orders of every length about a block: at some of them a card of another length would spill over.
    for id in (1..=128).map(|length| "i".repeat(length)) {
        let order = order("m_1", &id, 4999, "EUR");
        let mut lengths = Vec::new();
        for (number, network) in [
            ("900000000001", None),
            ("4242424242424242", None),
            ("6304000000000000000", None),
            ("4972000000000006", None),
            ("4972000000000006", Some("visa")),
            ("4972000000000006", Some("cartes-bancaires")),
        ] {
            for cvc in [None, Some("123"), Some("1234")] {
                for name in [None, Some("A"), Some("Zoë Ñandú"), Some(long.as_str()), Some(full.as_str())]
                {
                    for postal_code in [None, Some("101"), Some("94103-1234")] {
                        if cvc == Some("1234") && !number.starts_with('9') {
                            continue;
                        }
                        let input = CardInput { postal_code, network, ..input(number, "12/30", cvc, name) };
                        let card = Card::parse(&input, &AcceptedBrands::all(), NOW).ok().unwrap();
                        let sealed = cardseal::encrypt(&card, &order, &CONTEXT, &key, NOW, &mut rng);
                        lengths.push(sealed.unwrap().jwe.len());
                    }
                }
            }
        }
        lengths.dedup();
        assert_eq!(lengths.len(), 1, "{lengths:?}");
    }
}

#[test]
fn a_random_source_that_fails_or_repeats_seals_nothing() {
    let key = encryption_key(&private_jwk("rsa2048"));
    let (card, order) = (card("4242424242424242", "12/30", None, None), an_order());
    let outcome = |bytes: &[u8]| {
        cardseal::encrypt(&card, &order, &CONTEXT, &key, NOW, &mut Tape(bytes)).map(|sealed| sealed.jwe.len())
    };
    let honest: Vec<u8> = (0..92).map(|at: u8| at.wrapping_mul(151) ^ (at >> 3)).collect();
    assert!(outcome(&honest).is_ok());
    let repeats_cek = [&honest[..32], &honest[..60]].concat();
    let period_of_31 = honest[..31].repeat(3);
    for (what, bytes) in [
        ("no byte at all", &honest[..0]),
        ("ends in the seed", &honest[..91]),
        ("constant", &[7; 92]),
        ("zeros", &[0; 92]),
        ("starts anew at each draw", &repeats_cek),
        ("a short period", &period_of_31),
    ] {
        assert_eq!(outcome(bytes), Err(EncryptError::RandomUnavailable), "{what}");
    }
}

#[test]
fn what_the_page_may_know_is_right() {
    let key = encryption_key(&private_jwk("rsa2048"));
    let mut rng = ChaCha20Rng::seed_from_u64(2);
    for (number, brand) in [("378282246310005", Some("american-express")), ("900000000001", None)] {
        let card = card(number, "12/30", None, None);
        let sealed = cardseal::encrypt(&card, &an_order(), &CONTEXT, &key, NOW, &mut rng).unwrap();
        let SealedCard { kid, brand: found, last_four, .. } = sealed;
        assert_eq!((kid.as_str(), found, last_four.len()), ("test-rsa-2048", brand, 4));
        assert!(number.ends_with(&last_four));
    }
}

#[test]
fn absurd_surroundings_are_refused_and_nothing_is_cut() {
    let key = encryption_key(&private_jwk("rsa2048"));
    let mut rng = ChaCha20Rng::seed_from_u64(3);
    let origin = "o".repeat(10_000);
    let context = Context { origin: Some(&origin), ..CONTEXT };
    let card = card("4242424242424242", "12/30", None, None);
    let outcome = cardseal::encrypt(&card, &an_order(), &context, &key, NOW, &mut rng);
    assert_eq!(outcome.err(), Some(EncryptError::ContextTooLong));
}
