//! An order at the shop, from open to paid.

use axum::http::{HeaderMap, Method};
use cardseal::{Order, OrderInput};
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;

use crate::forward::{GatewayClient, Said};
use crate::id;
use crate::payment::PaymentBody;
use crate::problem::Problem;
use crate::submission::OrderBody;

/// An order. Its lock is held while a payment is under way, so that two for the same order cannot cross.
pub(crate) struct PlacedOrder {
    order: Order,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    state: State,
    saw: Option<Received>,
}

#[derive(Default)]
enum State {
    #[default]
    Open,
    Refused,
    Paid(Box<PaymentBody>),
}

/// A payment request as the shop received it.
#[derive(Serialize)]
pub(crate) struct Received {
    method: String,
    path: &'static str,
    headers: Vec<(String, String)>,
    body: String,
}

impl PlacedOrder {
    /// One record, boxed and posted.
    pub(crate) fn place() -> Result<Self, Problem> {
        let id = id::fresh("ord_").ok_or(Problem::Internal)?;
        let input = OrderInput {
            merchant: Some("foghorn"),
            id: Some(&id),
            amount: Some(3200),
            currency: Some("EUR"),
        };
        let order = Order::parse(&input).map_err(|_| Problem::Internal)?;
        Ok(Self { order, progress: Mutex::default() })
    }

    pub(crate) fn order(&self) -> &Order {
        &self.order
    }

    /// Pays, or answers as before where this order is paid already: twice pressed is once paid.
    pub(crate) async fn pay(
        &self,
        sealed_card: String,
        received: Received,
        gateway: &GatewayClient,
    ) -> Result<(), Problem> {
        let mut progress = self.progress.lock().await;
        if matches!(progress.state, State::Paid(_)) {
            return Ok(());
        }
        progress.saw = Some(received);
        let problem = match gateway.pay(sealed_card, &self.order).await {
            Said::Approved(payment) => {
                progress.state = State::Paid(payment);
                return Ok(());
            }
            Said::Unavailable => return Err(Problem::GatewayUnavailable),
            Said::Refused => Problem::PaymentRefused,
            Said::Declined(code) => Problem::CardDeclined(code),
            Said::AuthenticationRequired => Problem::AuthenticationRequired,
        };
        progress.state = State::Refused;
        Err(problem)
    }

    /// The order as the page is shown it, with the request that the shop received.
    pub(crate) async fn view(&self, gateway_url: &str) -> Value {
        let progress = self.progress.lock().await;
        let (status, payment) = match &progress.state {
            State::Open => ("open", None),
            State::Refused => ("refused", None),
            State::Paid(payment) => ("paid", Some(payment)),
        };
        let card = payment.map(|payment| &payment.card);
        json!({
            "order": OrderBody::from(&self.order),
            "status": status,
            "brand": card.and_then(|card| card.network.as_deref().or(card.brand.as_deref())),
            "last_four": card.map(|card| &card.last_four),
            "payment_id": payment.map(|payment| &payment.id),
            "gateway": gateway_url,
            "saw": progress.saw,
        })
    }
}

impl Received {
    pub(crate) fn new(method: &Method, path: &'static str, headers: &HeaderMap, body: &[u8]) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            method: method.to_string(),
            path,
            headers: headers.iter().map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect(),
            body: text(body),
        }
    }
}
