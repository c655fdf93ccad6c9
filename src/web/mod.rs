//! The boundary to JavaScript, compiled for wasm32 only. It decodes, makes one call, encodes; it holds no logic.
//!
//! Texts come in as lists, and go into a type that is wiped in the first statement. Values go out as arrays: their places cannot be
//! redirected by what a page did to `Object.prototype`. Every call begins on the memory of a new instance; the caller fills all of it with zeros afterwards.

mod answer;
mod surroundings;
mod texts;

use crate::{
    AcceptedBrands, Context, EncryptError, Order, OrderInput, UnixTime,
    card::{self, Card},
    format::{Edit, EditKind, Formatter},
    key::{EncryptionKey, Jwk, KeyError},
};
use answer::{Answer, Refusal};
use getrandom::SysRng;
use js_sys::Array;
use mini_alloc::MiniAlloc;
use texts::Texts;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Hands out memory and takes none back: it lives for one call, and all of it is filled with zeros then.
#[global_allocator]
static ALLOCATOR: MiniAlloc = MiniAlloc::INIT;

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

/// The brands with the ids of this list, for the other functions; nothing where one names no brand.
#[wasm_bindgen(js_name = acceptedBrands)]
pub fn accepted_brands(ids: &Array) -> Option<u64> {
    AcceptedBrands::only(Texts::read(ids).all()).and_then(|accepted| accepted.bits())
}

/// Whether a JWK, `[kty, kid, alg, use, n, e]`, is meant for sealing cards. Throws `["ERR_KEY_INVALID", [["key", code]]]` for one that is, and must not
/// be used.
#[wasm_bindgen(js_name = usableKey)]
pub fn usable_key(jwk: &Array) -> Result<bool, JsValue> {
    let jwk = Texts::read(jwk);
    let jwk =
        Jwk { kty: jwk.at(0), kid: jwk.at(1), alg: jwk.at(2), usage: jwk.at(3), n: jwk.at(4), e: jwk.at(5) };
    EncryptionKey::from_jwk(&jwk).map(|key| key.is_some()).map_err(|error| Refusal::from(error).into())
}

/// What the numbers in the answer of `check` stand for, see `answer.rs`.
#[wasm_bindgen]
pub fn tables() -> JsValue {
    answer::tables().into()
}

/// Assesses the fields that are given: numbers, see `answer.rs`. At every keystroke: so they are no texts, and no lists in lists.
#[wasm_bindgen]
pub fn check(card: &Array, accepted: Option<u64>, now: u64) -> Vec<u8> {
    let card = Texts::read(card);
    let checked = card::check(&card.input(), &AcceptedBrands::from_bits(accepted), UnixTime::from_secs(now));
    answer::numbers(&checked)
}

/// The text to show after an edit, `[field, text, before, inputType]`, and the caret's place: `[text, caret]`, or `null` where the text is to be left
/// as it is.
#[wasm_bindgen]
pub fn format(edit: &Array, caret: usize, accepted: Option<u64>, now: u64) -> JsValue {
    let texts = Texts::read(edit);
    let edit = Edit {
        text: texts.at(1).unwrap_or_default(),
        caret,
        before: texts.at(2),
        kind: EditKind::of(texts.at(3).unwrap_or_default()),
    };
    let formatted = texts.at(0).and_then(Formatter::of).and_then(|formatter| {
        crate::format::format(
            formatter,
            &edit,
            &AcceptedBrands::from_bits(accepted),
            UnixTime::from_secs(now),
        )
    });
    formatted.as_ref().map_or(JsValue::NULL, |formatted| Answer::from(formatted).into())
}

/// Seals a card: `[jwe, kid, brand, lastFour]`. `order` is `[merchant, id, currency]`, `key` is `[kid, n, e]`, `context` is `[audience, origin, nonce]`.
/// Throws `[code, [[field, code], …]]`.
#[wasm_bindgen]
pub fn encrypt(
    card: &Array,
    accepted: Option<u64>,
    order: &Array,
    amount: Option<u64>,
    key: &Array,
    context: &Array,
    now: u64,
) -> Result<JsValue, JsValue> {
    let (card, order, key, context) =
        (Texts::read(card), Texts::read(order), Texts::read(key), Texts::read(context));
    let now = UnixTime::from_secs(now);
    let seal = || -> Result<_, Refusal> {
        let card =
            Card::parse(&card.input(), &AcceptedBrands::from_bits(accepted), now).map_err(Refusal::card)?;
        let order = OrderInput { merchant: order.at(0), id: order.at(1), amount, currency: order.at(2) };
        let order = Order::parse(&order).map_err(Refusal::order)?;
        let jwk =
            Jwk { kty: Some("RSA"), kid: key.at(0), alg: None, usage: None, n: key.at(1), e: key.at(2) };
        let key = EncryptionKey::from_jwk(&jwk)?.ok_or(KeyError::Encoding)?;
        let origin = surroundings::origin();
        let context = Context {
            audience: context.at(0).unwrap_or_default(),
            origin: origin.as_deref().or(context.at(1)),
            secure: surroundings::secure(),
            nonce: context.at(2),
        };
        Ok(crate::encrypt(&card, &order, &context, &key, now, &mut SysRng)?)
    };
    seal().map(|sealed| Answer::from(&sealed).into()).map_err(Into::into)
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
