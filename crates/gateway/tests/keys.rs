//! Each key opens in its time, and no longer than it is there.
#![allow(clippy::unwrap_used)]

mod support;

use cardseal_gateway::{
    Gateway, KeyRing, KeySize, KeyWindow, KidRefused, MemoryReplayGuard, Policy, Reason, RsaPrivateKey,
};
use serde_json::json;
use support::*;

/// Opens what was sealed at `iat` at the time `now`, both relative to NOW, with 300 seconds of skew; at the cost of one
/// private-key operation, whatever comes of it.
fn open_at(site: &Site, iat: i64, now: i64) -> Option<Reason> {
    let second = |offset| NOW.checked_add_signed(offset).unwrap();
    let sealed = seal_claims(json!({ "iat": second(iat), "exp": second(iat) + 600 }));
    let outcome = site.gateway.open(&sealed, &order(), at(second(now)));
    assert_eq!(site.operations(), 1);
    reason(outcome)
}

#[test]
fn a_key_opens_within_its_window() {
    use Reason::{KeyExpired, KeyNotYetValid};
    // Begins at NOW, expires at NOW + 10,000, grace of 400.
    let window = KeyWindow::always().starting(at(NOW)).expiring(at(NOW + 10_000), 400);
    let site = Site::with_window(Policy::new(AUDIENCE), window);
    for (iat, now, refused) in [
        // By the gateway's clock.
        (-301, -301, Some(KeyNotYetValid)),
        (-10_000, -10_000, Some(KeyNotYetValid)),
        (0, -301, Some(KeyNotYetValid)),
        (9_999, 10_700, Some(KeyExpired)),
        (10_400, 10_700, Some(KeyExpired)),
        (90_000, 90_000, Some(KeyExpired)),
        // By the time of sealing, which only the key uncovers.
        (-301, 0, Some(KeyNotYetValid)),
        (-301, -300, Some(KeyNotYetValid)),
        (10_300, 10_300, Some(KeyExpired)),
        (10_300, 10_699, Some(KeyExpired)),
        // Within both.
        (-300, -300, None),
        (0, 0, None),
        (5_000, 5_000, None),
        (9_999, 9_999, None),
        (9_999, 10_000, None),
        (9_999, 10_699, None),
        (10_299, 10_699, None),
    ] {
        assert_eq!(open_at(&site, iat, now), refused, "iat {iat}, now {now}");
    }
}

#[test]
fn without_grace_or_skew_a_window_is_exact() {
    let window = KeyWindow::always().starting(at(NOW)).expiring(at(NOW + 1_000), 0);
    let site = Site::with_window(Policy::new(AUDIENCE).clock_skew_secs(0), window);
    assert_eq!(open_at(&site, -1, -1), Some(Reason::KeyNotYetValid));
    assert_eq!(open_at(&site, -1, 0), Some(Reason::KeyNotYetValid));
    assert_eq!(open_at(&site, 0, 0), None);
    assert_eq!(open_at(&site, 999, 999), None);
    assert_eq!(open_at(&site, 999, 1_000), Some(Reason::KeyExpired));
}

#[test]
fn grace_is_for_what_was_sealed_before_and_for_no_longer_than_a_card_lives() {
    let window = KeyWindow::always().expiring(at(NOW + 1_000), u64::MAX);
    let site = Site::with_window(Policy::new(AUDIENCE).clock_skew_secs(0), window);
    assert_eq!(open_at(&site, 999, 1_598), None);
    assert_eq!(open_at(&site, 999, 1_599), Some(Reason::Expired));
    assert_eq!(open_at(&site, 1_000, 1_000), Some(Reason::KeyExpired));
}

#[test]
fn an_open_end_is_open() {
    let site = Site::with_window(Policy::new(AUDIENCE), KeyWindow::always().starting(at(NOW)));
    assert_eq!(open_at(&site, 0, 0), None);
    assert_eq!(
        open_at(&site, 3_000_000_000, 3_000_000_000),
        Some(Reason::Card),
        "the card expired, not the key"
    );
    let site = Site::with_window(Policy::new(AUDIENCE), KeyWindow::always().expiring(at(NOW), 0));
    assert_eq!(open_at(&site, -1_000_000, -1_000_000), None);
}

#[test]
fn a_window_that_ends_before_it_begins_is_refused() {
    let mut ring = KeyRing::new();
    for (not_before, expires, taken) in
        [(NOW, NOW, false), (NOW, NOW - 1, false), (NOW, 0, false), (NOW, NOW + 1, true)]
    {
        let window = KeyWindow::always().starting(at(not_before)).expiring(at(expires), 900);
        let expected = if taken { Ok(()) } else { Err(KidRefused::Window) };
        assert_eq!(ring.insert_within(KID, key(), window), expected);
    }
    assert_eq!(ring.insert_within(KID, key(), KeyWindow::always()), Err(KidRefused::Taken));
    assert_eq!(ring.insert_within("a\nb", key(), KeyWindow::always()), Err(KidRefused::Form));
}

/// It costs the operation that a wrong padding costs, so that it takes as long, and it never opens, although the key that
/// was asked unwraps it.
#[test]
fn a_kid_that_does_not_open_is_refused_like_a_wrong_padding() {
    let site = Site::new();
    let mut header = header();
    header["kid"] = json!("key-2");
    let sealed = seal_raw(&header.to_string(), claims().to_string().as_bytes());
    assert_eq!(reason(site.gateway.open(&sealed, &order(), at(NOW))), Some(Reason::UnknownKey));
    assert_eq!(site.operations(), 1);
    let over = Site::with_window(Policy::new(AUDIENCE), KeyWindow::always().expiring(at(NOW - 1000), 0));
    assert_eq!(
        reason(over.gateway.open(&seal_claims(json!({})), &order(), at(NOW))),
        Some(Reason::KeyExpired)
    );
    assert_eq!(over.operations(), 1);
    let empty = Gateway::new(KeyRing::new(), Policy::new(AUDIENCE), MemoryReplayGuard::new());
    assert_eq!(reason(empty.open(&sealed, &order(), at(NOW))), Some(Reason::UnknownKey));
}

#[test]
fn keys_come_and_go_while_the_gateway_runs() {
    let mut ring = KeyRing::new();
    let old = KeyWindow::always().expiring(at(NOW + 10), 900);
    ring.insert_within("old", RsaPrivateKey::generate(KeySize::Rsa2048).unwrap(), old).unwrap();
    let gateway = Gateway::new(ring, Policy::new(AUDIENCE), MemoryReplayGuard::new());
    let sealed = seal_claims(json!({}));
    let open = || reason(gateway.open(&sealed, &order(), at(NOW)));

    assert_eq!(open(), Some(Reason::UnknownKey));
    let new = KeyWindow::always().starting(at(NOW));
    assert_eq!(gateway.change_keys(|ring| ring.insert_within(KID, key(), new)), Ok(()));
    assert_eq!(gateway.kids(), [(KID.to_owned(), new), ("old".to_owned(), old)]);
    assert_eq!((old.not_before(), old.expires(), old.grace_secs()), (None, Some(at(NOW + 10)), 900));
    assert_eq!(open(), None);

    assert!(gateway.change_keys(|ring| ring.remove(KID)));
    assert!(!gateway.change_keys(|ring| ring.remove(KID)));
    assert_eq!(open(), Some(Reason::UnknownKey));
    assert_eq!(gateway.kids(), [("old".to_owned(), old)]);
}
