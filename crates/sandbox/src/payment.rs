//! A payment as the gateway answers it.

use cardseal::card::{Brand, Pan};
use serde::{Deserialize, Serialize};

use crate::decline_code::DeclineCode;
use crate::submission::OrderBody;

/// What came of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Approved,
    Declined(DeclineCode),
    /// The card's bank wants the buyer to authenticate (3-D Secure).
    ActionRequired,
}

/// The kind of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Approved,
    Declined,
    ActionRequired,
}

impl Status {
    pub(crate) const ALL: [Self; 3] = [Self::Approved, Self::Declined, Self::ActionRequired];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Declined => "declined",
            Self::ActionRequired => "action_required",
        }
    }
}

impl Outcome {
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Approved => Status::Approved,
            Self::Declined(_) => Status::Declined,
            Self::ActionRequired => Status::ActionRequired,
        }
    }

    pub(crate) fn decline_code(self) -> Option<DeclineCode> {
        match self {
            Self::Declined(code) => Some(code),
            Self::Approved | Self::ActionRequired => None,
        }
    }

    /// As the simulated acquirer writes it down: a decline by its code.
    pub(crate) fn as_str(self) -> &'static str {
        self.decline_code().map_or(self.status().as_str(), DeclineCode::as_str)
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let declines = DeclineCode::ALL.iter().copied().map(Self::Declined);
        [Self::Approved, Self::ActionRequired]
            .into_iter()
            .chain(declines)
            .find(|outcome| outcome.as_str() == text)
    }
}

/// What a merchant is told of a card.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct ShownCard {
    /// By the number; `None` for a number of no known brand.
    pub(crate) brand: Option<String>,
    /// The network that the buyer chose for a co-badged card.
    pub(crate) network: Option<String>,
    pub(crate) last_four: String,
}

impl ShownCard {
    pub(crate) fn new(pan: &Pan, network: Option<Brand>) -> Self {
        let id = |brand: Brand| brand.id().to_owned();
        Self { brand: pan.brand().map(id), network: network.map(id), last_four: pan.last_four().to_owned() }
    }
}

/// The body of an answer about a payment.
#[derive(Deserialize, Serialize)]
pub(crate) struct PaymentBody {
    pub(crate) id: String,
    pub(crate) status: Status,
    pub(crate) decline_code: Option<DeclineCode>,
    #[serde(flatten)]
    pub(crate) card: ShownCard,
    /// For a card that was to be kept.
    pub(crate) token: Option<String>,
    pub(crate) order: OrderBody,
    /// In seconds since 1970.
    pub(crate) created: u64,
}

/// The body of an answer about a kept card.
#[derive(Serialize)]
pub(crate) struct TokenBody {
    pub(crate) token: String,
    #[serde(flatten)]
    pub(crate) card: ShownCard,
    pub(crate) created: u64,
}
