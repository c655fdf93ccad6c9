//! The program itself, as a process.

use super::here;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

pub(crate) struct Program {
    pub(crate) child: Child,
    lines: Option<std::io::Lines<BufReader<ChildStdout>>>,
}

impl Program {
    /// The shop and the gateway.
    pub(crate) fn start(options: &[&str]) -> Self {
        let (www, package) = (here().join("../../www"), here().join("tests/sockets/package"));
        let folders = ["--www", www.to_str().unwrap(), "--pkg", package.to_str().unwrap()];
        Self::start_gateway(&[&folders, options].concat())
    }

    /// The gateway alone.
    pub(crate) fn start_gateway(options: &[&str]) -> Self {
        Self::start_gateway_in(&std::env::temp_dir(), options)
    }

    /// The gateway alone, whose temporary files go there.
    pub(crate) fn start_gateway_in(temporary: &Path, options: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_cardseal-sandbox"))
            .args(options)
            .env("TMPDIR", temporary)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self { child, lines: None }
    }

    /// The gateway alone, on a disk that is full before long: no file of its grows beyond this.
    pub(crate) fn start_gateway_with_file_limit(blocks_of_512_bytes: u32, options: &[&str]) -> Self {
        let script = format!(r#"trap "" XFSZ; ulimit -S -f {blocks_of_512_bytes}; exec "$0" "$@""#);
        let child = Command::new("/bin/sh")
            .args(["-c", &script, env!("CARGO_BIN_EXE_cardseal-sandbox")])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, lines: None }
    }

    /// The disk is no longer full.
    pub(crate) fn lift_file_limit(&self) {
        let pid = self.child.id().to_string();
        let lifted = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:unlimited"]).status();
        assert!(lifted.unwrap().success());
    }

    /// The next line that it says.
    pub(crate) fn line(&mut self) -> String {
        let stdout = &mut self.child.stdout;
        let lines = self.lines.get_or_insert_with(|| BufReader::new(stdout.take().unwrap()).lines());
        lines.next().unwrap().unwrap()
    }

    /// The next address that it names.
    pub(crate) fn address(&mut self, name: &str) -> SocketAddr {
        let line = self.line();
        SocketAddr::from(([127, 0, 0, 1], port(&line, name)))
    }

    /// Asks it to end, as a service manager does.
    pub(crate) fn terminate(&self) {
        self.signal("TERM");
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        assert!(Command::new("/bin/sh").args(["-c", "kill -$0 $1", name, &pid]).status().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in a line such as `shop     http://localhost:4280/`.
pub(crate) fn port(line: &str, name: &str) -> u16 {
    let rest = line.strip_prefix(name).unwrap().trim_start();
    let (_, rest) = rest.split_once("://localhost:").unwrap();
    rest.trim_end_matches('/').parse().unwrap()
}
