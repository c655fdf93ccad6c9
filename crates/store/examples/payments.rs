//! Takes the payments whose idempotency keys come from standard input, one a line, each with a card that it opens, keeps and
//! gives a receipt for; and says of each `taken`, `taken-up`, `done`, or why not: a process for the tests to kill.
//!
//! `cargo run --package cardseal-store --example payments sqlite://gateway.db`

use std::io::{Write, stdin, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

use cardseal::card::{Expiry, Pan};
use cardseal::{AcceptedBrands, ExpiryInput, UnixTime};
use cardseal_gateway::{AsyncReplayGuard, Opening};
use cardseal_store::{Admitted, Found, Payment, Store, Vault, VaultKey, VaultKeys};

const MERCHANT: &str = "m_1";
const REQUEST: [u8; 32] = [1; 32];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("give the URL of a database")?;
    let store = Store::connect(&url).await?.with_lease_secs(0);
    let vault = Vault::new(store.clone(), VaultKeys::new(VaultKey::new("v1", &mut [1; 32])));
    for key in stdin().lines() {
        let key = key?;
        let now = UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs());
        let answer = take(&store, &vault, &key, now).await?;
        let mut out = stdout().lock();
        writeln!(out, "{key} {answer}")?;
        out.flush()?;
    }
    Ok(())
}

async fn take(
    store: &Store,
    vault: &Vault,
    key: &str,
    now: UnixTime,
) -> Result<&'static str, Box<dyn std::error::Error>> {
    if let Found::Done(_) = store.find(MERCHANT, key, &REQUEST, now).await? {
        return Ok("done");
    }
    let id = format!("pay_{key}_{}", std::process::id());
    let admission = store.admission(MERCHANT, key, &REQUEST, &id);
    let _ = admission.first_use(Opening { jti: key, issued_at: now, expires: now.plus_secs(600), now }).await;
    let attempt = match admission.outcome() {
        Admitted::Payment(Payment::Begun(attempt)) => attempt,
        Admitted::Payment(Payment::Done(_)) => return Ok("done"),
        Admitted::Payment(_) => return Ok("in-flight"),
        Admitted::Replayed => return Ok("replayed"),
        Admitted::Unavailable(_) | Admitted::NotAsked => return Ok("unavailable"),
    };
    let pan = Pan::parse("4242424242424242", &AcceptedBrands::all()).map_err(|_| "no card")?;
    let expiry = Expiry::parse(ExpiryInput::Text("12/40"), now).map_err(|_| "no expiry")?;
    let card = vault.prepare(MERCHANT, &pan, &expiry)?;
    if !store.finish(&attempt, b"approved", Some(&card), Some(b"receipt"), now).await? {
        return Ok("late");
    }
    Ok(if attempt.is_taken_up() { "taken-up" } else { "taken" })
}
