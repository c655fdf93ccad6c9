//! The process that floods a gateway.

use anyhow::{Context as _, Result, bail, ensure};
use base64ct::{Base64UrlUnpadded, Encoding};
use hyper::body::Bytes;
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _};
use std::env;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Instant;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::client::Client;
use crate::gateways;
use crate::page::{self, Defect};
use crate::report::say;

/// A message that is no sealed card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Malformed {
    /// As long as a sealed card.
    Text,
    /// For a key that is not there: costs a private-key operation for nothing, so that it takes as long as the next.
    UnknownKid,
    /// For a key that is there, with random bytes for the encrypted key: costs a private-key operation.
    RandomKey,
    /// As large as a request may be.
    Large,
}

impl Malformed {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Text, Self::UnknownKid, Self::RandomKey, Self::Large];

    /// For a table and an argument.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text that is no sealed card",
            Self::UnknownKid => "unknown kid",
            Self::RandomKey => "random encrypted key",
            Self::Large => "64 KiB of text",
        }
    }

    fn message(self, sealed: &str, rng: &mut StdRng) -> Result<String> {
        match self {
            Self::Text => Ok(text(sealed.len(), rng)),
            Self::UnknownKid => Defect::UnknownKid.introduce(sealed, rng),
            Self::RandomKey => Defect::Padding.introduce(sealed, rng),
            // With what stands around it.
            Self::Large => Ok(text(64 * 1024 - 200, rng)),
        }
    }
}

fn text(length: usize, rng: &mut StdRng) -> String {
    let mut bytes = vec![0; length / 4 * 3];
    rng.fill_bytes(&mut bytes);
    Base64UrlUnpadded::encode_string(&bytes)
}

/// Floods until its input ends, then prints how many messages it sent a second.
///
/// # Errors
/// When the gateway does not answer, or takes one of the messages.
pub async fn run(malformed: &str, address: &str, connections: &str) -> Result<()> {
    let malformed =
        Malformed::ALL.into_iter().find(|known| known.name() == malformed).context("no such flood")?;
    let address: SocketAddr = address.parse()?;
    let api_key = env::var("CARDSEAL_LOAD_API_KEY")?;
    let mut page = gateways::page_of(&mut Client::new(address, &api_key)).await?;
    let order = page::order("flood")?;
    let sealed = page.seal(page::APPROVED, &order)?;
    let mut rng: StdRng = rand::make_rng();
    // Made in advance: what the flood's client costs is the sending.
    let messages: Result<Vec<Bytes>> =
        (0..256).map(|_| Ok(page::payment(&order, &malformed.message(&sealed, &mut rng)?))).collect();
    let messages = Arc::new(messages?);

    let (sent, ended) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let mut flooding = JoinSet::new();
    for connection in 0..connections.parse::<usize>()? {
        let (messages, sent, ended) = (Arc::clone(&messages), Arc::clone(&sent), Arc::clone(&ended));
        let mut client = Client::new(address, &api_key);
        client.connect().await?;
        let run = rng.random_range(0..u32::MAX);
        flooding.spawn(async move {
            for (number, message) in messages.iter().cycle().skip(connection * 16).enumerate() {
                if ended.load(Ordering::Relaxed) {
                    break;
                }
                let answer = client.pay(&format!("flood-{run}-{number}"), message.clone()).await?;
                ensure!((400..500).contains(&answer.status), "answered {}", answer.status);
                sent.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
    }
    let start = Instant::now();
    say("begun");
    tokio::select! {
        _ = end_of_input() => {}
        Some(stopped) = flooding.join_next() => {
            stopped??;
            bail!("a connection stopped");
        }
    }
    let per_second = f64::from(sent.load(Ordering::Relaxed)) / start.elapsed().as_secs_f64();
    ended.store(true, Ordering::Relaxed);
    say(per_second);
    Ok(())
}

/// Waited for in a thread that ends with the process, which a task that blocks would hold up.
fn end_of_input() -> oneshot::Receiver<()> {
    let (ended, end) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _ = ended.send(());
    });
    end
}
