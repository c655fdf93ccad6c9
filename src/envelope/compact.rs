//! The compact serialization of a JWE (RFC 7516 section 7.1): five parts in base64url, joined by dots.

use base64ct::{Base64UrlUnpadded, Encoding};

/// The five parts, decoded.
#[derive(Debug)]
pub struct Compact<'a> {
    /// The first part as it stands: its ASCII is the additional authenticated data (RFC 7516 section 5.1 step 14).
    pub aad: &'a str,
    /// JSON of the protected header.
    pub header: Vec<u8>,
    /// The CEK under the recipient's key.
    pub encrypted_key: Vec<u8>,
    /// The initialization vector.
    pub iv: [u8; IV],
    /// The claims under the CEK.
    pub ciphertext: Vec<u8>,
    /// The authentication tag.
    pub tag: [u8; TAG],
}

/// Bytes of an initialization vector of AES-GCM (RFC 7518 section 5.3).
pub const IV: usize = 12;
/// Bytes of an authentication tag of AES-GCM.
pub const TAG: usize = 16;
/// Bytes of a content encryption key.
pub const CEK: usize = 32;
/// The longest sealed card, in characters. Our own stay below 13,000.
pub const MAX_LENGTH: usize = 16 * 1024;
/// The longest header, in bytes.
pub const MAX_HEADER: usize = 512;

/// The text is not the compact serialization of a JWE in the form that a sealed card has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl core::fmt::Display for Malformed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("not a compact JWE")
    }
}

impl core::error::Error for Malformed {}

impl<'a> Compact<'a> {
    /// Splits and decodes a sealed card.
    ///
    /// # Errors
    /// Anything but five parts of strict base64url (RFC 7515 section 2: no padding, white space or line breaks, and no stray bits at the end),
    /// an IV of other than 12 or a tag of other than 16 bytes, an empty part, or more than [`MAX_LENGTH`] characters.
    pub fn parse(text: &'a str) -> Result<Self, Malformed> {
        if text.len() > MAX_LENGTH {
            return Err(Malformed);
        }
        let mut parts = text.split('.');
        let mut next = || parts.next().filter(|part| !part.is_empty()).ok_or(Malformed);
        let (aad, encrypted_key, iv, ciphertext, tag) = (next()?, next()?, next()?, next()?, next()?);
        if parts.next().is_some() || aad.len() > MAX_HEADER * 4 / 3 {
            return Err(Malformed);
        }
        Ok(Self {
            aad,
            header: decode(aad)?,
            encrypted_key: decode(encrypted_key)?,
            iv: decode(iv)?.try_into().map_err(|_| Malformed)?,
            ciphertext: decode(ciphertext)?,
            tag: decode(tag)?.try_into().map_err(|_| Malformed)?,
        })
    }
}

/// Joins the parts of a sealed card; `aad` is encoded already.
pub(crate) fn join(
    aad: &str,
    encrypted_key: &[u8],
    iv: &[u8; IV],
    ciphertext: &[u8],
    tag: &[u8; TAG],
) -> String {
    let mut text = String::from(aad);
    for part in [encrypted_key, iv, ciphertext, tag] {
        text.push('.');
        text.push_str(&encode(part));
    }
    text
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

fn decode(part: &str) -> Result<Vec<u8>, Malformed> {
    Base64UrlUnpadded::decode_vec(part).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "eyJhIjoxfQ";
    const IV_TEXT: &str = "AAAAAAAAAAAAAAAA";
    const TAG_TEXT: &str = "AAAAAAAAAAAAAAAAAAAAAA";

    fn text(parts: [&str; 5]) -> String {
        parts.join(".")
    }

    #[test]
    fn what_is_joined_is_parsed_again() {
        let joined = join(HEADER, &[1; 256], &[2; IV], &[3; 512], &[4; TAG]);
        let parsed = Compact::parse(&joined).unwrap();
        assert_eq!((parsed.aad, parsed.header.as_slice()), (HEADER, &br#"{"a":1}"#[..]));
        assert_eq!(
            (parsed.encrypted_key, parsed.iv, parsed.ciphertext, parsed.tag),
            (vec![1; 256], [2; IV], vec![3; 512], [4; TAG])
        );
    }

    #[test]
    fn only_the_strict_form_is_parsed() {
        let good = text([HEADER, "AAAA", IV_TEXT, "AAAA", TAG_TEXT]);
        assert!(Compact::parse(&good).is_ok());
        let long = "A".repeat(MAX_LENGTH);
        for (what, bad) in [
            ("empty", String::new()),
            ("four parts", good.rsplit_once('.').unwrap().0.to_owned()),
            ("six parts", format!("{good}.AAAA")),
            ("an empty key", text([HEADER, "", IV_TEXT, "AAAA", TAG_TEXT])),
            ("padding", text([HEADER, "AAAA", IV_TEXT, "AA==", TAG_TEXT])),
            ("the other alphabet", text([HEADER, "AA+/", IV_TEXT, "AAAA", TAG_TEXT])),
            ("a line break", format!("{good}\n")),
            ("a space", text([HEADER, "AA AA", IV_TEXT, "AAAA", TAG_TEXT])),
            ("stray bits", text([HEADER, "AB", IV_TEXT, "AAAA", TAG_TEXT])),
            ("an impossible length", text([HEADER, "A", IV_TEXT, "AAAA", TAG_TEXT])),
            ("a long IV", text([HEADER, "AAAA", TAG_TEXT, "AAAA", TAG_TEXT])),
            ("a short tag", text([HEADER, "AAAA", IV_TEXT, "AAAA", IV_TEXT])),
            ("too much", text([HEADER, "AAAA", IV_TEXT, &long, TAG_TEXT])),
            ("a huge header", text([&"A".repeat(1024), "AAAA", IV_TEXT, "AAAA", TAG_TEXT])),
            ("another script", text([HEADER, "ÀÀÀÀ", IV_TEXT, "AAAA", TAG_TEXT])),
        ] {
            assert_eq!(Compact::parse(&bad).err(), Some(Malformed), "{what}");
        }
    }
}
