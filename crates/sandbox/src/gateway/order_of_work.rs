//! A payment from the merchant's request to the recorded answer, in the order in which a crash at any point loses nothing: begun
//! and the card used up in one transaction, then charged under the payment's identifier, then the answer recorded.

use cardseal::card::{Expiry, Pan};
use cardseal::{Card, UnixTime};
use cardseal_gateway::{Expected, OpenedCard, Reason, Refused};
use cardseal_store::{
    Admitted, Attempt, Found, KeptCard, Payment, PreparedCard, StoreUnavailable, VaultError,
};
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

use super::request::{AskedCard, Purpose, Request};
use super::{GatewayState, now};
use crate::acquirer::{Charge, Charged, NoAnswer};
use crate::id;
use crate::masked;
use crate::payment::{Outcome, PaymentBody, ShownCard, TokenBody};
use crate::problem::Problem;
use crate::submission::{OrderBody, is_sealed};

/// What the merchant is answered when it worked.
pub(super) struct Answer {
    pub(super) body: Vec<u8>,
    /// The same was answered before.
    pub(super) replayed: bool,
    pub(super) payment: Option<String>,
}

/// What the merchant is answered when it did not, and why, for the log.
pub(super) struct Failure {
    pub(super) problem: Problem,
    pub(super) reason: Option<&'static str>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self { problem, reason: None }
    }
}

/// Tries of recording an answer: money has moved by then.
const TRIES: u32 = 3;

impl GatewayState {
    pub(super) async fn work(&self, request: &Request) -> Result<Answer, Failure> {
        if let AskedCard::Sealed(sealed) = &request.card
            && !is_sealed(sealed)
        {
            // It was never anything else: no reason to wait for the database. The gateway counts it.
            let refused = self.gateway.open(sealed, &request.order, now()).await;
            return Err(refused.map_or_else(not_opened, |_| internal("form")));
        }
        let Request { merchant, key, digest, .. } = request;
        match self.store.find(merchant, key, digest, now()).await.map_err(|error| self.unavailable(error))? {
            Found::New => self.take(request).await,
            Found::InFlight => Err(Problem::PaymentInProgress.into()),
            Found::Done(body) => Ok(Answer { body, replayed: true, payment: None }),
            Found::Mismatch => Err(Problem::IdempotencyMismatch.into()),
            Found::Abandoned { payment } => self.resume(request, &payment).await,
        }
    }

    /// Money may have moved already: the acquirer is asked before anything is tried again.
    async fn resume(&self, request: &Request, payment: &str) -> Result<Answer, Failure> {
        let charged = match request.purpose {
            Purpose::Keep => None,
            Purpose::Pay | Purpose::PayAndKeep => {
                self.acquirer.look_up(payment).await.map_err(|NoAnswer| no_answer())?
            }
        };
        match charged {
            None => self.take(request).await,
            Some(charged) if request.purpose == Purpose::Pay => self.settle(request, &charged).await,
            // To keep the card it has to be opened again. Where it has expired since, the payment counts all the same.
            Some(charged) => match self.take(request).await {
                Err(Failure { problem: Problem::CardNotOpened, .. }) => self.settle(request, &charged).await,
                taken => taken,
            },
        }
    }

    /// Records what the acquirer has done for an abandoned payment.
    async fn settle(&self, request: &Request, charged: &Charged) -> Result<Answer, Failure> {
        match self.begin(request).await? {
            Ok(attempt) => self.record_payment(request, &attempt, charged, None).await,
            Err(answer) => Ok(answer),
        }
    }

    async fn take(&self, request: &Request) -> Result<Answer, Failure> {
        match &request.card {
            AskedCard::Sealed(sealed) => self.take_sealed(request, sealed).await,
            AskedCard::Kept { token } => {
                let card = match self.vault.reveal(token, &request.merchant).await {
                    Ok(card) => card,
                    Err(VaultError::NotFound) => return Err(Problem::NoSuchToken.into()),
                    Err(VaultError::Unavailable(unavailable)) => return Err(self.unavailable(unavailable)),
                    Err(_) => return Err(internal("vault")),
                };
                match self.begin(request).await? {
                    Ok(attempt) => self.charge_kept(request, &attempt, &card).await,
                    Err(answer) => Ok(answer),
                }
            }
        }
    }

