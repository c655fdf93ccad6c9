//! The protected header (RFC 7516 section 4).

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Key management: RSAES-OAEP with SHA-256 and MGF1 with SHA-256 (RFC 7518 section 4.3).
pub const ALG: &str = "RSA-OAEP-256";
/// Content encryption: AES-256 in Galois/Counter Mode (RFC 7518 section 5.3).
pub const ENC: &str = "A256GCM";
/// Media type of the whole: an encrypted JWT that holds a card.
pub const TYP: &str = "card+jwt";

/// Exactly these members and no others: an unknown, missing or repeated one is refused by the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header<'a> {
    /// Key management algorithm.
    #[serde(borrow)]
    pub alg: Cow<'a, str>,
    /// Content encryption algorithm.
    #[serde(borrow)]
    pub enc: Cow<'a, str>,
    /// Identifier of the key.
    #[serde(borrow)]
    pub kid: Cow<'a, str>,
    /// Type.
    #[serde(borrow)]
    pub typ: Cow<'a, str>,
}

const MAX_KID: usize = 128;

impl<'a> Header<'a> {
    /// The header of a card that is sealed for the key `kid`.
    #[must_use]
    pub const fn new(kid: &'a str) -> Self {
        Self {
            alg: Cow::Borrowed(ALG),
            enc: Cow::Borrowed(ENC),
            kid: Cow::Borrowed(kid),
            typ: Cow::Borrowed(TYP),
        }
    }

    /// Whether `kid` may identify a key: 1 to 128 printable ASCII characters without `"` and `\`, so that it stands in a header and in a log as it is.
    #[must_use]
    pub fn admits_kid(kid: &str) -> bool {
        (1..=MAX_KID).contains(&kid.len())
            && kid.bytes().all(|b| matches!(b, b' '..=b'~') && !matches!(b, b'"' | b'\\'))
    }
}
