//! What was sealed, compared with what is known. Only names, times and the audience are ever said.

use std::borrow::Cow;
use std::collections::HashMap;

use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::envelope::claims::{CardClaims, Claims, OrderClaims};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, Order, UnixTime};
use serde::de::IgnoredAny;

use super::{Finding, Known};
use crate::answer::shown;
use crate::arguments::Rules;

const JTI_BYTES: usize = 16;
const REQUIRED: [&str; 7] = ["aud", "iat", "exp", "jti", "secure", "order", "card"];

pub(super) fn look(plaintext: &[u8], known: &Known<'_>) -> Vec<Finding> {
    // The parser's error is dropped, because it may quote what it could not read.
    let Ok(claims) = serde_json::from_slice::<Claims<'_>>(plaintext) else {
        return vec![unreadable(plaintext)];
    };
    let mut findings = Vec::new();
    if let Some(issuer) = known.issuer
        && claims.aud != issuer
    {
        let said = format!("it was sealed for another gateway: its audience is {}", shown(&claims.aud));
        findings.push(Finding::new("other_audience", said));
    }
    findings.extend(times(claims.iat, claims.exp, known.rules, known.now));
    if !claims.secure && !known.rules.insecure {
        let said = "it was sealed in a page without a secure context (plain http), which is refused without --insecure";
        findings.push(Finding::new("insecure_page", said));
    }
    if let Some(order) = &known.order {
        findings.extend(other_order(&claims.order, order));
    }
    findings.extend(place(&claims, known.rules));
    let mut buffer = [0; JTI_BYTES];
    if !Base64UrlUnpadded::decode(claims.jti.as_bytes(), &mut buffer).is_ok_and(|jti| jti.len() == JTI_BYTES)
    {
        findings.push(Finding::new("jti", "its jti is not 128 bits in base64url"));
    }
    findings.extend(card(&claims.card, claims.iat));
    findings
}

fn unreadable(plaintext: &[u8]) -> Finding {
    let said = match serde_json::from_slice::<HashMap<Cow<'_, str>, IgnoredAny>>(plaintext) {
        Err(_) => "what was sealed is not a JSON object".to_owned(),
        Ok(members) => {
            let missing: Vec<&str> =
                REQUIRED.into_iter().filter(|name| !members.contains_key(*name)).collect();
            match missing.is_empty() {
                true => "what was sealed has a member too many, twice, or of the wrong type".to_owned(),
                false => format!("what was sealed lacks {}", missing.join(", ")),
            }
        }
    };
    Finding::new("claims", said)
}

/// RFC 7519 sections 4.1.4 and 4.1.6, as the gateway has them.
fn times(iat: u64, exp: u64, rules: &Rules, now: u64) -> Option<Finding> {
    let Rules { max_age, clock_skew, .. } = *rules;
    let latest = iat.saturating_add(max_age);
    if exp <= iat {
        Some(Finding::new("times", "it expires before it was sealed: its exp is not after its iat"))
    } else if iat > now.saturating_add(clock_skew) {
        let ahead = words(iat - now);
        let said = format!(
            "it was sealed {ahead} in the future: the buyer's clock is ahead by that, or this one is behind"
        );
        Some(Finding::new("future", said))
    } else if now >= exp.saturating_add(clock_skew) {
        let said = format!(
            "it expired {} ago, after {} of validity: it waited too long, or the buyer's clock is behind",
            words(now - exp),
            words(exp - iat),
        );
        Some(Finding::new("expired", said))
    } else if now > latest.saturating_add(clock_skew) {
        let said = format!(
            "it was sealed {} ago: {} is allowed, whatever its exp says",
            words(now - iat),
            words(max_age)
        );
        Some(Finding::new("too_old", said))
    } else {
        None
    }
}

/// Where it was sealed, and for which checkout. A page that was replaced writes any text here: none of it is said again.
fn place(claims: &Claims<'_>, rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !rules.origins.is_empty() {
        match claims.origin.as_deref() {
            Some(origin) if rules.origins.iter().any(|allowed| allowed == origin) => {}
            Some(_) => {
                let said = "it was sealed in a page of an origin that was not given";
                findings.push(Finding::new("other_origin", said));
            }
            None => {
                findings.push(Finding::new("no_origin", "it was not sealed in a page: it names no origin"))
            }
        }
    }
    match (rules.nonce.as_deref(), claims.nonce.as_deref()) {
        (Some(_), None) => findings.push(Finding::new("no_nonce", "it was sealed without a nonce")),
        (Some(given), Some(sealed)) if given != sealed => {
            findings
                .push(Finding::new("other_nonce", "it was sealed with another nonce: for another checkout"));
        }
        _ => {}
    }
    findings
}

/// The members are named; what they hold stays unsaid.
fn other_order(sealed: &OrderClaims<'_>, order: &Order) -> Option<Finding> {
    let differs: Vec<&str> = [
        ("merchant", sealed.merchant != order.merchant()),
        ("id", sealed.id != order.id()),
        ("amount", sealed.amount != order.amount()),
        ("currency", sealed.currency != order.currency()),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect();
    let said = || format!("it was sealed for another order: another {}", differs.join(", another "));
    (!differs.is_empty()).then(|| Finding::new("other_order", said()))
}

fn card(wire: &CardClaims<'_>, sealed_at: u64) -> Option<Finding> {
    let input = CardInput {
        number: Some(wire.number),
        expiry: Some(ExpiryInput::Parts { month: wire.exp_month, year: wire.exp_year }),
        cvc: wire.cvc,
        name: wire.name.as_deref(),
        postal_code: wire.postal_code,
        network: wire.network,
    };
    let issues = Card::parse(&input, &AcceptedBrands::all(), UnixTime::from_secs(sealed_at)).err()?;
    let issues: Vec<String> =
        issues.iter().map(|issue| format!("{} {}", issue.field.as_str(), issue.code.as_str())).collect();
    Some(Finding::new("card", format!("the page did not check the card: {}", issues.join(", "))))
}

/// A span of time in the two largest units.
fn words(seconds: u64) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut rest = seconds;
    let mut parts = Vec::new();
    for (unit, name) in UNITS {
        if rest >= unit && parts.len() < 2 {
            parts.push(format!("{} {name}", rest / unit));
            rest %= unit;
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_in_words() {
        let said = [0, 59, 60, 3_725, 90_000, 86_400].map(words);
        assert_eq!(said, ["0 s", "59 s", "1 min", "1 h 2 min", "1 d 1 h", "1 d"]);
    }
}
