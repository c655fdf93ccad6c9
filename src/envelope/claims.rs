//! The claims: what a sealed card says once it is open (RFC 7519 section 4).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use zeroize::{Zeroize, Zeroizing};

/// The claims as they stand in the JSON. A wire form, made to be written or parsed on, never kept: it borrows what it can from the buffer it
/// came from, and what it had to own of the card is wiped when it is dropped. Unknown and repeated members are refused by the reader.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claims<'a> {
    /// The gateway that the card is sealed for.
    #[serde(borrow)]
    pub aud: Cow<'a, str>,
    /// When it was sealed, in seconds since the epoch.
    pub iat: u64,
    /// When it stops being good, in seconds since the epoch.
    pub exp: u64,
    /// 128 random bits, base64url: a sealed card is opened once.
    #[serde(borrow)]
    pub jti: Cow<'a, str>,
    /// The origin of the page, where there was one.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Cow<'a, str>>,
    /// Whether the page was a secure context.
    pub secure: bool,
    /// The order that the card pays.
    #[serde(borrow)]
    pub order: OrderClaims<'a>,
    /// A challenge of the gateway for this checkout, where it gave one.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub nonce: Option<Cow<'a, str>>,
    /// The card.
    #[serde(borrow)]
    pub card: CardClaims<'a>,
}

/// The order inside the claims.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderClaims<'a> {
    /// The merchant's identifier at the gateway.
    #[serde(borrow)]
    pub merchant: Cow<'a, str>,
    /// The merchant's identifier of the order.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Minor units.
    pub amount: u64,
    /// ISO 4217.
    #[serde(borrow)]
    pub currency: Cow<'a, str>,
}

/// The card inside the claims. Digits are borrowed, so a reader refuses those that are written as escapes: nothing is copied out of its buffer.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardClaims<'a> {
    /// The PAN, digits only.
    pub number: &'a str,
    /// Two digits.
    pub exp_month: &'a str,
    /// Four digits.
    pub exp_year: &'a str,
    /// The CVC, where one was given.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub cvc: Option<&'a str>,
    /// The cardholder name, where one was given.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Cow<'a, str>>,
    /// The postal code of the billing address, where one was given.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<&'a str>,
    /// The network that the buyer of a co-badged card chose, where one was chosen.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub network: Option<&'a str>,
}

impl Drop for CardClaims<'_> {
    fn drop(&mut self) {
        if let Some(Cow::Owned(name)) = &mut self.name {
            name.zeroize();
        }
    }
}

/// The plaintext is a multiple of this many bytes.
pub const BLOCK: usize = 512;
/// Bytes of audience, origin and nonce together. Six times as many where JSON escapes all of them, so that with the limits of an order and of a
/// card no claims are longer than [`MAX_CLAIMS`].
pub(crate) const MAX_CONTEXT: usize = 1024;
const MAX_CLAIMS: usize = 16 * BLOCK;

impl Claims<'_> {
    /// The claims as JSON, followed by spaces so that `hidden` bytes more would not change the length: a multiple of [`BLOCK`].
    ///
    /// `hidden` is how much longer the card's values could have been, so the length depends on everything but the card. `None` where the
    /// claims cannot be written, which no claims within their limits do.
    pub(crate) fn padded_json(&self, hidden: usize) -> Option<Zeroizing<Vec<u8>>> {
        // Written into a buffer of its final size: one that grows leaves copies of the card behind.
        let mut buffer = Zeroizing::new(Vec::with_capacity(MAX_CLAIMS));
        serde_json::to_writer(&mut *buffer, self).ok()?;
        let padded = (buffer.len() + hidden).next_multiple_of(BLOCK);
        buffer.resize(padded, b' ');
        Some(buffer)
    }
}
