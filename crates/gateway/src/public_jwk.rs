use aws_lc_rs::digest;
use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::envelope::header::ALG;
use serde::Serialize;

/// The public half of a gateway key as a JWK (RFC 7517, RFC 7518 section 6.3): what a page is
/// given, alone or in a key set `{"keys":[…]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublicJwk {
    kty: &'static str,
    n: String,
    e: String,
    alg: &'static str,
    #[serde(rename = "use")]
    usage: &'static str,
    kid: String,
}

impl PublicJwk {
    pub(crate) fn new(modulus: &str, exponent: &str, kid: &str) -> Self {
        Self {
            kty: "RSA",
            n: modulus.to_owned(),
            e: exponent.to_owned(),
            alg: ALG,
            usage: "enc",
            kid: kid.to_owned(),
        }
    }

    /// The key identifier.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The modulus, base64url.
    pub fn n(&self) -> &str {
        &self.n
    }

    /// The public exponent, base64url.
    pub fn e(&self) -> &str {
        &self.e
    }
}

/// The JWK thumbprint with SHA-256 (RFC 7638 section 3), base64url: 43 characters.
pub(crate) fn thumbprint(modulus: &str, exponent: &str) -> String {
    // Section 3.2: the required members of an RSA key, in lexicographic order, no white space.
    let members = format!(r#"{{"e":"{exponent}","kty":"RSA","n":"{modulus}"}}"#);
    let digest = digest::digest(&digest::SHA256, members.as_bytes());
    Base64UrlUnpadded::encode_string(digest.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7638 section 3.1.
    #[test]
    fn thumbprint_of_the_rfc() {
        let modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        assert_eq!(thumbprint(modulus, "AQAB"), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
