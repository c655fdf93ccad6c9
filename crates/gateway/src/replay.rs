use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use cardseal::UnixTime;

/// A sealed card that is right in everything else: what a replay guard has to know of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening<'a> {
    /// Its `jti`: 128 random bits, base64url.
    pub jti: &'a str,
    /// Its `iat`: when it was sealed, by the buyer's clock.
    pub issued_at: UnixTime,
    /// The last second in which it could be opened, with the policy's clock skew.
    pub expires: UnixTime,
    /// The present.
    pub now: UnixTime,
}

/// Remembers which sealed cards were opened, so that each is opened once.
///
/// Asked last, when everything else about a message is right: what it remembers cannot be filled
/// by a flood of garbage.
pub trait ReplayGuard: Send + Sync {
    /// Records the `jti` up to and including the second `expires`, and answers whether it was new. Of any number of calls
    /// at the same time with the same `jti`, in all processes that share the guard, exactly one
    /// gets `true`.
    ///
    /// # Errors
    /// [`GuardUnavailable`] when that cannot be answered: the message is then not opened.
    fn first_use(&self, opening: Opening<'_>) -> Result<bool, GuardUnavailable>;
}

/// One guard of several gateways.
impl<G: ReplayGuard + ?Sized> ReplayGuard for Arc<G> {
    fn first_use(&self, opening: Opening<'_>) -> Result<bool, GuardUnavailable> {
        (**self).first_use(opening)
    }
}

/// The guard is full or out of reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuardUnavailable;

/// A guard in the memory of one process: for a sandbox, or for a gateway that runs as a single
/// process and may forget what it opened when it restarts.
pub struct MemoryReplayGuard {
    capacity: usize,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    expires_by_jti: HashMap<String, u64>,
    jtis_by_expiry: BTreeMap<u64, Vec<String>>,
}

impl MemoryReplayGuard {
    /// Room for a million opened cards that have not expired yet: about 200 MB when full.
    pub fn new() -> Self {
        Self::with_capacity(1_000_000)
    }

    /// Room for this many. A full guard is unavailable until some of them expire: forgetting one
    /// early would let it be opened again.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { capacity, seen: Mutex::default() }
    }
}

impl Default for MemoryReplayGuard {
    fn default() -> Self {
        Self::new()
    }
}

impl ReplayGuard for MemoryReplayGuard {
    fn first_use(&self, Opening { jti, expires, now, .. }: Opening<'_>) -> Result<bool, GuardUnavailable> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forget_expired(now.as_secs());
        if seen.expires_by_jti.contains_key(jti) {
            return Ok(false);
        }
        if seen.expires_by_jti.len() >= self.capacity {
            return Err(GuardUnavailable);
        }
        seen.record(jti, expires.as_secs());
        Ok(true)
    }
}

impl Seen {
    fn forget_expired(&mut self, now: u64) {
        while let Some(earliest) = self.jtis_by_expiry.first_entry() {
            if *earliest.key() >= now {
                break;
            }
            for jti in earliest.remove() {
                self.expires_by_jti.remove(&jti);
            }
        }
    }

    fn record(&mut self, jti: &str, expires: u64) {
        self.expires_by_jti.insert(jti.to_owned(), expires);
        self.jtis_by_expiry.entry(expires).or_default().push(jti.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> UnixTime {
        UnixTime::from_secs(seconds)
    }

    fn first_use(
        guard: &MemoryReplayGuard,
        jti: &str,
        expires: u64,
        now: u64,
    ) -> Result<bool, GuardUnavailable> {
        guard.first_use(Opening { jti, issued_at: at(0), expires: at(expires), now: at(now) })
    }

    #[test]
    fn once_until_it_expires() {
        let guard = MemoryReplayGuard::new();
        assert_eq!(first_use(&guard, "a", 10, 0), Ok(true));
        assert_eq!(first_use(&guard, "a", 10, 0), Ok(false));
        assert_eq!(first_use(&guard, "a", 10, 10), Ok(false));
        assert_eq!(first_use(&guard, "b", 10, 0), Ok(true));
        assert_eq!(first_use(&guard, "a", 20, 11), Ok(true));
    }

    #[test]
    fn full_means_unavailable_not_forgetful() {
        let guard = MemoryReplayGuard::with_capacity(2);
        assert_eq!(first_use(&guard, "a", 10, 0), Ok(true));
        assert_eq!(first_use(&guard, "b", 20, 0), Ok(true));
        assert_eq!(first_use(&guard, "c", 20, 0), Err(GuardUnavailable));
        assert_eq!(first_use(&guard, "a", 10, 0), Ok(false));
        assert_eq!(first_use(&guard, "c", 20, 11), Ok(true));
    }

    #[test]
    fn memory_stays_bounded_as_time_passes() {
        let guard = MemoryReplayGuard::with_capacity(100);
        for second in 0..10_000 {
            let jti = second.to_string();
            assert_eq!(first_use(&guard, &jti, second + 50, second), Ok(true));
        }
        let seen = guard.seen.lock().unwrap();
        assert!(seen.expires_by_jti.len() <= 52);
        assert_eq!(seen.expires_by_jti.len(), seen.jtis_by_expiry.values().map(Vec::len).sum::<usize>());
    }

    #[test]
    fn one_winner_among_threads() {
        let guard = MemoryReplayGuard::new();
        let wins: usize = std::thread::scope(|scope| {
            let racing: Vec<_> =
                (0..8).map(|_| scope.spawn(|| first_use(&guard, "a", 10, 0) == Ok(true))).collect();
            racing.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
        });
        assert_eq!(wins, 1);
    }
}
