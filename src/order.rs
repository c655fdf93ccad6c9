//! What a sealed card is bound to.

use crate::{Field, Issue, IssueCode};

/// An order at a merchant: a sealed card opens only for the one that it was sealed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    merchant: String,
    id: String,
    amount: u64,
    currency: String,
}

/// Untrusted values of an order. `None` is one that was not given.
#[derive(Debug, Clone, Copy, Default)]
pub struct OrderInput<'a> {
    /// The merchant's identifier at the gateway.
    pub merchant: Option<&'a str>,
    /// The merchant's identifier of the order.
    pub id: Option<&'a str>,
    /// The amount in minor units.
    pub amount: Option<u64>,
    /// The currency's ISO 4217 code.
    pub currency: Option<&'a str>,
}

/// Bytes of a merchant's or an order's identifier.
const MAX_ID: usize = 128;
/// The largest integer that every JSON reader holds exactly (RFC 8259 section 6).
const MAX_AMOUNT: u64 = (1 << 53) - 1;

impl Order {
    /// Parses an order: identifiers of 1 to 128 bytes without control characters, an amount from 1 to 2^53 - 1, a currency of three letters A to Z.
    ///
    /// # Errors
    /// All that is wrong, one issue a field, in the order merchant, id, amount, currency.
    pub fn parse(input: &OrderInput<'_>) -> Result<Self, Vec<Issue>> {
        let merchant = identifier(input.merchant);
        let id = identifier(input.id);
        let amount = input.amount.ok_or(IssueCode::Required).and_then(amount);
        let currency = input.currency.ok_or(IssueCode::Required).and_then(currency);
        match (merchant, id, amount, currency) {
            (Ok(merchant), Ok(id), Ok(amount), Ok(currency)) => Ok(Self { merchant, id, amount, currency }),
            (merchant, id, amount, currency) => {
                let found = [
                    (Field::Merchant, merchant.err()),
                    (Field::Id, id.err()),
                    (Field::Amount, amount.err()),
                    (Field::Currency, currency.err()),
                ];
                Err(found.into_iter().filter_map(|(field, code)| Some(Issue::new(field, code?))).collect())
            }
        }
    }

    /// The merchant's identifier at the gateway.
    #[must_use]
    pub fn merchant(&self) -> &str {
        &self.merchant
    }

    /// The merchant's identifier of the order.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The amount in minor units of the currency.
    #[must_use]
    pub fn amount(&self) -> u64 {
        self.amount
    }

    /// The ISO 4217 code of the currency.
    #[must_use]
    pub fn currency(&self) -> &str {
        &self.currency
    }
}

fn identifier(text: Option<&str>) -> Result<String, IssueCode> {
    match text {
        None | Some("") => Err(IssueCode::Required),
        Some(text) if text.len() > MAX_ID => Err(IssueCode::TooLong),
        Some(text) if text.chars().any(|c| c.is_control() || c == '\u{fffd}') => Err(IssueCode::Characters),
        Some(text) => Ok(text.to_owned()),
    }
}

fn amount(minor_units: u64) -> Result<u64, IssueCode> {
    match minor_units {
        0 => Err(IssueCode::NotPositive),
        1..=MAX_AMOUNT => Ok(minor_units),
        _ => Err(IssueCode::UnsafeInteger),
    }
}

fn currency(code: &str) -> Result<String, IssueCode> {
    let three_letters = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    if three_letters { Ok(code.to_owned()) } else { Err(IssueCode::Currency) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: OrderInput<'static> =
        OrderInput { merchant: Some("m_1"), id: Some("o-1"), amount: Some(4999), currency: Some("EUR") };

    fn codes(input: OrderInput<'_>) -> Vec<(&'static str, &'static str)> {
        Order::parse(&input)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|issue| (issue.field.as_str(), issue.code.as_str()))
            .collect()
    }

    #[test]
    fn a_good_order_passes() {
        assert_eq!(codes(GOOD), []);
        assert_eq!(codes(OrderInput { amount: Some(1), id: Some("bestellung-№7"), ..GOOD }), []);
        assert_eq!(codes(OrderInput { amount: Some(9_007_199_254_740_991), ..GOOD }), []);
    }

    #[test]
    fn each_fault_is_named_and_all_at_once() {
        let long = "x".repeat(129);
        assert_eq!(codes(OrderInput { merchant: Some(""), ..GOOD }), [("merchant", "required")]);
        assert_eq!(codes(OrderInput { id: Some(&long), ..GOOD }), [("id", "too_long")]);
        assert_eq!(codes(OrderInput { id: Some("a\nb"), ..GOOD }), [("id", "characters")]);
        assert_eq!(codes(OrderInput { amount: Some(0), ..GOOD }), [("amount", "not_positive")]);
        assert_eq!(codes(OrderInput { amount: Some(1 << 53), ..GOOD }), [("amount", "unsafe_integer")]);
        for currency in ["EURO", "eur", "EU", "", "€€€"] {
            assert_eq!(codes(OrderInput { currency: Some(currency), ..GOOD }), [("currency", "currency")]);
        }
        let all =
            [("merchant", "required"), ("id", "required"), ("amount", "required"), ("currency", "required")];
        assert_eq!(codes(OrderInput::default()), all);
    }
}
