//! The gateway as processes: told to end, killed, and several on one database.

use crate::support::program::Program;
use crate::support::seal::{PAGE, seal};
use crate::support::{Answer, CARD, answer, database, postgres};
use cardseal::Context;
use serde_json::{Value, json};
use sqlx::Connection as _;
use std::fs;
use std::io::Write as _;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

const URL: &str = "http://gateway.test";

/// One process of a gateway.
struct Process {
    program: Program,
    address: SocketAddr,
    api_key: String,
}

impl Process {
    fn start(state: &Path, options: &[&str]) -> Self {
        Self::start_by(state, options, Program::start_gateway)
    }

    fn start_by(state: &Path, options: &[&str], start: impl Fn(&[&str]) -> Program) -> Self {
        let own = ["--state", state.to_str().unwrap(), "--gateway", "127.0.0.1:0", "--gateway-url", URL];
        let mut program = start(&[&own, options].concat());
        let address = program.address("gateway");
        let api_key = fs::read_to_string(state.join("foghorn.key")).unwrap().trim().to_owned();
        Self { program, address, api_key }
    }

    fn begin(&self, method: &str, path: &str, key: &str, body: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\nauthorization: Bearer {}\r\n\
             idempotency-key: {key}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.api_key,
            body.len()
        );
        socket.write_all(head.as_bytes()).unwrap();
        socket
    }

    fn ask(&self, method: &str, path: &str, key: &str, body: &str) -> Answer {
        Answer::parse(&answer::read_to_end(self.begin(method, path, key, body)))
    }

    fn pay(&self, key: &str, request: &Value) -> Answer {
        self.ask("POST", "/v1/payments", key, &request.to_string())
    }

    fn request(&self, order: &str) -> Value {
        self.request_for(URL, order)
    }

    fn request_for(&self, audience: &str, order: &str) -> Value {
        let order = json!({ "merchant": "foghorn", "id": order, "amount": 3200, "currency": "EUR" });
        let keys = self.ask("GET", "/.well-known/cardseal", "", "").json();
        let sealed = seal(&CARD, &order, &Context { audience, ..PAGE }, &keys);
        json!({ "order": order, "sealed_card": sealed })
    }

    fn wait_until_under_way(&self) {
        until("a payment is under way", || {
            self.ask("GET", "/metrics", "", "").body.contains("cardseal_payments_under_way 1\n")
        });
    }
}

/// A lock that makes everybody wait who wants to write into this SQLite file.
struct Locked {
    runtime: Runtime,
    connection: sqlx::SqliteConnection,
}

impl Locked {
    fn take(state: &Path) -> Self {
        let runtime = Runtime::new().unwrap();
        let url = sqlite(state);
        let mut connection = runtime.block_on(sqlx::SqliteConnection::connect(&url)).unwrap();
        runtime.block_on(sqlx::query("BEGIN IMMEDIATE").execute(&mut connection)).unwrap();
        Self { runtime, connection }
    }

    fn release(mut self) {
        self.runtime.block_on(sqlx::query("COMMIT").execute(&mut self.connection)).unwrap();
    }
}

fn sqlite(state: &Path) -> String {
    format!("sqlite://{}", state.join("gateway.db").display())
}

fn until(what: &str, mut condition: impl FnMut() -> bool) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < Duration::from_secs(20), "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn told_to_end_it_finishes_what_is_under_way() {
    let state = TempDir::new().unwrap();
    let mut gateway = Process::start(state.path(), &[]);
    let request = gateway.request("ord_1");
    let lock = Locked::take(state.path());
    let waiting = gateway.begin("POST", "/v1/payments", "k", &request.to_string());
    gateway.wait_until_under_way();
    gateway.program.terminate();
    until("it takes no more connections", || TcpStream::connect(gateway.address).is_err());
    lock.release();
    let answer = Answer::parse(&answer::read_to_end(waiting));
    assert_eq!(answer.status, 201, "{}", answer.body);
    assert!(gateway.program.wait().success());

    let gateway = Process::start(state.path(), &[]);
    assert_eq!(gateway.pay("k", &request).body, answer.body);
}

