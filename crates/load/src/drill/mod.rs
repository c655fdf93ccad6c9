//! What must hold however many ask at once, and whatever dies: each drill fails when it does not.

mod killed;
mod replay;

pub use killed::{Killed, killed};
pub use replay::replay;
