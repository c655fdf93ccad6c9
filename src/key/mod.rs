//! The gateway's public key: a JWK that was checked before anything is encrypted under it.

mod strength;

use crate::envelope::header::{ALG, Header};
use base64ct::{Base64UrlUnpadded, Encoding};
use rsa::{BoxedUint, RsaPublicKey};

/// The members of a JSON Web Key (RFC 7517 section 4, RFC 7518 section 6.3.1) that matter here, as they came. `None` is a missing one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Jwk<'a> {
    /// Key type.
    pub kty: Option<&'a str>,
    /// Key identifier.
    pub kid: Option<&'a str>,
    /// Algorithm.
    pub alg: Option<&'a str>,
    /// Intended use, the member `use`.
    pub usage: Option<&'a str>,
    /// Modulus, base64url.
    pub n: Option<&'a str>,
    /// Public exponent, base64url.
    pub e: Option<&'a str>,
}

/// Why a key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// No `kid`, or not 1 to 128 printable ASCII characters without `"` and `\`.
    Kid,
    /// `n` or `e` is missing, not base64url, or starts with a zero octet (RFC 7518 section 6.3.1.1).
    Encoding,
    /// Fewer than 2048 bits.
    TooSmall,
    /// More than 4096 bits.
    TooLarge,
    /// An exponent other than 65537.
    Exponent,
    /// An even modulus, or one with a small factor.
    Factor,
}

impl KeyError {
    /// The stable name that JavaScript, logs and documents use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Kid => "kid",
            Self::Encoding => "encoding",
            Self::TooSmall => "too_small",
            Self::TooLarge => "too_large",
            Self::Exponent => "exponent",
            Self::Factor => "factor",
        }
    }
}

impl core::fmt::Display for KeyError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("the key is refused: ")?;
        f.write_str(self.as_str())
    }
}

impl core::error::Error for KeyError {}

/// A public key that cards can be encrypted under.
#[derive(Debug, Clone)]
pub struct EncryptionKey {
    kid: String,
    rsa: RsaPublicKey,
}

/// Base64url characters of the largest modulus: a longer one is refused before it is decoded.
const MAX_ENCODED: usize = 4096 / 8 * 4 / 3 + 2;

impl EncryptionKey {
    /// Checks a JWK. Returns `Ok(None)` for a key that is meant for something else (another `kty`, `alg` or `use`), which RFC 7517 section 5 has
    /// a reader of a set pass over; a missing `alg` or `use` stands for ours.
    ///
    /// # Errors
    /// The key is meant for this and must not be used: see [`KeyError`].
    pub fn from_jwk(jwk: &Jwk<'_>) -> Result<Option<Self>, KeyError> {
        let ours = jwk.kty == Some("RSA")
            && jwk.alg.is_none_or(|alg| alg == ALG)
            && jwk.usage.is_none_or(|usage| usage == "enc");
        if !ours {
            return Ok(None);
        }
        let kid = jwk.kid.filter(|kid| Header::admits_kid(kid)).ok_or(KeyError::Kid)?;
        let (n, e) = (decode(jwk.n)?, decode(jwk.e)?);
        strength::check(&n, &e)?;
        let exponent = BoxedUint::from_be_slice_vartime(&e);
        let rsa = RsaPublicKey::new(BoxedUint::from_be_slice_vartime(&n), exponent)
            .map_err(|_| KeyError::Encoding)?;
        Ok(Some(Self { kid: kid.to_owned(), rsa }))
    }

    /// The key's identifier, which the sealed card names.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub(crate) fn rsa(&self) -> &RsaPublicKey {
        &self.rsa
    }
}

fn decode(text: Option<&str>) -> Result<Vec<u8>, KeyError> {
    let text = text.ok_or(KeyError::Encoding)?;
    if text.len() > MAX_ENCODED {
        return Err(KeyError::TooLarge);
    }
    let bytes = Base64UrlUnpadded::decode_vec(text).map_err(|_| KeyError::Encoding)?;
    if bytes.first().is_none_or(|&first| first == 0) { Err(KeyError::Encoding) } else { Ok(bytes) }
}
