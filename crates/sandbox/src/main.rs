//! Serves a shop and its payment gateway on this machine.

mod options;

use cardseal_gateway::Policy;
use cardseal_sandbox::{
    GatewayClient, GatewayConfig, GatewayServer, Limits, Log, ShopConfig, ShopState, StateFolder,
    ThrowawayTls, asked_to_end, bind, demo_key, serve, shop_app, write_private,
};
use std::error::Error;
use std::io::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use options::{Options, ShopFolders, USAGE};

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
    // First, so that it is there before anybody reads an address.
    let ending = asked_to_end()?;
    let listener = bind(options.gateway).await?;
    let address = listener.local_addr()?;
    let state = match options.state {
        None => StateFolder::temporary()?,
        Some(folder) => StateFolder::at(&folder)
            .map_err(|error| format!("the state folder {}: {error}", folder.display()))?,
    };
    let tls = if options.tls { Some(ThrowawayTls::of(&state)?) } else { None };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let gateway_url =
        options.gateway_url.unwrap_or_else(|| format!("{scheme}://localhost:{}", address.port()));
    let mut limits = Limits::default();
    limits.drain = options.drain.unwrap_or(limits.drain);
    let log = Log::stderr();

    let policy = Policy::new(gateway_url.trim_end_matches('/')).allow_insecure(options.allow_insecure);
    let config = GatewayConfig {
        database: options.database,
        lease_secs: options.lease_secs,
        policy,
        log: log.clone(),
        limits,
    };
    let gateway = GatewayServer::open(&state, config).await?;
    if let Some(file) = &options.print_test_keys {
        write_private(file, gateway.expose_first_key().as_bytes())?;
    }
    gateway.sweep_until(ending.clone());

    let server = tls.as_ref().map(|tls| Arc::clone(&tls.server));
    let mut serving = tokio::task::JoinSet::new();
    let mut addresses = Vec::new();
    if let Some(ShopFolders { www, package }) = options.shop {
        let listener = bind(options.merchant).await?;
        addresses.push(("shop   ", listener.local_addr()?));
        let client = GatewayClient::new(address, &demo_key(&state)?, tls.as_ref())?;
        let config = ShopConfig { www, package, gateway_url, gateway: client, log, limits };
        let shop = shop_app(ShopState::new(config)?);
        serving.spawn(serve(listener, shop, server.clone(), limits, ending.clone()));
    }
    addresses.push(("gateway", address));
    serving.spawn(serve(listener, gateway.app(), server, limits, ending));
    announce(scheme, &addresses)?;
    serving.join_all().await;
    gateway.end(limits.drain).await;
    Ok(())
}

fn announce(scheme: &str, addresses: &[(&str, SocketAddr)]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for (name, address) in addresses {
        writeln!(out, "{name}  {scheme}://localhost:{}/", address.port())?;
    }
    out.flush()
}
