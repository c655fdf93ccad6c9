//! `cardseal jwk`

use serde_json::Value;

use crate::answer::{Answer, Refusal};
use crate::arguments::Jwk;
use crate::input;
use crate::keys;
use crate::public_jwk;

pub(crate) fn run(options: &Jwk) -> Result<Answer, Refusal> {
    let file = input::read(&options.file)?;
    let named = |refusal: Refusal| Refusal {
        text: format!("{}: {}", input::name(&options.file), refusal.text),
        ..refusal
    };
    let key = keys::find_one(&file).map_err(named)?;
    public_jwk::checked(&key, &options.kid).map(answer).map_err(named)
}

/// A JWK is JSON either way: on lines of its own for people, on one for programs.
pub(super) fn answer(jwk: Value) -> Answer {
    Answer { text: format!("{jwk:#}"), json: jwk, good: true }
}
