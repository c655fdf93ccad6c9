//! The bodies that the two servers take. Nothing else is taken: a card number in a further member would be a leak.

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use cardseal::envelope::compact::Compact;
use cardseal::{Order, OrderInput};
use serde::{Deserialize, Serialize};

use crate::body::says;
use crate::problem::Problem;

/// What the page sends to the shop.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaySubmission {
    pub(crate) order_id: String,
    pub(crate) sealed_card: String,
}

impl PaySubmission {
    /// From what a form without code posts: `order_id` and `cardseal`, each once, and nothing else.
    pub(crate) fn of_form(headers: &HeaderMap, body: &[u8]) -> Result<Self, Problem> {
        if !says(headers, "application/x-www-form-urlencoded") {
            return Err(Problem::Malformed);
        }
        let (mut order_id, mut sealed_card) = (None, None);
        for (name, value) in form_urlencoded::parse(body) {
            let member = match &*name {
                "order_id" => &mut order_id,
                "cardseal" => &mut sealed_card,
                _ => return Err(Problem::Malformed),
            };
            if member.replace(value.into_owned()).is_some() {
                return Err(Problem::Malformed);
            }
        }
        match (order_id, sealed_card) {
            (Some(order_id), Some(sealed_card)) => Ok(Self { order_id, sealed_card }),
            _ => Err(Problem::Malformed),
        }
    }
}

/// What a merchant sends to the gateway, to be paid.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentSubmission {
    pub(crate) order: OrderBody,
    /// Either this or a token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sealed_card: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
    /// Whether the merchant wants a token for it.
    #[serde(default)]
    pub(crate) keep_card: bool,
    /// The challenge that the merchant had the page seal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nonce: Option<String>,
}

/// What a merchant sends to the gateway, to have a card kept.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenSubmission {
    pub(crate) order: OrderBody,
    pub(crate) sealed_card: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) nonce: Option<String>,
}

/// An order as JSON: the amount in minor units, the currency by its ISO 4217 code.
#[derive(Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderBody {
    merchant: String,
    id: String,
    amount: u64,
    currency: String,
}

impl OrderBody {
    pub(crate) fn parse(&self) -> Result<Order, Problem> {
        let input = OrderInput {
            merchant: Some(&self.merchant),
            id: Some(&self.id),
            amount: Some(self.amount),
            currency: Some(&self.currency),
        };
        Order::parse(&input).map_err(|_| Problem::Malformed)
    }
}

impl From<&Order> for OrderBody {
    fn from(order: &Order) -> Self {
        Self {
            merchant: order.merchant().to_owned(),
            id: order.id().to_owned(),
            amount: order.amount(),
            currency: order.currency().to_owned(),
        }
    }
}

/// All that was asked, of this route: the same members in another order ask for the same.
pub(crate) fn request_digest(route: &str, submission: &impl Serialize) -> Result<[u8; 32], Problem> {
    let text = serde_json::to_vec(&(route, submission)).map_err(|_| Problem::Internal)?;
    let mut bytes = [0; 32];
    bytes.copy_from_slice(digest(&SHA256, &text).as_ref());
    Ok(bytes)
}

/// Whether the text has the form of a sealed card. Anything else might be a card: it is neither kept nor passed on.
pub(crate) fn is_sealed(text: &str) -> bool {
    Compact::parse(text).is_ok()
}
