//! The receiving side.
