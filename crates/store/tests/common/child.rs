//! An example as a process that can be killed.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

pub(crate) struct Claimer {
    child: Child,
    ids: Option<ChildStdin>,
    answers: Receiver<(String, String)>,
}

impl Claimer {
    pub(crate) fn start(url: &str) -> Self {
        Self::start_example("claims", url)
    }

    pub(crate) fn start_example(example: &str, url: &str) -> Self {
        Self::run(Command::new(program(example)).arg(url))
    }

    /// One that cannot make any file larger than this.
    pub(crate) fn start_with_file_limit(url: &str, blocks_of_512_bytes: u32) -> Self {
        let script = format!(r#"trap "" XFSZ; ulimit -S -f {blocks_of_512_bytes}; exec "$0" "$1""#);
        Self::run(Command::new("/bin/sh").arg("-c").arg(script).arg(program("claims")).arg(url))
    }

    fn run(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if let Some((id, answer)) = line.split_once(' ') {
                    let _ = sender.send((id.to_owned(), answer.to_owned()));
                }
            }
        });
        Self { ids: child.stdin.take(), child, answers }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// `false` once it is dead.
    pub(crate) fn send(&mut self, id: &str) -> bool {
        let Some(ids) = &mut self.ids else { return false };
        ids.write_all(format!("{id}\n").as_bytes()).is_ok()
    }

    /// No more ids: it ends when it has answered all.
    pub(crate) fn end_of_ids(&mut self) {
        self.ids = None;
    }

    pub(crate) fn ask(&mut self, id: &str) -> String {
        assert!(self.send(id));
        let (answered, answer) = self.answers.recv_timeout(Duration::from_secs(20)).unwrap();
        assert_eq!(answered, id);
        answer
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// What it answered until it ended.
    pub(crate) fn answers(mut self) -> Vec<(String, String)> {
        let answers = self.answers.iter().collect();
        self.child.wait().unwrap();
        answers
    }
}

impl Drop for Claimer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Cargo builds examples before it runs tests, and puts them beside.
fn program(example: &str) -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests.parent().unwrap().parent().unwrap().join("examples").join(example);
    assert!(program.is_file(), "run: cargo build --package cardseal-store --examples");
    program
}
