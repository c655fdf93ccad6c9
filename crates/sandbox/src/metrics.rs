//! What can be counted, as Prometheus reads it. No label is ever the sender's text.

use axum::http::StatusCode;
use cardseal_gateway::AsyncGateway;
use cardseal_store::Cause;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::task::TaskTracker;

use crate::log::Asked;
use crate::payment::Status;

const CAUSES: [Cause; 5] =
    [Cause::Unreachable, Cause::TimedOut, Cause::ReadOnly, Cause::Full, Cause::Rejected];
/// In seconds. A private-key operation takes a millisecond; a database gives up after five seconds.
const BUCKETS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 6.0];

/// The counters of one gateway.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    durations: Family<RouteLabel, Histogram>,
    payments: Family<StatusLabel, Counter>,
    store_unavailable: Family<CauseLabel, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabel {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StatusLabel {
    status: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CauseLabel {
    cause: &'static str,
}

impl Metrics {
    pub(crate) fn new(gateway: Arc<AsyncGateway>, under_way: TaskTracker) -> Self {
        let mut registry = Registry::with_prefix("cardseal");
        let requests = Family::default();
        let durations = Family::<RouteLabel, Histogram>::new_with_constructor(|| Histogram::new(BUCKETS));
        let payments = Family::<StatusLabel, Counter>::default();
        let store_unavailable = Family::<CauseLabel, Counter>::default();
        registry.register("requests", "Requests by method, route and status", requests.clone());
        registry.register("request_seconds", "How long requests took, by route", durations.clone());
        registry.register(
            "payments",
            "Payments that were answered for the first time, by status",
            payments.clone(),
        );
        registry.register(
            "store_unavailable",
            "Calls that the database did not answer, by cause",
            store_unavailable.clone(),
        );
        // A counter exists before it first counts, or its first increase is not seen.
        for status in Status::ALL {
            drop(payments.get_or_create(&StatusLabel { status: status.as_str() }));
        }
        for cause in CAUSES {
            drop(store_unavailable.get_or_create(&CauseLabel { cause: cause.as_str() }));
        }
        registry.register_collector(Box::new(OfGateway { gateway, under_way }));
        Self { registry, requests, durations, payments, store_unavailable }
    }

    pub(crate) fn answered(&self, asked: &Asked, status: StatusCode, took: Duration) {
        let route = asked.route().to_owned();
        let labels = RequestLabels { method: asked.method(), route: route.clone(), status: status.as_u16() };
        self.requests.get_or_create(&labels).inc();
        self.durations.get_or_create(&RouteLabel { route }).observe(took.as_secs_f64());
    }

    pub(crate) fn paid(&self, status: Status) {
        self.payments.get_or_create(&StatusLabel { status: status.as_str() }).inc();
    }

    pub(crate) fn store_unavailable(&self, cause: Cause) {
        self.store_unavailable.get_or_create(&CauseLabel { cause: cause.as_str() }).inc();
    }

    /// In the OpenMetrics text format.
    pub(crate) fn render(&self) -> Result<String, fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// What the gateway counts itself, read when it is asked for.
struct OfGateway {
    gateway: Arc<AsyncGateway>,
    under_way: TaskTracker,
}

impl Collector for OfGateway {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut refusals = encoder.encode_descriptor(
            "refusals",
            "Sealed cards that were not opened, by reason",
            None,
            MetricType::Counter,
        )?;
        for (reason, count) in self.gateway.refusals() {
            let count = ConstCounter::new(count);
            count.encode(refusals.encode_family(&[("reason", reason.as_str())])?)?;
        }
        let under_way = i64::try_from(self.under_way.len()).unwrap_or(i64::MAX);
        let under_way = ConstGauge::new(under_way);
        under_way.encode(encoder.encode_descriptor(
            "payments_under_way",
            "Payments that this process is working on",
            None,
            MetricType::Gauge,
        )?)?;
        let mut keys = encoder.encode_descriptor(
            "key_expires_timestamp_seconds",
            "When each key expires, in seconds since 1970; inf for never",
            None,
            MetricType::Gauge,
        )?;
        for (kid, window) in self.gateway.kids() {
            let expires = window.expires().and_then(|end| u32::try_from(end.as_secs()).ok());
            let expires = ConstGauge::new(expires.map_or(f64::INFINITY, f64::from));
            expires.encode(keys.encode_family(&[("kid", kid.as_str())])?)?;
        }
        Ok(())
    }
}

impl fmt::Debug for OfGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OfGateway")
    }
}
