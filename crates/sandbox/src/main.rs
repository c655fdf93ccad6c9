//! Serves a shop and its payment gateway on this machine.

use cardseal_gateway::{Gateway, KeyRing, KeySize, MemoryReplayGuard, Policy, RsaPrivateKey};
use cardseal_sandbox::{
    GatewayClient, GatewayState, Log, Port, PublicKeys, ShopConfig, ShopState, bind, gateway_app, shop_app,
};
use std::error::Error;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cardseal-sandbox --www DIR --pkg DIR [options]

  --www DIR                the shop's pages
  --pkg DIR                the built package
  --merchant ADDRESS       where the shop listens (127.0.0.1:4280, or a free port)
  --gateway ADDRESS        where the gateway listens (127.0.0.1:4281, or a free port)
  --gateway-url URL        the gateway as a page reaches it (http://localhost:PORT)
  --allow-insecure         open cards that were sealed on pages without a secure context
  --print-test-keys FILE   write the private key to FILE, PKCS#8 PEM: for tests, it protects nothing then
";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr().lock(), "cardseal-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let Some(options) = Options::parse()? else {
        write!(std::io::stdout().lock(), "{USAGE}")?;
        return Ok(());
    };
    let shop_listener = bind(options.merchant).await?;
    let gateway_listener = bind(options.gateway).await?;
    let (shop_address, gateway_address) = (shop_listener.local_addr()?, gateway_listener.local_addr()?);
    let gateway_url =
        options.gateway_url.unwrap_or_else(|| format!("http://localhost:{}", gateway_address.port()));

    let log = Log::stderr();
    let policy = Policy::new(gateway_url.trim_end_matches('/')).allow_insecure(options.allow_insecure);
    let gateway = gateway_app(gateway(policy, options.print_test_keys.as_deref(), log.clone())?);
    let shop = shop_app(ShopState::new(ShopConfig {
        www: options.www,
        package: options.package,
        gateway_url,
        gateway: GatewayClient::new(gateway_address),
        log,
    })?);
    announce(shop_address, gateway_address)?;
    tokio::try_join!(axum::serve(shop_listener, shop), axum::serve(gateway_listener, gateway))?;
    Ok(())
}

/// A gateway with a key of its own for this run.
fn gateway(policy: Policy, test_keys: Option<&Path>, log: Log) -> Result<GatewayState, Box<dyn Error>> {
    let key = RsaPrivateKey::generate(KeySize::Rsa2048)?;
    if let Some(file) = test_keys {
        write_private(file, key.expose_pkcs8_pem()?.as_bytes())?;
    }
    let kid = key.thumbprint();
    let public = PublicKeys { keys: vec![key.public_jwk(&kid)] };
    let mut ring = KeyRing::new();
    ring.insert(kid, key)?;
    Ok(GatewayState::new(Gateway::new(ring, policy, MemoryReplayGuard::new()), public, log))
}

fn write_private(file: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(text)
}

fn announce(shop: SocketAddr, gateway: SocketAddr) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "shop     http://localhost:{}/", shop.port())?;
    writeln!(out, "gateway  http://localhost:{}/", gateway.port())?;
    out.flush()
}

struct Options {
    www: PathBuf,
    package: PathBuf,
    merchant: Port,
    gateway: Port,
    gateway_url: Option<String>,
    allow_insecure: bool,
    print_test_keys: Option<PathBuf>,
}

impl Options {
    /// `None` where only the usage is asked for.
    fn parse() -> Result<Option<Self>, lexopt::Error> {
        use lexopt::prelude::*;

        let (mut www, mut package) = (None, None);
        let mut options = Self {
            www: PathBuf::new(),
            package: PathBuf::new(),
            merchant: Port::Preferred(4280),
            gateway: Port::Preferred(4281),
            gateway_url: None,
            allow_insecure: false,
            print_test_keys: None,
        };
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("www") => www = Some(arguments.value()?.into()),
                Long("pkg") => package = Some(arguments.value()?.into()),
                Long("merchant") => options.merchant = Port::Exactly(arguments.value()?.parse()?),
                Long("gateway") => options.gateway = Port::Exactly(arguments.value()?.parse()?),
                Long("gateway-url") => options.gateway_url = Some(arguments.value()?.string()?),
                Long("allow-insecure") => options.allow_insecure = true,
                Long("print-test-keys") => options.print_test_keys = Some(arguments.value()?.into()),
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        options.www = www.ok_or("--www is required; --help names the options")?;
        options.package = package.ok_or("--pkg is required; --help names the options")?;
        Ok(Some(options))
    }
}
