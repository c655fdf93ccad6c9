//! Facts that the browser gives about the page or worker.

use js_sys::global;
use wasm_bindgen::JsCast;
use web_sys::{Window, WorkerGlobalScope};

/// Whether this is a secure context; `true` where there is neither page nor worker.
pub(super) fn secure() -> bool {
    let global = global();
    match (global.dyn_ref::<Window>(), global.dyn_ref::<WorkerGlobalScope>()) {
        (Some(window), _) => window.is_secure_context(),
        (None, Some(worker)) => worker.is_secure_context(),
        (None, None) => true,
    }
}

/// The origin of the page or worker; `None` where there is neither.
pub(super) fn origin() -> Option<String> {
    let global = global();
    match (global.dyn_ref::<Window>(), global.dyn_ref::<WorkerGlobalScope>()) {
        (Some(window), _) => Some(window.origin()),
        (None, Some(worker)) => Some(worker.origin()),
        (None, None) => None,
    }
}
