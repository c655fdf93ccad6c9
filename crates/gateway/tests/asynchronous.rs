//! Keys and replay guards that answer late: the same checks in the same order, and nothing used by a future that is dropped.
#![allow(clippy::unwrap_used)]

mod support;

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use cardseal_gateway::{
    AsyncGateway, AsyncKeyRing, AsyncPrivateKey, AsyncReplayGuard, Cek, Expected, GuardUnavailable,
    Immediate, KeyWindow, KidRefused, Later, MemoryReplayGuard, Opening, Policy, PrivateKey, Reason,
    ReplayGuard, RsaPrivateKey, UnwrapFailed,
};
use serde_json::json;
use support::*;

/// A key and a guard over the network: each answers at the third poll. They count when they are asked and when they answer.
#[derive(Default)]
struct Network {
    unwraps: AtomicUsize,
    guard: MemoryReplayGuard,
    first_uses: AtomicUsize,
}

struct Hsm(Arc<Network>, Arc<RsaPrivateKey>);
struct Database(Arc<Network>);

impl AsyncPrivateKey for Hsm {
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
        Box::pin(async {
            late().await;
            self.0.unwraps.fetch_add(1, Ordering::SeqCst);
            self.1.unwrap_cek(encrypted_key)
        })
    }
}

impl AsyncReplayGuard for Database {
    fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
        Box::pin(async move {
            late().await;
            self.0.first_uses.fetch_add(1, Ordering::SeqCst);
            self.0.guard.first_use(opening)
        })
    }
}

