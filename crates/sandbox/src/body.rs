//! Reading a request's body: so much of it, within so much time, and as JSON.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::time::timeout;

use crate::problem::Problem;

const MAX_BYTES: usize = 64 * 1024;
/// What a client may go on sending before it is told that it is too much: one that is cut off in the middle of
/// sending may never read the answer.
const MAX_DISCARDED: usize = 32 * 1024 * 1024;
/// Where nobody said how long: what [`Limits`](crate::Limits) grants.
const USUAL_PATIENCE: BodyPatience = BodyPatience(Duration::from_secs(10));

/// How long the body of a request may take.
#[derive(Clone, Copy)]
pub(crate) struct BodyPatience(pub(crate) Duration);

/// The whole body of a request, as it was sent.
pub(crate) struct WholeBody(pub(crate) Bytes);

impl<S: Sync> FromRequest<S> for WholeBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let BodyPatience(patience) = request.extensions().get().copied().unwrap_or(USUAL_PATIENCE);
        match timeout(patience, read(request.into_body())).await {
            Ok(read) => read.map(Self),
            Err(_) => Err(Problem::TimedOut),
        }
    }
}

async fn read(mut body: Body) -> Result<Bytes, Problem> {
    let mut bytes = Vec::new();
    let mut discarded = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| Problem::Malformed)?.into_data() else { continue };
        if discarded == 0 && bytes.len() + data.len() <= MAX_BYTES {
            bytes.extend_from_slice(&data);
            continue;
        }
        discarded += bytes.len() + data.len();
        bytes = Vec::new();
        if discarded > MAX_DISCARDED {
            break;
        }
    }
    if discarded == 0 { Ok(bytes.into()) } else { Err(Problem::TooLarge) }
}

/// The JSON of a body of the type `application/json`.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers().clone();
        let WholeBody(body) = WholeBody::from_request(request, state).await?;
        read_json(&headers, &body).map(Self)
    }
}

pub(crate) fn read_json<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Problem> {
    if !says(headers, "application/json") {
        return Err(Problem::NotJson);
    }
    // serde's own message may repeat what it read.
    serde_json::from_slice(body).map_err(|_| Problem::Malformed)
}

/// Whether a body is of this type, whatever its parameters.
pub(crate) fn says(headers: &HeaderMap, media_type: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|essence| essence.trim().eq_ignore_ascii_case(media_type))
}
