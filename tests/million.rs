//! A million cards from a seeded source: no CEK and no IV comes twice.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod support;

use cardseal::Context;
use rand_chacha::ChaCha20Rng;
use rand_core::{SeedableRng, TryCryptoRng, TryRng};
use std::thread;
use support::{NOW, card, encryption_key, order, private_jwk};

const SEALS: usize = 1_000_000;

/// Keeps what is drawn. A card draws its CEK first and its IV second; the vectors pin that down.
struct Recorder {
    source: ChaCha20Rng,
    drawn: Vec<Vec<u8>>,
}

impl TryRng for Recorder {
    type Error = <ChaCha20Rng as TryRng>::Error;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.source.try_next_u32()
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.source.try_next_u64()
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.source.try_fill_bytes(bytes)?;
        self.drawn.push(bytes.to_vec());
        Ok(())
    }
}

impl TryCryptoRng for Recorder {}

#[test]
fn no_cek_and_no_iv_comes_twice() {
    let threads = thread::available_parallelism().unwrap().get();
    let share = SEALS / threads;
    let parts: Vec<_> = (0..threads)
        .map(|n| thread::spawn(move || seal(share + if n == 0 { SEALS % threads } else { 0 }, n)))
        .collect();
    let (mut ceks, mut ivs) = (Vec::new(), Vec::new());
    for part in parts {
        let (more_ceks, more_ivs) = part.join().unwrap();
        ceks.extend(more_ceks);
        ivs.extend(more_ivs);
    }
    assert_eq!((ceks.len(), ivs.len()), (SEALS, SEALS));
    ceks.sort_unstable();
    ceks.dedup();
    ivs.sort_unstable();
    ivs.dedup();
    println!("sealed {SEALS} cards: {} different CEKs, {} different IVs", ceks.len(), ivs.len());
    assert_eq!((ceks.len(), ivs.len()), (SEALS, SEALS));
}

fn seal(count: usize, seed: usize) -> (Vec<[u8; 32]>, Vec<[u8; 12]>) {
    let key = encryption_key(&private_jwk("rsa2048"));
    let card = card("4242424242424242", "12/30", Some("123"), None);
    let order = order("m_1", "order-1", 4999, "EUR");
    let context = Context { audience: "https://gateway.example", origin: None, secure: true, nonce: None };
    let mut rng =
        Recorder { source: ChaCha20Rng::seed_from_u64(u64::try_from(seed).unwrap()), drawn: Vec::new() };
    (0..count)
        .map(|_| {
            let sealed = cardseal::encrypt(&card, &order, &context, &key, NOW, &mut rng).unwrap();
            let drawn = std::mem::take(&mut rng.drawn);
            let [cek, iv, _jti, _seed] = drawn.as_slice() else { panic!("a card draws four times") };
            let iv: [u8; 12] = iv.as_slice().try_into().unwrap();
            assert_eq!(
                sealed.jwe.split('.').nth(2),
                Some(encode(&iv).as_str()),
                "the IV drawn is the IV used"
            );
            (<[u8; 32]>::try_from(cek.as_slice()).unwrap(), iv)
        })
        .unzip()
}

fn encode(bytes: &[u8]) -> String {
    use base64ct::{Base64UrlUnpadded, Encoding};
    Base64UrlUnpadded::encode_string(bytes)
}
