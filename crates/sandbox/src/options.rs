use cardseal_sandbox::Port;
use std::path::PathBuf;
use std::time::Duration;

pub(crate) const USAGE: &str = "\
usage: cardseal-sandbox [--www DIR --pkg DIR] [options]

  --www DIR                the shop's pages, and
  --pkg DIR                the built package: without the two, only the gateway runs
  --merchant ADDRESS       where the shop listens (127.0.0.1:4280, or a free port)
  --gateway ADDRESS        where the gateway listens (127.0.0.1:4281, or a free port)
  --gateway-url URL        the gateway as a page reaches it (http://localhost:PORT)
  --state DIR              keys and API keys, made where they are missing (a temporary folder)
  --database URL           sqlite://FILE or postgres://... (gateway.db in the state folder)
  --tls                    speak TLS, with a throwaway certificate that is written to tls.pem
  --drain SECONDS          for what is under way when it is told to end (10)
  --lease SECONDS          after which a payment that nobody finished is taken up (120)
  --allow-insecure         open cards that were sealed on pages without a secure context
  --print-test-keys FILE   write the private key to FILE, PKCS#8 PEM: for tests, it protects nothing then
";

pub(crate) struct Options {
    pub(crate) shop: Option<ShopFolders>,
    pub(crate) merchant: Port,
    pub(crate) gateway: Port,
    pub(crate) gateway_url: Option<String>,
    pub(crate) state: Option<PathBuf>,
    pub(crate) database: Option<String>,
    pub(crate) tls: bool,
    pub(crate) drain: Option<Duration>,
    pub(crate) lease_secs: Option<u64>,
    pub(crate) allow_insecure: bool,
    pub(crate) print_test_keys: Option<PathBuf>,
}

pub(crate) struct ShopFolders {
    pub(crate) www: PathBuf,
    pub(crate) package: PathBuf,
}

impl Options {
    /// `None` where only the usage is asked for.
    pub(crate) fn parse() -> Result<Option<Self>, lexopt::Error> {
        use lexopt::prelude::*;

        let (mut www, mut package) = (None, None);
        let mut options = Self {
            shop: None,
            merchant: Port::Preferred(4280),
            gateway: Port::Preferred(4281),
            gateway_url: None,
            state: None,
            database: None,
            tls: false,
            drain: None,
            lease_secs: None,
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
                Long("state") => options.state = Some(arguments.value()?.into()),
                Long("database") => options.database = Some(arguments.value()?.string()?),
                Long("tls") => options.tls = true,
                Long("drain") => options.drain = Some(Duration::from_secs(arguments.value()?.parse()?)),
                Long("lease") => options.lease_secs = Some(arguments.value()?.parse()?),
                Long("allow-insecure") => options.allow_insecure = true,
                Long("print-test-keys") => options.print_test_keys = Some(arguments.value()?.into()),
                Long("help") | Short('h') => return Ok(None),
                other => return Err(other.unexpected()),
            }
        }
        options.shop = match (www, package) {
            (Some(www), Some(package)) => Some(ShopFolders { www, package }),
            (None, None) => None,
            _ => return Err("--www and --pkg go together; --help names the options".into()),
        };
        Ok(Some(options))
    }
}
