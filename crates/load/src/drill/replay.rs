use anyhow::{Context as _, Result, ensure};
use hyper::body::Bytes;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use crate::client::{Answer, Client};
use crate::database::Kind;
use crate::gateways::Gateways;
use crate::page::{self, APPROVED};

/// Sends the same sealed card `at_once` times at the same moment, each over a connection of its own, in each of `rounds` rounds
/// with a new card: under a different idempotency key each time, and in every other round under the same one. Exactly one payment
/// may come of a round, by the answers and by the rows in the database.
///
/// Returns what was seen, in a sentence; `None` where there is no such database here.
///
/// # Errors
/// When a round has no winner or two, or an answer is none of those that the others may get.
pub async fn replay(
    program: &Path,
    kind: Kind,
    processes: usize,
    rounds: usize,
    at_once: usize,
) -> Result<Option<String>> {
    let Some(gateways) = Gateways::start(program, kind, processes).await? else { return Ok(None) };
    let mut page = gateways.page()?;
    let mut clients: Vec<Client> =
        (0..at_once).map(|number| gateways.client(number)).collect::<Result<_>>()?;
    let (mut repeated, mut in_progress, mut refused) = (0, 0, 0);
    for round in 0..rounds {
        let order = page::order(&format!("order-{round}"))?;
        let body = page::payment(&order, &page.seal(APPROVED, &order)?);
        let same_key = round % 2 == 1;
        let key = |number: usize| {
            if same_key { format!("round-{round}") } else { format!("round-{round}-{number}") }
        };
        let answers;
        (clients, answers) = send_at_once(clients, key, &body).await?;

        let seen = Seen::of(&answers);
        let context = || format!("{kind}, round {round}, same key: {same_key}: {seen:?}");
        ensure!(seen.taken == 1 && seen.other == 0, "not one winner: {}", context());
        ensure!(
            if same_key { seen.refused == 0 } else { seen.repeated + seen.in_progress == 0 },
            "{}",
            context()
        );
        let refusals: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 422).collect();
        ensure!(refusals.windows(2).all(same_bytes), "refusals differ: {}", context());
        let paid: Vec<&Answer> = answers.iter().filter(|answer| answer.status == 201).collect();
        let same_payment = |pair: &[&Answer]| matches!(pair, [one, other] if one.body == other.body);
        ensure!(paid.windows(2).all(same_payment), "two payments: {}", context());
        for table in ["SELECT count(*) FROM opened_cards", "SELECT count(*) FROM sandbox_charges"] {
            let rows = usize::try_from(gateways.database.number(table).await?)?;
            ensure!(rows == round + 1, "{rows} by {table}: {}", context());
        }
        repeated += seen.repeated;
        in_progress += seen.in_progress;
        refused += seen.refused;
    }
    Ok(Some(format!(
        "{kind}, {processes} process{}: {rounds} rounds of the same card {at_once} times at once, one payment each; \
         {refused} refused, {in_progress} told that it is in progress, {repeated} given the same answer again",
        if processes == 1 { "" } else { "es" }
    )))
}

/// All wait for the last of them to be ready.
async fn send_at_once(
    clients: Vec<Client>,
    key: impl Fn(usize) -> String,
    body: &Bytes,
) -> Result<(Vec<Client>, Vec<Answer>)> {
    let ready = Arc::new(Barrier::new(clients.len()));
    let mut sending = JoinSet::new();
    for (number, mut client) in clients.into_iter().enumerate() {
        let (ready, key, body) = (Arc::clone(&ready), key(number), body.clone());
        sending.spawn(async move {
            let connected = client.connect().await;
            ready.wait().await;
            connected?;
            let answer = client.pay(&key, body).await?;
            Ok::<_, anyhow::Error>((client, answer))
        });
    }
    let mut answered = Vec::new();
    while let Some(sent) = sending.join_next().await {
        answered.push(sent.context("a connection's task")??);
    }
    Ok(answered.into_iter().unzip())
}

#[derive(Debug, Default)]
struct Seen {
    taken: usize,
    repeated: usize,
    in_progress: usize,
    refused: usize,
    other: usize,
}

impl Seen {
    fn of(answers: &[Answer]) -> Self {
        let mut seen = Self::default();
        for answer in answers {
            match (answer.status, answer.text("error").as_deref()) {
                (201, _) if answer.is_replayed() => seen.repeated += 1,
                (201, _) => seen.taken += 1,
                (409, Some("payment_in_progress")) => seen.in_progress += 1,
                (422, Some("card_not_opened")) => seen.refused += 1,
                _ => seen.other += 1,
            }
        }
        seen
    }
}

fn same_bytes(pair: &[&Answer]) -> bool {
    matches!(pair, [one, other] if one.is_same_as(other))
}
