//! Payments that are ready to be sent, and many connections that send them.

use anyhow::{Context as _, Result, anyhow};
use hyper::body::Bytes;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

use crate::gateways::Gateways;
use crate::page::{self, APPROVED};

/// A request for a payment.
#[derive(Clone)]
pub struct Payment {
    /// Of its order.
    pub order: String,
    /// Its idempotency key.
    pub key: String,
    /// The JSON.
    pub body: Bytes,
}

/// Seals this many cards, on all cores, each for an order of its own whose identifier begins so.
///
/// # Errors
/// When one cannot be sealed.
pub fn prepare(gateways: &Gateways, prefix: &str, count: usize) -> Result<Vec<Payment>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let seal = |first: usize| -> Result<Vec<Payment>> {
        let mut page = gateways.page()?;
        let mine = (first..count).step_by(threads);
        mine.map(|number| {
            let order = page::order(&format!("{prefix}-{number}"))?;
            let body = page::payment(&order, &page.seal(APPROVED, &order)?);
            Ok(Payment { order: order.id().to_owned(), key: format!("key-{prefix}-{number}"), body })
        })
        .collect()
    };
    let parts: Result<Vec<_>> = thread::scope(|scope| {
        let sealing: Vec<_> = (0..threads).map(|first| scope.spawn(move || seal(first))).collect();
        let join = |thread: thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|_| Err(anyhow!("sealing panicked")))
        };
        sealing.into_iter().map(join).collect()
    });
    Ok(parts?.into_iter().flatten().collect())
}

/// What came of sending them.
#[derive(Default)]
pub struct Outcome {
    /// How many answers there were of each status.
    pub statuses: BTreeMap<u16, usize>,
    /// How long each answer took, in microseconds.
    pub micros: Vec<f64>,
    /// From the first request to the last answer.
    pub seconds: f64,
}

impl Outcome {
    /// Payments that were taken, a second.
    pub fn per_second(&self) -> f64 {
        self.count(201) / self.seconds
    }

    /// Answers of this status.
    pub fn count(&self, status: u16) -> f64 {
        let count = self.statuses.get(&status).copied().unwrap_or_default();
        u32::try_from(count).map_or(f64::NAN, f64::from)
    }
}

/// Sends them over this many connections, each with one request at a time, until all are sent or the time is over.
///
/// # Errors
/// When an answer does not come.
pub async fn send(
    gateways: &Gateways,
    connections: usize,
    payments: &Arc<[Payment]>,
    limit: Duration,
) -> Result<Outcome> {
    let next = Arc::new(AtomicUsize::new(0));
    let mut clients = Vec::new();
    for number in 0..connections {
        let mut client = gateways.client(number)?;
        client.connect().await?;
        clients.push(client);
    }
    let start = Instant::now();
    let mut sending = JoinSet::new();
    for mut client in clients {
        let (payments, next) = (Arc::clone(payments), Arc::clone(&next));
        sending.spawn(async move {
            let (mut statuses, mut micros) = (BTreeMap::new(), Vec::new());
            while start.elapsed() < limit {
                let Some(Payment { key, body, .. }) = payments.get(next.fetch_add(1, Ordering::Relaxed))
                else {
                    break;
                };
                let asked = Instant::now();
                let answer = client.pay(key, body.clone()).await?;
                micros.push(asked.elapsed().as_secs_f64() * 1e6);
                *statuses.entry(answer.status).or_insert(0) += 1;
            }
            Ok::<_, anyhow::Error>((statuses, micros))
        });
    }
    let mut outcome = Outcome::default();
    while let Some(sent) = sending.join_next().await {
        let (statuses, micros) = sent.context("a connection's task")??;
        for (status, count) in statuses {
            *outcome.statuses.entry(status).or_default() += count;
        }
        outcome.micros.extend(micros);
    }
    outcome.seconds = start.elapsed().as_secs_f64();
    Ok(outcome)
}
