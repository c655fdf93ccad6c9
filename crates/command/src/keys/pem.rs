//! PEM (RFC 7468): every block of a file, with text between them.

use zeroize::Zeroizing;

use super::{FoundKey, Kind, der};
use crate::answer::Refusal;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

pub(super) fn is_pem(file: &[u8]) -> bool {
    position(file, BEGIN).is_some()
}

pub(super) fn find(file: &[u8]) -> Result<Vec<FoundKey>, Refusal> {
    let mut keys = Vec::new();
    let mut rest = file;
    while let Some((block, after)) = next_block(rest)? {
        keys.push(read(block)?);
        rest = after;
    }
    Ok(keys)
}

/// A block from its first to its last line, and what follows it.
type Split<'a> = (&'a [u8], &'a [u8]);

fn next_block(text: &[u8]) -> Result<Option<Split<'_>>, Refusal> {
    let Some((_, block)) = position(text, BEGIN).and_then(|start| text.split_at_checked(start)) else {
        return Ok(None);
    };
    let end = position(block, END).map(|end| end + END.len());
    let end = end.and_then(|label| Some(label + position(block.get(label..)?, DASHES)? + DASHES.len()));
    end.and_then(|end| block.split_at_checked(end)).map(Some).ok_or_else(malformed)
}

fn read(block: &[u8]) -> Result<FoundKey, Refusal> {
    let (label, bytes) = pem_rfc7468::decode_vec(block).map_err(|_| malformed())?;
    let bytes = Zeroizing::new(bytes);
    let key = match label {
        "CERTIFICATE" => der::certificate(&bytes),
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => der::request(&bytes),
        "PUBLIC KEY" => der::public(&bytes),
        "RSA PUBLIC KEY" => der::rsa_public(&bytes),
        "PRIVATE KEY" => der::private(&bytes),
        "RSA PRIVATE KEY" => der::rsa_private(&bytes),
        "ENCRYPTED PRIVATE KEY" => {
            let advice = "the private key is encrypted: give its public half (openssl pkey -in FILE -pubout)";
            return Err(Refusal::new("encrypted", advice));
        }
        "EC PRIVATE KEY" | "EC PARAMETERS" => Some(FoundKey::new("PEM", Kind::Other("an EC key"))),
        "DSA PRIVATE KEY" | "DSA PUBLIC KEY" => Some(FoundKey::new("PEM", Kind::Other("a DSA key"))),
        _ => {
            return Err(Refusal::new(
                "pem_label",
                "a PEM block that holds no key in a form that is read here",
            ));
        }
    };
    key.ok_or_else(|| Refusal::new("der", "a PEM block does not hold what its first line says"))
}

fn position(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn malformed() -> Refusal {
    Refusal::new("pem", "a PEM block is damaged, or cut off (RFC 7468)")
}
