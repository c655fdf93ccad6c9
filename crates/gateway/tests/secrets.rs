//! Secrets cannot be printed, copied or serialized by accident. Checked by the compiler: this file does not build once
//! one of these types implements one of these traits.

use std::fmt::{Debug, Display};

use cardseal::card::{Card, CardholderName, Cvc, Expiry, Pan};
use cardseal_gateway::{AsyncGateway, Cek, Gateway, OpenedCard, RsaPrivateKey};
use serde::Serialize;

macro_rules! lacks {
    ($type:ty: $($forbidden:ident),+) => {$(
        const _: fn() = || {
            trait Either<Which> {
                fn pick() {}
            }
            impl<T: ?Sized> Either<()> for T {}
            struct Forbidden;
            impl<T: ?Sized + $forbidden> Either<Forbidden> for T {}
            // With the trait there are two to pick from, and the compiler refuses to.
            let _ = <$type as Either<_>>::pick;
        };
    )+};
}

lacks!(Card: Debug, Display, Clone, Serialize);
lacks!(Pan: Debug, Display, Clone, Serialize);
lacks!(Expiry: Debug, Display, Clone, Serialize);
lacks!(Cvc: Debug, Display, Clone, Serialize);
lacks!(CardholderName: Debug, Display, Clone, Serialize);
lacks!(Cek: Debug, Display, Clone, Serialize);
lacks!(RsaPrivateKey: Debug, Display, Clone, Serialize);
lacks!(OpenedCard: Debug, Display, Clone, Serialize);

#[test]
fn a_gateway_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Gateway>();
    shared::<AsyncGateway>();
    shared::<RsaPrivateKey>();
}