    async fn take_sealed(&self, request: &Request, sealed: &str) -> Result<Answer, Failure> {
        let id = fresh_id(request)?;
        let admission = self.store.admission(&request.merchant, &request.key, &request.digest, &id);
        let mut expected = Expected::order(&request.order);
        if let Some(nonce) = &request.nonce {
            expected = expected.with_nonce(nonce);
        }
        let opened = self.gateway.open_guarded_by(&admission, sealed, expected, now()).await;
        match (opened, admission.outcome()) {
            (Ok(card), Admitted::Payment(Payment::Begun(attempt))) => {
                self.charge_opened(request, &attempt, card).await
            }
            (_, Admitted::Payment(payment)) => already(payment),
            (_, Admitted::Unavailable(unavailable)) => Err(self.unavailable(unavailable)),
            (Err(refused), _) => Err(not_opened(refused)),
            (Ok(_), _) => Err(internal("admission")),
        }
    }

    async fn charge_opened(
        &self,
        request: &Request,
        attempt: &Attempt,
        opened: OpenedCard,
    ) -> Result<Answer, Failure> {
        let view = masked::view(&opened, &request.order);
        let answer = opened
            .charge_async(async |card: &Card| {
                let shown = ShownCard::new(card.number(), card.network());
                let prepared = if request.purpose.keeps() {
                    Some(self.prepare(request, card.number(), card.expiry())?)
                } else {
                    None
                };
                if !request.purpose.pays() {
                    return self.record_token(attempt, shown, prepared).await;
                }
                let charge = Charge {
                    payment: attempt.payment(),
                    order: &request.order,
                    pan: card.number(),
                    shown: &shown,
                    now: now(),
                };
                let charged = self.charge(attempt, charge).await?;
                self.record_payment(request, attempt, &charged, prepared).await
            })
            .await?;
        self.show(attempt, view);
        Ok(answer)
    }

    async fn charge_kept(
        &self,
        request: &Request,
        attempt: &Attempt,
        card: &KeptCard,
    ) -> Result<Answer, Failure> {
        let shown = ShownCard::new(card.pan(), None);
        let charge = Charge {
            payment: attempt.payment(),
            order: &request.order,
            pan: card.pan(),
            shown: &shown,
            now: now(),
        };
        let charged = self.charge(attempt, charge).await?;
        self.record_payment(request, attempt, &charged, None).await
    }

    async fn charge(&self, attempt: &Attempt, charge: Charge<'_>) -> Result<Charged, Failure> {
        match self.acquirer.charge(charge).await {
            Ok(charged) => Ok(charged),
            Err(NoAnswer) => {
                // Whoever asks again is to find it abandoned at once. Where this fails, the lease ends it.
                let _ = self.store.give_up(attempt).await;
                Err(no_answer())
            }
        }
    }

    async fn record_payment(
        &self,
        request: &Request,
        attempt: &Attempt,
        charged: &Charged,
        prepared: Option<PreparedCard>,
    ) -> Result<Answer, Failure> {
        let outcome = charged.outcome;
        let prepared = prepared.filter(|_| outcome == Outcome::Approved);
        let body = PaymentBody {
            id: attempt.payment().to_owned(),
            status: outcome.status(),
            decline_code: outcome.decline_code(),
            card: charged.shown.clone(),
            token: prepared.as_ref().map(|card| card.token().token.clone()),
            order: OrderBody::from(&request.order),
            created: charged.at.as_secs(),
        };
        let body = serde_json::to_vec(&body).map_err(|_| internal("json"))?;
        let answer = self.record(attempt, body, prepared.as_ref(), charged.at).await?;
        self.metrics.paid(outcome.status());
        Ok(answer)
    }

