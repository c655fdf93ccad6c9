use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::client::Client;
use crate::database::Kind;
use crate::gateways::Gateways;
use crate::payments::{Payment, prepare};

/// Connections that send payments.
const CONNECTIONS: usize = 16;
/// Nothing may take longer than this to come back.
const PATIENCE: Duration = Duration::from_secs(60);
/// After so many seconds somebody else may take up what a killed process had begun.
const LEASE: &str = "2";

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Killed {
    /// A process of the gateway, in turns.
    Gateway,
    /// The postmaster of its Postgres.
    Postgres,
    /// First the one, then the other, and so on.
    InTurns,
}

/// Sends `payments` payments and meanwhile kills with `kill -9`, `kills` times, evenly spread; resends each payment with
/// the same idempotency key until it is answered. Then counts: no payment lost, none taken twice.
///
/// Returns what was seen, in a sentence; `None` where there is no such database here.
///
/// # Errors
/// When a payment is lost, taken twice, answered with anything but its own approval, or not answered at all.
pub async fn killed(
    program: &Path,
    kind: Kind,
    processes: usize,
    killed: Killed,
    payments: usize,
    kills: usize,
) -> Result<Option<String>> {
    let options = ["--lease", LEASE];
    let Some(mut gateways) = Gateways::start_with(program, kind, processes, &options).await? else {
        return Ok(None);
    };
    let all: Arc<[Payment]> = prepare(&gateways, "k", payments)?.into();
    let progress = Arc::new(Progress::default());
    let mut paying = JoinSet::new();
    for number in 0..CONNECTIONS {
        let clients: Result<Vec<Client>> =
            (number..number + processes).map(|number| gateways.client(number)).collect();
        paying.spawn(pay_all(clients?, Arc::clone(&all), Arc::clone(&progress)));
    }
    for kill in 1..=kills {
        progress.reach(payments * kill / (kills + 1)).await?;
        if killed == Killed::Postgres || (killed == Killed::InTurns && kill % 2 == 0) {
            gateways.database.kill_and_start().await?;
        } else {
            tokio::task::block_in_place(|| gateways.kill_and_start(kill + kill / 2))?;
        }
    }
    let mut answered = BTreeSet::new();
    while let Some(paid) = paying.join_next().await {
        answered.extend(paid.context("a connection's task")??);
    }
    ensure!(
        answered.len() == payments,
        "{} different payments were answered, not {payments}",
        answered.len()
    );
    count(&gateways, &answered).await?;

    let resent = progress.resent.load(Ordering::Relaxed);
    let repeated = progress.repeated.load(Ordering::Relaxed);
    let name = match killed {
        Killed::Gateway => "the gateway",
        Killed::Postgres => "Postgres",
        Killed::InTurns => "the gateway and Postgres in turns",
    };
    Ok(Some(format!(
        "{kind}, {processes} process{}: {payments} payments, {name} killed {kills} times, {resent} requests sent again, \
         {repeated} answers given again; every payment taken once",
        if processes == 1 { "" } else { "es" }
    )))
}

/// By what stands in the database: one charge for each answer, one for each order, and nothing begun that is not finished.
async fn count(gateways: &Gateways, answered: &BTreeSet<String>) -> Result<()> {
    let database = &gateways.database;
    let charged = database.texts("SELECT payment FROM sandbox_charges WHERE outcome = 'approved'").await?;
    let payments = answered.len();
    ensure!(charged.len() == payments, "{} charges of {payments} payments", charged.len());
    ensure!(charged.iter().all(|payment| answered.contains(payment)), "a charge that nobody was told of");
    for (sql, expected) in [
        ("SELECT count(*) FROM sandbox_charges", payments),
        ("SELECT count(DISTINCT order_id) FROM sandbox_charges", payments),
        ("SELECT count(*) FROM payments", payments),
        ("SELECT count(*) FROM payments WHERE response IS NULL", 0),
        ("SELECT count(*) FROM opened_cards", payments),
    ] {
        let found = usize::try_from(database.number(sql).await?)?;
        ensure!(found == expected, "{sql}: {found}, not {expected}");
    }
    Ok(())
}

/// How far all connections together are.
#[derive(Default)]
struct Progress {
    next: AtomicUsize,
    answered: AtomicUsize,
    resent: AtomicUsize,
    repeated: AtomicUsize,
}

impl Progress {
    /// Waits until so many payments were answered.
    async fn reach(&self, payments: usize) -> Result<()> {
        let (mut seen, mut moved) = (0, Instant::now());
        while seen < payments {
            let now = self.answered.load(Ordering::Relaxed);
            if now > seen {
                (seen, moved) = (now, Instant::now());
            }
            ensure!(moved.elapsed() < PATIENCE, "no payment was answered for {PATIENCE:?}");
            sleep(Duration::from_millis(2)).await;
        }
        Ok(())
    }
}

/// Takes payment after payment and returns the identifiers of those that were approved.
async fn pay_all(
    mut clients: Vec<Client>,
    payments: Arc<[Payment]>,
    progress: Arc<Progress>,
) -> Result<Vec<String>> {
    let mut approved = Vec::new();
    while let Some(payment) = payments.get(progress.next.fetch_add(1, Ordering::Relaxed)) {
        approved.push(pay(&mut clients, payment, &progress).await?);
        progress.answered.fetch_add(1, Ordering::Relaxed);
    }
    Ok(approved)
}

/// Until there is an answer: another process each time, the same idempotency key.
async fn pay(clients: &mut [Client], payment: &Payment, progress: &Progress) -> Result<String> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let Some(client) = clients.first_mut() else { bail!("no process") };
        if let Ok(answer) = client.pay(&payment.key, payment.body.clone()).await {
            match answer.status {
                201 => {
                    if answer.is_replayed() {
                        progress.repeated.fetch_add(1, Ordering::Relaxed);
                    }
                    let status = answer.text("status");
                    ensure!(status.as_deref() == Some("approved"), "{}: {status:?}", payment.order);
                    return answer.text("id").context("a payment without an id");
                }
                409 | 503 | 504 => {}
                other => bail!("{}: answered {other} {:?}", payment.order, answer.text("error")),
            }
        }
        progress.resent.fetch_add(1, Ordering::Relaxed);
        clients.rotate_left(1);
        sleep(Duration::from_millis(20)).await;
    }
    bail!("{}: no answer for {PATIENCE:?}", payment.order)
}
