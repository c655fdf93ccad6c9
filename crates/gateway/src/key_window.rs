use cardseal::UnixTime;

use crate::reason::Reason;

/// When a key opens: from a first second, to an expiry, and for a grace time after it what was sealed before it.
///
/// Pages are to be given another key before this one expires. The grace lets cards through that were on their way at that
/// moment; the policy's largest age bounds it too, so a grace longer than that changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyWindow {
    not_before: Option<UnixTime>,
    expires: Option<UnixTime>,
    grace_secs: u64,
}

impl KeyWindow {
    /// Without beginning or end.
    pub const fn always() -> Self {
        Self { not_before: None, expires: None, grace_secs: 0 }
    }

    /// From this second on.
    #[must_use]
    pub const fn starting(mut self, not_before: UnixTime) -> Self {
        self.not_before = Some(not_before);
        self
    }

    /// Up to, and not including, this second; and for `grace_secs` more what was sealed before it.
    #[must_use]
    pub const fn expiring(mut self, expires: UnixTime, grace_secs: u64) -> Self {
        self.expires = Some(expires);
        self.grace_secs = grace_secs;
        self
    }

    /// The first second, if there is one.
    pub fn not_before(&self) -> Option<UnixTime> {
        self.not_before
    }

    /// The second at which it expires, if there is one.
    pub fn expires(&self) -> Option<UnixTime> {
        self.expires
    }

    /// How many seconds after its expiry the key still opens what was sealed before.
    pub fn grace_secs(&self) -> u64 {
        self.grace_secs
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.not_before.zip(self.expires).is_some_and(|(not_before, expires)| expires <= not_before)
    }

    /// The cheap half, before the private-key operation: whether the key opens anything at all by now.
    pub(crate) fn check_now(&self, now: UnixTime, skew_secs: u64) -> Result<(), Reason> {
        self.check(now, self.grace_secs, skew_secs)
    }

    /// The other half, when the claims are known: whether the card was sealed while the key was in use.
    pub(crate) fn check_sealed(&self, sealed_at: UnixTime, skew_secs: u64) -> Result<(), Reason> {
        self.check(sealed_at, 0, skew_secs)
    }

    fn check(&self, at: UnixTime, grace_secs: u64, skew_secs: u64) -> Result<(), Reason> {
        if self.not_before.is_some_and(|not_before| at.plus_secs(skew_secs) < not_before) {
            return Err(Reason::KeyNotYetValid);
        }
        if self.expires.is_some_and(|expires| at >= expires.plus_secs(grace_secs).plus_secs(skew_secs)) {
            return Err(Reason::KeyExpired);
        }
        Ok(())
    }
}
