//! The bodies that the two servers take.

use axum::http::{HeaderMap, header};
use cardseal::{Order, OrderInput};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// What the page sends to the shop. Nothing else is taken: a card number in a further member would be a leak.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaySubmission {
    pub(crate) order_id: String,
    pub(crate) sealed_card: String,
}

/// What the shop sends to the gateway.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PaymentSubmission {
    pub(crate) sealed_card: String,
    pub(crate) order: OrderBody,
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

/// The JSON of a body of the type `application/json`.
pub(crate) fn read_json<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    if !says_json(headers) {
        return Err(Problem::NotJson);
    }
    // serde's own message may repeat what it read.
    serde_json::from_slice(body).map_err(|_| Problem::Malformed)
}

fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}
