//! Who moves the money: the gateway's question to an acquirer, and what it may answer.

mod simulated;
mod test_cards;

use cardseal::card::Pan;
use cardseal::{Order, UnixTime};
use cardseal_gateway::Later;

use crate::payment::{Outcome, ShownCard};

pub(crate) use simulated::SimulatedAcquirer;

/// Moves money, once for each payment.
pub(crate) trait Acquirer: Send + Sync {
    /// Takes this payment. Asked again for one that it has taken or declined, it moves nothing and answers as before.
    fn charge<'a>(&'a self, charge: Charge<'a>) -> Later<'a, Result<Charged, NoAnswer>>;

    /// What became of a payment. `None`: it never heard of it, so nothing was moved.
    fn look_up<'a>(&'a self, payment: &'a str) -> Later<'a, Result<Option<Charged>, NoAnswer>>;
}

/// What an acquirer is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Charge<'a> {
    /// The gateway's identifier of the payment.
    pub(crate) payment: &'a str,
    pub(crate) order: &'a Order,
    /// All that the simulation looks at; another acquirer is sent the expiry and the CVC too.
    pub(crate) pan: &'a Pan,
    /// What the merchant will be shown of it.
    pub(crate) shown: &'a ShownCard,
    pub(crate) now: UnixTime,
}

/// What an acquirer did.
pub(crate) struct Charged {
    pub(crate) outcome: Outcome,
    pub(crate) shown: ShownCard,
    pub(crate) at: UnixTime,
}

/// Nobody knows whether money moved. Asking again with the same payment is safe.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoAnswer;
