use cardseal::AcceptedBrands;
use cardseal::card::{Expiry, Pan};
use zeroize::{Zeroize, Zeroizing};

/// The longest PAN (ISO/IEC 7812-1).
const MAX_DIGITS: usize = 19;
/// The count of digits, the digits filled up with zeros, the month, and the year in two bytes: always as long.
const LENGTH: usize = 1 + MAX_DIGITS + 1 + 2;

/// A card from the vault. No `Debug`, `Display`, `Serialize` or `Clone`; wiped when it is dropped.
pub struct KeptCard {
    pan: Pan,
    month: u8,
    year: u16,
}

impl KeptCard {
    /// The PAN.
    pub fn pan(&self) -> &Pan {
        &self.pan
    }

    /// The month of the expiry, 1 to 12. It may be past.
    pub fn expiry_month(&self) -> u8 {
        self.month
    }

    /// The year of the expiry, four digits.
    pub fn expiry_year(&self) -> u16 {
        self.year
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&count, rest) = bytes.split_first()?;
        let (digits, rest) = rest.split_at_checked(MAX_DIGITS)?;
        let &[month, high, low] = rest else { return None };
        let digits = std::str::from_utf8(digits.get(..usize::from(count))?).ok()?;
        let pan = Pan::parse(digits, &AcceptedBrands::all()).ok()?;
        Some(Self { pan, month, year: u16::from_be_bytes([high, low]) })
    }
}

impl Drop for KeptCard {
    fn drop(&mut self) {
        self.month.zeroize();
        self.year.zeroize();
    }
}

pub(super) fn to_bytes(pan: &Pan, expiry: &Expiry) -> Zeroizing<Vec<u8>> {
    let digits = pan.expose().as_bytes();
    let mut bytes = Zeroizing::new(Vec::with_capacity(LENGTH));
    bytes.push(u8::try_from(digits.len()).unwrap_or(0));
    bytes.extend_from_slice(digits);
    bytes.resize(1 + MAX_DIGITS, b'0');
    bytes.push(expiry.month());
    bytes.extend_from_slice(&expiry.year().to_be_bytes());
    bytes
}
