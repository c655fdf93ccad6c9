//! What the sandbox shows of an opened card. A real gateway shows this to no one.

use cardseal::Order;
use cardseal::card::{Brand, Pan};
use cardseal_gateway::OpenedCard;
use serde_json::{Value, json};

use crate::submission::OrderBody;

/// The card masked, the claims, and the key that opened it.
pub(crate) fn view(opened: &OpenedCard, order: &Order) -> Value {
    let card = opened.card();
    let claims = opened.claims();
    json!({
        "card": {
            "number": number(card.number()),
            "brand": card.number().brand().map(|brand| brand.id()),
            "network": card.network().map(|network| network.id()),
            "expiry": format!("{:02}/{}", card.expiry().month(), card.expiry().year()),
            "cvc": card.cvc().map(|_| "received, checked, wiped"),
            "name": card.name().is_some(),
        },
        "claims": {
            "aud": claims.audience(),
            "iat": claims.issued_at().as_secs(),
            "exp": claims.expires_at().as_secs(),
            "jti": claims.jti(),
            "origin": claims.origin(),
            "secure": claims.secure(),
            "order": OrderBody::from(order),
        },
        "kid": opened.kid(),
    })
}

/// `•••• •••• •••• 4242`: grouped as the brand prints it, all but the last four covered.
fn number(pan: &Pan) -> String {
    let gaps = pan.brand().map_or(Brand::USUAL_GAPS, Brand::gaps);
    let covered = pan.expose().len().saturating_sub(pan.last_four().len());
    let shown = std::iter::repeat_n('•', covered).chain(pan.last_four().chars());
    let mut grouped = String::new();
    for (place, sign) in shown.enumerate() {
        if gaps.iter().any(|&gap| usize::from(gap) == place) {
            grouped.push(' ');
        }
        grouped.push(sign);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use cardseal::AcceptedBrands;

    #[test]
    fn only_the_last_four_show() {
        for (pan, shown) in [
            ("4242424242424242", "•••• •••• •••• 4242"),
            ("378282246310005", "•••• •••••• •0005"),
            ("900000000001", "•••• •••• 0001"),
        ] {
            assert_eq!(number(&Pan::parse(pan, &AcceptedBrands::all()).unwrap()), shown);
        }
    }
}
