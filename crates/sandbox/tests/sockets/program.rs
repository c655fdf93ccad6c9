//! The program as `cargo xtask demo` and the browser tests start it.

use crate::support::program::Program;
use cardseal_gateway::RsaPrivateKey;
use cardseal_sandbox::{ListenError, Port, bind};
use std::fs;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};

#[test]
fn it_names_its_addresses_and_writes_the_key_it_was_asked_for() {
    let file = std::env::temp_dir().join(format!("cardseal-sandbox-{}.pem", std::process::id()));
    let options = [
        "--merchant",
        "127.0.0.1:0",
        "--gateway",
        "127.0.0.1:0",
        "--print-test-keys",
        file.to_str().unwrap(),
    ];
    let mut program = Program::start(&options);
    for name in ["shop", "gateway"] {
        assert!(TcpStream::connect(program.address(name)).is_ok());
    }
    let pem = std::fs::read_to_string(&file).unwrap();
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&file).unwrap()) & 0o777, 0o600);
    std::fs::remove_file(&file).unwrap();
    assert!(RsaPrivateKey::from_pkcs8_pem(&pem).is_ok());
}

#[test]
fn two_of_them_run_side_by_side() {
    let (mut one, mut other) = (Program::start(&[]), Program::start(&[]));
    let mut ports = vec![
        one.address("shop").port(),
        one.address("gateway").port(),
        other.address("shop").port(),
        other.address("gateway").port(),
    ];
    ports.sort_unstable();
    ports.dedup();
    assert_eq!(ports.len(), 4);
}

#[test]
fn it_says_what_is_wrong_with_an_option() {
    for (options, complaint) in [
        (["--merchant", "0.0.0.0:0"], "loopback"),
        (["--gateway-url", "localhost"], "URL"),
        (["--colour", "red"], "--colour"),
        (["--merchant", "nowhere"], "nowhere"),
        (["--database", "mysql://localhost/x"], "sqlite://FILE"),
        (["--state", "/dev/null/state"], "/dev/null/state"),
    ] {
        let mut program = Program::start(&options);
        assert!(!program.wait().success());
        let mut said = String::new();
        program.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(said.contains(complaint), "{said}");
    }
}

#[test]
fn it_says_which_file_of_its_folder_is_wrong() {
    for (file, text) in [
        ("merchants.json", r#"{ "merchants": [{ "id": "m", "api_keys": ["not a digest"] }] }"#),
        ("merchants.json", r#"{ "merchants": [{ "id": "m", "api_keys": [], "origins": ["shop.test/"] }] }"#),
        ("merchants.json", "{"),
        ("vault.json", r#"{ "keys": [] }"#),
        ("vault.json", r#"{ "keys": [{ "id": "v", "key": "c2hvcnQ" }] }"#),
        ("keys/1.pem", "-----BEGIN PRIVATE KEY-----"),
        ("gateway.db", "this is not a database, although it is long enough to be read as one: no"),
    ] {
        let state = tempfile::TempDir::new().unwrap();
        fs::create_dir(state.path().join("keys")).unwrap();
        fs::write(state.path().join(file), text).unwrap();
        let options = ["--state", state.path().to_str().unwrap(), "--gateway", "127.0.0.1:0"];
        let mut program = Program::start_gateway(&options);
        assert!(!program.wait().success(), "{file}");
        let mut said = String::new();
        program.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let expected = if file == "gateway.db" { "the store is unavailable" } else { file };
        assert!(said.contains(expected), "{file}: {said}");
        assert!(!said.contains("c2hvcnQ"), "{said}");
    }
}

#[test]
fn its_folder_may_have_any_name() {
    let state = tempfile::TempDir::new().unwrap();
    let folder = state.path().join("käse & 100%41 ?x=y#z");
    let mut program =
        Program::start_gateway(&["--state", folder.to_str().unwrap(), "--gateway", "127.0.0.1:0"]);
    program.address("gateway");
    assert!(folder.join("gateway.db").exists());
}

#[tokio::test]
async fn a_taken_port_is_left_to_whoever_has_it() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let holder = TcpListener::bind(taken).unwrap();
    let other = bind(Port::Preferred(taken.port())).await.unwrap();
    assert_ne!(other.local_addr().unwrap().port(), taken.port());
    assert!(matches!(bind(Port::Exactly(taken)).await, Err(ListenError::Io(_))));
    drop(holder);
}
