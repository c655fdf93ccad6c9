//! Measures the gateway and puts it under strain. `cargo xtask bench gateway` runs the measurements, `cargo xtask drill` the
//! drills at full length; `tests/` runs the drills too, some of them shortened.

pub mod client;
pub mod database;
pub mod drill;
pub mod flood;
pub mod flooder;
pub mod gateways;
pub mod machine;
pub mod memory;
pub mod opens;
pub mod page;
pub mod payments;
pub mod refusals;
pub mod report;
mod statistics;
pub mod throughput;
