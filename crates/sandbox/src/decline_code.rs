//! Why a card was declined.

use serde::{Deserialize, Serialize};

/// Declares the decline codes once: the enum, the list of all and the names.
macro_rules! decline_codes {
    ($($code:ident => $name:literal,)+) => {
        /// Why a card was declined.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum DeclineCode {
            $($code,)+
        }

        impl DeclineCode {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$code,)+];

            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }
        }
    };
}

decline_codes! {
    GenericDecline => "generic_decline",
    InsufficientFunds => "insufficient_funds",
    LostCard => "lost_card",
    ExpiredCard => "expired_card",
    IncorrectCvc => "incorrect_cvc",
}
