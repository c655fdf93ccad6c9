use cardseal::envelope::compact::Compact;
use cardseal::{Order, UnixTime};
use zeroize::Zeroizing;

use crate::cek::Cek;
use crate::claims;
use crate::content;
use crate::header;
use crate::key_ring::{KeyRecord, KeyRing};
use crate::opened::OpenedCard;
use crate::policy::Policy;
use crate::private_key::UnwrapFailed;
use crate::refused::{Reason, Refused};
use crate::replay::ReplayGuard;

/// A payment gateway's keys, policy and memory: opens sealed cards.
pub struct Gateway {
    keys: KeyRing,
    policy: Policy,
    replay_guard: Box<dyn ReplayGuard>,
}

impl Gateway {
    /// A gateway that opens with these keys, under this policy, each card once.
    pub fn new(keys: KeyRing, policy: Policy, replay_guard: impl ReplayGuard + 'static) -> Self {
        Self { keys, policy, replay_guard: Box::new(replay_guard) }
    }

    /// Opens a sealed card (a compact JWE, RFC 7516 section 7.1) for the order that the merchant
    /// submitted with it.
    ///
    /// The cheap checks come first: the shape, the header, whether there is such a key. Only then
    /// one private-key operation, then the claims, the card, and last the replay guard: a message
    /// that is refused for any other reason does not count as used.
    ///
    /// # Errors
    /// [`Refused`], the same to the outside whatever was wrong.
    pub fn open(&self, sealed: &str, order: &Order, now: UnixTime) -> Result<OpenedCard, Refused> {
        let message = Compact::parse(sealed).map_err(|_| Reason::Malformed)?;
        let header = header::parse(&message.header)?;
        let record = self.keys.find(&header.kid).ok_or(Reason::UnknownKey)?;
        header::check_algorithms(&header, record)?;
        let plaintext = decrypt(&message, record)?;
        let (card, claims) = claims::check(&plaintext, order, &self.policy, now)?;
        let last_chance = claims::last_chance(&claims, &self.policy);
        match self.replay_guard.first_use(&claims.jti, last_chance, now) {
            Ok(true) => Ok(OpenedCard { card, claims, kid: header.kid.into_owned() }),
            Ok(false) => Err(Reason::Replayed.into()),
            Err(_) => Err(Reason::Unavailable.into()),
        }
    }
}

/// RFC 7516 section 5.2, steps 9 to 16.
pub(crate) fn decrypt(message: &Compact<'_>, record: &KeyRecord) -> Result<Zeroizing<Vec<u8>>, Reason> {
    // Section 11.5: "the recipient MUST NOT distinguish between format, padding, and length errors of encrypted keys. It
    // is strongly recommended, in the event of receiving an improperly formatted key, that the recipient substitute a
    // randomly generated CEK and proceed to the next step, to mitigate timing attacks." It is drawn before anything is
    // known, and all three end at the last line, where a wrong tag ends too.
    let decoy = Cek::random().ok_or(Reason::Unavailable)?;
    let cek = match record.key.unwrap_cek(&message.encrypted_key) {
        Ok(cek) => cek,
        Err(UnwrapFailed::Rejected) => decoy,
        Err(UnwrapFailed::Unavailable) => return Err(Reason::Unavailable),
    };
    content::decrypt(&cek, &message.iv, message.aad.as_bytes(), &message.ciphertext, &message.tag)
        .ok_or(Reason::Undecryptable)
}
