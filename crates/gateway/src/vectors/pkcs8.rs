//! Vectors give RSA keys as JWK; the gateway reads PKCS#8.

use base64ct::{Base64UrlUnpadded, Encoding};
use serde_json::Value;

/// The `PrivateKeyInfo` (RFC 5208 section 5) of a private RSA JWK (RFC 7518 section 6.3.2).
pub(super) fn from_jwk(jwk: &Value) -> Vec<u8> {
    let members = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];
    let integers =
        members.map(|name| integer(&Base64UrlUnpadded::decode_vec(jwk[name].as_str().unwrap()).unwrap()));
    // RFC 8017 appendix A.1.2: version 0, then the eight in this order.
    let rsa_private_key = tagged(0x30, &[integer(&[0]), integers.concat()].concat());
    let rsa_encryption = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    tagged(0x30, &[integer(&[0]), tagged(0x30, &rsa_encryption), tagged(0x04, &rsa_private_key)].concat())
}

fn integer(big_endian: &[u8]) -> Vec<u8> {
    let zeros = big_endian.iter().take_while(|byte| **byte == 0).count();
    let digits = &big_endian[zeros..];
    let sign = if digits.first().is_none_or(|first| first & 0x80 != 0) { &[0][..] } else { &[] };
    tagged(0x02, &[sign, digits].concat())
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let length = match length {
        [0, short @ 0..0x80] => vec![short],
        [0, byte] => vec![0x81, byte],
        [high, low] => vec![0x82, high, low],
    };
    [&[tag][..], &length, content].concat()
}
