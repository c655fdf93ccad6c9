use cardseal::{Card, UnixTime};

/// An opened card: everything about it was checked, and it will not open again.
///
/// [`charge`](Self::charge) uses it, once: the card is wiped when that returns, so neither PAN nor CVC can be sent, or kept, a
/// second time by mistake. What a gateway may keep is to be read before.
///
/// No `Debug`, `Display`, `Serialize` or `Clone`; the card wipes itself when it is dropped.
pub struct OpenedCard {
    pub(crate) card: Card,
    pub(crate) claims: Claims,
    pub(crate) kid: String,
}

impl OpenedCard {
    /// Uses the card and wipes it, also when `charge` panics. Nothing of the card can be borrowed beyond that.
    pub fn charge<T>(self, charge: impl FnOnce(&Card) -> T) -> T {
        charge(&self.card)
    }

    /// The same for an acquirer that answers late. A future that is dropped before it is ready wipes the card too.
    pub async fn charge_async<T>(self, charge: impl AsyncFnOnce(&Card) -> T) -> T {
        charge(&self.card).await
    }

    /// The card, for what is shown or kept of it: brand, last four, expiry. Whoever charges it calls
    /// [`charge`](Self::charge).
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// What the page said beside the card.
    pub fn claims(&self) -> &Claims {
        &self.claims
    }

    /// The identifier of the key that opened it.
    pub fn kid(&self) -> &str {
        &self.kid
    }
}

/// The claims of an opened card that are no secret. Its order is the one it was opened for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    pub(crate) audience: String,
    pub(crate) jti: String,
    pub(crate) issued_at: UnixTime,
    pub(crate) expires_at: UnixTime,
    pub(crate) origin: Option<String>,
    pub(crate) secure: bool,
    pub(crate) nonce: Option<String>,
}

impl Claims {
    /// `aud`: this gateway.
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// `jti`: 128 random bits, base64url.
    pub fn jti(&self) -> &str {
        &self.jti
    }

    /// `iat`: when it was sealed, by the buyer's clock.
    pub fn issued_at(&self) -> UnixTime {
        self.issued_at
    }

    /// `exp`.
    pub fn expires_at(&self) -> UnixTime {
        self.expires_at
    }

    /// `origin`: of the page, as the browser gave it; `None` where no page sealed it.
    pub fn origin(&self) -> Option<&str> {
        self.origin.as_deref()
    }

    /// `secure`: whether the page was a secure context.
    pub fn secure(&self) -> bool {
        self.secure
    }

    /// `nonce`: the challenge for this checkout that the page was given, if it was given one.
    /// Compared with the one that was [expected](crate::Expected::with_nonce), and with nothing else.
    pub fn nonce(&self) -> Option<&str> {
        self.nonce.as_deref()
    }
}
