//! The subcommands, one a file.

pub(crate) mod doctor;
pub(crate) mod inspect;
pub(crate) mod jwk;
pub(crate) mod keygen;
pub(crate) mod open;
