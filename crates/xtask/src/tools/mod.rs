//! What the commands need from the machine: each module finds one thing and, where it may, installs it.
//! Where it may not, it stops with the command that would.

pub(crate) mod browsers;
pub(crate) mod cargo_tool;
pub(crate) mod debian;
pub(crate) mod languages;
pub(crate) mod npm;
pub(crate) mod postgres;
pub(crate) mod programs;
pub(crate) mod python;
pub(crate) mod wasm_target;
