//! How many sealed cards a core opens, beside the private-key operation that each of them costs.

use anyhow::{Context as _, Result, ensure};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal_gateway::{Gateway, KeyRing, KeySize, MemoryReplayGuard, Policy, RsaPrivateKey};
use rustix::time::{ClockId, clock_gettime};
use std::hint::black_box;
use std::time::Duration;

use crate::page::{self, APPROVED, Page};
use crate::report::{heading, say};
use crate::statistics::{Quartiles, quantile, sorted};

const AUDIENCE: &str = "https://gateway.example";
/// Opens and operations in a round.
const IN_A_ROUND: u32 = 40;
/// What the issue asks for.
const BAR: f64 = 0.90;

/// A gateway in this process, and a page that seals for it.
pub(crate) struct Site {
    pub(crate) gateway: Gateway,
    pub(crate) page: Page,
    bare: OaepPrivateDecryptingKey,
}

impl Site {
    pub(crate) fn new() -> Result<Self> {
        let key = RsaPrivateKey::generate(KeySize::Rsa2048)?;
        let bare = PrivateDecryptingKey::from_pkcs8(&key.expose_pkcs8_der()?)?;
        let kid = key.thumbprint();
        let page = Page::new(&serde_json::to_value(key.public_jwk(&kid))?, AUDIENCE)?;
        let mut keys = KeyRing::new();
        keys.insert(kid, key)?;
        let gateway = Gateway::new(keys, Policy::new(AUDIENCE), MemoryReplayGuard::new());
        Ok(Self { gateway, page, bare: OaepPrivateDecryptingKey::new(bare)? })
    }
}

/// Measures and prints. Both take the clock of this thread, which stands still while another process has the core.
///
/// # Errors
/// When something does not open.
pub fn run(quick: bool) -> Result<()> {
    let rounds = if quick { 21 } else { 151 };
    heading("Opening in the library beside the bare RSA-2048 OAEP-SHA256 decryption of aws-lc-rs");
    say(format_args!(
        "  one thread, {rounds} rounds of {IN_A_ROUND} of each in turns; seconds of this thread's processor time"
    ));
    let mut site = Site::new()?;
    let (mut opens, mut decrypts, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (opening, decrypting) = site.round()?;
        // The first one warms up.
        if round > 0 {
            opens.push(f64::from(IN_A_ROUND) / opening.as_secs_f64());
            decrypts.push(f64::from(IN_A_ROUND) / decrypting.as_secs_f64());
            ratios.push(decrypting.as_secs_f64() / opening.as_secs_f64());
        }
    }
    say(format_args!("  {:<24}{:>9}   {:>20}", "per second per core", "median", "half of the rounds"));
    for (name, sample, digits) in
        [("bare decryption", &decrypts, 0), ("Gateway::open", &opens, 0), ("ratio", &ratios, 3)]
    {
        let Quartiles { low, median, high } = Quartiles::of(sample);
        say(format_args!("  {name:<24}{median:>9.digits$}   {low:>9.digits$} .. {high:.digits$}"));
    }
    let ratios = sorted(&ratios);
    say(format_args!(
        "  all but one round in twenty: {:.3} .. {:.3}; asked for: at least {BAR:.2}",
        quantile(&ratios, 0.025),
        quantile(&ratios, 0.975)
    ));
    Ok(())
}

impl Site {
    fn round(&mut self) -> Result<(Duration, Duration)> {
        let order = page::order("order-1")?;
        let now = page::now();
        let mut buffer = [0; 512];
        let (mut opening, mut decrypting) = (Duration::ZERO, Duration::ZERO);
        for turn in 0..IN_A_ROUND {
            let sealed = self.page.seal(APPROVED, &order)?;
            let encrypted_key = sealed.split('.').nth(1).context("no encrypted key")?;
            let encrypted_key = Base64UrlUnpadded::decode_vec(encrypted_key)?;
            let open_first = turn % 2 == 0;
            for open in [open_first, !open_first] {
                let start = processor_time();
                if open {
                    let opened = self.gateway.open(&sealed, &order, now);
                    opening += processor_time() - start;
                    ensure!(opened.is_ok(), "a sealed card was not opened");
                } else {
                    let key = self.bare.decrypt(&OAEP_SHA256_MGF1SHA256, &encrypted_key, &mut buffer, None);
                    decrypting += processor_time() - start;
                    ensure!(black_box(key)?.len() == 32, "a key was not decrypted");
                }
            }
        }
        Ok((opening, decrypting))
    }
}

/// Of this thread: it stands still while another one has the core.
pub(crate) fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}
