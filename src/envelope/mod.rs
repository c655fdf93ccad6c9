//! The sealed card's parts, shared by the page that writes them and the gateway that reads them.

pub mod claims;
pub mod compact;
pub mod header;
