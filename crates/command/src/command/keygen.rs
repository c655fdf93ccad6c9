//! `cardseal keygen`

use std::io::ErrorKind;

use cardseal::envelope::header::Header;
use cardseal_gateway::{KeySize, RsaPrivateKey};

use super::jwk::answer;
use crate::answer::{Answer, Refusal};
use crate::arguments::{Bits, Keygen};
use crate::input;
use crate::keys;
use crate::new_file;
use crate::public_jwk;

pub(crate) fn run(options: &Keygen) -> Result<Answer, Refusal> {
    let path = input::name(&options.out);
    let exists = || Refusal::new("exists", format!("{path}: exists: --force replaces it"));
    // Both are found out before the time is spent that a key takes.
    if !Header::admits_kid(&options.kid) {
        let form = "a kid is 1 to 128 printable ASCII characters without quote and backslash";
        return Err(Refusal::new("kid", form));
    }
    if !options.force && options.out.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let refused = |error: cardseal_gateway::KeyRefused| Refusal::new("keygen", error.to_string());
    let key = RsaPrivateKey::generate(size(options.bits)).map_err(refused)?;
    let pem = key.expose_pkcs8_pem().map_err(refused)?;
    let jwk = public_jwk::checked(&keys::find_one(pem.as_bytes())?, &options.kid)?;
    new_file::write(&options.out, pem.as_bytes(), options.force).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(),
        _ => Refusal::new("unwritable", format!("{path}: {error}")),
    })?;
    Ok(answer(jwk))
}

fn size(bits: Bits) -> KeySize {
    match bits {
        Bits::Rsa2048 => KeySize::Rsa2048,
        Bits::Rsa3072 => KeySize::Rsa3072,
        Bits::Rsa4096 => KeySize::Rsa4096,
    }
}
