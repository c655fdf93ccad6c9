//! What a merchant asks for, once it is known to be well formed.

use cardseal::Order;

use super::callers::{Caller, IdempotencyKey};
use crate::problem::Problem;
use crate::submission::{OrderBody, PaymentSubmission, TokenSubmission, is_sealed, request_digest};

/// A payment, or a card to keep, that a merchant asks for.
pub(super) struct Request {
    pub(super) merchant: String,
    pub(super) key: String,
    /// Of all that was asked.
    pub(super) digest: [u8; 32],
    pub(super) order: Order,
    pub(super) card: AskedCard,
    pub(super) nonce: Option<String>,
    pub(super) purpose: Purpose,
}

pub(super) enum AskedCard {
    Sealed(String),
    /// Not even of the form: refused without another look at it.
    NotSealed(String),
    Kept {
        token: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Pay,
    PayAndKeep,
    Keep,
}

impl Purpose {
    pub(super) fn pays(self) -> bool {
        self != Self::Keep
    }

    pub(super) fn keeps(self) -> bool {
        self != Self::Pay
    }
}

impl Request {
    pub(super) fn payment(
        Caller(merchant): Caller,
        IdempotencyKey(key): IdempotencyKey,
        mut submission: PaymentSubmission,
    ) -> Result<Self, Problem> {
        let order = own_order(&merchant, &submission.order)?;
        // Taken out before the digest is made, which nobody will ask for: it may be long.
        let not_sealed = submission.sealed_card.take_if(|text| !is_sealed(text));
        let digest = request_digest("payments", &submission)?;
        let card = match (not_sealed, submission.sealed_card, submission.token) {
            (Some(text), None, None) => AskedCard::NotSealed(text),
            (None, Some(sealed), None) => AskedCard::Sealed(sealed),
            (None, None, Some(token)) if !submission.keep_card && submission.nonce.is_none() => {
                AskedCard::Kept { token }
            }
            _ => return Err(Problem::Malformed),
        };
        let purpose = if submission.keep_card { Purpose::PayAndKeep } else { Purpose::Pay };
        Ok(Self { merchant, key, digest, order, card, nonce: submission.nonce, purpose })
    }

    pub(super) fn token(
        Caller(merchant): Caller,
        IdempotencyKey(key): IdempotencyKey,
        mut submission: TokenSubmission,
    ) -> Result<Self, Problem> {
        let order = own_order(&merchant, &submission.order)?;
        let is_sealed = is_sealed(&submission.sealed_card);
        let not_sealed = (!is_sealed).then(|| std::mem::take(&mut submission.sealed_card));
        let digest = request_digest("tokens", &submission)?;
        let card = not_sealed.map_or(AskedCard::Sealed(submission.sealed_card), AskedCard::NotSealed);
        Ok(Self { merchant, key, digest, order, card, nonce: submission.nonce, purpose: Purpose::Keep })
    }
}

fn own_order(merchant: &str, order: &OrderBody) -> Result<Order, Problem> {
    let order = order.parse()?;
    if order.merchant() == merchant { Ok(order) } else { Err(Problem::OtherMerchant) }
}
