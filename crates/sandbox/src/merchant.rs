//! The merchant: serves the checkout, takes orders, passes sealed cards on without being able to read them.

use axum::extract::{Path, State};
use axum::handler::HandlerWithoutStateExt as _;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tower_http::services::ServeDir;

use crate::body::{WholeBody, read_json};
use crate::forward::GatewayClient;
use crate::house::{House, under_house_rules};
use crate::log::Log;
use crate::orders::{PlacedOrder, Received};
use crate::problem::Problem;
use crate::recent::Recent;
use crate::serve::Limits;
use crate::submission::{OrderBody, PaySubmission, is_sealed};

/// What a shop is made of.
pub struct ShopConfig {
    /// The folder of the shop's pages, served at `/`.
    pub www: PathBuf,
    /// The folder of the built package, served at `/cardseal/`.
    pub package: PathBuf,
    /// The gateway as a page reaches it, such as `http://localhost:4281`. It is also the issuer of its keys.
    pub gateway_url: String,
    /// The gateway as the shop's server reaches it.
    pub gateway: GatewayClient,
    /// Where the log goes.
    pub log: Log,
    /// What it grants its clients.
    pub limits: Limits,
}

/// What the shop's server works with.
pub struct ShopState {
    config: ShopConfig,
    content_security_policy: HeaderValue,
    orders: Recent<Arc<PlacedOrder>>,
}

/// The gateway's address is not one that a page can call.
#[derive(Debug)]
pub struct NotAnOrigin;

impl fmt::Display for NotAnOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the gateway's address is not a URL such as http://localhost:4281")
    }
}

impl std::error::Error for NotAnOrigin {}

impl ShopState {
    /// A shop without orders.
    ///
    /// # Errors
    /// [`NotAnOrigin`] when `gateway_url` is not an absolute http or https URL.
    pub fn new(mut config: ShopConfig) -> Result<Self, NotAnOrigin> {
        config.gateway_url.truncate(config.gateway_url.trim_end_matches('/').len());
        let content_security_policy = content_security_policy(&config.gateway_url).ok_or(NotAnOrigin)?;
        Ok(Self { config, content_security_policy, orders: Recent::new() })
    }
}

/// Scripts, styles and pictures of the shop alone, calls to the shop and its gateway alone, forms for the shop alone, no
/// frames.
fn content_security_policy(gateway_url: &str) -> Option<HeaderValue> {
    let gateway: Uri = gateway_url.parse().ok()?;
    let scheme = gateway.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"))?;
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src 'self' {scheme}://{}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'",
        gateway.authority()?
    );
    HeaderValue::from_str(&policy).ok()
}

const PAY: &str = "/api/pay";
const FORM_PAY: &str = "/form/pay";

/// The shop's routes: `POST /api/orders`, `GET /api/orders/{id}`, `POST /api/pay`, `POST /form/pay` for a form without code,
/// the package under `/cardseal/`, and the pages.
pub fn shop_app(state: ShopState) -> Router {
    let house = House {
        server: "shop",
        content_security_policy: state.content_security_policy.clone(),
        log: state.config.log.clone(),
        metrics: None,
        body_patience: state.config.limits.body,
        refusal_pause: Duration::ZERO,
    };
    let not_found = (async || Problem::NotFound).into_service();
    let package = ServeDir::new(&state.config.package).fallback(not_found.clone());
    let pages = ServeDir::new(&state.config.www).fallback(not_found);
    let routes = Router::new()
        .route("/api/orders", post(create_order))
        .route("/api/orders/{id}", get(show_order))
        .route(PAY, post(pay))
        .route(FORM_PAY, post(pay_by_form))
        .nest_service("/cardseal", package)
        .fallback_service(pages)
        .with_state(Arc::new(state));
    under_house_rules(routes, house)
}

async fn create_order(State(state): State<Arc<ShopState>>) -> Result<impl IntoResponse, Problem> {
    let placed = Arc::new(PlacedOrder::place()?);
    let gateway = &state.config.gateway_url;
    let answer = json!({
        "order": OrderBody::from(placed.order()),
        "gateway": gateway,
        "keys": format!("{gateway}/.well-known/cardseal"),
        "issuer": gateway,
    });
    state.orders.insert(placed.order().id().to_owned(), placed);
    Ok((StatusCode::CREATED, Json(answer)))
}

async fn show_order(
    State(state): State<Arc<ShopState>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    let placed = state.orders.find(&id).ok_or(Problem::OrderUnknown)?;
    Ok(Json(placed.view(&state.config.gateway_url).await))
}

async fn pay(
    State(state): State<Arc<ShopState>>,
    method: Method,
    headers: HeaderMap,
    WholeBody(body): WholeBody,
) -> Result<Json<Value>, Problem> {
    let submission: PaySubmission = read_json(&headers, &body)?;
    let received = Received::new(&method, PAY, &headers, &body);
    let next = submit(state, submission, received).await?;
    Ok(Json(json!({ "status": "approved", "next": next })))
}

/// What the browser itself posts, and an answer that it follows.
async fn pay_by_form(
    State(state): State<Arc<ShopState>>,
    method: Method,
    headers: HeaderMap,
    WholeBody(body): WholeBody,
) -> Redirect {
    let received = Received::new(&method, FORM_PAY, &headers, &body);
    let outcome = match PaySubmission::of_form(&headers, &body) {
        Ok(submission) => submit(state, submission, received).await,
        Err(problem) => Err(problem),
    };
    match outcome {
        Ok(next) => Redirect::to(&next),
        Err(problem) => Redirect::to(&format!("/form.html?error={}", problem.code())),
    }
}

/// Pays, and says where to go then.
async fn submit(
    state: Arc<ShopState>,
    submission: PaySubmission,
    received: Received,
) -> Result<String, Problem> {
    if !is_sealed(&submission.sealed_card) {
        return Err(Problem::Malformed);
    }
    let placed = state.orders.find(&submission.order_id).ok_or(Problem::OrderUnknown)?;
    let next = format!("/paid.html?order={}", placed.order().id());
    // A task of its own: a buyer who leaves in the middle must not stop between the gateway's yes and the record of it.
    let paying =
        tokio::spawn(
            async move { placed.pay(submission.sealed_card, received, &state.config.gateway).await },
        );
    paying.await.map_err(|_| Problem::Internal)??;
    Ok(next)
}
