use cardseal::UnixTime;

use crate::async_private_key::AsyncPrivateKey;
use crate::async_replay::AsyncReplayGuard;
use crate::checks::Checks;
use crate::expected::Expected;
use crate::key_ring::AsyncKeyRing;
use crate::key_window::KeyWindow;
use crate::opened::OpenedCard;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::refused::Refused;

/// A [`Gateway`](crate::Gateway) whose keys or whose memory answer late: an HSM, a KMS, a database. It needs no particular
/// runtime.
pub struct AsyncGateway {
    checks: Checks<dyn AsyncPrivateKey>,
    replay_guard: Box<dyn AsyncReplayGuard>,
}

impl AsyncGateway {
    /// A gateway that opens with these keys, under this policy, each card once.
    pub fn new(keys: AsyncKeyRing, policy: Policy, replay_guard: impl AsyncReplayGuard + 'static) -> Self {
        Self { checks: Checks::new(keys, policy), replay_guard: Box::new(replay_guard) }
    }

    /// Opens a sealed card, with the checks of [`Gateway::open`](crate::Gateway::open) in the same order.
    ///
    /// Nothing happens before it is polled. A future that is dropped on the way has used nothing up and counts as no refusal,
    /// but for what the replay guard may have recorded when it was the one to be waited for.
    ///
    /// # Errors
    /// [`Refused`], the same to the outside whatever was wrong.
    pub async fn open<'a>(
        &self,
        sealed: &str,
        expected: impl Into<Expected<'a>>,
        now: UnixTime,
    ) -> Result<OpenedCard, Refused> {
        self.open_guarded_by(&*self.replay_guard, sealed, expected, now).await
    }

    /// The same with this guard in place of the gateway's own: for a store that records, in one transaction, the card and the
    /// payment that it is opened for.
    ///
    /// # Errors
    /// [`Refused`], as [`open`](Self::open).
    pub async fn open_guarded_by<'a>(
        &self,
        guard: &dyn AsyncReplayGuard,
        sealed: &str,
        expected: impl Into<Expected<'a>>,
        now: UnixTime,
    ) -> Result<OpenedCard, Refused> {
        let outcome = self.open_or_say_why(guard, sealed, &expected.into(), now).await;
        self.checks.refusals.record(outcome)
    }

    /// How many messages were refused since this gateway was made, by reason, in the order of [`Reason::ALL`].
    pub fn refusals(&self) -> Vec<(Reason, u64)> {
        self.checks.refusals.counts()
    }

    /// The identifiers of the keys and their windows, for a status page.
    pub fn kids(&self) -> Vec<(String, KeyWindow)> {
        self.checks.kids()
    }

    /// Adds or removes keys while cards are being opened. Opening waits until `change` returns: it is to be short, and must not
    /// use this gateway itself.
    pub fn change_keys<T>(&self, change: impl FnOnce(&mut AsyncKeyRing) -> T) -> T {
        self.checks.change_keys(change)
    }

    async fn open_or_say_why(
        &self,
        guard: &dyn AsyncReplayGuard,
        sealed: &str,
        expected: &Expected<'_>,
        now: UnixTime,
    ) -> Result<OpenedCard, Reason> {
        let begun = self.checks.begin(sealed, now)?;
        let unwrapped = begun.key().unwrap_cek(begun.encrypted_key()).await;
        let checked = self.checks.finish(begun, unwrapped, expected, now)?;
        let first_use = guard.first_use(checked.opening(now)).await;
        checked.admit(first_use)
    }
}
