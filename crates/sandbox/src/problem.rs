//! What an answer says when a request did not succeed: a status and a stable code, never a part of the request.

use axum::extract::rejection::BytesRejection;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

/// Why a request did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Malformed,
    NotJson,
    TooLarge,
    TimedOut,
    NotFound,
    MethodNotAllowed,
    OrderUnknown,
    PaymentUnknown,
    PaymentRefused,
    CardNotOpened,
    /// The gateway: its key, its memory or its random source does not answer.
    Unavailable,
    /// The shop: the gateway does not answer.
    GatewayUnavailable,
    Internal,
}

impl Problem {
    fn parts(self) -> (StatusCode, &'static str) {
        match self {
            Self::Malformed => (StatusCode::BAD_REQUEST, "malformed"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::TimedOut => (StatusCode::REQUEST_TIMEOUT, "timed_out"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
            Self::OrderUnknown => (StatusCode::NOT_FOUND, "order_unknown"),
            Self::PaymentUnknown => (StatusCode::NOT_FOUND, "payment_unknown"),
            Self::PaymentRefused => (StatusCode::PAYMENT_REQUIRED, "payment_refused"),
            Self::CardNotOpened => (StatusCode::UNPROCESSABLE_ENTITY, "card_not_opened"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::GatewayUnavailable => (StatusCode::BAD_GATEWAY, "gateway_unavailable"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code) = self.parts();
        let body = format!(r#"{{"error":"{code}"}}"#);
        (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
    }
}

impl From<BytesRejection> for Problem {
    fn from(rejection: BytesRejection) -> Self {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Malformed }
    }
}
