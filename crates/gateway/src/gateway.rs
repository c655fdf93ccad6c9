use cardseal::UnixTime;

use crate::checks::Checks;
use crate::expected::Expected;
use crate::key_ring::KeyRing;
use crate::key_window::KeyWindow;
use crate::opened::OpenedCard;
use crate::policy::Policy;
use crate::private_key::PrivateKey;
use crate::reason::Reason;
use crate::refused::Refused;
use crate::replay::ReplayGuard;

/// A payment gateway's keys, policy and memory: opens sealed cards.
pub struct Gateway {
    checks: Checks<dyn PrivateKey>,
    replay_guard: Box<dyn ReplayGuard>,
}

impl Gateway {
    /// A gateway that opens with these keys, under this policy, each card once.
    pub fn new(keys: KeyRing, policy: Policy, replay_guard: impl ReplayGuard + 'static) -> Self {
        Self { checks: Checks::new(keys, policy), replay_guard: Box::new(replay_guard) }
    }

    /// Opens a sealed card (a compact JWE, RFC 7516 section 7.1) for the order that the merchant
    /// submitted with it; with [`Expected::with_nonce`] also for the nonce of this checkout.
    ///
    /// The cheap checks come first: the shape and the header. Only then one private-key operation, then the claims, the card,
    /// and last the replay guard: a message that is refused for any other reason does not count as used. A `kid` that
    /// nobody has, or whose time this is not, costs the operation too, so that it takes as long to refuse as a wrong
    /// padding and a wrong tag.
    ///
    /// # Errors
    /// [`Refused`], the same to the outside whatever was wrong.
    pub fn open<'a>(
        &self,
        sealed: &str,
        expected: impl Into<Expected<'a>>,
        now: UnixTime,
    ) -> Result<OpenedCard, Refused> {
        self.checks.refusals.record(self.open_or_say_why(sealed, &expected.into(), now))
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
    pub fn change_keys<T>(&self, change: impl FnOnce(&mut KeyRing) -> T) -> T {
        self.checks.change_keys(change)
    }

    fn open_or_say_why(
        &self,
        sealed: &str,
        expected: &Expected<'_>,
        now: UnixTime,
    ) -> Result<OpenedCard, Reason> {
        let begun = self.checks.begin(sealed, now)?;
        let unwrapped = begun.key().unwrap_cek(begun.encrypted_key());
        let checked = self.checks.finish(begun, unwrapped, expected, now)?;
        let first_use = self.replay_guard.first_use(checked.opening(now));
        checked.admit(first_use)
    }
}
