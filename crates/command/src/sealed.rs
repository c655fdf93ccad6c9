//! What `open` and `doctor` are given: a sealed card, an order, a private key.

use std::path::Path;

use cardseal::{Order, OrderInput};
use cardseal_gateway::RsaPrivateKey;
use serde::Deserialize;

use crate::answer::Refusal;
use crate::input;

/// The text of a file without the line break that an editor or `echo` leaves at its end.
pub(crate) fn read_card(path: &Path) -> Result<String, Refusal> {
    let bytes = input::read(path)?;
    let text = str::from_utf8(&bytes)
        .map_err(|_| Refusal::new("binary", format!("{}: is not text", input::name(path))))?;
    Ok(text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text).to_owned())
}

/// A private key, PKCS#8 in PEM or DER.
pub(crate) fn read_key(path: &Path) -> Result<RsaPrivateKey, Refusal> {
    let bytes = input::read(path)?;
    let key = match str::from_utf8(&bytes) {
        Ok(pem) => RsaPrivateKey::from_pkcs8_pem(pem),
        Err(_) => RsaPrivateKey::from_pkcs8_der(&bytes),
    };
    key.map_err(|error| Refusal::new("key", format!("{}: {error}", input::name(path))))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    merchant: String,
    id: String,
    amount: u64,
    currency: String,
}

/// An order as JSON: `{"merchant","id","amount","currency"}`.
pub(crate) fn parse_order(json: &str) -> Result<Order, Refusal> {
    // The parser's error is dropped, because it may quote what it could not read.
    let wire: Wire = serde_json::from_str(json).map_err(|_| {
        Refusal::new(
            "order",
            "the order is not {\"merchant\":\"…\",\"id\":\"…\",\"amount\":4999,\"currency\":\"EUR\"}",
        )
    })?;
    let input = OrderInput {
        merchant: Some(&wire.merchant),
        id: Some(&wire.id),
        amount: Some(wire.amount),
        currency: Some(&wire.currency),
    };
    Order::parse(&input).map_err(|issues| {
        let issues: Vec<String> =
            issues.iter().map(|issue| format!("{} {}", issue.field.as_str(), issue.code.as_str())).collect();
        Refusal::new("order", format!("the order is refused: {}", issues.join(", ")))
    })
}
