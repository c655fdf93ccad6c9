//! What is wrong with an input, said without repeating any of it.

/// One thing that is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issue {
    /// The field that the issue is about.
    pub field: Field,
    /// What is wrong with it.
    pub code: IssueCode,
}

impl Issue {
    pub(crate) const fn new(field: Field, code: IssueCode) -> Self {
        Self { field, code }
    }
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum $name { $($(#[$item_doc])* $item,)+ }

        impl $name {
            /// Every one, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$item,)+];

            /// The stable name that JavaScript, logs and documents use.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $text,)+ }
            }
        }
    };
}

names! {
    /// A field of a card or of an order.
    Field {
        /// The PAN.
        Number = "number",
        /// Month and year of expiry.
        Expiry = "expiry",
        /// The card verification code.
        Cvc = "cvc",
        /// The cardholder name.
        Name = "name",
        /// The postal code of the billing address.
        PostalCode = "postalCode",
        /// The network that a co-badged card is to be paid through.
        Network = "network",
        /// The merchant's identifier at the gateway.
        Merchant = "merchant",
        /// The merchant's identifier of the order.
        Id = "id",
        /// The amount in minor units.
        Amount = "amount",
        /// The currency.
        Currency = "currency",
    }
}

names! {
    /// What is wrong. The names are stable; sentences for people are made from them elsewhere.
    IssueCode {
        /// Missing or empty.
        Required = "required",
        /// A sign that is neither a digit nor a separator.
        NotDigits = "not_digits",
        /// Too few digits.
        TooShort = "too_short",
        /// Too many digits, or more text than any valid value has.
        TooLong = "too_long",
        /// The check digit does not fit (ISO/IEC 7812-1 annex B).
        Luhn = "luhn",
        /// A length that this brand does not issue.
        LengthForBrand = "length_for_brand",
        /// A brand that the page does not take.
        BrandNotAccepted = "brand_not_accepted",
        /// Not of the form month and year.
        Format = "format",
        /// Not a month from 1 to 12.
        Month = "month",
        /// The last day of the month is over everywhere on earth.
        Expired = "expired",
        /// More than 20 years ahead.
        TooFar = "too_far",
        /// A control character, or one that stands for undecodable input.
        Characters = "characters",
        /// A name that holds what could be a card number.
        HoldsNumber = "holds_number",
        /// Not a network of this card, or a code that cards of its brand do not have.
        NotOnCard = "not_on_card",
        /// An amount below 1.
        NotPositive = "not_positive",
        /// An amount above 2^53 - 1, which JavaScript cannot hold exactly.
        UnsafeInteger = "unsafe_integer",
        /// Not three letters A to Z (ISO 4217).
        Currency = "currency",
    }
}
