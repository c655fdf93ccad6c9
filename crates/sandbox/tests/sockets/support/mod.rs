//! A shop and a gateway on real sockets, a page that seals like the real one, and every byte that came back.

pub(crate) mod answer;
pub(crate) mod contract;
pub(crate) mod database;
#[path = "../../../../store/tests/common/postgres.rs"]
pub(crate) mod postgres;
pub(crate) mod program;
pub(crate) mod seal;

use cardseal_gateway::{KeySize, Policy, RsaPrivateKey};
use cardseal_sandbox::{
    GatewayClient, GatewayConfig, GatewayServer, Limits, Log, Port, ShopConfig, ShopState, StateFolder, bind,
    demo_key, serve, shop_app,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use tempfile::TempDir;
use tokio::sync::watch;

pub(crate) use answer::Answer;
pub(crate) use seal::{CARD, CVC, PAN};

/// How a sandbox is set up; each test says what differs.
pub(crate) struct Setup {
    pub(crate) policy: fn(Policy) -> Policy,
    /// Where the shop looks for its gateway.
    pub(crate) looks_at: fn(SocketAddr) -> SocketAddr,
    pub(crate) database: Option<String>,
    pub(crate) limits: Limits,
    pub(crate) folder: Option<Arc<TempDir>>,
    /// The gateway's name, where it is to outlive a restart.
    pub(crate) gateway_url: Option<&'static str>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            policy: |policy| policy,
            looks_at: |gateway| gateway,
            database: None,
            limits: Limits::default(),
            folder: None,
            gateway_url: None,
        }
    }
}

pub(crate) struct Sandbox {
    pub(crate) shop: SocketAddr,
    pub(crate) gateway: SocketAddr,
    pub(crate) gateway_url: String,
    pub(crate) api_key: String,
    pub(crate) lines: Arc<Mutex<Vec<String>>>,
    /// Everything that either server answered.
    pub(crate) answers: Mutex<Vec<u8>>,
    /// What the gateway answered, as its document names it.
    pub(crate) seen: Mutex<BTreeSet<contract::Answered>>,
    pub(crate) folder: Arc<TempDir>,
    pub(crate) database: String,
    _ending: watch::Sender<bool>,
    // Last: its threads serve until everything else is gone.
    pub(crate) runtime: tokio::runtime::Runtime,
}

impl Setup {
    pub(crate) fn start(self) -> Sandbox {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let folder = self.folder.unwrap_or_else(|| Arc::new(tempfile::tempdir().unwrap()));
        let state = StateFolder::at(folder.path()).unwrap();
        lay_key(folder.path());
        let (shop_socket, gateway_socket) = runtime.block_on(async {
            (bind(Port::Preferred(0)).await.unwrap(), bind(Port::Preferred(0)).await.unwrap())
        });
        let (shop, gateway) = (shop_socket.local_addr().unwrap(), gateway_socket.local_addr().unwrap());
        let gateway_url =
            self.gateway_url.map_or_else(|| format!("http://localhost:{}", gateway.port()), str::to_owned);
        let lines = Arc::new(Mutex::new(Vec::new()));
        let log = Log::to({
            let lines = Arc::clone(&lines);
            move |line| lines.lock().unwrap().push(line.to_owned())
        });

        let database = self.database.clone().unwrap_or_else(|| sqlite_in(folder.path()));
        let config = GatewayConfig {
            database: self.database,
            lease_secs: None,
            policy: (self.policy)(Policy::new(&gateway_url)),
            log: log.clone(),
            limits: self.limits,
        };
        let server = runtime.block_on(GatewayServer::open(&state, config)).unwrap();
        let api_key = demo_key(&state).unwrap();
        let shop_routes = shop_app(
            ShopState::new(ShopConfig {
                www: here().join("../../www"),
                package: here().join("tests/sockets/package"),
                gateway_url: gateway_url.clone(),
                gateway: GatewayClient::new((self.looks_at)(gateway), &api_key, None).unwrap(),
                log,
                limits: self.limits,
            })
            .unwrap(),
        );
        let (ending, asked) = watch::channel(false);
        runtime.spawn(serve(shop_socket, shop_routes, None, self.limits, asked.clone()));
        runtime.spawn(serve(gateway_socket, server.app(), None, self.limits, asked));
        Sandbox {
            shop,
            gateway,
            gateway_url,
            api_key: fs::read_to_string(folder.path().join("foghorn.key")).unwrap().trim().to_owned(),
            lines,
            answers: Mutex::default(),
            seen: Mutex::default(),
            folder,
            database,
            _ending: ending,
            runtime,
        }
    }
}

pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// A key of this size takes longer to make than most tests take: one is for all.
fn lay_key(folder: &Path) {
    static KEY: LazyLock<RsaPrivateKey> =
        LazyLock::new(|| RsaPrivateKey::generate(KeySize::Rsa2048).unwrap());
    let keys = folder.join("keys");
    if !keys.exists() {
        fs::create_dir(&keys).unwrap();
        fs::write(keys.join("1.pem"), KEY.expose_pkcs8_pem().unwrap().as_bytes()).unwrap();
    }
}

fn sqlite_in(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("gateway.db").display())
}

/// A key that was not used before.
pub(crate) fn fresh_key() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    format!("key-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed))
}

impl Sandbox {
    pub(crate) fn start() -> Self {
        Setup::default().start()
    }

    pub(crate) fn get(&self, server: SocketAddr, path: &str) -> Answer {
        self.request(server, "GET", path, &[], "")
    }

    pub(crate) fn post(&self, server: SocketAddr, path: &str, body: &str) -> Answer {
        self.post_as("application/json", server, path, body)
    }

    /// With the API key and an idempotency key, where it goes to the gateway.
    pub(crate) fn post_as(&self, content_type: &str, server: SocketAddr, path: &str, body: &str) -> Answer {
        if server == self.gateway {
            return self.ask_as(content_type, "POST", path, &fresh_key(), body);
        }
        self.request(server, "POST", path, &[("content-type", content_type)], body)
    }

    /// As the demo merchant.
    pub(crate) fn ask(&self, method: &str, path: &str, key: &str, body: &str) -> Answer {
        self.ask_as("application/json", method, path, key, body)
    }

    fn ask_as(&self, content_type: &str, method: &str, path: &str, key: &str, body: &str) -> Answer {
        let bearer = format!("Bearer {}", self.api_key);
        let headers = [("content-type", content_type), ("authorization", &bearer), ("idempotency-key", key)];
        self.request(self.gateway, method, path, &headers, body)
    }

    pub(crate) fn request(
        &self,
        server: SocketAddr,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        if method != "GET" {
            request.push_str(&format!("content-length: {}\r\n", body.len()));
        }
        let answer = self.exchange(server, format!("{request}\r\n{body}").as_bytes());
        if server == self.gateway {
            self.seen.lock().unwrap().extend(contract::check(method, path, &answer));
        }
        answer
    }

    /// Sends bytes, reads until the server closes.
    pub(crate) fn exchange(&self, server: SocketAddr, request: &[u8]) -> Answer {
        let mut socket = TcpStream::connect(server).unwrap();
        // A server that has refused already may not read on.
        let _ = socket.write_all(request);
        self.read_answer(socket)
    }

    pub(crate) fn read_answer(&self, socket: TcpStream) -> Answer {
        let answer = answer::read_to_end(socket);
        self.answers.lock().unwrap().extend_from_slice(&answer);
        Answer::parse(&answer)
    }

    /// A new order of the shop, as JSON.
    pub(crate) fn order(&self) -> Value {
        let created = self.post(self.shop, "/api/orders", "");
        assert_eq!(created.status, 201);
        created.json()["order"].clone()
    }

    /// The page's request to the shop.
    pub(crate) fn pay(&self, order: &Value, sealed_card: &str) -> Answer {
        let body = json!({ "order_id": order["id"], "sealed_card": sealed_card });
        self.post(self.shop, "/api/pay", &body.to_string())
    }

    /// The shop's request to the gateway.
    pub(crate) fn submit(&self, order: &Value, sealed_card: &str) -> Answer {
        self.submit_under(&fresh_key(), &json!({ "order": order, "sealed_card": sealed_card }))
    }

    pub(crate) fn submit_under(&self, key: &str, body: &Value) -> Answer {
        self.ask("POST", "/v1/payments", key, &body.to_string())
    }

    /// A payment of a new order with this number.
    pub(crate) fn pay_with(&self, number: &str) -> Answer {
        let order = self.order();
        self.submit(&order, &self.seal_number(number, &order))
    }

    /// The line of a metric, without its name and labels.
    pub(crate) fn metric(&self, name: &str) -> String {
        let text = self.get(self.gateway, "/metrics").body;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no metric {name}")).to_owned()
    }
}
