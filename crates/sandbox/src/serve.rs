//! Connections: how many, how long each may take for what, TLS, and how they end.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

/// What a server grants its clients.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once. Further ones wait in the operating system's queue.
    pub connections: usize,
    /// For the TLS handshake.
    pub handshake: Duration,
    /// From the end of one answer, or the beginning of the connection, to the end of the next request's headers.
    pub headers: Duration,
    /// From the headers to the end of the body.
    pub body: Duration,
    /// No sooner than this after it came is a request refused: a connection that sends nothing else is a flood of 100 a second.
    pub refusal: Duration,
    /// For what is under way when the server is to end.
    pub drain: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 1024,
            handshake: Duration::from_secs(5),
            headers: Duration::from_secs(10),
            body: Duration::from_secs(10),
            refusal: Duration::from_millis(10),
            drain: Duration::from_secs(10),
        }
    }
}

/// Answers what comes in until `ending` says so; then takes no more, and gives what is under way [`Limits::drain`] to end.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    tls: Option<Arc<ServerConfig>>,
    limits: Limits,
    mut ending: watch::Receiver<bool>,
) {
    let door = Arc::new(Semaphore::new(limits.connections));
    let connections = GracefulShutdown::new();
    let tls = tls.map(TlsAcceptor::from);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &door) => accepted,
            _ = ending.wait_for(|ending| *ending) => break,
        };
        let Some((socket, place)) = accepted else { continue };
        let (app, tls, watcher) = (app.clone(), tls.clone(), connections.watcher());
        tokio::spawn(async move {
            let _place = place;
            let Some(stream) = shake_hands(socket, tls, limits.handshake).await else { return };
            let service = TowerToHyperService::new(app);
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.headers)
                // Whoever has sent all and closes their half still gets the answer.
                .half_close(true)
                .serve_connection(TokioIo::new(stream), service);
            // How a connection ends is its client's business: nothing to do about it here.
            let _ = watcher.watch(connection).await;
        });
    }
    drop(listener);
    let _ = timeout(limits.drain, connections.shutdown()).await;
}

async fn accept(
    listener: &TcpListener,
    door: &Arc<Semaphore>,
) -> Option<(TcpStream, tokio::sync::OwnedSemaphorePermit)> {
    let place = Arc::clone(door).acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((socket, _)) => {
            // Answers are small: none is to wait for the next one to fill a packet.
            let _ = socket.set_nodelay(true);
            Some((socket, place))
        }
        Err(_) => {
            // Out of file descriptors, most likely: it passes when some connections end.
            sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

/// Either kind of connection.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

async fn shake_hands(
    socket: TcpStream,
    tls: Option<TlsAcceptor>,
    patience: Duration,
) -> Option<Box<dyn Stream>> {
    let Some(tls) = tls else { return Some(Box::new(socket)) };
    let stream = timeout(patience, tls.accept(socket)).await.ok()?.ok()?;
    Some(Box::new(stream))
}
