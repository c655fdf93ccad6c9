//! A payment from the merchant's request to the recorded answer, in the order in which a crash at any point loses nothing: begun
//! and the card used up in one transaction, then charged under the payment's identifier, then the answer recorded.

use cardseal_gateway::Expected;
use cardseal_store::{Admitted, Attempt, Found, Payment, VaultError};

use super::outcome::{Answer, Failure, internal, no_answer, not_opened};
use super::request::{AskedCard, Purpose, Request};
use super::{GatewayState, now};
use crate::acquirer::{Charged, NoAnswer};
use crate::id;
use crate::problem::Problem;

impl GatewayState {
    pub(super) async fn work(&self, request: &Request) -> Result<Answer, Failure> {
        if let AskedCard::NotSealed(_) = &request.card {
            // It was never anything else: no reason to wait for the database.
            return self.take(request).await;
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
            AskedCard::NotSealed(text) => {
                // The gateway counts it.
                let refused = self.gateway.open(text, &request.order, now()).await;
                Err(refused.map_or_else(not_opened, |_| internal("form")))
            }
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
