//! A Postgres of our own: in a temporary folder, on a unix socket there, ended with the test program.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::thread;
use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// Starts the server, or waits for its end, at every line that says so; and ends it, with any that was started beside it, and removes its folder at the end of
/// input: when the test program ends, however it ends.
const KEEPER: &str = r#"
while read -r order; do
    case $order in
        start) "$BIN/postgres" -D "$FOLDER/data" >> "$FOLDER/log" 2>&1 & ;;
        wait) wait ;;
    esac
done
for file in "$FOLDER"/*/postmaster.pid; do
    read -r server < "$file" && kill -QUIT "$server"
    while kill -0 "$server"; do sleep 0.05; done
done 2> /dev/null
rm -rf "$FOLDER"
"#;

/// What every one of them is set to, before its own settings.
const SETTINGS: &str = "listen_addresses = ''\nmax_connections = 200\n";

pub(crate) struct Server {
    bin: PathBuf,
    folder: PathBuf,
    port: u16,
    orders: Mutex<ChildStdin>,
    databases: AtomicU32,
    _keeper: Child,
}

/// The server that the tests of one file share.
pub(crate) fn shared() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(Server::make).as_ref()
}

impl Server {
    /// `None` where Postgres is not installed.
    pub(crate) fn make() -> Option<Self> {
        Self::make_with(5432, "", &[])
    }

    /// One with these lines in `postgresql.conf`, and these files, names and contents, in its data folder.
    pub(crate) fn make_with(port: u16, settings: &str, files: &[(&str, &str)]) -> Option<Self> {
        let Some(bin) = programs() else {
            let why = "no initdb in /usr/lib/postgresql/*/bin or PATH; on Debian: apt-get install postgresql";
            assert!(std::env::var_os("CI").is_none(), "{why}");
            println!("SKIPPED on Postgres: {why}");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("cardseal-postgres-").tempdir().unwrap().keep();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        own(&folder);
        let made = command(&bin.join("initdb"), &folder)
            .args([
                "--username=cardseal",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--wal-segsize=1",
                "-D",
            ])
            .arg(folder.join("data"))
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let data = folder.join("data");
        let mut conf = fs::OpenOptions::new().append(true).open(data.join("postgresql.conf")).unwrap();
        let socket = folder.display();
        write!(conf, "port = {port}\nunix_socket_directories = '{socket}'\n{SETTINGS}{settings}").unwrap();
        for (name, contents) in files {
            let path = data.join(name);
            fs::write(&path, contents).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
            own(&path);
        }
        let mut keeper = command(Path::new("/bin/sh"), &folder)
            .args(["-c", KEEPER])
            .env("BIN", &bin)
            .env("FOLDER", &folder)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = Mutex::new(keeper.stdin.take().unwrap());
        let server = Self { bin, folder, port, orders, databases: AtomicU32::new(0), _keeper: keeper };
        server.start();
        Some(server)
    }

    /// Starts it, also after [`kill`](Self::kill).
    pub(crate) fn start(&self) {
        self.order("start");
    }

    /// `kill -9` of the server: no shutdown, no last checkpoint.
    pub(crate) fn kill(&self) {
        let pid = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap();
        let pid = pid.lines().next().unwrap().to_owned();
        assert!(Command::new("/bin/sh").args(["-c", "kill -KILL $0", &pid]).status().unwrap().success());
        self.order("wait");
        while Path::new("/proc").join(&pid).exists() {
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn order(&self, order: &str) {
        writeln!(self.orders.lock().unwrap(), "{order}").unwrap();
    }

    pub(crate) async fn create_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut connection = self.connect("postgres").await;
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut connection).await.unwrap();
        self.url(&name)
    }

    /// A shell of whoever runs the server, in its folder, for which Postgres's own tools are its tools.
    pub(crate) fn shell(&self) -> Command {
        let mut shell = command(Path::new("/bin/sh"), &self.folder);
        let path = std::env::var("PATH").unwrap_or_default();
        shell.env("PATH", format!("{}:{path}", self.bin.display()));
        shell.env("PGHOST", &self.folder).env("PGPORT", self.port.to_string()).env("PGUSER", "cardseal");
        shell.stdin(Stdio::null());
        shell
    }

    pub(crate) fn data_folder(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Waits until it answers.
    pub(crate) async fn connect(&self, database: &str) -> PgConnection {
        for _ in 0..200 {
            if let Ok(connection) = PgConnection::connect(&self.url(database)).await {
                return connection;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!(
            "Postgres does not answer: {}",
            fs::read_to_string(self.folder.join("log")).unwrap_or_default()
        );
    }

    pub(crate) fn url(&self, database: &str) -> String {
        let (folder, port) = (self.folder.display(), self.port);
        format!("postgres://cardseal@localhost:{port}/{database}?host={folder}")
    }
}

fn command(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    if let Some((user, group)) = account() {
        command.uid(user).gid(group);
    }
    command.current_dir(folder);
    command
}

fn own(path: &Path) {
    if let Some((user, group)) = account() {
        chown(path, Some(user), Some(group)).unwrap();
    }
}

/// The newest of Debian's, which are not in PATH, or else what PATH has.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<PathBuf> = versions.map(|version| version.path().join("bin")).collect();
    debian.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = debian.into_iter().rev().chain(std::env::split_paths(&path));
    folders.find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// Postgres does not run as root: then as `postgres`, or `nobody`. `None` for whoever else we are.
fn account() -> Option<(u32, u32)> {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap();
    let ids = |name: &str| {
        let fields: Vec<&str> = accounts
            .lines()
            .map(|line| line.split(':'))
            .find_map(|mut fields| (fields.next() == Some(name)).then(|| fields.collect()))?;
        Some((fields[1].parse().unwrap(), fields[2].parse().unwrap()))
    };
    ids("postgres").or_else(|| ids("nobody"))
}
