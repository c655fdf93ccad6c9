//! Claims ids from standard input, one a line, and says of each `won`, `lost` or `unavailable`: a process for the tests
//! to kill, and a way to try a database by hand.
//!
//! `cargo run --package cardseal-store --example claims sqlite://gateway.db`

use std::io::{Write, stdin, stdout};
use std::time::{SystemTime, UNIX_EPOCH};

use cardseal::UnixTime;
use cardseal_store::Store;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("give the URL of a database")?;
    let store = Store::connect(&url).await?;
    let now = UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs());
    for id in stdin().lines() {
        let id = id?;
        let answer = match store.first_use(&id, now, now.plus_secs(3600), now).await {
            Ok(true) => "won",
            Ok(false) => "lost",
            Err(_) => "unavailable",
        };
        let mut out = stdout().lock();
        writeln!(out, "{id} {answer}")?;
        out.flush()?;
    }
    Ok(())
}
