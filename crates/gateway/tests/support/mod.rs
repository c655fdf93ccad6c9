//! A gateway with one key that counts its operations, and two ways to seal for it: as the page does, and by hand.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, clippy::indexing_slicing)]

use std::fmt::Arguments;
use std::io::Write;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::Thread;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rand;
use aws_lc_rs::rsa::{
    OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey, PublicKeyComponents,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::key::{EncryptionKey, Jwk};
use cardseal::{AcceptedBrands, Card, CardInput, Context, ExpiryInput, Order, OrderInput, UnixTime};
use cardseal_gateway::{
    Cek, Gateway, KeyRing, KeySize, KeyWindow, MemoryReplayGuard, Policy, PrivateKey, Reason, Refused,
    RsaPrivateKey, UnwrapFailed,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use serde_json::{Value, json};

/// 2026-11-22T12:00:00Z.
pub const NOW: u64 = 1_795_348_800;
pub const AUDIENCE: &str = "https://gateway.example";
pub const KID: &str = "key-1";
pub const PAN: &str = "4242424242424242";

/// Prints a count where it is seen also when the test passes: the test runner captures `println!` only.
pub fn report(line: Arguments<'_>) {
    writeln!(std::io::stdout().lock(), "{line}").unwrap();
}

pub fn at(seconds: u64) -> UnixTime {
    UnixTime::from_secs(seconds)
}

pub struct Site {
    pub gateway: Gateway,
    operations: Arc<AtomicUsize>,
}

impl Site {
    pub fn new() -> Self {
        Self::with_policy(Policy::new(AUDIENCE))
    }

    pub fn with_policy(policy: Policy) -> Self {
        Self::with_window(policy, KeyWindow::always())
    }

    pub fn with_window(policy: Policy, window: KeyWindow) -> Self {
        let operations = Arc::new(AtomicUsize::new(0));
        let mut keys = KeyRing::new();
        let counting = Counting { key: key(), operations: Arc::clone(&operations) };
        keys.insert_within(KID, counting, window).unwrap();
        Self { gateway: Gateway::new(keys, policy, MemoryReplayGuard::new()), operations }
    }

    /// Private-key operations since the last time this was asked.
    pub fn operations(&self) -> usize {
        self.operations.swap(0, Ordering::SeqCst)
    }
}

/// Why it was refused, when it was: with the same words outside, whatever the reason.
pub fn reason<T>(outcome: Result<T, Refused>) -> Option<Reason> {
    let refused = outcome.err()?;
    let outside = "the sealed card was not opened";
    assert_eq!((refused.to_string(), format!("{refused:?}")), (outside.to_owned(), outside.to_owned()));
    assert_eq!(format!("{refused:#?}"), outside);
    assert!(std::error::Error::source(&refused).is_none());
    Some(refused.reason())
}

struct Counting {
    key: Arc<RsaPrivateKey>,
    operations: Arc<AtomicUsize>,
}

impl PrivateKey for Counting {
    fn unwrap_cek(&self, encrypted_key: &[u8]) -> Result<Cek, UnwrapFailed> {
        self.operations.fetch_add(1, Ordering::SeqCst);
        self.key.unwrap_cek(encrypted_key)
    }
}

/// Drives a future on this thread, without a runtime.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    loop {
        match future.as_mut().poll(&mut TaskContext::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// One key for all tests of a file.
pub fn key() -> Arc<RsaPrivateKey> {
    static KEY: OnceLock<Arc<RsaPrivateKey>> = OnceLock::new();
    Arc::clone(KEY.get_or_init(|| Arc::new(RsaPrivateKey::generate(KeySize::Rsa2048).unwrap())))
}

pub fn order() -> Order {
    order_with(json!({}))
}

/// The order of all tests with these members changed.
pub fn order_with(changes: Value) -> Order {
    let mut order = json!({ "merchant": "m_1", "id": "o_1", "amount": 4999, "currency": "EUR" });
    order.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let input = OrderInput {
        merchant: order["merchant"].as_str(),
        id: order["id"].as_str(),
        amount: order["amount"].as_u64(),
        currency: order["currency"].as_str(),
    };
    Order::parse(&input).unwrap()
}

/// Seals as the page does, with the core crate.
pub fn seal(card: &CardInput<'_>, order: &Order, key: &RsaPrivateKey, seed: u64) -> String {
    let jwk = key.public_jwk(KID);
    let jwk = Jwk { kty: Some("RSA"), kid: Some(KID), n: Some(jwk.n()), e: Some(jwk.e()), ..Jwk::default() };
    let key = EncryptionKey::from_jwk(&jwk).unwrap().unwrap();
    let card = Card::parse(card, &AcceptedBrands::all(), at(NOW)).ok().unwrap();
    let context =
        Context { audience: AUDIENCE, origin: Some("https://shop.example"), secure: true, nonce: None };
    let mut rng = ChaCha20Rng::seed_from_u64(seed);
    cardseal::encrypt(&card, order, &context, &key, at(NOW), &mut rng).unwrap().jwe
}

pub fn visa() -> CardInput<'static> {
    CardInput {
        number: Some(PAN),
        expiry: Some(ExpiryInput::Text("12/30")),
        cvc: Some("012"),
        name: Some("Ada Lovelace"),
        ..CardInput::default()
    }
}

pub fn header() -> Value {
    json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": KID, "typ": "card+jwt" })
}

/// Claims that open, with a `jti` of their own.
pub fn claims() -> Value {
    let mut jti = [0; 16];
    rand::fill(&mut jti).unwrap();
    json!({
        "aud": AUDIENCE,
        "iat": NOW,
        "exp": NOW + 600,
        "jti": Base64UrlUnpadded::encode_string(&jti),
        "origin": "https://shop.example",
        "secure": true,
        "order": { "merchant": "m_1", "id": "o_1", "amount": 4999, "currency": "EUR" },
        "card": { "number": PAN, "exp_month": "12", "exp_year": "2030", "cvc": "012", "name": "Ada Lovelace" },
    })
}

/// Seals claims that open, with these members changed; null takes one out.
pub fn seal_claims(changes: Value) -> String {
    let mut claims = claims();
    let members = claims.as_object_mut().unwrap();
    for (member, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => members.remove(member),
            value => members.insert(member.clone(), value.clone()),
        };
    }
    seal_raw(&header().to_string(), claims.to_string().as_bytes())
}

/// Seals by hand, so that anything at all can stand in the header and in the plaintext.
pub fn seal_raw(header: &str, plaintext: &[u8]) -> String {
    let mut cek = [0; 32];
    rand::fill(&mut cek).unwrap();
    seal_with_cek(header, plaintext, &cek)
}

/// The same with a CEK of any length: content is encrypted under its first 32 bytes, zeros where there are none.
pub fn seal_with_cek(header: &str, plaintext: &[u8], wrapped: &[u8]) -> String {
    let encode = Base64UrlUnpadded::encode_string;
    let aad = encode(header.as_bytes());
    let mut cek = [0; 32];
    for (byte, given) in cek.iter_mut().zip(wrapped) {
        *byte = *given;
    }
    let mut iv = [0; 12];
    rand::fill(&mut iv).unwrap();
    let mut ciphertext = plaintext.to_vec();
    let tag = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &cek).unwrap())
        .seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(iv),
            Aad::from(aad.as_bytes()),
            &mut ciphertext,
        )
        .unwrap();
    let parts = [&wrap(wrapped)[..], &iv, &ciphertext, tag.as_ref()];
    parts.into_iter().fold(aad, |jwe, part| jwe + "." + &encode(part))
}

fn wrap(cek: &[u8]) -> Vec<u8> {
    let jwk = key().public_jwk(KID);
    let decode = |text| Base64UrlUnpadded::decode_vec(text).unwrap();
    let public: PublicEncryptingKey =
        PublicKeyComponents { n: decode(jwk.n()), e: decode(jwk.e()) }.try_into().unwrap();
    let oaep = OaepPublicEncryptingKey::new(public).unwrap();
    let mut wrapped = vec![0; oaep.ciphertext_size()];
    oaep.encrypt(&OAEP_SHA256_MGF1SHA256, cek, &mut wrapped, None).unwrap();
    wrapped
}
