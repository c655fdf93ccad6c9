//! A merchant and a payment gateway to try cardseal with: two origins on one machine, no money.
//!
//! [`shop_app`] serves the checkout and passes sealed cards on; [`gateway_app`] opens them with `cardseal-gateway` and, because it
//! is a sandbox, shows what it read, masked. All state is in memory and bounded.

mod forward;
mod gateway;
mod house;
mod id;
mod listen;
mod log;
mod masked;
mod merchant;
mod orders;
mod problem;
mod recent;
mod submission;

pub use forward::GatewayClient;
pub use gateway::{GatewayState, PublicKeys, gateway_app};
pub use listen::{ListenError, Port, bind};
pub use log::Log;
pub use merchant::{NotAnOrigin, ShopConfig, ShopState, shop_app};
