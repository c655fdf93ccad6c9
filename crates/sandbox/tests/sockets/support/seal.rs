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

    /// On a page whose clock is off by so many seconds.
    pub(crate) fn seal_off_by(&self, seconds: i64, order: &Value) -> String {
        let keys = self.get(self.gateway, "/.well-known/cardseal").json();
        let page = Context { audience: &self.gateway_url, ..PAGE };
        seal_at(now().saturating_add_signed(seconds), &CARD, order, &page, &keys)
    }

    /// With a key that the gateway has not, under the identifier of one that it has.
    pub(crate) fn seal_with_another_key(&self, order: &Value) -> String {
        let mut keys = self.get(self.gateway, "/.well-known/cardseal").json();
        let other = cardseal_gateway::RsaPrivateKey::generate(cardseal_gateway::KeySize::Rsa2048).unwrap();
        keys["keys"][0]["n"] = other.public_jwk("other").n().into();
        seal(&CARD, order, &Context { audience: &self.gateway_url, ..PAGE }, &keys)
    }

    /// Under the identifier of a key that the gateway has not.
    pub(crate) fn seal_for_unknown_key(&self, order: &Value) -> String {
        let mut keys = self.get(self.gateway, "/.well-known/cardseal").json();
        keys["keys"][0]["kid"] = "unknown".into();
        seal(&CARD, order, &Context { audience: &self.gateway_url, ..PAGE }, &keys)
    }

    pub(crate) fn seal_as(&self, input: &CardInput<'_>, order: &Value, page: &Context<'_>) -> String {
        let keys = self.get(self.gateway, "/.well-known/cardseal").json();
        seal(input, order, &Context { audience: &self.gateway_url, ..*page }, &keys)
    }
}

/// Seals for the first of these keys.
pub(crate) fn seal(input: &CardInput<'_>, order: &Value, page: &Context<'_>, keys: &Value) -> String {
    seal_at(now(), input, order, page, keys)
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn seal_at(now: u64, input: &CardInput<'_>, order: &Value, page: &Context<'_>, keys: &Value) -> String {
    let now = UnixTime::from_secs(now);
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
