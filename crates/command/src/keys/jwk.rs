//! JWK and JWKS (RFC 7517).

use std::borrow::Cow;

use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::envelope::header::ALG;
use serde::Deserialize;

use super::{FoundKey, Kind, Rsa};
use crate::answer::Refusal;

/// The members that are read. Others are passed over without a copy: the private ones are among them.
#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    kty: Cow<'a, str>,
    #[serde(borrow)]
    kid: Option<Cow<'a, str>>,
    #[serde(borrow)]
    alg: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "use")]
    usage: Option<Cow<'a, str>>,
    #[serde(borrow)]
    n: Option<Cow<'a, str>>,
    #[serde(borrow)]
    e: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Set<'a> {
    #[serde(borrow)]
    keys: Vec<Wire<'a>>,
}

/// Base64url characters of the largest number that is decoded: of a key of 16384 bits.
const MAX_ENCODED: usize = 2731;

pub(super) fn find(json: &[u8]) -> Result<Vec<FoundKey>, Refusal> {
    // The parser's error is dropped, because it may quote what it could not read.
    let wires = serde_json::from_slice(json)
        .map(|set: Set<'_>| set.keys)
        .or_else(|_| serde_json::from_slice(json).map(|wire: Wire<'_>| vec![wire]))
        .map_err(|_| Refusal::new("not_a_jwk", "neither a JWK nor a JWKS (RFC 7517)"))?;
    wires.iter().map(read).collect()
}

fn read(wire: &Wire<'_>) -> Result<FoundKey, Refusal> {
    let kind = match &*wire.kty {
        "RSA" => Kind::Rsa(Rsa::new(&number(wire.n.as_deref())?, &number(wire.e.as_deref())?)),
        "EC" => Kind::Other("an EC key"),
        "OKP" => Kind::Other("an Edwards or Montgomery curve key"),
        "oct" => Kind::Other("a symmetric key"),
        _ => Kind::Other("another kind of key"),
    };
    let other_purpose = if wire.alg.as_deref().is_some_and(|alg| alg != ALG) {
        Some("its alg is not RSA-OAEP-256")
    } else if wire.usage.as_deref().is_some_and(|usage| usage != "enc") {
        Some("its use is not enc")
    } else {
        None
    };
    let kid = wire.kid.as_deref().map(str::to_owned);
    Ok(FoundKey { kid, other_purpose, ..FoundKey::new("JWK", kind) })
}

/// A `Base64urlUInt` (RFC 7518 section 2).
fn number(text: Option<&str>) -> Result<Vec<u8>, Refusal> {
    let refused = |text| Refusal::new("encoding", text);
    let text = text.ok_or_else(|| refused("a JWK of an RSA key lacks n or e"))?;
    if text.len() > MAX_ENCODED {
        return Err(Refusal::new("too_large", "a number of a JWK has more than 16384 bits"));
    }
    let bytes =
        Base64UrlUnpadded::decode_vec(text).map_err(|_| refused("n or e of a JWK is not base64url"))?;
    // RFC 7518 section 6.3.1.1 names this mistake of others, and pages refuse it.
    match bytes.first() {
        None => Err(refused("n or e of a JWK is empty")),
        Some(0) if bytes.len() > 1 => Err(refused("n or e of a JWK starts with a zero octet")),
        Some(_) => Ok(bytes),
    }
}
