//! The public JWK of an RSA key.

use cardseal::envelope::header::ALG;
use cardseal::key::{EncryptionKey, Jwk};
use serde_json::{Value, json};

use crate::answer::Refusal;
use crate::keys::Rsa;
use crate::thumbprint::encode;
use crate::weakness;

/// The JWK that a page is given (RFC 7517, RFC 7518 section 6.3.1), after every check.
pub(crate) fn checked(key: &Rsa, kid: &str) -> Result<Value, Refusal> {
    if let Some(weakness) = weakness::of(key).first() {
        return Err(Refusal::new(weakness.code(), format!("the key is weak: {weakness}")));
    }
    let (n, e) = (encode(&key.n), encode(&key.e));
    // The page's own check, so that nothing is handed out that a page refuses.
    let jwk = Jwk { kty: Some("RSA"), kid: Some(kid), n: Some(&n), e: Some(&e), ..Jwk::default() };
    match EncryptionKey::from_jwk(&jwk) {
        Ok(Some(_)) => Ok(json!({ "kty": "RSA", "n": n, "e": e, "alg": ALG, "use": "enc", "kid": kid })),
        Ok(None) => Err(Refusal::new("key", "no page would use this key")),
        Err(cardseal::key::KeyError::Kid) => Err(Refusal::new(
            "kid",
            "a kid is 1 to 128 printable ASCII characters without quote and backslash",
        )),
        Err(error) => Err(Refusal::new(error.as_str(), error.to_string())),
    }
}
