//! DER: X.509 certificates and requests, SPKI, PKCS#8, PKCS#1. `None` is something else.

use pkcs1::{RsaPrivateKeyRef, RsaPublicKey, UintRef};
use pkcs8::PrivateKeyInfoRef;
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::request::CertReq;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::{Expiry, FoundKey, Kind, Rsa};

/// `rsaEncryption` (RFC 8017 appendix A.1).
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// `id-RSASSA-PSS` (RFC 8017 appendix A.2.3): for signatures only.
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
/// `id-ecPublicKey` (RFC 5480 section 2.1.1).
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
/// RFC 8410 section 3.
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// Whichever of them it is: no two share an encoding.
pub(super) fn guess(der: &[u8]) -> Option<FoundKey> {
    [certificate, request, public, private, rsa_public, rsa_private].into_iter().find_map(|read| read(der))
}

pub(super) fn certificate(der: &[u8]) -> Option<FoundKey> {
    let certificate = Certificate::from_der(der).ok()?;
    let body = certificate.tbs_certificate();
    let end = body.validity().not_after;
    let expiry = Expiry { at: end.to_unix_duration().as_secs(), text: end.to_date_time().to_string() };
    let kind = owned(body.subject_public_key_info())?;
    Some(FoundKey { expiry: Some(expiry), ..FoundKey::new("certificate", kind) })
}

pub(super) fn request(der: &[u8]) -> Option<FoundKey> {
    let request = CertReq::from_der(der).ok()?;
    Some(FoundKey::new("certificate request", owned(&request.info.public_key)?))
}

pub(super) fn public(der: &[u8]) -> Option<FoundKey> {
    let info = SubjectPublicKeyInfoRef::from_der(der).ok()?;
    let kind = kind(info.algorithm.oid, info.subject_public_key.raw_bytes(), rsa_numbers)?;
    Some(FoundKey::new("public key, SPKI", kind))
}

pub(super) fn rsa_public(der: &[u8]) -> Option<FoundKey> {
    Some(FoundKey::new("public key, PKCS#1", Kind::Rsa(rsa_numbers(der)?)))
}

pub(super) fn private(der: &[u8]) -> Option<FoundKey> {
    let info = PrivateKeyInfoRef::from_der(der).ok()?;
    let kind = kind(info.algorithm.oid, info.private_key.as_bytes(), rsa_private_numbers)?;
    Some(FoundKey::new("private key, PKCS#8", kind))
}

pub(super) fn rsa_private(der: &[u8]) -> Option<FoundKey> {
    Some(FoundKey::new("private key, PKCS#1", Kind::Rsa(rsa_private_numbers(der)?)))
}

fn owned(info: &SubjectPublicKeyInfoOwned) -> Option<Kind> {
    kind(info.algorithm.oid, info.subject_public_key.raw_bytes(), rsa_numbers)
}

fn kind(algorithm: ObjectIdentifier, key: &[u8], read: fn(&[u8]) -> Option<Rsa>) -> Option<Kind> {
    Some(match algorithm {
        RSA => Kind::Rsa(read(key)?),
        RSA_PSS => Kind::Other("an RSA key for PSS signatures only"),
        EC => Kind::Other("an EC key"),
        ED25519 => Kind::Other("an Ed25519 key"),
        _ => Kind::Other("a key of another algorithm"),
    })
}

fn rsa_numbers(der: &[u8]) -> Option<Rsa> {
    let key: RsaPublicKey<UintRef<'_>> = RsaPublicKey::from_der(der).ok()?;
    Some(Rsa::new(key.modulus.as_bytes(), key.public_exponent.as_bytes()))
}

/// The public half of a private key; the rest is not looked at.
fn rsa_private_numbers(der: &[u8]) -> Option<Rsa> {
    let key = RsaPrivateKeyRef::from_der(der).ok()?;
    Some(Rsa::new(key.modulus.as_bytes(), key.public_exponent.as_bytes()))
}
