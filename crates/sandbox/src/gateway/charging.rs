//! Charging a card that was opened or kept, and recording what came of it.

use cardseal::card::{Expiry, Pan};
use cardseal::{Card, UnixTime};
use cardseal_gateway::OpenedCard;
use cardseal_store::{Attempt, KeptCard, PreparedCard};
use serde_json::Value;
use std::time::Duration;
use tokio::time::sleep;

use super::outcome::{Answer, Failure, internal, no_answer};
use super::request::Request;
use super::{GatewayState, now};
use crate::acquirer::{Charge, Charged, NoAnswer};
use crate::masked;
use crate::payment::{Outcome, PaymentBody, ShownCard, TokenBody};
use crate::problem::Problem;
use crate::submission::OrderBody;

/// Tries of recording an answer: money has moved by then.
const TRIES: u32 = 3;

impl GatewayState {
    pub(super) async fn charge_opened(
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

    pub(super) async fn charge_kept(
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

    pub(super) async fn record_payment(
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

    fn prepare(&self, request: &Request, pan: &Pan, expiry: &Expiry) -> Result<PreparedCard, Failure> {
        self.vault.prepare(&request.merchant, pan, expiry).map_err(|_| internal("vault"))
    }

    fn show(&self, attempt: &Attempt, view: Value) {
        self.opened.insert(attempt.payment().to_owned(), view);
    }
}
