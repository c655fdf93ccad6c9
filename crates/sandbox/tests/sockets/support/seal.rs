//! What a page seals.

use super::Sandbox;
use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, Order, OrderInput, UnixTime};
use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) const PAN: &str = "4242424242424242";
pub(crate) const CVC: &str = "957";
pub(crate) const CARD: CardInput<'_> = CardInput {
    number: Some(PAN),
    expiry: Some(ExpiryInput::Text("12/45")),
    cvc: Some(CVC),
    name: Some("Ada Lund"),
    postal_code: None,
    network: None,
};

/// What a page tells of itself.
pub(crate) const PAGE: Context<'_> =
    Context { audience: "", origin: Some("http://shop.test"), secure: true, nonce: None };

impl Sandbox {
    pub(crate) fn seal(&self, order: &Value) -> String {
        self.seal_in(order, true)
    }

    pub(crate) fn seal_in(&self, order: &Value, secure: bool) -> String {
        self.seal_as(&CARD, order, &Context { secure, ..PAGE })
    }

    pub(crate) fn seal_number(&self, number: &str, order: &Value) -> String {
        self.seal_card(&CardInput { number: Some(number), ..CARD }, order)
    }

    pub(crate) fn seal_card(&self, input: &CardInput<'_>, order: &Value) -> String {
        self.seal_as(input, order, &PAGE)
    }

    pub(crate) fn seal_as(&self, input: &CardInput<'_>, order: &Value, page: &Context<'_>) -> String {
        let keys = self.get(self.gateway, "/.well-known/cardseal").json();
        seal(input, order, &Context { audience: &self.gateway_url, ..*page }, &keys)
    }
}

/// Seals for the first of these keys.
pub(crate) fn seal(input: &CardInput<'_>, order: &Value, page: &Context<'_>, keys: &Value) -> String {
    let now = UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
    let card = Card::parse(input, &AcceptedBrands::all(), now).ok().unwrap();
    let order = Order::parse(&OrderInput {
        merchant: order["merchant"].as_str(),
        id: order["id"].as_str(),
        amount: order["amount"].as_u64(),
        currency: order["currency"].as_str(),
    })
    .unwrap();
    let key = encryption_key(&keys["keys"][0]);
    cardseal::encrypt(&card, &order, page, &key, now, &mut getrandom::SysRng).unwrap().jwe
}

fn encryption_key(jwk: &Value) -> EncryptionKey {
    let jwk = Jwk {
        kty: jwk["kty"].as_str(),
        kid: jwk["kid"].as_str(),
        alg: jwk["alg"].as_str(),
        usage: jwk["use"].as_str(),
        n: jwk["n"].as_str(),
        e: jwk["e"].as_str(),
    };
    EncryptionKey::from_jwk(&jwk).unwrap().unwrap()
}
