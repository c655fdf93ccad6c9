//! A Postgres on another machine is reached over TLS, with its certificate and its name checked, or not at all.
//!
//! `0.0.0.0` stands for another machine: it is no loopback address by its number, and leads to this machine all the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests"
)]

mod common;

use std::fs;
use std::net::TcpListener;

use cardseal_store::{Cause, ConnectError, Store};
use common::NOW;
use common::postgres::Server;
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::default();
        // The same name for all: only the key tells them apart.
        params.distinguished_name.push(DnType::CommonName, "database authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { pem, issuer: Issuer::new(params, key) }
    }

    /// A certificate for this host, and its key.
    fn certificate(&self, host: &str) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([host.to_owned()]).unwrap();
        (params.signed_by(&key, &self.issuer).unwrap().pem(), key.serialize_pem())
    }
}

/// A server on all addresses of this machine, with a certificate for `host`.
fn server(authority: &Authority, host: &str) -> Option<(Server, u16)> {
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let (certificate, key) = authority.certificate(host);
    let settings = "listen_addresses = '127.0.0.1'\nssl = on\n\
        ssl_cert_file = 'server.pem'\nssl_key_file = 'server.key'\n";
    let server = Server::make_with(port, settings, &[("server.pem", &certificate), ("server.key", &key)])?;
    Some((server, port))
}

#[tokio::test]
async fn only_with_the_right_root_and_the_right_name() {
    let (authority, other) = (Authority::new(), Authority::new());
    let Some((right, port)) = server(&authority, "0.0.0.0") else { return };
    let Some((misnamed, misnamed_port)) = server(&authority, "db.example") else { return };
    let folder = tempfile::tempdir().unwrap();
    let roots = ["root.pem", "other.pem"].map(|name| folder.path().join(name));
    fs::write(&roots[0], &authority.pem).unwrap();
    fs::write(&roots[1], &other.pem).unwrap();
    let [root, other_root] = roots.each_ref().map(|path| format!("&sslrootcert={}", path.display()));
    for server in [&right, &misnamed] {
        server.create_database().await;
    }
    let connect = async |port: u16, options: &str| {
        Store::connect(&format!("postgres://cardseal@0.0.0.0:{port}/test_0?{options}")).await
    };

    let store = connect(port, &format!("sslmode=verify-full{root}")).await.unwrap();
    assert_eq!(store.first_use("a", NOW, NOW.plus_secs(600), NOW).await, Ok(true));
    let encrypted: Vec<bool> = sqlx::query_scalar(
        "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'cardseal'",
    )
    .fetch_all(&mut right.connect("postgres").await)
    .await
    .unwrap();
    assert!(!encrypted.is_empty() && encrypted.iter().all(|ssl| *ssl), "{encrypted:?}");

    let untrusted = [
        (port, format!("sslmode=verify-full{other_root}"), "a wrong root"),
        (port, "sslmode=verify-full".to_owned(), "no root but the web's"),
        (misnamed_port, format!("sslmode=verify-full{root}"), "a certificate of another host"),
    ];
    for (port, options, why) in untrusted {
        let Err(ConnectError::Unavailable(unavailable)) = connect(port, &options).await else {
            panic!("{why}")
        };
        assert_eq!(unavailable.cause(), Cause::Unreachable, "{why}");
    }
}

#[tokio::test]
async fn another_machine_is_not_called_without() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    for mode in [
        "",
        "?sslmode=disable",
        "?sslmode=allow",
        "?sslmode=prefer",
        "?sslmode=require",
        "?sslmode=verify-ca",
    ] {
        for host in ["0.0.0.0", "db.example"] {
            let refused = Store::connect(&format!("postgres://u@{host}:{port}/x{mode}")).await.err();
            assert_eq!(refused, Some(ConnectError::Remote), "{host}{mode}");
        }
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock, "nobody called");
}
