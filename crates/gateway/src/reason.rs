/// Declares the reasons once: the enum, the list of all and the names.
macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $reason:ident => $name:literal,)+) => {
        /// Why a sealed card was not opened, in the order in which it is found out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $($(#[doc = $doc])+ $reason,)+
        }

        impl Reason {
            /// Every reason, in the order in which they are found out.
            pub const ALL: &'static [Self] = &[$(Self::$reason,)+];

            /// A stable name for a counter's label or a log field: it says nothing about the card.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$reason => $name,)+
                }
            }
        }
    };
}

reasons! {
    /// Not five parts of strict base64url within the size limits (RFC 7516 section 7.1).
    Malformed => "malformed",
    /// The protected header is not exactly `alg`, `enc`, `kid` and `typ`, or `typ` is another.
    Header => "header",
    /// No key of this `kid`.
    UnknownKey => "unknown_key",
    /// `alg` or `enc` are not those of the key.
    Algorithm => "algorithm",
    /// The key's window has not begun: not now, or not when the card was sealed.
    KeyNotYetValid => "key_not_yet_valid",
    /// The key's window is over: its grace now, or the window itself when the card was sealed.
    KeyExpired => "key_expired",
    /// The key did not unwrap or the tag is wrong: which of them is not known here either
    /// (RFC 7516 section 11.5).
    Undecryptable => "undecryptable",
    /// The claims are not JSON with exactly the members of a sealed card.
    Claims => "claims",
    /// Sealed for another gateway.
    Audience => "audience",
    /// Issued in the future, by more than the clock skew.
    NotYetValid => "not_yet_valid",
    /// Expired, by more than the clock skew.
    Expired => "expired",
    /// Issued longer ago than the policy allows, by more than the clock skew.
    TooOld => "too_old",
    /// Sealed in a page without a secure context, which the policy does not allow.
    InsecurePage => "insecure_page",
    /// Sealed for another order.
    OtherOrder => "other_order",
    /// Sealed in a page of an origin that the policy does not allow for this merchant.
    OtherOrigin => "other_origin",
    /// Sealed without a nonce, where one was expected.
    NonceMissing => "nonce_missing",
    /// Sealed with another nonce than the expected one.
    OtherNonce => "other_nonce",
    /// The card is not a card: the page that sealed it did not check it.
    Card => "card",
    /// Opened before.
    Replayed => "replayed",
    /// The key, the replay guard or the random source did not answer. Says nothing about the
    /// message: it may be sent again.
    Unavailable => "unavailable",
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_labels_and_differ() {
        let names: HashSet<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
        assert_eq!(names.len(), Reason::ALL.len());
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }
}