#[test]
fn told_to_end_it_does_not_wait_for_ever_and_leaves_no_keys_behind() {
    let temporary = TempDir::new().unwrap();
    let mut program =
        Program::start_gateway_in(temporary.path(), &["--gateway", "127.0.0.1:0", "--drain", "1"]);
    let address = program.address("gateway");
    let state = fs::read_dir(temporary.path()).unwrap().next().unwrap().unwrap().path();
    let api_key = fs::read_to_string(state.join("foghorn.key")).unwrap().trim().to_owned();
    let mut gateway = Process { program, address, api_key };
    let request = gateway.request_for(&format!("http://localhost:{}", address.port()), "ord_1");
    // Never released before the end.
    let lock = Locked::take(&state);
    let waiting = gateway.begin("POST", "/v1/payments", "k", &request.to_string());
    gateway.wait_until_under_way();
    let began = Instant::now();
    gateway.program.terminate();
    assert!(gateway.program.wait().success());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(answer::read_to_end(waiting).is_empty());
    drop(lock);
    assert_eq!(fs::read_dir(temporary.path()).unwrap().count(), 0);
}

#[test]
fn what_has_expired_is_removed_while_it_runs() {
    let state = TempDir::new().unwrap();
    let runtime = Runtime::new().unwrap();
    let database = sqlite(state.path());
    drop(Process::start(state.path(), &[]));
    let old = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) \
        INSERT INTO opened_cards (jti, expires) SELECT 'old-' || i, 1 FROM n";
    runtime.block_on(database::run(&database, old));
    let _gateway = Process::start(state.path(), &[]);
    let left = "SELECT COUNT(*) FROM opened_cards";
    until("all is swept", || runtime.block_on(database::number(&database, left)) == 0);
}

#[test]
fn a_payment_ends_although_its_client_has_gone() {
    let state = TempDir::new().unwrap();
    let mut gateway = Process::start(state.path(), &[]);
    let request = gateway.request("ord_1");
    let lock = Locked::take(state.path());
    drop(gateway.begin("POST", "/v1/payments", "k", &request.to_string()));
    gateway.wait_until_under_way();
    lock.release();
    // Also when it is told to end at this moment.
    gateway.program.terminate();
    assert!(gateway.program.wait().success());
    let done = "SELECT COUNT(*) FROM payments WHERE response IS NOT NULL";
    assert_eq!(Runtime::new().unwrap().block_on(database::number(&sqlite(state.path()), done)), 1);
}

#[test]
fn killed_between_the_charge_and_its_record_it_takes_nothing_twice() {
    const STOP: &str = "CREATE TRIGGER stop BEFORE UPDATE OF response ON payments \
        BEGIN SELECT RAISE(ABORT, 'not now'); END";
    let state = TempDir::new().unwrap();
    let runtime = Runtime::new().unwrap();
    let database = sqlite(state.path());
    let charges = || runtime.block_on(database::number(&database, "SELECT COUNT(*) FROM sandbox_charges"));

    let mut gateway = Process::start(state.path(), &[]);
    let request = gateway.request("ord_1");
    runtime.block_on(database::run(&database, STOP));
    let waiting = gateway.begin("POST", "/v1/payments", "k", &request.to_string());
    until("it has charged", || charges() == 1);
    gateway.program.kill();
    drop(waiting);

    runtime.block_on(database::run(&database, "DROP TRIGGER stop"));
    let gateway = Process::start(state.path(), &["--lease", "1"]);
    // As when the lease is over.
    runtime.block_on(database::run(&database, "UPDATE payments SET lease_ends = 0"));
    let answer = gateway.pay("k", &request);
    assert_eq!((answer.status, &answer.json()["status"]), (201, &json!("approved")), "{}", answer.body);
    assert_eq!(charges(), 1);
    assert_eq!(gateway.pay("k", &request).header("idempotent-replayed"), Some("true"));
    assert_eq!(gateway.pay("other", &request).error(), (422, "card_not_opened".to_owned()));
}