/// Ready at the third poll.
async fn late() {
    let mut polls = 0;
    std::future::poll_fn(|context| {
        polls += 1;
        context.waker().wake_by_ref();
        if polls == 3 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

impl Network {
    fn gateway(self: &Arc<Self>, policy: Policy, window: KeyWindow) -> AsyncGateway {
        let mut keys = AsyncKeyRing::default();
        keys.insert_within(KID, Hsm(Arc::clone(self), key()), window).unwrap();
        AsyncGateway::new(keys, policy, Database(Arc::clone(self)))
    }

    /// Private-key operations and questions to the guard since the last time this was asked.
    fn asked(&self) -> (usize, usize) {
        (self.unwraps.swap(0, Ordering::SeqCst), self.first_uses.swap(0, Ordering::SeqCst))
    }
}

#[test]
fn what_the_page_seals_opens_once() {
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    let sealed = seal(&visa(), &order(), &key(), 1);
    let opened = block_on(gateway.open(&sealed, &order(), at(NOW))).unwrap();
    assert_eq!((opened.kid(), network.asked()), (KID, (1, 1)));
    opened.charge(|card| assert_eq!(card.number().expose(), PAN));
    let again = block_on(gateway.open(&sealed, &order(), at(NOW)));
    assert_eq!((reason(again), network.asked()), (Some(Reason::Replayed), (1, 1)));
}

/// Each way to be refused, in both gateways: the same reason after the same number of private-key operations.
#[test]
fn both_gateways_refuse_alike() {
    let window = KeyWindow::always().starting(at(NOW)).expiring(at(NOW + 10_000), 0);
    let policy = Policy::new(AUDIENCE).allow_origins("m_1", ["https://shop.example"]).unwrap();
    let network = Arc::new(Network::default());
    let late = network.gateway(policy.clone(), window);
    let site = Site::with_window(policy, window);
    let header_with = |member: &str, value| {
        let mut header = header();
        header.as_object_mut().unwrap().insert(member.to_owned(), value);
        seal_raw(&header.to_string(), claims().to_string().as_bytes())
    };
    let nonced = |changes| {
        let mut with_nonce = json!({ "nonce": "c-7" });
        with_nonce.as_object_mut().unwrap().extend(json_members(changes));
        seal_claims(with_nonce)
    };
    let replayed = nonced(json!({}));
    let cases = [
        ("not a sealed card".to_owned(), NOW, Some(Reason::Malformed), 0),
        (header_with("zip", json!("DEF")), NOW, Some(Reason::Header), 0),
        (header_with("kid", json!("key-2")), NOW, Some(Reason::UnknownKey), 1),
        (header_with("alg", json!("RSA-OAEP")), NOW, Some(Reason::Algorithm), 0),
        (nonced(json!({})), NOW - 301, Some(Reason::KeyNotYetValid), 1),
        (nonced(json!({})), NOW + 10_300, Some(Reason::KeyExpired), 1),
        (nonced(json!({ "iat": NOW - 301 })), NOW, Some(Reason::KeyNotYetValid), 1),
        (seal_with_cek(&header().to_string(), b"{}", &[7; 31]), NOW, Some(Reason::Undecryptable), 1),
        (seal_raw(&header().to_string(), b"{}"), NOW, Some(Reason::Claims), 1),
        (nonced(json!({ "aud": "a" })), NOW, Some(Reason::Audience), 1),
        (nonced(json!({ "iat": NOW + 301 })), NOW, Some(Reason::NotYetValid), 1),
        (nonced(json!({})), NOW + 900, Some(Reason::Expired), 1),
        (nonced(json!({ "exp": NOW + 9_000 })), NOW + 901, Some(Reason::TooOld), 1),
        (nonced(json!({ "secure": false })), NOW, Some(Reason::InsecurePage), 1),
        (
            nonced(json!({ "order": { "merchant": "m_1", "id": "o_2", "amount": 1, "currency": "EUR" } })),
            NOW,
            Some(Reason::OtherOrder),
            1,
        ),
        (nonced(json!({ "origin": "https://evil.example" })), NOW, Some(Reason::OtherOrigin), 1),
        (seal_claims(json!({})), NOW, Some(Reason::NonceMissing), 1),
        (nonced(json!({ "nonce": "c-8" })), NOW, Some(Reason::OtherNonce), 1),
        (
            nonced(
                json!({ "card": { "number": "4242424242424241", "exp_month": "12", "exp_year": "2030" } }),
            ),
            NOW,
            Some(Reason::Card),
            1,
        ),
        (replayed.clone(), NOW, None, 1),
        (replayed, NOW, Some(Reason::Replayed), 1),
    ];
    let order = order();
    let expected = Expected::order(&order).with_nonce("c-7");
    for (sealed, now, refused, operations) in &cases {
        assert_eq!(reason(site.gateway.open(sealed, expected, at(*now))), *refused);
        assert_eq!(site.operations(), *operations, "{refused:?}");
        assert_eq!(reason(block_on(late.open(sealed, expected, at(*now)))), *refused);
        let guarded = usize::from(matches!(refused, None | Some(Reason::Replayed)));
        assert_eq!(network.asked(), (*operations, guarded), "{refused:?}");
    }
    assert_eq!(late.refusals(), site.gateway.refusals());
    let met: Vec<_> = late.refusals().into_iter().filter(|(_, count)| *count == 0).collect();
    assert_eq!(met, [(Reason::Unavailable, 0)], "every other reason was met");
    report(format_args!("{} ways to be refused, alike in both gateways", cases.len() - 1));
}

fn json_members(value: serde_json::Value) -> serde_json::Map<String, serde_json::Value> {
    value.as_object().unwrap().clone()
}

/// However many polls it got before it was dropped: nothing is used up, and the card opens afterwards.
#[test]
fn a_future_that_is_dropped_has_used_nothing() {
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    // Two polls wait for the key, two more for the guard; the fifth is the answer.
    for polls in 0..5 {
        let sealed = seal_claims(json!({}));
        let order = order();
        {
            let mut dropped = pin!(gateway.open(&sealed, &order, at(NOW)));
            for _ in 0..polls {
                assert!(dropped.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            }
        }
        assert_eq!(network.asked(), (usize::from(polls > 2), 0), "{polls}");
        assert!(block_on(gateway.open(&sealed, &order, at(NOW))).is_ok(), "{polls}");
        assert_eq!(network.asked(), (1, 1), "{polls}");
    }
    assert!(gateway.refusals().iter().all(|(_, count)| *count == 0));
}

#[test]
fn once_also_when_opened_at_the_same_moment() {
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    let sealed = seal_claims(json!({}));
    let order = order();
    // All pass the claims before the guard answers any of them.
    let mut racing: Vec<_> = (0..20).map(|_| Box::pin(gateway.open(&sealed, &order, at(NOW)))).collect();
    let mut opened = 0;
    while !racing.is_empty() {
        racing.retain_mut(|one| match one.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Pending => true,
            Poll::Ready(outcome) => {
                opened += usize::from(outcome.is_ok());
                false
            }
        });
    }
    assert_eq!((opened, network.asked()), (1, (20, 20)));
}

#[test]
fn what_does_not_answer_is_no_fault_of_the_message() {
    struct Away;
    impl AsyncPrivateKey for Away {
        fn unwrap_cek<'a>(&'a self, _: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
            Box::pin(async { Err(UnwrapFailed::Unavailable) })
        }
    }
    impl AsyncReplayGuard for Away {
        fn first_use<'a>(&'a self, _: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
            Box::pin(async { Err(GuardUnavailable) })
        }
    }
    let keys: [Box<dyn AsyncPrivateKey>; 2] = [Box::new(Away), Box::new(Immediate(key()))];
    for key in keys {
        let mut ring = AsyncKeyRing::default();
        ring.insert(KID, key).unwrap();
        let gateway = AsyncGateway::new(ring, Policy::new(AUDIENCE), Away);
        let outcome = block_on(gateway.open(&seal_claims(json!({})), &order(), at(NOW)));
        assert_eq!(reason(outcome), Some(Reason::Unavailable));
        assert!(gateway.refusals().contains(&(Reason::Unavailable, 1)));
    }
}

#[test]
fn what_answers_at_once_fits_too_and_can_be_shared() {
    let guard = Arc::new(MemoryReplayGuard::new());
    let sealed = seal_claims(json!({}));
    let open = || {
        let mut ring = AsyncKeyRing::default();
        ring.insert(KID, Arc::new(Immediate(key()))).unwrap();
        assert_eq!(ring.insert(KID, Immediate(key())), Err(KidRefused::Taken));
        let gateway = AsyncGateway::new(ring, Policy::new(AUDIENCE), Immediate(Arc::clone(&guard)));
        assert!(gateway.change_keys(|ring| ring.insert("key-2", Immediate(key()))).is_ok());
        assert!(gateway.change_keys(|ring| ring.remove("key-2")));
        assert_eq!(gateway.kids(), [(KID.to_owned(), KeyWindow::always())]);
        reason(block_on(gateway.open(&sealed, &order(), at(NOW))))
    };
    assert_eq!(open(), None);
    assert_eq!(open(), Some(Reason::Replayed));
}

/// A future moves between the threads of a runtime.
#[test]
fn the_future_is_send() {
    fn sent<F: Future + Send>(future: F) -> F {
        future
    }
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    let (sealed, order) = (seal_claims(json!({})), order());
    let opened = block_on(sent(gateway.open(&sealed, &order, at(NOW)))).unwrap();
    let charged = block_on(sent(opened.charge_async(async |card| card.number().last_four().to_owned())));
    assert_eq!(charged, "4242");
}

#[test]
fn a_guard_for_one_opening_takes_the_place_of_the_gateways_own() {
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    let sealed = seal_claims(json!({}));
    let other = Immediate(MemoryReplayGuard::new());
    let open = |guard| block_on(gateway.open_guarded_by(guard, &sealed, &order(), at(NOW)));
    assert_eq!(reason(open(&other)), None);
    assert_eq!(network.asked(), (1, 0));
    assert_eq!(reason(open(&other)), Some(Reason::Replayed));
    assert_eq!(reason(block_on(gateway.open(&sealed, &order(), at(NOW)))), None);
    assert!(gateway.refusals().contains(&(Reason::Replayed, 1)));
}

#[test]
fn a_guard_is_told_when_the_card_was_sealed_and_how_long_it_could_be_opened() {
    struct Asked;
    impl AsyncReplayGuard for Asked {
        fn first_use<'a>(&'a self, opening: Opening<'a>) -> Later<'a, Result<bool, GuardUnavailable>> {
            Box::pin(async move {
                assert_eq!((opening.issued_at, opening.now), (at(NOW), at(NOW + 7)));
                assert_eq!((opening.expires, opening.jti.len()), (at(NOW + 600 + 300), 22));
                Ok(true)
            })
        }
    }
    let network = Arc::new(Network::default());
    let gateway = network.gateway(Policy::new(AUDIENCE), KeyWindow::always());
    let opened = block_on(gateway.open_guarded_by(&Asked, &seal_claims(json!({})), &order(), at(NOW + 7)));
    assert_eq!(reason(opened), None);
}
