//! The subcommands, one a file.

pub(crate) mod inspect;
pub(crate) mod jwk;
pub(crate) mod keygen;
