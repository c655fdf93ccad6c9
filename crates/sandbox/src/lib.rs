//! A merchant and a payment gateway to try cardseal with: two origins on one machine, no money.
//!
//! [`shop_app`] serves the checkout and passes sealed cards on. A [`GatewayServer`] opens them with `cardseal-gateway`, takes
//! payments once with `cardseal-store`, and asks an acquirer that is simulated. Because it is a sandbox, it also shows what it
//! read, masked. [`serve`] puts either on a socket.

mod acquirer;
mod body;
mod decline_code;
mod ending;
mod forward;
mod gateway;
mod gateway_keys;
mod house;
mod id;
mod listen;
mod log;
mod masked;
mod merchant;
mod merchants;
mod metrics;
mod orders;
mod payment;
mod private_key_pool;
mod problem;
mod recent;
mod serve;
mod state_folder;
mod submission;
mod tls;
mod vault_file;

pub use ending::asked_to_end;
pub use forward::GatewayClient;
pub use gateway::{GatewayConfig, GatewayServer};
pub use listen::{ListenError, Port, bind};
pub use log::Log;
pub use merchant::{NotAnOrigin, ShopConfig, ShopState, shop_app};
pub use merchants::{ApiKey, demo_key};
pub use serve::{Limits, serve};
pub use state_folder::{StateFolder, write_private};
pub use tls::ThrowawayTls;
