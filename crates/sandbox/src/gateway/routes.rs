use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cardseal_store::{Recorded, VaultError};
use serde_json::json;
use std::sync::Arc;

use super::callers::{Caller, IdempotencyKey};
use super::outcome::{Answer, Failure};
use super::request::Request;
use super::{GatewayState, now};
use crate::body::JsonBody;
use crate::log::Remark;
use crate::problem::Problem;
use crate::submission::{PaymentSubmission, TokenSubmission};

type Shared = State<Arc<GatewayState>>;
/// An identifier in the path. What is no text is no identifier, and axum's own complaint would quote it.
type Id = Result<Path<String>, PathRejection>;

/// Any origin may read the keys, which are public, and the masked view: the gateway cannot know under which host names its
/// shop is opened, and who asks for a view must know the payment's identifier, which only the merchant was told.
const ANY_ORIGIN: (HeaderName, &str) = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
const JSON: (HeaderName, &str) = (header::CONTENT_TYPE, "application/json");
const REPLAYED: (HeaderName, &str) = (HeaderName::from_static("idempotent-replayed"), "true");
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const OPENAPI: &str = include_str!("../../../../docs/openapi.json");
const PAYMENT: &str = "pay_";
const MAX_UNDER_WAY: usize = 2048;

pub(super) async fn publish_keys(State(state): Shared) -> impl IntoResponse {
    ([ANY_ORIGIN], Json(state.keys.at(now())))
}

pub(super) async fn describe() -> impl IntoResponse {
    ([JSON], OPENAPI)
}

pub(super) async fn show_metrics(State(state): Shared) -> Result<impl IntoResponse, Problem> {
    let text = state.metrics.render().map_err(|_| Problem::Internal)?;
    Ok(([(header::CONTENT_TYPE, OPENMETRICS)], text))
}

pub(super) async fn check_health(State(state): Shared) -> Result<impl IntoResponse, Failure> {
    // Reads a row that is not there.
    state.store.payment("", "").await.map_err(|error| state.unavailable(error))?;
    Ok(Json(json!({ "status": "ok" })))
}

pub(super) async fn pay(
    State(state): Shared,
    caller: Caller,
    key: IdempotencyKey,
    JsonBody(submission): JsonBody<PaymentSubmission>,
) -> Result<Response, Failure> {
    work(state, Request::payment(caller, key, submission)?).await
}

pub(super) async fn keep_card(
    State(state): Shared,
    caller: Caller,
    key: IdempotencyKey,
    JsonBody(submission): JsonBody<TokenSubmission>,
) -> Result<Response, Failure> {
    work(state, Request::token(caller, key, submission)?).await
}

/// In a task of its own: a client that goes away in the middle must not stop a payment between the charge and its record.
async fn work(state: Arc<GatewayState>, request: Request) -> Result<Response, Failure> {
    // Clients that go away leave their payments here: only so many.
    if state.under_way.len() >= MAX_UNDER_WAY {
        return Err(Failure { problem: Problem::Unavailable, reason: Some("busy") });
    }
    let working = Arc::clone(&state);
    let task = state.under_way.spawn(async move { working.work(&request).await });
    let answer = task.await.map_err(|_| Failure { problem: Problem::Internal, reason: Some("panic") })??;
    Ok(answer.into_response())
}

pub(super) async fn show_payment(
    State(state): Shared,
    Caller(merchant): Caller,
    id: Id,
) -> Result<Response, Failure> {
    let id = id.map_or(String::new(), |Path(id)| id);
    if !id.starts_with(PAYMENT) {
        return Err(Problem::PaymentUnknown.into());
    }
    match state.store.payment(&merchant, &id).await.map_err(|error| state.unavailable(error))? {
        Some(Recorded::Done(body)) => Ok(([JSON], body).into_response()),
        Some(Recorded::InFlight) => Ok(Json(json!({ "id": id, "status": "processing" })).into_response()),
        None => Err(Problem::PaymentUnknown.into()),
    }
}

pub(super) async fn show_opened(State(state): Shared, id: Id) -> impl IntoResponse {
    let answer = match id.ok().and_then(|Path(id)| state.opened.find(&id)) {
        Some(view) => Json(view).into_response(),
        None => Problem::PaymentUnknown.into_response(),
    };
    ([ANY_ORIGIN], answer)
}

pub(super) async fn delete_token(
    State(state): Shared,
    Caller(merchant): Caller,
    id: Id,
) -> Result<StatusCode, Failure> {
    let Ok(Path(token)) = id else { return Err(Problem::TokenUnknown.into()) };
    match state.vault.delete(&token, &merchant).await {
        Ok(true) => Ok(StatusCode::NO_CONTENT),
        Ok(false) => Err(Problem::TokenUnknown.into()),
        Err(VaultError::Unavailable(unavailable)) => Err(state.unavailable(unavailable)),
        Err(_) => Err(Problem::Internal.into()),
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut answer = (StatusCode::CREATED, [JSON], self.body).into_response();
        if self.replayed {
            answer = ([REPLAYED], answer).into_response();
        }
        answer.extensions_mut().insert(Remark { reason: None, payment: self.payment });
        answer
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut answer = self.problem.into_response();
        answer.extensions_mut().insert(Remark { reason: self.reason, payment: None });
        answer
    }
}
