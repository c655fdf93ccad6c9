//! The same over TLS, with the throwaway certificate.

use crate::support::program::Program;
use crate::support::seal::{PAGE, seal};
use crate::support::{Answer, CARD, answer};
use cardseal::Context;
use cardseal_sandbox::{Limits, Port, StateFolder, ThrowawayTls, bind, serve};
use serde_json::json;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto};

/// A client that trusts this certificate and no other.
fn trusting(file: &Path) -> Arc<ClientConfig> {
    let mut trusted = RootCertStore::empty();
    trusted.add(CertificateDer::from_pem_file(file).unwrap()).unwrap();
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    Arc::new(config.with_root_certificates(trusted).with_no_client_auth())
}

fn exchange(
    client: &Arc<ClientConfig>,
    name: &str,
    server: SocketAddr,
    request: &str,
) -> std::io::Result<Answer> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connection = ClientConnection::new(Arc::clone(client), name).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, TcpStream::connect(server)?);
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(Answer::parse(&bytes))
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
}

fn post(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[test]
fn the_shop_and_the_gateway_speak_tls_to_whoever_trusts_the_certificate() {
    let state = TempDir::new().unwrap();
    let options = [
        "--tls",
        "--state",
        state.path().to_str().unwrap(),
        "--merchant",
        "127.0.0.1:0",
        "--gateway",
        "127.0.0.1:0",
    ];
    let mut program = Program::start(&options);
    let lines = [program.line(), program.line()];
    assert!(lines.iter().all(|line| line.contains(" https://localhost:")), "{lines:?}");
    let [shop, gateway] = ["shop", "gateway"]
        .map(|name| lines.iter().find(|line| line.starts_with(name)).unwrap())
        .map(|line| line.rsplit(':').next().unwrap().trim_end_matches('/').parse::<u16>().unwrap())
        .map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    let client = trusting(&state.path().join("tls.pem"));
    let ask = |server, request: String| exchange(&client, "localhost", server, &request).unwrap();

    let order = ask(shop, post("/api/orders", "")).json()["order"].clone();
    let keys = ask(gateway, get("/.well-known/cardseal")).json();
    let audience = format!("https://localhost:{}", gateway.port());
    let sealed = seal(&CARD, &order, &Context { audience: &audience, ..PAGE }, &keys);
    let pay = json!({ "order_id": order["id"], "sealed_card": sealed }).to_string();
    let paid = ask(shop, post("/api/pay", &pay));
    assert_eq!(paid.status, 200, "the shop reaches its gateway over TLS: {}", paid.body);

    assert!(exchange(&client, "127.0.0.1", gateway, &get("/healthz")).is_ok());
    assert!(exchange(&client, "other.test", gateway, &get("/healthz")).is_err());
    let certificate = fs::read_to_string(state.path().join("tls.pem")).unwrap();
    assert!(!certificate.contains("PRIVATE"));
    // Plain http is not answered.
    let mut plain = TcpStream::connect(gateway).unwrap();
    plain.write_all(get("/healthz").as_bytes()).unwrap();
    assert!(!answer::read_to_end(plain).starts_with(b"HTTP"));

    // The next run has the same.
    drop(program);
    let mut program = Program::start_gateway(&["--tls", "--state", options[2], "--gateway", "127.0.0.1:0"]);
    let gateway = program.address("gateway");
    assert!(exchange(&client, "localhost", gateway, &get("/healthz")).is_ok());
}

#[test]
fn a_handshake_that_does_not_come_ends_the_connection() {
    let folder = TempDir::new().unwrap();
    let tls = ThrowawayTls::of(&StateFolder::at(folder.path()).unwrap()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let listener = runtime.block_on(bind(Port::Preferred(0))).unwrap();
    let address = listener.local_addr().unwrap();
    let limits = Limits { handshake: Duration::from_millis(200), ..Limits::default() };
    let (_ending, asked) = tokio::sync::watch::channel(false);
    runtime.spawn(serve(listener, axum::Router::new(), Some(tls.server), limits, asked));
    let mut silent = TcpStream::connect(address).unwrap();
    silent.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut rest = Vec::new();
    silent.read_to_end(&mut rest).expect("the server closes");
}
