//! Who asks, and under which idempotency key.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::request::Parts;
use std::sync::Arc;

use super::GatewayState;
use crate::problem::Problem;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const MAX_KEY: usize = 64;

/// The merchant whose API key came with the request.
pub(super) struct Caller(pub(super) String);

impl FromRequestParts<Arc<GatewayState>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<GatewayState>) -> Result<Self, Problem> {
        let merchant = state.merchants.authenticate(&parts.headers).ok_or(Problem::Unauthenticated)?;
        Ok(Self(merchant.to_owned()))
    }
}

/// The merchant's name for what it asks: asked again under the same, it is done once.
pub(super) struct IdempotencyKey(pub(super) String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut given = parts.headers.get_all(IDEMPOTENCY_KEY).iter();
        let key = given.next().ok_or(Problem::IdempotencyKeyRequired)?.as_bytes();
        if given.next().is_some() || key.len() > MAX_KEY || !key.iter().all(u8::is_ascii_graphic) {
            return Err(Problem::Malformed);
        }
        match std::str::from_utf8(key) {
            Ok("") | Err(_) => Err(Problem::IdempotencyKeyRequired),
            Ok(key) => Ok(Self(key.to_owned())),
        }
    }
}
