use aws_lc_rs::rand;
use cardseal::envelope::compact::CEK;
use zeroize::{Zeroize, Zeroizing};

/// The content encryption key of one sealed card: 32 bytes that are wiped when this is dropped.
///
/// On the heap, so that moving it leaves no copy behind.
pub struct Cek(Box<Zeroizing<[u8; CEK]>>);

impl Cek {
    /// Takes a copy of an unwrapped key. `None` when it is not exactly 32 bytes long: whoever
    /// unwrapped it then answers [`UnwrapFailed::Rejected`](crate::UnwrapFailed::Rejected).
    /// Wiping `bytes` stays with the caller.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut cek = Self(Box::new(Zeroizing::new([0; CEK])));
        if bytes.len() != CEK {
            return None;
        }
        cek.0.copy_from_slice(bytes);
        Some(cek)
    }

    /// A key that nobody knows. `None` when the operating system gives no random bytes.
    pub(crate) fn random() -> Option<Self> {
        let mut cek = Self(Box::new(Zeroizing::new([0; CEK])));
        let bytes: &mut [u8; CEK] = &mut cek.0;
        match rand::fill(bytes) {
            Ok(()) => Some(cek),
            Err(_) => {
                bytes.zeroize();
                None
            }
        }
    }

    pub(crate) fn expose(&self) -> &[u8; CEK] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_thirty_two_bytes() {
        for length in (0..=66).filter(|length| *length != CEK) {
            assert!(Cek::from_slice(&vec![7; length]).is_none(), "{length}");
        }
        let cek = Cek::from_slice(&[7; CEK]).unwrap();
        assert_eq!(cek.expose(), &[7; CEK]);
    }

    #[test]
    fn random_keys_differ() {
        let (a, b) = (Cek::random().unwrap(), Cek::random().unwrap());
        assert_ne!(a.expose(), b.expose());
    }
}