#[test]
fn two_processes_on_one_postgres_are_one_gateway() {
    let Some(server) = postgres::shared() else { return };
    let runtime = Runtime::new().unwrap();
    let database = runtime.block_on(server.create_database());
    let state = TempDir::new().unwrap();
    let options = ["--database", database.as_str()];
    let (one, other) = (Process::start(state.path(), &options), Process::start(state.path(), &options));

    let request = one.request("ord_1");
    let first = one.pay("k", &request);
    assert_eq!(first.status, 201, "{}", first.body);
    let again = other.pay("k", &request);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, Some("true")));
    assert_eq!(other.pay("other", &request).error(), (422, "card_not_opened".to_owned()));
    let path = format!("/v1/payments/{}", first.json()["id"].as_str().unwrap());
    assert_eq!(other.ask("GET", &path, "", "").body, first.body);

    // Both are sent the same at the same moment.
    for round in 0..10 {
        let request = other.request(&format!("ord_round_{round}"));
        let key = format!("round-{round}");
        let sockets = [&one, &other, &one, &other]
            .map(|process| process.begin("POST", "/v1/payments", &key, &request.to_string()));
        let answers = sockets.map(|socket| Answer::parse(&answer::read_to_end(socket)));
        assert!(answers.iter().any(|answer| answer.status == 201));
        assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 409)));
    }
    let charged = "SELECT COUNT(*) FROM sandbox_charges";
    assert_eq!(runtime.block_on(database::number(&database, charged)), 11);
    let kept = one.ask("POST", "/v1/tokens", "t", &one.request("ord_t").to_string()).json();
    let by_token = json!({ "order": request["order"], "token": kept["token"] });
    assert_eq!(other.pay("by-token", &by_token).json()["last_four"], "4242");
}

#[test]
fn a_disk_that_is_full_and_then_not() {
    let state = TempDir::new().unwrap();
    Process::start(state.path(), &[]).pay("k", &Value::Null);
    let gateway = Process::start_by(state.path(), &["--lease", "0"], |options| {
        Program::start_gateway_with_file_limit(600, options)
    });
    let mut paid = Vec::new();
    let (refused, late) = loop {
        let key = format!("k{}", paid.len());
        let request = gateway.request(&format!("ord_{key}"));
        let answer = gateway.pay(&key, &request);
        if answer.status != 201 {
            assert_eq!(answer.error(), (503, "unavailable".to_owned()));
            break (key, request);
        }
        paid.push((key, request, answer.body));
        assert!(paid.len() < 1000, "the disk is never full");
    };
    assert!(!paid.is_empty());
    assert_eq!(gateway.pay(&refused, &late).status, 503);
    let metrics = gateway.ask("GET", "/metrics", "", "").body;
    let counted = metrics.lines().filter(|line| line.starts_with("cardseal_store_unavailable_total{"));
    assert!(counted.filter(|line| !line.ends_with(" 0")).count() > 0, "{metrics}");

    gateway.program.lift_file_limit();
    until("the refused payment is taken", || gateway.pay(&refused, &late).status == 201);
    for (key, request, body) in &paid {
        assert_eq!(gateway.pay(key, request).body, *body);
    }
    let database = format!("sqlite://{}/gateway.db", state.path().display());
    let charged = "SELECT COUNT(*) FROM sandbox_charges";
    let charges = Runtime::new().unwrap().block_on(database::number(&database, charged));
    assert_eq!(charges, i64::try_from(paid.len()).unwrap() + 1);
}

#[test]
fn several_processes_that_start_at_once_make_one_state() {
    let state = TempDir::new().unwrap();
    let started: Vec<Process> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|_| scope.spawn(|| Process::start(state.path(), &[]))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let keys: Vec<String> =
        started.iter().map(|process| process.ask("GET", "/.well-known/cardseal", "", "").body).collect();
    assert!(keys.iter().all(|set| *set == keys[0]));
    for (number, process) in started.iter().enumerate() {
        let request = started[0].request(&format!("ord_{number}"));
        assert_eq!(process.pay(&format!("k{number}"), &request).status, 201);
    }
    let mut files: Vec<String> = fs::read_dir(state.path())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with("gateway.db"))
        .collect();
    files.sort();
    assert_eq!(files, ["foghorn.key", "keys", "merchants.json", "vault.json"], "nothing half made is left");
    #[cfg(unix)]
    for file in ["foghorn.key", "keys/1.pem", "merchants.json", "vault.json"] {
        let mode = std::os::unix::fs::MetadataExt::mode(&fs::metadata(state.path().join(file)).unwrap());
        assert_eq!(mode & 0o77, 0, "{file}");
    }
}
