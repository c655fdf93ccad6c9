//! The merchant's way to the gateway, server to server.

use axum::body::Bytes;
use axum::http::{Request, StatusCode, Uri, header, uri};
use cardseal::Order;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::net::SocketAddr;
use std::time::Duration;

use crate::gateway::Payment;
use crate::submission::{OrderBody, PaymentSubmission};

/// Sends payments to one gateway.
pub struct GatewayClient {
    client: Client<HttpConnector, Full<Bytes>>,
    address: SocketAddr,
}

/// What the gateway said.
pub(crate) enum Outcome {
    Approved(Payment),
    Refused,
    /// No answer, or none that can be understood: whether it paid is not known.
    Unavailable,
}

/// Less than a page waits for the shop.
const PATIENCE: Duration = Duration::from_secs(8);
const MAX_ANSWER_BYTES: usize = 64 * 1024;

impl GatewayClient {
    /// A client of the gateway that listens there.
    pub fn new(address: SocketAddr) -> Self {
        Self { client: Client::builder(TokioExecutor::new()).build_http(), address }
    }

    pub(crate) async fn pay(&self, sealed_card: String, order: &Order) -> Outcome {
        let submission = PaymentSubmission { sealed_card, order: OrderBody::from(order) };
        match tokio::time::timeout(PATIENCE, self.submit(&submission)).await {
            Ok(Some(outcome)) => outcome,
            Ok(None) | Err(_) => Outcome::Unavailable,
        }
    }

    async fn submit(&self, submission: &PaymentSubmission) -> Option<Outcome> {
        let body = serde_json::to_vec(submission).ok()?;
        let request = Request::post(self.payments()?)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::from(body))
            .ok()?;
        let answer = self.client.request(request).await.ok()?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await.ok()?.to_bytes();
        match status {
            StatusCode::CREATED => serde_json::from_slice(&body).ok().map(Outcome::Approved),
            StatusCode::UNPROCESSABLE_ENTITY => Some(Outcome::Refused),
            _ => None,
        }
    }

    fn payments(&self) -> Option<Uri> {
        uri::Builder::new()
            .scheme("http")
            .authority(self.address.to_string())
            .path_and_query("/v1/payments")
            .build()
            .ok()
    }
}
