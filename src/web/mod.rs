//! The boundary to JavaScript, compiled for wasm32 only. It decodes, makes one call, encodes; it holds no logic.
//!
//! Secrets come in by value and go into a type that is wiped in the first statement. Values go out as arrays: their places cannot be
//! redirected by what a page did to `Object.prototype`. The caller gives every call the memory of a fresh instance and puts it back afterwards.

mod answer;
mod surroundings;

use crate::{
    AcceptedBrands, CardInput, Context, EncryptError, ExpiryInput, Order, OrderInput, UnixTime,
    card::{self, Card},
    format::{Edit, EditKind, Formatter},
    key::{EncryptionKey, Jwk, KeyError},
};
use answer::{Answer, Refusal};
use getrandom::SysRng;
use mini_alloc::MiniAlloc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

/// Hands out memory and takes none back: after every call all of the memory is put back to what it was.
#[global_allocator]
static ALLOCATOR: MiniAlloc = MiniAlloc::INIT;

type Text = Option<Zeroizing<String>>;

struct CardFields {
    number: Text,
    expiry: Text,
    month: Text,
    year: Text,
    cvc: Text,
    name: Text,
    postal_code: Text,
    network: Text,
}

impl CardFields {
    fn new(fields: [Option<String>; 8]) -> Self {
        let [number, expiry, month, year, cvc, name, postal_code, network] =
            fields.map(|field| field.map(Zeroizing::new));
        Self { number, expiry, month, year, cvc, name, postal_code, network }
    }

    fn input(&self) -> CardInput<'_> {
        CardInput {
            number: text(&self.number),
            expiry: match (text(&self.expiry), text(&self.month), text(&self.year)) {
                (Some(both), _, _) => Some(ExpiryInput::Text(both)),
                (None, None, None) => None,
                (None, month, year) => Some(ExpiryInput::Parts {
                    month: month.unwrap_or_default(),
                    year: year.unwrap_or_default(),
                }),
            },
            cvc: text(&self.cvc),
            name: text(&self.name),
            postal_code: text(&self.postal_code),
            network: text(&self.network),
        }
    }
}

fn text(field: &Text) -> Option<&str> {
    field.as_ref().map(|text| text.as_str())
}

/// The memory of this instance, for the caller to fill with zeros.
#[wasm_bindgen(js_name = linearMemory)]
pub fn linear_memory() -> JsValue {
    wasm_bindgen::memory()
}

/// Whether the page is a secure context; `true` where there is no page.
#[wasm_bindgen]
pub fn secure() -> bool {
    surroundings::secure()
}

/// Whether every id of a comma-separated list names a brand.
#[wasm_bindgen(js_name = knowsBrands)]
pub fn knows_brands(ids: &str) -> bool {
    AcceptedBrands::only(ids.split(',')).is_some()
}

/// Whether a JWK is meant for sealing cards. Throws `["ERR_KEY_INVALID", [["key", code]]]` for one that is, and must not be used.
#[wasm_bindgen(js_name = usableKey)]
pub fn usable_key(
    kty: Option<String>,
    kid: Option<String>,
    alg: Option<String>,
    usage: Option<String>,
    n: Option<String>,
    e: Option<String>,
) -> Result<bool, JsValue> {
    let jwk = Jwk {
        kty: kty.as_deref(),
        kid: kid.as_deref(),
        alg: alg.as_deref(),
        usage: usage.as_deref(),
        n: n.as_deref(),
        e: e.as_deref(),
    };
    EncryptionKey::from_jwk(&jwk).map(|key| key.is_some()).map_err(|error| Refusal::from(error).into())
}

/// What the numbers in the answer of `check` stand for, see `answer.rs`.
#[wasm_bindgen]
pub fn tables() -> JsValue {
    answer::tables().into()
}

