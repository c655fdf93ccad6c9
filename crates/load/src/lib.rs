//! Measures the gateway and puts it under strain. `cargo xtask bench gateway` runs the measurements, `cargo xtask drill` the
//! drills at full length; `tests/` runs the drills shortened.

pub mod opens;
pub mod page;
pub mod refusals;
pub mod report;
mod statistics;
