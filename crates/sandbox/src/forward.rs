//! The merchant's way to the gateway, server to server.

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::Bytes;
use axum::http::{HeaderValue, Request, StatusCode, Uri, header, uri};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use cardseal::Order;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::{sleep, timeout};

use crate::decline_code::DeclineCode;
use crate::merchants::ApiKey;
use crate::payment::{PaymentBody, Status};
use crate::submission::{OrderBody, PaymentSubmission};
use crate::tls::{ThrowawayTls, trusting_nobody};

/// Sends payments to one gateway, as one merchant.
pub struct GatewayClient {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    payments: Uri,
    authorization: HeaderValue,
}

/// What the gateway said.
pub(crate) enum Said {
    Approved(Box<PaymentBody>),
    Declined(DeclineCode),
    /// The card's bank wants the buyer to authenticate.
    AuthenticationRequired,
    /// It did not open the card.
    Refused,
    /// No answer, or none that can be understood: whether it paid is not known.
    Unavailable,
}

/// What to do about one answer.
enum Heard {
    Settled(Said),
    /// Asked again with the same key, the gateway may know more.
    AskAgain(Duration),
}

/// Less than a page waits for the shop.
const PATIENCE: Duration = Duration::from_secs(8);
const TRIES: u32 = 4;
const MAX_ANSWER_BYTES: usize = 64 * 1024;

impl GatewayClient {
    /// A client of the gateway that listens there, with this API key; over TLS where there is some.
    ///
    /// # Errors
    /// When no request could be made with these.
    pub fn new(
        address: SocketAddr,
        key: &ApiKey,
        tls: Option<&ThrowawayTls>,
    ) -> Result<Self, Box<dyn Error>> {
        let (scheme, config) = match tls {
            None => ("http", trusting_nobody()?),
            Some(tls) => ("https", tls.client.clone()),
        };
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(config).https_or_http().enable_http1().build();
        let payments = uri::Builder::new().scheme(scheme).authority(address.to_string());
        let mut authorization = HeaderValue::from_str(&format!("Bearer {}", key.expose()))?;
        authorization.set_sensitive(true);
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            payments: payments.path_and_query("/v1/payments").build()?,
            authorization,
        })
    }

    /// Pays this order with this card. The same two always ask for the same payment, so it is taken once.
    pub(crate) async fn pay(&self, sealed_card: String, order: &Order) -> Said {
        let key = idempotency_key(order, &sealed_card);
        let submission = PaymentSubmission {
            order: OrderBody::from(order),
            sealed_card: Some(sealed_card),
            token: None,
            keep_card: false,
            nonce: None,
        };
        timeout(PATIENCE, self.insist(&submission, &key)).await.ok().flatten().unwrap_or(Said::Unavailable)
    }

    async fn insist(&self, submission: &PaymentSubmission, key: &str) -> Option<Said> {
        let body = Bytes::from(serde_json::to_vec(submission).ok()?);
        for _ in 0..TRIES {
            match self.ask(body.clone(), key).await? {
                Heard::Settled(said) => return Some(said),
                Heard::AskAgain(later) => sleep(later).await,
            }
        }
        None
    }

    async fn ask(&self, body: Bytes, key: &str) -> Option<Heard> {
        let request = Request::post(self.payments.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, self.authorization.clone())
            .header("idempotency-key", key)
            .body(Full::from(body))
            .ok()?;
        let answer = self.client.request(request).await.ok()?;
        let status = answer.status();
        let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await.ok()?.to_bytes();
        match status {
            StatusCode::CREATED => said(serde_json::from_slice(&body).ok()?).map(Heard::Settled),
            StatusCode::UNPROCESSABLE_ENTITY => Some(Heard::Settled(Said::Refused)),
            StatusCode::GATEWAY_TIMEOUT => Some(Heard::AskAgain(Duration::from_millis(50))),
            StatusCode::CONFLICT => Some(Heard::AskAgain(Duration::from_secs(1))),
            _ => None,
        }
    }
}

fn said(payment: PaymentBody) -> Option<Said> {
    match (payment.status, payment.decline_code) {
        (Status::Approved, _) => Some(Said::Approved(Box::new(payment))),
        (Status::Declined, Some(code)) => Some(Said::Declined(code)),
        (Status::ActionRequired, _) => Some(Said::AuthenticationRequired),
        (Status::Declined, None) => None,
    }
}

fn idempotency_key(order: &Order, sealed_card: &str) -> String {
    let text = format!("{} {sealed_card}", order.id());
    Base64UrlUnpadded::encode_string(digest(&SHA256, text.as_bytes()).as_ref())
}
