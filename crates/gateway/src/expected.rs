use cardseal::Order;

/// What a sealed card must have been sealed with, as the gateway knows it without opening it.
///
/// An order alone is one: `gateway.open(sealed, &order, now)`.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub(crate) order: &'a Order,
    pub(crate) nonce: Option<&'a str>,
}

impl<'a> Expected<'a> {
    /// Sealed for this order.
    pub const fn order(order: &'a Order) -> Self {
        Self { order, nonce: None }
    }

    /// And with this challenge, which the gateway gave for this checkout: a card with another one or with none is refused.
    ///
    /// Where no nonce is expected, one that is there is not looked at: the gateway has nothing to compare it with, `jti` keeps
    /// the card from being opened twice without it, and a page may send nonces before its gateway asks for them.
    #[must_use]
    pub const fn with_nonce(mut self, nonce: &'a str) -> Self {
        self.nonce = Some(nonce);
        self
    }
}

impl<'a> From<&'a Order> for Expected<'a> {
    fn from(order: &'a Order) -> Self {
        Self::order(order)
    }
}
