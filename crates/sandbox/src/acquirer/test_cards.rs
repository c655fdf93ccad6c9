//! Numbers with a known outcome. They are no one's cards.

use crate::decline_code::DeclineCode;
use crate::payment::Outcome;

/// What the simulation does with a card.
pub(super) struct Script {
    pub(super) outcome: Outcome,
    /// The first answer is lost on the way.
    pub(super) answer_is_lost: bool,
}

const SCRIPTS: [(&str, Outcome, bool); 7] = [
    ("4000000000000002", Outcome::Declined(DeclineCode::GenericDecline), false),
    ("4000000000009995", Outcome::Declined(DeclineCode::InsufficientFunds), false),
    ("4000000000009987", Outcome::Declined(DeclineCode::LostCard), false),
    ("4000000000000069", Outcome::Declined(DeclineCode::ExpiredCard), false),
    ("4000000000000127", Outcome::Declined(DeclineCode::IncorrectCvc), false),
    ("4000002500003155", Outcome::ActionRequired, false),
    ("4000000000000259", Outcome::Approved, true),
];

/// Every number that is not in the table is approved.
pub(super) fn script(pan: &str) -> Script {
    let found = SCRIPTS.into_iter().find(|(number, ..)| *number == pan);
    let (outcome, answer_is_lost) =
        found.map_or((Outcome::Approved, false), |(_, outcome, lost)| (outcome, lost));
    Script { outcome, answer_is_lost }
}
