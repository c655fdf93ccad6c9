//! The gateway: publishes its keys, opens sealed cards, takes payments, keeps cards.

mod callers;
mod charging;
mod order_of_work;
mod outcome;
mod request;
mod routes;
mod sweeper;

use axum::Router;
use axum::http::HeaderValue;
use axum::routing::{delete, get, post};
use cardseal::UnixTime;
use cardseal_gateway::{AsyncGateway, Policy};
use cardseal_store::{Store, Vault};
use serde_json::Value;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use zeroize::Zeroizing;

use crate::acquirer::{Acquirer, SimulatedAcquirer};
use crate::gateway_keys::{GatewayKeys, PublishedKeys};
use crate::house::{House, under_house_rules};
use crate::log::Log;
use crate::merchants::Merchants;
use crate::metrics::Metrics;
use crate::private_key_pool::PrivateKeyPool;
use crate::problem::Problem;
use crate::recent::Recent;
use crate::serve::Limits;
use crate::state_folder::StateFolder;
use crate::vault_file::vault_keys;

/// How a gateway is set up, beside what lies in its folder.
pub struct GatewayConfig {
    /// `sqlite://FILE` or `postgres://…`; without one, `gateway.db` in the folder.
    pub database: Option<String>,
    /// How long a payment has that was begun, before another may take it up; without it, what the store says.
    pub lease_secs: Option<u64>,
    /// What it accepts. The origins of the merchants are added to it.
    pub policy: Policy,
    /// Where the log goes.
    pub log: Log,
    /// What it grants its clients.
    pub limits: Limits,
}

/// A gateway that is ready to serve.
pub struct GatewayServer {
    state: Arc<GatewayState>,
    first_key: Zeroizing<String>,
    limits: Limits,
}

struct GatewayState {
    keys: PublishedKeys,
    merchants: Merchants,
    gateway: Arc<AsyncGateway>,
    store: Store,
    vault: Vault,
    acquirer: Box<dyn Acquirer>,
    metrics: Arc<Metrics>,
    /// Masked views of cards that this process opened.
    opened: Recent<Value>,
    /// Payments that are under way. They end although their client has gone.
    under_way: TaskTracker,
    log: Log,
}

impl GatewayServer {
    /// Reads the folder, made where it is missing, and opens the database. Several processes may do so with the same.
    ///
    /// # Errors
    /// When a file or the database cannot be used; the message says which.
    pub async fn open(folder: &StateFolder, config: GatewayConfig) -> Result<Self, Box<dyn Error>> {
        let database = config.database.unwrap_or_else(|| sqlite_url(&folder.path().join("gateway.db")));
        let merchants = Merchants::of(folder)?;
        let keys = GatewayKeys::of(folder)?;
        let first_key = keys.expose_first_pem()?;
        let public = keys.public();
        let mut store = Store::connect(&database).await?;
        if let Some(seconds) = config.lease_secs {
            store = store.with_lease_secs(seconds);
        }
        let ring = keys.into_ring(&PrivateKeyPool::start()?)?;
        // The guard of its own is never asked: each opening brings the guard of its payment.
        let gateway = Arc::new(AsyncGateway::new(ring, merchants.restrict(config.policy)?, store.clone()));
        let under_way = TaskTracker::new();
        let state = GatewayState {
            keys: public,
            merchants,
            vault: Vault::new(store.clone(), vault_keys(folder)?),
            acquirer: Box::new(SimulatedAcquirer::open(&database).await?),
            metrics: Arc::new(Metrics::new(Arc::clone(&gateway), under_way.clone())),
            gateway,
            store,
            opened: Recent::new(),
            under_way,
            log: config.log,
        };
        Ok(Self { state: Arc::new(state), first_key, limits: config.limits })
    }

    /// The private key that pages are told to use first, PKCS#8 PEM: for tests, it protects nothing then.
    pub fn expose_first_key(&self) -> &str {
        &self.first_key
    }

    /// Its routes.
    pub fn app(&self) -> Router {
        let routes = Router::new()
            .route("/.well-known/cardseal", get(routes::publish_keys))
            .route("/healthz", get(routes::check_health))
            .route("/metrics", get(routes::show_metrics))
            .route("/openapi.json", get(routes::describe))
            .route("/v1/payments", post(routes::pay))
            .route("/v1/payments/{id}", get(routes::show_payment))
            .route("/v1/payments/{id}/opened", get(routes::show_opened))
            .route("/v1/tokens", post(routes::keep_card))
            .route("/v1/tokens/{id}", delete(routes::delete_token))
            .fallback(async || Problem::NotFound)
            .with_state(Arc::clone(&self.state));
        let house = House {
            server: "gateway",
            content_security_policy: HeaderValue::from_static(NOTHING_ALLOWED),
            log: self.state.log.clone(),
            metrics: Some(Arc::clone(&self.state.metrics)),
            body_patience: self.limits.body,
            refusal_pause: self.limits.refusal,
        };
        under_house_rules(routes, house)
    }

    /// Removes what has expired, in small batches, until `ending` says so.
    pub fn sweep_until(&self, ending: watch::Receiver<bool>) {
        tokio::spawn(sweeper::sweep(Arc::clone(&self.state), ending));
    }

    /// Waits for the payments under way, and closes the database: at most so long.
    pub async fn end(&self, patience: Duration) {
        let GatewayState { under_way, store, .. } = &*self.state;
        under_way.close();
        let ending = async {
            under_way.wait().await;
            store.close().await;
        };
        let _ = tokio::time::timeout(patience, ending).await;
    }
}

const NOTHING_ALLOWED: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The URL of a file, whatever its name.
fn sqlite_url(file: &Path) -> String {
    let escaped = file.display().to_string().replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("sqlite://{escaped}")
}

fn now() -> UnixTime {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    UnixTime::from_secs(since_epoch.as_secs())
}
