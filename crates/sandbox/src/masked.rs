//! What the sandbox shows of an opened card. A real gateway shows this to no one.

use cardseal::Order;
use cardseal::card::Brand;
use cardseal_gateway::OpenedCard;
use serde_json::{Value, json};

use crate::submission::OrderBody;

/// The card masked, the claims, and the key that opened it.
pub(crate) fn view(opened: &OpenedCard, order: &Order) -> Value {
    let claims = opened.claims();
    json!({
        "card": {
            "number": number(opened.brand(), opened.digits(), opened.last_four()),
            "brand": opened.brand().map(|brand| brand.id()),
            "network": opened.network().map(|network| network.id()),
            "expiry": format!("{:02}/{}", opened.expiry_month(), opened.expiry_year()),
            "cvc": opened.has_cvc().then_some("received, checked, wiped"),
            "name": opened.has_name(),
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
fn number(brand: Option<Brand>, digits: usize, last_four: &str) -> String {
    let gaps = brand.map_or(Brand::USUAL_GAPS, Brand::gaps);
    let covered = digits.saturating_sub(last_four.len());
    let shown = std::iter::repeat_n('•', covered).chain(last_four.chars());
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
    use cardseal::card::Pan;

    #[test]
    fn only_the_last_four_show() {
        for (pan, shown) in [
            ("4242424242424242", "•••• •••• •••• 4242"),
            ("378282246310005", "•••• •••••• •0005"),
            ("900000000001", "•••• •••• 0001"),
        ] {
            let pan = Pan::parse(pan, &AcceptedBrands::all()).unwrap();
            assert_eq!(number(pan.brand(), pan.expose().len(), pan.last_four()), shown);
        }
    }
}
