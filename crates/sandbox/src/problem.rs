//! What an answer says when a request did not succeed: a status and a stable code, never a part of the request.

use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::decline_code::DeclineCode;
use crate::log::Remark;

/// Why a request did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Malformed,
    NotJson,
    TooLarge,
    TimedOut,
    NotFound,
    MethodNotAllowed,
    /// No API key, or none that a merchant has.
    Unauthenticated,
    /// The order is another merchant's than the API key.
    OtherMerchant,
    IdempotencyKeyRequired,
    /// The key was used for another request.
    IdempotencyMismatch,
    PaymentInProgress,
    PaymentUnknown,
    CardNotOpened,
    /// No such token in the path.
    TokenUnknown,
    /// No such token in the body.
    NoSuchToken,
    /// The acquirer's answer did not come: whether money moved is not known.
    AcquirerTimeout,
    /// The gateway: its key, its database or its random source does not answer.
    Unavailable,
    /// The shop does not know the order.
    OrderUnknown,
    /// The gateway did not open the card.
    PaymentRefused,
    CardDeclined(DeclineCode),
    /// The card's bank wants the buyer to authenticate.
    AuthenticationRequired,
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
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated"),
            Self::OtherMerchant => (StatusCode::FORBIDDEN, "other_merchant"),
            Self::IdempotencyKeyRequired => (StatusCode::BAD_REQUEST, "idempotency_key_required"),
            Self::IdempotencyMismatch => (StatusCode::UNPROCESSABLE_ENTITY, "idempotency_mismatch"),
            Self::PaymentInProgress => (StatusCode::CONFLICT, "payment_in_progress"),
            Self::PaymentUnknown => (StatusCode::NOT_FOUND, "payment_unknown"),
            Self::CardNotOpened => (StatusCode::UNPROCESSABLE_ENTITY, "card_not_opened"),
            Self::TokenUnknown => (StatusCode::NOT_FOUND, "token_unknown"),
            Self::NoSuchToken => (StatusCode::UNPROCESSABLE_ENTITY, "token_unknown"),
            Self::AcquirerTimeout => (StatusCode::GATEWAY_TIMEOUT, "acquirer_timeout"),
            Self::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
            Self::OrderUnknown => (StatusCode::NOT_FOUND, "order_unknown"),
            Self::PaymentRefused => (StatusCode::PAYMENT_REQUIRED, "payment_refused"),
            Self::CardDeclined(_) => (StatusCode::PAYMENT_REQUIRED, "card_declined"),
            Self::AuthenticationRequired => (StatusCode::PAYMENT_REQUIRED, "authentication_required"),
            Self::GatewayUnavailable => (StatusCode::BAD_GATEWAY, "gateway_unavailable"),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// Its stable name.
    pub(crate) fn code(self) -> &'static str {
        self.parts().1
    }

    /// The header that tells the client what to do next.
    fn advice(self) -> Option<(HeaderName, &'static str)> {
        match self {
            Self::Unauthenticated => Some((WWW_AUTHENTICATE, "Bearer")),
            Self::PaymentInProgress | Self::Unavailable => Some((RETRY_AFTER, "1")),
            // What is left of the body is not a next request.
            Self::TimedOut | Self::TooLarge => Some((CONNECTION, "close")),
            _ => None,
        }
    }

    /// The answer, with a word for the log.
    pub(crate) fn because(self, reason: &'static str) -> Response {
        let mut answer = self.into_response();
        answer.extensions_mut().insert(Remark { reason: Some(reason), payment: None });
        answer
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, code) = self.parts();
        let body = match self {
            Self::CardDeclined(why) => {
                format!(r#"{{"error":"{code}","decline_code":"{}"}}"#, why.as_str())
            }
            _ => format!(r#"{{"error":"{code}"}}"#),
        };
        let mut answer = (status, [(CONTENT_TYPE, "application/json")], body).into_response();
        if let Some((name, value)) = self.advice() {
            answer.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        answer
    }
}
