//! What both servers do with every request: limits, headers, the log.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::log::{Asked, Log};
use crate::problem::Problem;

const MAX_BODY_BYTES: usize = 64 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

const FIXED_HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

struct House {
    server: &'static str,
    content_security_policy: HeaderValue,
    log: Log,
}

/// The routes of `router` under the rules of the house. `server` names it in the log.
pub(crate) fn under_house_rules(
    router: Router,
    server: &'static str,
    content_security_policy: HeaderValue,
    log: Log,
) -> Router {
    let house = Arc::new(House { server, content_security_policy, log });
    router
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(from_fn_with_state(house, attend))
}

async fn attend(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let asked = Asked::new(request.method(), request.uri().path(), request.extensions());
    let mut answer = match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => Problem::TimedOut.into_response(),
    };
    house.dress(answer.headers_mut());
    house.log.answered(house.server, &asked, answer.status(), answer.extensions(), started.elapsed());
    answer
}

impl House {
    fn dress(&self, headers: &mut HeaderMap) {
        for (name, value) in FIXED_HEADERS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(header::CONTENT_SECURITY_POLICY, self.content_security_policy.clone());
        // Pages and answers are not kept at all; scripts, styles and the module may be, and are asked after each time.
        let kept = headers.get(header::CONTENT_TYPE).is_some_and(|kind| !is_page_or_answer(kind.as_bytes()));
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(if kept { "no-cache" } else { "no-store" }),
        );
    }
}

fn is_page_or_answer(content_type: &[u8]) -> bool {
    content_type.starts_with(b"text/html") || content_type.starts_with(b"application/json")
}
