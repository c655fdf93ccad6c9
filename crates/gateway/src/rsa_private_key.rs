use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{
    KeySize as AwsKeySize, OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey, PublicKey,
};
use base64ct::{Base64UrlUnpadded, Encoding};
use pem_rfc7468::LineEnding;
use std::fmt;
use zeroize::Zeroizing;

use crate::cek::Cek;
use crate::private_key::{PrivateKey, UnwrapFailed};
use crate::public_jwk::{PublicJwk, thumbprint};

/// The sizes that a page accepts, in bits.
const MIN_BITS: usize = 2048;
const MAX_BITS: usize = 4096;
const MAX_MODULUS_BYTES: usize = MAX_BITS / 8;
/// 65537, big-endian.
const EXPONENT: [u8; 3] = [1, 0, 1];
const PEM_LABEL: &str = "PRIVATE KEY";

/// An RSA private key in this process, on aws-lc-rs, whose private-key operation takes the same
/// time for every message.
pub struct RsaPrivateKey {
    key: PrivateDecryptingKey,
    oaep: OaepPrivateDecryptingKey,
    modulus: String,
    exponent: String,
}

impl RsaPrivateKey {
    /// Makes a new key with the exponent 65537. Takes up to seconds for the largest.
    ///
    /// # Errors
    /// [`KeyRefused::Generation`] when the operating system gives no random bytes.
    pub fn generate(size: KeySize) -> Result<Self, KeyRefused> {
        let size = match size {
            KeySize::Rsa2048 => AwsKeySize::Rsa2048,
            KeySize::Rsa3072 => AwsKeySize::Rsa3072,
            KeySize::Rsa4096 => AwsKeySize::Rsa4096,
        };
        Self::new(PrivateDecryptingKey::generate(size).map_err(|_| KeyRefused::Generation)?)
    }

    /// Reads an unencrypted PKCS#8 `PrivateKeyInfo` (RFC 5208 section 5) in DER.
    ///
    /// # Errors
    /// [`KeyRefused`] when it is no consistent RSA key that a page would seal for.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, KeyRefused> {
        Self::new(PrivateDecryptingKey::from_pkcs8(der).map_err(|_| KeyRefused::Malformed)?)
    }

    /// Reads the same in PEM, `-----BEGIN PRIVATE KEY-----` (RFC 7468 section 10).
    ///
    /// # Errors
    /// As [`from_pkcs8_der`](Self::from_pkcs8_der).
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, KeyRefused> {
        let (label, der) = pem_rfc7468::decode_vec(pem.as_bytes()).map_err(|_| KeyRefused::Malformed)?;
        let der = Zeroizing::new(der);
        if label != PEM_LABEL {
            return Err(KeyRefused::Malformed);
        }
        Self::from_pkcs8_der(&der)
    }

    /// The private key itself, PKCS#8 in DER, in a buffer that wipes itself. For keys that are
    /// made here and kept elsewhere; a gateway that only opens never calls it.
    ///
    /// # Errors
    /// [`KeyRefused::Malformed`] when it could not be encoded.
    pub fn expose_pkcs8_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyRefused> {
        let der: Pkcs8V1Der<'_> = self.key.as_der().map_err(|_| KeyRefused::Malformed)?;
        Ok(Zeroizing::new(der.as_ref().to_vec()))
    }

    /// The same in PEM.
    ///
    /// # Errors
    /// [`KeyRefused::Malformed`] when it could not be encoded.
    pub fn expose_pkcs8_pem(&self) -> Result<Zeroizing<String>, KeyRefused> {
        let der = self.expose_pkcs8_der()?;
        pem_rfc7468::encode_string(PEM_LABEL, LineEnding::LF, &der)
            .map(Zeroizing::new)
            .map_err(|_| KeyRefused::Malformed)
    }

    /// The public half under this key identifier.
    pub fn public_jwk(&self, kid: &str) -> PublicJwk {
        PublicJwk::new(&self.modulus, &self.exponent, kid)
    }

    /// The JWK thumbprint of the public half, SHA-256, base64url (RFC 7638): 43 characters, a key
    /// identifier that needs no bookkeeping.
    pub fn thumbprint(&self) -> String {
        thumbprint(&self.modulus, &self.exponent)
    }

    fn new(key: PrivateDecryptingKey) -> Result<Self, KeyRefused> {
        let public: PublicKeyX509Der<'_> = key.public_key().as_der().map_err(|_| KeyRefused::Malformed)?;
        let public = PublicKey::from_der(public.as_ref()).map_err(|_| KeyRefused::Malformed)?;
        if !(MIN_BITS..=MAX_BITS).contains(&key.key_size_bits()) {
            return Err(KeyRefused::Size);
        }
        let exponent = public.exponent();
        let exponent = exponent.big_endian_without_leading_zero();
        if exponent != EXPONENT {
            return Err(KeyRefused::Exponent);
        }
        Ok(Self {
            modulus: Base64UrlUnpadded::encode_string(public.modulus().big_endian_without_leading_zero()),
            exponent: Base64UrlUnpadded::encode_string(exponent),
            // A second handle on the same key, not a copy of it.
            oaep: OaepPrivateDecryptingKey::new(key.clone()).map_err(|_| KeyRefused::Malformed)?,
            key,
        })
    }

    /// RSAES-OAEP-DECRYPT (RFC 8017 section 7.1.2) with SHA-256 and MGF1 with SHA-256, into
    /// `buffer`. `None` for every way in which it fails.
    pub(crate) fn oaep_decrypt<'buffer>(
        &self,
        ciphertext: &[u8],
        label: &[u8],
        buffer: &'buffer mut [u8; MAX_MODULUS_BYTES],
    ) -> Option<&'buffer [u8]> {
        // Step 1.b: a ciphertext is exactly as long as the modulus.
        if ciphertext.len() != self.key.key_size_bytes() {
            return None;
        }
        self.oaep
            .decrypt(&OAEP_SHA256_MGF1SHA256, ciphertext, buffer, Some(label))
            .ok()
            .map(|message| &*message)
    }
}

impl PrivateKey for RsaPrivateKey {
    fn unwrap_cek(&self, encrypted_key: &[u8]) -> Result<Cek, UnwrapFailed> {
        let mut buffer = Zeroizing::new([0; MAX_MODULUS_BYTES]);
        self.oaep_decrypt(encrypted_key, b"", &mut buffer)
            .and_then(Cek::from_slice)
            .ok_or(UnwrapFailed::Rejected)
    }
}

/// How large a key to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeySize {
    /// 2048 bits.
    Rsa2048,
    /// 3072 bits.
    Rsa3072,
    /// 4096 bits, the largest that a page accepts.
    Rsa4096,
}

/// Why a private key is not taken into service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyRefused {
    /// No PKCS#8 encoding of a consistent RSA key of at least 2048 bits.
    Malformed,
    /// Not 2048 to 4096 bits: no page would seal for it.
    Size,
    /// The public exponent is not 65537.
    Exponent,
    /// No key could be made.
    Generation,
}

impl fmt::Display for KeyRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a PKCS#8 encoding of a consistent RSA key of 2048 bits or more",
            Self::Size => "the key has not 2048 to 4096 bits",
            Self::Exponent => "the public exponent is not 65537",
            Self::Generation => "no key could be made",
        })
    }
}

impl std::error::Error for KeyRefused {}
