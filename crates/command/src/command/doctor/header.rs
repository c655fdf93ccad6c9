//! The protected header: exactly four members.

use cardseal::envelope::header::{ALG, ENC, Header, TYP};
use serde_json::{Map, Value};

use super::Finding;
use crate::answer::shown;

/// Names that may be said again, because they are of the registry and not of the sender (IANA, JSON Web Signature and Encryption
/// Header Parameters).
const REGISTERED: [&str; 20] = [
    "zip", "crit", "jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "p2c", "p2s", "epk", "apu", "apv", "iv",
    "tag", "cty", "iss", "sub", "aud", "b64",
];

/// Whether it is useless to look further after this.
pub(super) fn ends(code: &str) -> bool {
    code != "unknown_kid"
}

pub(super) fn look(json: &[u8], kid: Option<&str>) -> Vec<Finding> {
    let Ok(members) = serde_json::from_slice::<Map<String, Value>>(json) else {
        return vec![Finding::new(
            "header",
            "the header is not a JSON object: cut off, or altered in transport",
        )];
    };
    let mut findings: Vec<Finding> =
        [("alg", Some(ALG)), ("enc", Some(ENC)), ("typ", Some(TYP)), ("kid", None)]
            .into_iter()
            .filter_map(|(name, expected)| member(&members, name, expected))
            .collect();
    findings.extend(others(&members));
    if findings.is_empty() && serde_json::from_slice::<Header<'_>>(json).is_err() {
        findings.push(Finding::new("header", "the header has a member twice"));
    }
    let named = members.get("kid").and_then(Value::as_str);
    if let (Some(named), Some(kid)) = (named, kid)
        && named != kid
    {
        let said = format!(
            "it was sealed for the key {}, which is not the given one: another or a retired key",
            shown(named)
        );
        findings.push(Finding::new("unknown_kid", said));
    }
    findings
}

fn member(members: &Map<String, Value>, name: &str, expected: Option<&str>) -> Option<Finding> {
    let code = match name {
        "alg" => "wrong_alg",
        "enc" => "wrong_enc",
        "typ" => "wrong_typ",
        _ => "wrong_kid",
    };
    let said = match (members.get(name).map(Value::as_str), expected) {
        (None, _) => "is missing".to_owned(),
        (Some(None), _) => "is not a string".to_owned(),
        (Some(Some(value)), Some(expected)) if value != expected => {
            format!("is {} instead of {expected}", shown(value))
        }
        (Some(Some(value)), None) if !Header::admits_kid(value) => {
            "is not 1 to 128 printable ASCII characters without quote and backslash".to_owned()
        }
        _ => return None,
    };
    Some(Finding::new(code, format!("the header's {name} {said}")))
}

fn others(members: &Map<String, Value>) -> Option<Finding> {
    let others: Vec<&str> = members
        .keys()
        .map(String::as_str)
        .filter(|name| !matches!(*name, "alg" | "enc" | "typ" | "kid"))
        .collect();
    let named: Vec<&str> = others.iter().copied().filter(|name| REGISTERED.contains(name)).collect();
    let said = match (others.len(), named.is_empty()) {
        (0, _) => return None,
        (count, true) => format!("the header has {count} members too many"),
        (count, false) => format!("the header has {count} members too many, among them {}", named.join(", ")),
    };
    Some(Finding::new("header_members", said))
}
