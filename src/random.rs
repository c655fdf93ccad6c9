//! A random source that is looked at before it is believed.

use rand_core::{TryCryptoRng, TryRng};
use zeroize::Zeroizing;

/// The random source failed, or gave what no random source gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomUnavailable;

impl core::fmt::Display for RandomUnavailable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("no usable source of randomness")
    }
}

impl core::error::Error for RandomUnavailable {}

/// Passes on the bytes of `source`, and fails for good once they repeat: where any 8 bytes in a row come a second time.
///
/// Honest randomness does that once in 2^52 cards (3,570 pairs of windows, 2^-64 each). A source that is constant, has a short period, or starts anew at each call
/// does it within one card. A source that is predictable but does not repeat cannot be told from an honest one.
pub(crate) struct Distrustful<'a, R> {
    source: &'a mut R,
    seen: Zeroizing<Vec<u8>>,
}

/// Bytes that one card draws: CEK, IV, `jti` and the OAEP seed.
const DRAWN_PER_CARD: usize = 32 + 12 + 16 + 32;
const WINDOW: usize = 8;

impl<'a, R: TryCryptoRng> Distrustful<'a, R> {
    pub(crate) fn new(source: &'a mut R) -> Self {
        Self { source, seen: Zeroizing::new(Vec::with_capacity(DRAWN_PER_CARD)) }
    }

    /// Fills `bytes`.
    pub(crate) fn draw(&mut self, bytes: &mut [u8]) -> Result<(), RandomUnavailable> {
        self.source.try_fill_bytes(bytes).map_err(|_| RandomUnavailable)?;
        let known = self.seen.len();
        self.seen.extend_from_slice(bytes);
        // Every window that ends in the new bytes, against every window before it.
        let windows = || self.seen.windows(WINDOW).enumerate();
        let repeats = windows()
            .skip((known + 1).saturating_sub(WINDOW))
            .any(|(at, window)| windows().take(at).any(|(_, earlier)| earlier == window));
        if repeats { Err(RandomUnavailable) } else { Ok(()) }
    }
}

impl<R: TryCryptoRng> TryRng for Distrustful<'_, R> {
    type Error = RandomUnavailable;

    fn try_next_u32(&mut self) -> Result<u32, RandomUnavailable> {
        let mut bytes = [0; 4];
        self.draw(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, RandomUnavailable> {
        let mut bytes = [0; 8];
        self.draw(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), RandomUnavailable> {
        self.draw(bytes)
    }
}

impl<R: TryCryptoRng> TryCryptoRng for Distrustful<'_, R> {}
