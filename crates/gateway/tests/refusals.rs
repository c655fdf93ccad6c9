//! Refusals are counted by reason, and what is opened is not.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;

use cardseal_gateway::Reason;
use serde_json::json;
use support::*;

fn counted(site: &Site) -> BTreeMap<&'static str, u64> {
    let counts = site.gateway.refusals();
    let listed: Vec<_> = counts.iter().map(|(reason, _)| *reason).collect();
    assert_eq!(listed, Reason::ALL, "zeros too");
    let above_zero = counts.into_iter().filter(|(_, count)| *count > 0);
    above_zero.map(|(reason, count)| (reason.as_str(), count)).collect()
}

#[test]
fn each_refusal_counts_once() {
    let site = Site::new();
    assert_eq!(counted(&site), BTreeMap::new());
    let open = |sealed: &str| reason(site.gateway.open(sealed, &order(), at(NOW)));
    let sealed = seal_claims(json!({}));
    assert_eq!(open(&sealed), None);
    assert_eq!(counted(&site), BTreeMap::new());

    assert_eq!(open(&sealed), Some(Reason::Replayed));
    assert_eq!(open("not a sealed card"), Some(Reason::Malformed));
    assert_eq!(open(""), Some(Reason::Malformed));
    assert_eq!(open(&seal_claims(json!({ "aud": "https://elsewhere.example" }))), Some(Reason::Audience));
    assert_eq!(counted(&site), BTreeMap::from([("audience", 1), ("malformed", 2), ("replayed", 1)]));
}

#[test]
fn none_is_lost_among_threads() {
    let site = Site::new();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..1_000).for_each(|_| drop(site.gateway.open("", &order(), at(NOW)))));
        }
    });
    assert_eq!(counted(&site), BTreeMap::from([("malformed", 8_000)]));
}
