//! The gateway: publishes its key, opens sealed cards, shows them masked.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use cardseal::{Order, UnixTime};
use cardseal_gateway::{Gateway, PublicJwk, Reason};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::house::under_house_rules;
use crate::id;
use crate::log::{Log, Remark};
use crate::masked;
use crate::problem::Problem;
use crate::recent::Recent;
use crate::submission::{PaymentSubmission, read_json};

/// A gateway's public keys as a JWKS (RFC 7517 section 5).
#[derive(Clone, Debug, Serialize)]
pub struct PublicKeys {
    /// The keys, the one to use first.
    pub keys: Vec<PublicJwk>,
}

/// What the gateway's server works with.
pub struct GatewayState {
    gateway: Gateway,
    keys: PublicKeys,
    opened: Recent<Value>,
    log: Log,
}

impl GatewayState {
    /// A server for this gateway that publishes these keys.
    pub fn new(gateway: Gateway, keys: PublicKeys, log: Log) -> Self {
        Self { gateway, keys, opened: Recent::new(), log }
    }
}

/// A payment that went through, as the merchant is told of it.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Payment {
    pub(crate) id: String,
    pub(crate) status: String,
    /// What it was paid through: the network that was chosen in the page, or the brand of the number.
    pub(crate) brand: Option<String>,
    pub(crate) last_four: String,
}

const NOTHING_ALLOWED: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const ANY_ORIGIN: (header::HeaderName, &str) = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");

/// The gateway's routes: `GET /.well-known/cardseal`, `POST /v1/payments`, `GET /v1/payments/{id}/opened`.
pub fn gateway_app(state: GatewayState) -> Router {
    let log = state.log.clone();
    let routes = Router::new()
        .route("/.well-known/cardseal", get(publish_keys))
        .route("/v1/payments", post(pay))
        .route("/v1/payments/{id}/opened", get(show_opened))
        .fallback(async || Problem::NotFound)
        .with_state(Arc::new(state));
    under_house_rules(routes, "gateway", HeaderValue::from_static(NOTHING_ALLOWED), log)
}

async fn publish_keys(State(state): State<Arc<GatewayState>>) -> impl IntoResponse {
    ([ANY_ORIGIN], Json(state.keys.clone()))
}

async fn pay(
    State(state): State<Arc<GatewayState>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let submission: PaymentSubmission = read_json(&headers, &body?)?;
    let order = submission.order.parse()?;
    // The private-key operation would hold up every other request on this thread.
    let outcome = tokio::task::spawn_blocking(move || state.open(&submission.sealed_card, &order)).await;
    match outcome.map_err(|_| Problem::Internal)? {
        Ok(payment) => Ok((StatusCode::CREATED, Json(payment)).into_response()),
        Err((problem, remark)) => {
            let mut answer = problem.into_response();
            answer.extensions_mut().insert(remark);
            Ok(answer)
        }
    }
}

impl GatewayState {
    /// Opens a card and keeps the masked view of it. The card itself is wiped on return: no money moves here.
    fn open(&self, sealed_card: &str, order: &Order) -> Result<Payment, (Problem, Remark)> {
        let opened = self.gateway.open(sealed_card, order, now()).map_err(|refused| {
            let reason = refused.reason();
            // One answer for everything that does not open; why is for the log alone.
            let problem =
                if reason == Reason::Unavailable { Problem::Unavailable } else { Problem::CardNotOpened };
            (problem, Remark(reason.as_str()))
        })?;
        let payment = Payment {
            id: id::fresh("pay_").map_err(|problem| (problem, Remark("id")))?,
            status: "approved".to_owned(),
            brand: opened.network().or(opened.brand()).map(|brand| brand.id().to_owned()),
            last_four: opened.last_four().to_owned(),
        };
        self.opened.insert(payment.id.clone(), masked::view(&opened, order));
        Ok(payment)
    }
}

/// Any origin may read this: it is masked, only the sandbox has it, and the gateway cannot know under which host names
/// its shop is opened. Who asks must know the payment's identifier, which only the merchant was told.
async fn show_opened(State(state): State<Arc<GatewayState>>, Path(id): Path<String>) -> impl IntoResponse {
    let answer = match state.opened.find(&id) {
        Some(view) => Json(view).into_response(),
        None => Problem::PaymentUnknown.into_response(),
    };
    ([ANY_ORIGIN], answer)
}

fn now() -> UnixTime {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_secs(since_epoch.as_secs())
}
