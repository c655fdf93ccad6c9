//! One kept connection to a gateway, as a merchant's server holds it.

use anyhow::{Context as _, Result, bail};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HOST, HeaderMap};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// The gateway's answer, to the last byte.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// All header fields.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// A member of the body, when that is a JSON object and the member a text.
    pub fn text(&self, member: &str) -> Option<String> {
        let body: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        Some(body.get(member)?.as_str()?.to_owned())
    }

    /// Whether it looks the same to whoever gets it, but for the time of day.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let fields = |answer: &Self| {
            let mut headers = answer.headers.clone();
            headers.remove(DATE);
            headers
        };
        self.status == other.status && self.body == other.body && fields(self) == fields(other)
    }

    /// Whether it was given before, and nothing happened now.
    pub fn is_replayed(&self) -> bool {
        self.headers.get("idempotent-replayed").is_some_and(|value| value == "true")
    }
}

/// A connection that is opened when it is needed, kept, and opened again after it broke.
pub struct Client {
    gateway: SocketAddr,
    authorization: String,
    connection: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// For the gateway at this address, with the API key of a merchant.
    pub fn new(gateway: SocketAddr, api_key: &str) -> Self {
        Self { gateway, authorization: format!("Bearer {api_key}"), connection: None }
    }

    /// Connects, if that is still to be done.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(&mut self) -> Result<()> {
        if self.connection.as_ref().is_some_and(|connection| !connection.is_closed()) {
            return Ok(());
        }
        let socket = TcpStream::connect(self.gateway).await?;
        socket.set_nodelay(true)?;
        let (sender, driver) = handshake(TokioIo::new(socket)).await?;
        tokio::spawn(driver);
        self.connection = Some(sender);
        Ok(())
    }

    /// Asks for a payment under this idempotency key.
    ///
    /// # Errors
    /// When there is no answer; the gateway may have got it all the same.
    pub async fn pay(&mut self, idempotency_key: &str, body: Bytes) -> Result<Answer> {
        let request = self.request(Method::POST, "/v1/payments").header("idempotency-key", idempotency_key);
        self.send(request.header(CONTENT_TYPE, "application/json").body(Full::new(body))?).await
    }

    /// Gets a resource.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(self.request(Method::GET, path).body(Full::default())?).await
    }

    fn request(&self, method: Method, path: &str) -> hyper::http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(HOST, self.gateway.to_string());
        request.header(AUTHORIZATION, self.authorization.as_str())
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Answer> {
        self.connect().await?;
        let Some(connection) = &mut self.connection else { bail!("not connected") };
        let outcome = async {
            connection.ready().await?;
            let (head, body) = connection.send_request(request).await?.into_parts();
            let body = body.collect().await?.to_bytes();
            Ok::<_, hyper::Error>(Answer { status: head.status.as_u16(), headers: head.headers, body })
        };
        let outcome = outcome.await;
        if outcome.is_err() {
            self.connection = None;
        }
        outcome.context("no answer")
    }
}