/// Assesses the fields that are given: numbers, see `answer.rs`. At every keystroke: so they are no texts, and no lists in lists.
#[expect(
    clippy::too_many_arguments,
    reason = "positional strings cross the boundary without a parser and without reading properties"
)]
#[wasm_bindgen]
pub fn check(
    number: Option<String>,
    expiry: Option<String>,
    month: Option<String>,
    year: Option<String>,
    cvc: Option<String>,
    name: Option<String>,
    postal_code: Option<String>,
    network: Option<String>,
    accepted: Option<String>,
    now: u64,
) -> Vec<u8> {
    let fields = CardFields::new([number, expiry, month, year, cvc, name, postal_code, network]);
    let checked = card::check(&fields.input(), &accepted_brands(accepted), UnixTime::from_secs(now));
    answer::numbers(&checked)
}

/// The text to show after an edit, and the caret's place: `[text, caret]`, or `null` where the text is to be left as it is.
#[wasm_bindgen]
pub fn format(
    field: &str,
    text: String,
    caret: usize,
    before: Option<String>,
    input_type: &str,
    accepted: Option<String>,
    now: u64,
) -> JsValue {
    let (text, before) = (Zeroizing::new(text), before.map(Zeroizing::new));
    let edit = Edit {
        text: &text,
        caret,
        before: before.as_ref().map(|text| text.as_str()),
        kind: EditKind::of(input_type),
    };
    let formatted = Formatter::of(field).and_then(|formatter| {
        crate::format::format(formatter, &edit, &accepted_brands(accepted), UnixTime::from_secs(now))
    });
    formatted.as_ref().map_or(JsValue::NULL, |formatted| Answer::from(formatted).into())
}

/// Seals a card: `[jwe, kid, brand, lastFour]`. Throws `[code, [[field, code], …]]`.
#[expect(
    clippy::too_many_arguments,
    reason = "positional strings cross the boundary without a parser and without reading properties"
)]
#[wasm_bindgen]
pub fn encrypt(
    number: Option<String>,
    expiry: Option<String>,
    month: Option<String>,
    year: Option<String>,
    cvc: Option<String>,
    name: Option<String>,
    postal_code: Option<String>,
    network: Option<String>,
    accepted: Option<String>,
    merchant: Option<String>,
    id: Option<String>,
    amount: Option<u64>,
    currency: Option<String>,
    kid: String,
    n: String,
    e: String,
    audience: String,
    origin: Option<String>,
    now: u64,
) -> Result<JsValue, JsValue> {
    let fields = CardFields::new([number, expiry, month, year, cvc, name, postal_code, network]);
    let now = UnixTime::from_secs(now);
    let seal = || -> Result<_, Refusal> {
        let card = Card::parse(&fields.input(), &accepted_brands(accepted), now).map_err(Refusal::card)?;
        let order = OrderInput {
            merchant: merchant.as_deref(),
            id: id.as_deref(),
            amount,
            currency: currency.as_deref(),
        };
        let order = Order::parse(&order).map_err(Refusal::order)?;
        let jwk = Jwk { kty: Some("RSA"), kid: Some(&kid), alg: None, usage: None, n: Some(&n), e: Some(&e) };
        let key = EncryptionKey::from_jwk(&jwk)?.ok_or(KeyError::Encoding)?;
        let origin = surroundings::origin().or(origin);
        let context = Context {
            audience: &audience,
            origin: origin.as_deref(),
            secure: surroundings::secure(),
            nonce: None,
        };
        Ok(crate::encrypt(&card, &order, &context, &key, now, &mut SysRng)?)
    };
    seal().map(|sealed| Answer::from(&sealed).into()).map_err(Into::into)
}

fn accepted_brands(ids: Option<String>) -> AcceptedBrands {
    ids.and_then(|ids| AcceptedBrands::only(ids.split(','))).unwrap_or(AcceptedBrands::all())
}

impl From<EncryptError> for Refusal {
    fn from(error: EncryptError) -> Self {
        match error {
            EncryptError::RandomUnavailable => Self::plain("ERR_RANDOM_UNAVAILABLE"),
            EncryptError::ContextTooLong => Self::plain("ERR_OPTION_INVALID"),
            EncryptError::Key => Self::plain("ERR_KEY_INVALID"),
        }
    }
}
