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
/// Room for the largest claims that the limits of their values allow, padded.
const MAX_CLAIMS: usize = 8 * BLOCK;

/// The values do not fit: an audience, origin or nonce of absurd length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong;

impl Claims<'_> {
    /// The claims as JSON, followed by spaces so that `hidden` bytes more would not change the length: a multiple of [`BLOCK`].
    ///
    /// `hidden` is how much longer the card's values could have been, so the length depends on everything but the card.
    pub(crate) fn padded_json(&self, hidden: usize) -> Result<Zeroizing<Vec<u8>>, TooLong> {
        // Written into a buffer of its final size: one that grows leaves copies of the card behind.
        let mut buffer = Zeroizing::new(vec![b' '; MAX_CLAIMS]);
        let mut rest = buffer.as_mut_slice();
        serde_json::to_writer(&mut rest, self).map_err(|_| TooLong)?;
        let written = MAX_CLAIMS - rest.len();
        let padded = (written + hidden).next_multiple_of(BLOCK);
        if padded > MAX_CLAIMS {
            return Err(TooLong);
        }
        buffer.truncate(padded);
        Ok(buffer)
    }
}
