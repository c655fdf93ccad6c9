//! Sealing: a card and its order become a compact JWE.

use crate::{
    Card, Order, RandomUnavailable, UnixTime,
    card::{Brand, CardholderName, MAX_BRAND_ID, MAX_NAME, MAX_POSTAL_CODE},
    envelope::{
        claims::{CardClaims, Claims, MAX_CONTEXT, OrderClaims},
        compact::{self, CEK, IV},
        header::Header,
    },
    key::EncryptionKey,
    random::Distrustful,
};
use aes_gcm::{AeadInOut, Aes256Gcm, KeyInit};
use rand_core::TryCryptoRng;
use rsa::{Oaep, traits::PaddingScheme};
use sha2::Sha256;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// How long a sealed card is good for: `exp` is `iat` and this many seconds.
pub const LIFETIME_SECS: u64 = 600;

/// Where and for whom a card is sealed.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The gateway's identifier, which becomes `aud`.
    pub audience: &'a str,
    /// The origin of the page; `None` where there is no page.
    pub origin: Option<&'a str>,
    /// Whether the page is a secure context; `true` where there is no page.
    pub secure: bool,
    /// A challenge that the gateway gave for this checkout.
    pub nonce: Option<&'a str>,
}

/// A sealed card, and what the page may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedCard {
    /// The compact JWE.
    pub jwe: String,
    /// The key that opens it.
    pub kid: String,
    /// The brand's id, or `None` for a number of no known brand.
    pub brand: Option<&'static str>,
    /// The last four digits of the PAN.
    pub last_four: String,
}

/// Why nothing was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncryptError {
    /// The random source failed or repeats itself.
    RandomUnavailable,
    /// Audience, origin and nonce together are longer than 1,024 bytes.
    ContextTooLong,
    /// The key cannot encrypt. No key that passed its checks does this.
    Key,
}

impl core::fmt::Display for EncryptError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::RandomUnavailable => "no usable source of randomness",
            Self::ContextTooLong => "audience, origin and nonce are too long",
            Self::Key => "the key cannot encrypt",
        })
    }
}

impl core::error::Error for EncryptError {}

impl From<RandomUnavailable> for EncryptError {
    fn from(_: RandomUnavailable) -> Self {
        Self::RandomUnavailable
    }
}

/// Seals `card` for `order` under `key`.
///
/// Draws from `rng`, in this order: CEK (32 bytes), IV (12), `jti` (16), OAEP seed (32). All are fresh for every card. The length of the result
/// depends on the key, the context and the order, never on the card.
///
/// # Errors
/// See [`EncryptError`]; nothing of the card is in any of them.
pub fn encrypt(
    card: &Card,
    order: &Order,
    context: &Context<'_>,
    key: &EncryptionKey,
    now: UnixTime,
    rng: &mut impl TryCryptoRng,
) -> Result<SealedCard, EncryptError> {
    let mut rng = Distrustful::new(rng);
    let mut cek = Zeroizing::new([0; CEK]);
    rng.draw(cek.as_mut_slice())?;
    let mut iv = [0; IV];
    rng.draw(&mut iv)?;
    let mut jti = [0; 16];
    rng.draw(&mut jti)?;

    let mut text = claims_json(card, order, context, &compact::encode(&jti), now)?;
    let mut header = Vec::new();
    serde_json::to_writer(&mut header, &Header::new(key.kid())).map_err(|_| EncryptError::Key)?;
    let aad = compact::encode(&header);

    // RFC 7516 section 5.1: the key is wrapped, then the content is encrypted with the header as additional authenticated data.
    let encrypted_key =
        Oaep::<Sha256>::new().encrypt(&mut rng, key.rsa(), cek.as_slice()).map_err(wrap_error)?;
    let tag = Aes256Gcm::new((&*cek).into())
        .encrypt_inout_detached((&iv).into(), aad.as_bytes(), text.as_mut_slice().into())
        .map_err(|_| EncryptError::ContextTooLong)?;

    Ok(SealedCard {
        jwe: compact::join(&aad, &encrypted_key, &iv, &text, &tag.into()),
        kid: key.kid().to_owned(),
        brand: card.number().brand().map(Brand::id),
        last_four: card.number().last_four().to_owned(),
    })
}

fn wrap_error(error: rsa::Error) -> EncryptError {
    if error == rsa::Error::Rng { EncryptError::RandomUnavailable } else { EncryptError::Key }
}

fn claims_json(
    card: &Card,
    order: &Order,
    context: &Context<'_>,
    jti: &str,
    now: UnixTime,
) -> Result<Zeroizing<Vec<u8>>, EncryptError> {
    let context_length = [Some(context.audience), context.origin, context.nonce]
        .iter()
        .flatten()
        .map(|text| text.len())
        .sum::<usize>();
    if context_length > MAX_CONTEXT {
        return Err(EncryptError::ContextTooLong);
    }
    let (month, year) = (card.expiry().month_digits(), card.expiry().year_digits());
    let claims = Claims {
        aud: Cow::Borrowed(context.audience),
        iat: now.as_secs(),
        exp: now.plus_secs(LIFETIME_SECS).as_secs(),
        jti: Cow::Borrowed(jti),
        origin: context.origin.map(Cow::Borrowed),
        secure: context.secure,
        order: OrderClaims {
            merchant: Cow::Borrowed(order.merchant()),
            id: Cow::Borrowed(order.id()),
            amount: order.amount(),
            currency: Cow::Borrowed(order.currency()),
        },
        nonce: context.nonce.map(Cow::Borrowed),
        card: CardClaims {
            number: card.number().expose(),
            exp_month: &month,
            exp_year: &year,
            cvc: card.cvc().map(|cvc| cvc.expose()),
            name: card.name().map(|name| Cow::Borrowed(name.expose())),
            postal_code: card.postal_code().map(|code| code.expose()),
            network: card.network().map(Brand::id),
        },
    };
    claims.padded_json(hidden(card)).ok_or(EncryptError::ContextTooLong)
}

/// How many bytes longer the JSON of the longest card is: 19 digits, a CVC of 4, a name and a postal code of the full length, a chosen network.
fn hidden(card: &Card) -> usize {
    let member = |frame: &str, used: Option<usize>, most: usize| {
        used.map_or(frame.len() + most, |used| most.saturating_sub(used))
    };
    19 - card.number().expose().len()
        + member(r#","cvc":"""#, card.cvc().map(|cvc| cvc.expose().len()), 4)
        + member(r#","name":"""#, card.name().map(CardholderName::json_length), MAX_NAME)
        + member(r#","postal_code":"""#, card.postal_code().map(|code| code.expose().len()), MAX_POSTAL_CODE)
        + member(r#","network":"""#, card.network().map(|network| network.id().len()), MAX_BRAND_ID)
}