    async fn record_token(
        &self,
        attempt: &Attempt,
        card: ShownCard,
        prepared: Option<PreparedCard>,
    ) -> Result<Answer, Failure> {
        let prepared = prepared.ok_or_else(|| internal("vault"))?;
        let created = now();
        let body = TokenBody { token: prepared.token().token.clone(), card, created: created.as_secs() };
        let body = serde_json::to_vec(&body).map_err(|_| internal("json"))?;
        self.record(attempt, body, Some(&prepared), created).await
    }

    async fn record(
        &self,
        attempt: &Attempt,
        body: Vec<u8>,
        prepared: Option<&PreparedCard>,
        at: UnixTime,
    ) -> Result<Answer, Failure> {
        let mut tries = 1;
        loop {
            match self.store.finish(attempt, &body, prepared, None, at).await {
                Ok(true) => {
                    let payment = Some(attempt.payment().to_owned());
                    return Ok(Answer { body, replayed: false, payment });
                }
                // Another has taken it up, and its answer counts: whoever asks again gets that one.
                Ok(false) => return Err(Problem::PaymentInProgress.into()),
                Err(unavailable) if tries == TRIES => {
                    let _ = self.store.give_up(attempt).await;
                    return Err(self.unavailable(unavailable));
                }
                Err(unavailable) => {
                    self.metrics.store_unavailable(unavailable.cause());
                    sleep(Duration::from_millis(100) * tries).await;
                    tries += 1;
                }
            }
        }
    }

    /// Begins without a card, or takes up what was abandoned. The inner error is the answer that is there already.
    async fn begin(&self, request: &Request) -> Result<Result<Attempt, Answer>, Failure> {
        let id = fresh_id(request)?;
        let Request { merchant, key, digest, .. } = request;
        let begun = self.store.begin(merchant, key, digest, &id, now()).await;
        match begun.map_err(|error| self.unavailable(error))? {
            Payment::Begun(attempt) => Ok(Ok(attempt)),
            other => already(other).map(Err),
        }
    }

    fn prepare(&self, request: &Request, pan: &Pan, expiry: &Expiry) -> Result<PreparedCard, Failure> {
        self.vault.prepare(&request.merchant, pan, expiry).map_err(|_| internal("vault"))
    }

    fn show(&self, attempt: &Attempt, view: Value) {
        self.opened.insert(attempt.payment().to_owned(), view);
    }

    pub(super) fn unavailable(&self, unavailable: StoreUnavailable) -> Failure {
        let cause = unavailable.cause();
        self.metrics.store_unavailable(cause);
        Failure { problem: Problem::Unavailable, reason: Some(cause.as_str()) }
    }
}

/// The answer to a payment that was not begun here.
fn already(payment: Payment) -> Result<Answer, Failure> {
    match payment {
        Payment::Done(body) => Ok(Answer { body, replayed: true, payment: None }),
        Payment::InFlight => Err(Problem::PaymentInProgress.into()),
        Payment::Mismatch => Err(Problem::IdempotencyMismatch.into()),
        Payment::Begun(_) => Err(internal("begun")),
    }
}

fn fresh_id(request: &Request) -> Result<String, Failure> {
    // What is only kept is in the same table, and is no payment that a merchant could ask for.
    let prefix = if request.purpose.pays() { "pay_" } else { "keep_" };
    id::fresh(prefix).ok_or_else(|| internal("random"))
}

/// One answer for everything that does not open; why is for the log alone.
fn not_opened(refused: Refused) -> Failure {
    let reason = refused.reason();
    let problem = if reason == Reason::Unavailable { Problem::Unavailable } else { Problem::CardNotOpened };
    Failure { problem, reason: Some(reason.as_str()) }
}

fn no_answer() -> Failure {
    Failure { problem: Problem::AcquirerTimeout, reason: Some("acquirer") }
}

fn internal(reason: &'static str) -> Failure {
    Failure { problem: Problem::Internal, reason: Some(reason) }
}
