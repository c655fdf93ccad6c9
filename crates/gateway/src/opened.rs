use cardseal::card::Brand;
use cardseal::{Card, UnixTime};

/// An opened card: everything about it was checked, and it will not open again.
///
/// [`charge`](Self::charge) uses it, once: the card is wiped when that returns, so neither PAN nor CVC can be sent, or kept, a
/// second time by mistake. What a gateway may keep or show, it asks for by name before.
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

    /// The brand by its number; `None` for a number of no known brand.
    pub fn brand(&self) -> Option<Brand> {
        self.card.number().brand()
    }

    /// The network that the buyer chose for a co-badged card.
    pub fn network(&self) -> Option<Brand> {
        self.card.network()
    }

    /// The last four digits, which PCI DSS 3.4.1 allows to be shown. They are digits of the card all the same: not for a log.
    pub fn last_four(&self) -> &str {
        self.card.number().last_four()
    }

    /// How many digits the number has.
    pub fn digits(&self) -> usize {
        self.card.number().expose().len()
    }

    /// The month of the expiry, 1 to 12.
    pub fn expiry_month(&self) -> u8 {
        self.card.expiry().month()
    }

    /// The year of the expiry, four digits.
    pub fn expiry_year(&self) -> u16 {
        self.card.expiry().year()
    }

    /// Whether the card came with a CVC.
    pub fn has_cvc(&self) -> bool {
        self.card.cvc().is_some()
    }

    /// Whether the card came with the cardholder's name.
    pub fn has_name(&self) -> bool {
        self.card.name().is_some()
    }

    /// Whether the card came with a postal code.
    pub fn has_postal_code(&self) -> bool {
        self.card.postal_code().is_some()
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
