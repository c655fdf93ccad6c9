//! The page's half: what a checkout sends, sealed by the core crate, and what nobody should send.

use anyhow::{Context as _, Result, anyhow, bail};
use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, Order, OrderInput, UnixTime};
use hyper::body::Bytes;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _};
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

/// The number of a test card that is approved.
pub const APPROVED: &str = "4242424242424242";

/// The sandbox's merchant.
pub const MERCHANT: &str = "foghorn";
/// Where its checkout stands.
const ORIGIN: &str = "http://localhost:4280";

/// A page that seals for one gateway.
pub struct Page {
    key: EncryptionKey,
    audience: String,
    rng: StdRng,
}

impl Page {
    /// Seals under this JWK for the gateway of this name.
    ///
    /// # Errors
    /// When the key is none that a page uses.
    pub fn new(jwk: &Value, audience: impl Into<String>) -> Result<Self> {
        let member = |name: &str| jwk.get(name).and_then(Value::as_str);
        let read = Jwk {
            kty: member("kty"),
            kid: member("kid"),
            alg: member("alg"),
            usage: member("use"),
            n: member("n"),
            e: member("e"),
        };
        let key = EncryptionKey::from_jwk(&read).map_err(|error| anyhow!("the gateway's key: {error:?}"))?;
        let key = key.context("the gateway's key is for something else")?;
        Ok(Self { key, audience: audience.into(), rng: rand::make_rng() })
    }

    /// Seals the card of this number for this order.
    ///
    /// # Errors
    /// When the number is no card's.
    pub fn seal(&mut self, number: &str, order: &Order) -> Result<String> {
        let now = now();
        let input = CardInput {
            number: Some(number),
            expiry: Some(ExpiryInput::Text("12/45")),
            cvc: Some("957"),
            name: Some("Ada Lund"),
            ..CardInput::default()
        };
        let Ok(card) = Card::parse(&input, &AcceptedBrands::all(), now) else { bail!("not a card") };
        let context = Context { audience: &self.audience, origin: Some(ORIGIN), secure: true, nonce: None };
        let sealed = cardseal::encrypt(&card, order, &context, &self.key, now, &mut self.rng)?;
        Ok(sealed.jwe)
    }
}

/// An order of the merchant.
///
/// # Errors
/// When the text is no order's identifier.
pub fn order(id: &str) -> Result<Order> {
    let input =
        OrderInput { merchant: Some(MERCHANT), id: Some(id), amount: Some(4999), currency: Some("EUR") };
    Order::parse(&input).map_err(|_| anyhow!("not an order: {id}"))
}

/// What the merchant sends for it.
pub fn payment(order: &Order, sealed_card: &str) -> Bytes {
    let order = json!({
        "merchant": order.merchant(), "id": order.id(), "amount": order.amount(), "currency": order.currency(),
    });
    json!({ "order": order, "sealed_card": sealed_card }).to_string().into()
}

/// This second.
pub fn now() -> UnixTime {
    UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs())
}

/// A defect that a gateway must not tell from another by its answer or by the time that it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// The encrypted key is random: its padding is wrong.
    Padding,
    /// One bit of the tag is flipped.
    Tag,
    /// No key has this `kid`.
    UnknownKid,
}

impl Defect {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Padding, Self::Tag, Self::UnknownKid];

    /// For a table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Padding => "wrong padding",
            Self::Tag => "wrong tag",
            Self::UnknownKid => "unknown kid",
        }
    }

    /// A sealed card with this defect and no other, of the same length.
    ///
    /// # Errors
    /// When it is no sealed card.
    pub fn introduce(self, sealed: &str, rng: &mut StdRng) -> Result<String> {
        let mut parts: Vec<String> = sealed.split('.').map(str::to_owned).collect();
        let [header, encrypted_key, _, _, tag] = parts.as_mut_slice() else { bail!("not five parts") };
        match self {
            Self::Padding => {
                let mut bytes = Base64UrlUnpadded::decode_vec(encrypted_key)?;
                rng.fill_bytes(&mut bytes);
                // Smaller than any modulus of that length: a larger number is no ciphertext, which everyone can see.
                if let Some(first) = bytes.first_mut() {
                    *first = 0;
                }
                *encrypted_key = Base64UrlUnpadded::encode_string(&bytes);
            }
            Self::Tag => {
                let mut bytes = Base64UrlUnpadded::decode_vec(tag)?;
                if let Some(last) = bytes.last_mut() {
                    *last ^= 1;
                }
                *tag = Base64UrlUnpadded::encode_string(&bytes);
            }
            Self::UnknownKid => {
                let mut members: Value = serde_json::from_slice(&Base64UrlUnpadded::decode_vec(header)?)?;
                let kid = members.get_mut("kid").context("no kid")?;
                let length = kid.as_str().unwrap_or_default().len();
                *kid =
                    (0..length).map(|_| char::from(rng.random_range(b'a'..=b'z'))).collect::<String>().into();
                *header = Base64UrlUnpadded::encode_string(members.to_string().as_bytes());
            }
        }
        Ok(parts.join("."))
    }
}
