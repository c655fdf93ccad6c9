//! What both servers do with every request: limits, headers, the log.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

use crate::body::BodyPatience;
use crate::log::{Asked, Log, Remark};
use crate::metrics::Metrics;
use crate::problem::Problem;

/// Longer than every limit inside added up: a handler that takes this long hangs.
const PATIENCE: Duration = Duration::from_secs(30);

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

pub(crate) struct House {
    /// Its name in the log.
    pub(crate) server: &'static str,
    pub(crate) content_security_policy: HeaderValue,
    pub(crate) log: Log,
    pub(crate) metrics: Option<Arc<Metrics>>,
    pub(crate) body_patience: Duration,
    /// No sooner than this after it came is a request refused: what is refused at once is sent again at once.
    pub(crate) refusal_pause: Duration,
}

/// The routes of `router` under the rules of the house.
pub(crate) fn under_house_rules(router: Router, house: House) -> Router {
    router
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(from_fn_with_state(Arc::new(house), attend))
}

async fn attend(State(house): State<Arc<House>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let asked = Asked::new(request.method(), request.extensions());
    request.extensions_mut().insert(BodyPatience(house.body_patience));
    let mut answer = match timeout(PATIENCE, next.run(request)).await {
        Ok(answer) => answer,
        Err(_) => Problem::Unavailable.because("handler"),
    };
    house.dress(answer.headers_mut());
    let took = started.elapsed();
    if let Some(metrics) = &house.metrics {
        metrics.answered(&asked, answer.status(), took);
    }
    house.log.answered(house.server, &asked, answer.status(), answer.extensions().get::<Remark>(), took);
    if answer.status().is_client_error() {
        sleep(house.refusal_pause.saturating_sub(took)).await;
    }
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
    content_type.starts_with(b"text/html")
        || content_type.starts_with(b"application/") && content_type != b"application/wasm"
}
