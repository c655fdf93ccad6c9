//! The program as `cargo xtask demo` and the browser tests start it.

use cardseal_gateway::RsaPrivateKey;
use cardseal_sandbox::{ListenError, Port, bind};
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Program(Child);

impl Program {
    fn start(options: &[&str]) -> Self {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let child = Command::new(env!("CARGO_BIN_EXE_cardseal-sandbox"))
            .arg("--www")
            .arg(here.join("../../www"))
            .arg("--pkg")
            .arg(here.join("tests/sockets/package"))
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self(child)
    }

    fn first_lines(&mut self) -> [String; 2] {
        let mut lines = BufReader::new(self.0.stdout.take().unwrap()).lines();
        [lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap()]
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn port(line: &str, name: &str) -> u16 {
    line.strip_prefix(name)
        .unwrap()
        .trim_start()
        .strip_prefix("http://localhost:")
        .unwrap()
        .trim_end_matches('/')
        .parse()
        .unwrap()
}

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
    let [shop, gateway] = program.first_lines();
    for port in [port(&shop, "shop"), port(&gateway, "gateway")] {
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
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
    let (one, other) = (one.first_lines(), other.first_lines());
    let mut ports = vec![
        port(&one[0], "shop"),
        port(&one[1], "gateway"),
        port(&other[0], "shop"),
        port(&other[1], "gateway"),
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
    ] {
        let mut program = Program::start(&options);
        assert!(!program.0.wait().unwrap().success());
        let mut said = String::new();
        program.0.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(said.contains(complaint), "{said}");
    }
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
