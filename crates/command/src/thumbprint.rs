//! What names an RSA key by its content.

use base64ct::{Base64UrlUnpadded, Encoding};
use sha2::{Digest, Sha256};

use crate::keys::Rsa;

/// The JWK thumbprint with SHA-256 (RFC 7638 section 3), base64url.
pub(crate) fn thumbprint(key: &Rsa) -> String {
    // Section 3.2: the required members of an RSA key, in lexicographic order, no white space.
    let members = format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, encode(&key.e), encode(&key.n));
    Base64UrlUnpadded::encode_string(&Sha256::digest(members.as_bytes()))
}

/// Bytes as a JWK writes them.
pub(crate) fn encode(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}
