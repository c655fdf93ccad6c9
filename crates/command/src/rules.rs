//! A gateway with one key and the policy that the arguments describe.

use cardseal::{Order, UnixTime};
use cardseal_gateway::{
    Expected, Gateway, KeyRing, MemoryReplayGuard, OpenedCard, Policy, Refused, RsaPrivateKey,
};

use crate::answer::Refusal;
use crate::arguments::Rules;
use crate::input;

impl Rules {
    /// The time to judge by.
    pub(crate) fn now(&self) -> Result<u64, Refusal> {
        self.now.map_or_else(input::clock, Ok)
    }

    /// Opens as a gateway under these rules does, once.
    pub(crate) fn open(
        &self,
        sealed: &str,
        (kid, key): (&str, RsaPrivateKey),
        issuer: &str,
        order: &Order,
        now: u64,
    ) -> Result<Result<OpenedCard, Refused>, Refusal> {
        let mut keys = KeyRing::new();
        keys.insert(kid, key).map_err(|error| Refusal::new("kid", error.to_string()))?;
        let gateway = Gateway::new(keys, self.policy(issuer, order)?, MemoryReplayGuard::new());
        let mut expected = Expected::order(order);
        if let Some(nonce) = &self.nonce {
            expected = expected.with_nonce(nonce);
        }
        Ok(gateway.open(sealed, expected, UnixTime::from_secs(now)))
    }

    fn policy(&self, issuer: &str, order: &Order) -> Result<Policy, Refusal> {
        let policy = Policy::new(issuer)
            .allow_insecure(self.insecure)
            .max_age_secs(self.max_age)
            .clock_skew_secs(self.clock_skew);
        if self.origins.is_empty() {
            return Ok(policy);
        }
        let origins = self.origins.iter().map(String::as_str);
        policy
            .allow_origins(order.merchant(), origins)
            .map_err(|error| Refusal::new("origin", error.to_string()))
    }
}
