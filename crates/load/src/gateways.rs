//! The gateway as processes: one, or several that are one gateway.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

use crate::client::Client;
use crate::database::{Database, Kind};
use crate::page::Page;

/// The gateway's name: what cards are sealed for, in whichever process they are opened.
const AUDIENCE: &str = "http://localhost:4281";

/// Processes of `cardseal-sandbox` with one state folder and one database, killed when this is dropped.
pub struct Gateways {
    program: PathBuf,
    options: Vec<String>,
    /// Where the gateway answers, process by process.
    pub addresses: Vec<SocketAddr>,
    processes: Vec<Child>,
    /// What it keeps its payments in.
    pub database: Database,
    /// The API key of the merchant [`MERCHANT`](crate::page::MERCHANT).
    pub api_key: String,
    jwk: Value,
    folder: TempDir,
}

impl Gateways {
    /// Starts this many processes of this program on a fresh database. `None` where there is no such database here, which was
    /// said then.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start(program: &Path, kind: Kind, processes: usize) -> Result<Option<Self>> {
        Self::start_with(program, kind, processes, &[]).await
    }

    /// The same with further options.
    ///
    /// # Errors
    /// When one does not start.
    pub async fn start_with(
        program: &Path,
        kind: Kind,
        processes: usize,
        options: &[&str],
    ) -> Result<Option<Self>> {
        let folder = tempfile::Builder::new().prefix("cardseal-load-").tempdir()?;
        let Some(database) = Database::make(kind, folder.path()).await else { return Ok(None) };
        let state = folder.path().join("state");
        let given = ["--state", path(&state)?, "--database", database.url(), "--gateway-url", AUDIENCE];
        let mut gateways = Self {
            program: program.to_owned(),
            options: given.iter().chain(options).map(|option| (*option).to_owned()).collect(),
            addresses: Vec::new(),
            processes: Vec::new(),
            database,
            api_key: String::new(),
            jwk: Value::Null,
            folder,
        };
        for _ in 0..processes {
            let (process, address) = gateways.spawn("127.0.0.1:0")?;
            gateways.processes.push(process);
            gateways.addresses.push(address);
        }
        let file = state.join("foghorn.key");
        let key = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        key.trim().clone_into(&mut gateways.api_key);
        gateways.jwk = published_key(&mut gateways.client(0)?).await?;
        Ok(Some(gateways))
    }

    /// A page that seals for it.
    ///
    /// # Errors
    /// When its key is none that a page uses.
    pub fn page(&self) -> Result<Page> {
        Page::new(&self.jwk, AUDIENCE)
    }

    /// A connection to one of its processes; the numbers go round.
    ///
    /// # Errors
    /// When there is no process.
    pub fn client(&self, number: usize) -> Result<Client> {
        let address = self.addresses.iter().cycle().nth(number).context("no process")?;
        Ok(Client::new(*address, &self.api_key))
    }

    /// The identifiers of its processes.
    pub fn pids(&self) -> Vec<u32> {
        self.processes.iter().map(Child::id).collect()
    }

    /// What it logged, all processes in one.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// `kill -9` of one process, which is started again at once, with the same address.
    ///
    /// # Errors
    /// When it does not start.
    pub fn kill_and_start(&mut self, number: usize) -> Result<()> {
        let place = number % self.processes.len().max(1);
        let (Some(process), Some(address)) = (self.processes.get_mut(place), self.addresses.get(place))
        else {
            bail!("no process");
        };
        process.kill()?;
        process.wait()?;
        let address = address.to_string();
        let (started, _) = self.spawn(&address)?;
        if let Some(process) = self.processes.get_mut(place) {
            *process = started;
        }
        Ok(())
    }

    fn spawn(&self, address: &str) -> Result<(Child, SocketAddr)> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut process = Command::new(&self.program)
            .args(&self.options)
            .args(["--gateway", address])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| self.program.display().to_string())?;
        let said = process.stdout.take().map(BufReader::new).context("no output")?;
        let port = said.lines().map_while(Result::ok).find_map(|line| {
            let url = line.strip_prefix("gateway")?.trim();
            url.trim_end_matches('/').rsplit_once(':')?.1.parse::<u16>().ok()
        });
        match port {
            Some(port) => Ok((process, SocketAddr::from(([127, 0, 0, 1], port)))),
            None => {
                let _ = process.kill();
                let _ = process.wait();
                let log = fs::read_to_string(self.log()).unwrap_or_default();
                bail!("the gateway did not start: {}", log.lines().last().unwrap_or_default());
            }
        }
    }
}

impl Drop for Gateways {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// A page that seals for the gateway that this client asks.
///
/// # Errors
/// When it publishes no key.
pub async fn page_of(client: &mut Client) -> Result<Page> {
    Page::new(&published_key(client).await?, AUDIENCE)
}

async fn published_key(client: &mut Client) -> Result<Value> {
    let published = client.get("/.well-known/cardseal").await?;
    ensure!(published.status == 200, "the gateway's keys: {}", published.status);
    let keys: Value = serde_json::from_slice(&published.body)?;
    Ok(keys.pointer("/keys/0").context("the gateway publishes no key")?.clone())
}

fn path(path: &Path) -> Result<&str> {
    path.to_str().context("the temporary folder's name is not UTF-8")
}
