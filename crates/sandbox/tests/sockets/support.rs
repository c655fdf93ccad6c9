//! A shop and a gateway on real sockets, a page that seals like the real one, and every byte that came back.

use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, Order, OrderInput, UnixTime};
use cardseal_gateway::{Gateway, KeyRing, KeySize, MemoryReplayGuard, Policy, RsaPrivateKey};
use cardseal_sandbox::{
    GatewayClient, GatewayState, Log, Port, PublicKeys, ShopConfig, ShopState, bind, gateway_app, shop_app,
};
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) const PAN: &str = "4242424242424242";
pub(crate) const CVC: &str = "957";
pub(crate) const CARD: CardInput<'_> = CardInput {
    number: Some(PAN),
    expiry: Some(ExpiryInput::Text("12/45")),
    cvc: Some(CVC),
    name: Some("Ada Lund"),
    postal_code: None,
    network: None,
};

pub(crate) struct Sandbox {
    pub(crate) shop: SocketAddr,
    pub(crate) gateway: SocketAddr,
    pub(crate) lines: Arc<Mutex<Vec<String>>>,
    /// Everything that either server answered.
    pub(crate) answers: Mutex<Vec<u8>>,
    key: EncryptionKey,
    // Last: its threads serve until everything else is gone.
    _runtime: tokio::runtime::Runtime,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
    }
}

impl Sandbox {
    pub(crate) fn start(policy: impl Fn(Policy) -> Policy) -> Self {
        Self::start_where(policy, |gateway| gateway)
    }

    /// A shop that looks for its gateway at another address.
    pub(crate) fn start_where(
        policy: impl Fn(Policy) -> Policy,
        looks_at: impl Fn(SocketAddr) -> SocketAddr,
    ) -> Self {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let (shop_socket, gateway_socket) = runtime.block_on(async {
            (bind(Port::Preferred(0)).await.unwrap(), bind(Port::Preferred(0)).await.unwrap())
        });
        let (shop, gateway) = (shop_socket.local_addr().unwrap(), gateway_socket.local_addr().unwrap());
        let gateway_url = format!("http://localhost:{}", gateway.port());
        let lines = Arc::new(Mutex::new(Vec::new()));
        let log = Log::to({
            let lines = Arc::clone(&lines);
            move |line| lines.lock().unwrap().push(line.to_owned())
        });

        let private = RsaPrivateKey::generate(KeySize::Rsa2048).unwrap();
        let kid = private.thumbprint();
        let public = private.public_jwk(&kid);
        let key = encryption_key(&serde_json::to_value(&public).unwrap());
        let mut ring = KeyRing::new();
        ring.insert(kid, private).unwrap();
        let opener = Gateway::new(ring, policy(Policy::new(&gateway_url)), MemoryReplayGuard::new());
        let gateway_routes =
            gateway_app(GatewayState::new(opener, PublicKeys { keys: vec![public] }, log.clone()));
        let shop_routes = shop_app(
            ShopState::new(ShopConfig {
                www: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www"),
                package: Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sockets/package"),
                gateway_url,
                gateway: GatewayClient::new(looks_at(gateway)),
                log,
            })
            .unwrap(),
        );
        runtime.spawn(async { axum::serve(shop_socket, shop_routes).await });
        runtime.spawn(async { axum::serve(gateway_socket, gateway_routes).await });
        Self { shop, gateway, lines, answers: Mutex::default(), key, _runtime: runtime }
    }

    pub(crate) fn get(&self, server: SocketAddr, path: &str) -> Answer {
        self.exchange(
            server,
            format!("GET {path} HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\r\n").as_bytes(),
        )
    }

    pub(crate) fn post(&self, server: SocketAddr, path: &str, body: &str) -> Answer {
        self.post_as("application/json", server, path, body)
    }

    pub(crate) fn post_as(&self, content_type: &str, server: SocketAddr, path: &str, body: &str) -> Answer {
        let length = body.len();
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\
             content-type: {content_type}\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        self.exchange(server, request.as_bytes())
    }

    /// Sends bytes, reads until the server closes.
    pub(crate) fn exchange(&self, server: SocketAddr, request: &[u8]) -> Answer {
        let mut socket = TcpStream::connect(server).unwrap();
        // A server that has refused already may not read on.
        let _ = socket.write_all(request);
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        self.answers.lock().unwrap().extend_from_slice(&answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// A new order of the shop, as JSON.
    pub(crate) fn order(&self) -> Value {
        let created = self.post(self.shop, "/api/orders", "");
        assert_eq!(created.status, 201);
        created.json()["order"].clone()
    }

    pub(crate) fn seal(&self, order: &Value) -> String {
        self.seal_in(order, true)
    }

    pub(crate) fn seal_in(&self, order: &Value, secure: bool) -> String {
        self.seal_card(&CARD, order, secure)
    }

    pub(crate) fn seal_card(&self, input: &CardInput<'_>, order: &Value, secure: bool) -> String {
        let now = UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
        let card = Card::parse(input, &AcceptedBrands::all(), now).ok().unwrap();
        let audience = format!("http://localhost:{}", self.gateway.port());
        let context = Context { audience: &audience, origin: Some("http://shop.test"), secure, nonce: None };
        let order = Order::parse(&OrderInput {
            merchant: order["merchant"].as_str(),
            id: order["id"].as_str(),
            amount: order["amount"].as_u64(),
            currency: order["currency"].as_str(),
        })
        .unwrap();
        cardseal::encrypt(&card, &order, &context, &self.key, now, &mut getrandom::SysRng).unwrap().jwe
    }

    /// The page's request to the shop.
    pub(crate) fn pay(&self, order: &Value, sealed_card: &str) -> Answer {
        let body = serde_json::json!({ "order_id": order["id"], "sealed_card": sealed_card });
        self.post(self.shop, "/api/pay", &body.to_string())
    }

    /// The shop's request to the gateway.
    pub(crate) fn submit(&self, order: &Value, sealed_card: &str) -> Answer {
        let body = serde_json::json!({ "sealed_card": sealed_card, "order": order });
        self.post(self.gateway, "/v1/payments", &body.to_string())
    }
}

fn encryption_key(jwk: &Value) -> EncryptionKey {
    let jwk = Jwk {
        kty: jwk["kty"].as_str(),
        kid: jwk["kid"].as_str(),
        alg: jwk["alg"].as_str(),
        usage: jwk["use"].as_str(),
        n: jwk["n"].as_str(),
        e: jwk["e"].as_str(),
    };
    EncryptionKey::from_jwk(&jwk).unwrap().unwrap()
}
