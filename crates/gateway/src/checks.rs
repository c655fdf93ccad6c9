use std::sync::{Arc, PoisonError, RwLock};

use cardseal::envelope::compact::Compact;
use cardseal::{Card, UnixTime};
use zeroize::Zeroizing;

use crate::cek::Cek;
use crate::claims;
use crate::content;
use crate::expected::Expected;
use crate::header;
use crate::key_ring::{KeyRecord, KeyRing};
use crate::key_window::KeyWindow;
use crate::opened::{Claims, OpenedCard};
use crate::policy::Policy;
use crate::private_key::UnwrapFailed;
use crate::reason::Reason;
use crate::refusals::Refusals;
use crate::replay::{GuardUnavailable, Opening};

/// Everything about opening but the two questions that may be answered late, to the key and to the replay guard: a gateway
/// begins, asks the key, finishes, asks the guard, and admits.
pub(crate) struct Checks<K: ?Sized> {
    keys: RwLock<KeyRing<K>>,
    policy: Policy,
    pub(crate) refusals: Refusals,
}

impl<K: ?Sized> Checks<K> {
    pub(crate) fn new(keys: KeyRing<K>, policy: Policy) -> Self {
        Self { keys: RwLock::new(keys), policy, refusals: Refusals::new() }
    }

    pub(crate) fn kids(&self) -> Vec<(String, KeyWindow)> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.kids().map(|(kid, window)| (kid.to_owned(), window)).collect()
    }

    pub(crate) fn change_keys<T>(&self, change: impl FnOnce(&mut KeyRing<K>) -> T) -> T {
        change(&mut self.keys.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// The cheap checks: those whose outcome the sender can see himself.
    pub(crate) fn begin<'a>(&self, sealed: &'a str, now: UnixTime) -> Result<Begun<'a, K>, Reason> {
        let message = Compact::parse(sealed).map_err(|_| Reason::Malformed)?;
        let header = header::parse(&message.header)?;
        let found = self.find(&header.kid);
        let in_time = match &found {
            Some(record) => record.window.check_now(now, self.policy.clock_skew_secs),
            None => Err(Reason::UnknownKey),
        };
        let record = found.or_else(|| self.any_key()).ok_or(Reason::UnknownKey)?;
        header::check_algorithms(&header, record.alg, record.enc)?;
        let kid = header.kid.into_owned();
        let decoy = Cek::random().ok_or(Reason::Unavailable)?;
        Ok(Begun { message, record, in_time, kid, decoy })
    }

    /// The checks of what was inside, with the key's answer.
    pub(crate) fn finish(
        &self,
        begun: Begun<'_, K>,
        unwrapped: Result<Cek, UnwrapFailed>,
        expected: &Expected<'_>,
        now: UnixTime,
    ) -> Result<Checked, Reason> {
        let Begun { message, record, in_time, kid, decoy } = begun;
        let plaintext = decrypt(&message, unwrapped, decoy);
        in_time?;
        let plaintext = plaintext?;
        let (card, claims) = claims::check(&plaintext, expected, &self.policy, &record.window, now)?;
        let last_chance = claims::last_chance(&claims, &self.policy);
        Ok(Checked { card, claims, kid, last_chance })
    }

    fn find(&self, kid: &str) -> Option<Arc<KeyRecord<K>>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).find(kid)
    }

    fn any_key(&self) -> Option<Arc<KeyRecord<K>>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).any()
    }
}

/// A message that passed the cheap checks.
pub(crate) struct Begun<'a, K: ?Sized> {
    message: Compact<'a>,
    record: Arc<KeyRecord<K>>,
    /// Whether the record is that of the message's `kid`, and this its time. If not, it is asked all the same, so that this refusal
    /// takes as long as the others: whoever names a key that opens can cost the gateway an operation anyway.
    in_time: Result<(), Reason>,
    kid: String,
    /// Drawn before anything is known of the encrypted key.
    decoy: Cek,
}

impl<K: ?Sized> Begun<'_, K> {
    pub(crate) fn key(&self) -> &K {
        &self.record.key
    }

    pub(crate) fn encrypted_key(&self) -> &[u8] {
        &self.message.encrypted_key
    }
}

/// A card that lacks only the replay guard's word.
pub(crate) struct Checked {
    card: Card,
    claims: Claims,
    kid: String,
    last_chance: UnixTime,
}

impl Checked {
    pub(crate) fn opening(&self, now: UnixTime) -> Opening<'_> {
        let Claims { jti, issued_at, .. } = &self.claims;
        Opening { jti, issued_at: *issued_at, expires: self.last_chance, now }
    }

    pub(crate) fn admit(self, first_use: Result<bool, GuardUnavailable>) -> Result<OpenedCard, Reason> {
        match first_use {
            Ok(true) => Ok(OpenedCard { card: self.card, claims: self.claims, kid: self.kid }),
            Ok(false) => Err(Reason::Replayed),
            Err(GuardUnavailable) => Err(Reason::Unavailable),
        }
    }
}

/// RFC 7516 section 5.2, steps 10 to 16.
pub(crate) fn decrypt(
    message: &Compact<'_>,
    unwrapped: Result<Cek, UnwrapFailed>,
    decoy: Cek,
) -> Result<Zeroizing<Vec<u8>>, Reason> {
    // Section 11.5: "the recipient MUST NOT distinguish between format, padding, and length errors of encrypted keys. It
    // is strongly recommended, in the event of receiving an improperly formatted key, that the recipient substitute a
    // randomly generated CEK and proceed to the next step, to mitigate timing attacks." All three end at the last line,
    // where a wrong tag ends too.
    let cek = match unwrapped {
        Ok(cek) => cek,
        Err(UnwrapFailed::Rejected) => decoy,
        Err(UnwrapFailed::Unavailable) => return Err(Reason::Unavailable),
    };
    content::decrypt(&cek, &message.iv, message.aad.as_bytes(), &message.ciphertext, &message.tag)
        .ok_or(Reason::Undecryptable)
}
