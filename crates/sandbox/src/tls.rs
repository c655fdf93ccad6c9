//! TLS with a throwaway certificate: for this machine's own browsers and clients, trusted by nobody else.

use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, ServerConfig};
use zeroize::Zeroizing;

use crate::state_folder::StateFolder;

/// Key and certificate, as they are kept.
const KEPT: &str = "tls.key";
/// The certificate alone, for clients to trust.
const CERTIFICATE: &str = "tls.pem";
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
const GOOD_FOR: Duration = Duration::from_secs(397 * 86_400);

/// The two ends of connections on this machine.
pub struct ThrowawayTls {
    /// For a server.
    pub server: Arc<ServerConfig>,
    /// For a client that trusts that server and no other.
    pub client: ClientConfig,
}

impl ThrowawayTls {
    /// Reads the key and the certificate for `localhost` and `127.0.0.1`, made where they are missing, and writes the certificate to
    /// `tls.pem`. One that has expired is made anew when both files are removed.
    ///
    /// # Errors
    /// When the folder cannot be read or written, or holds something else.
    pub fn of(state: &StateFolder) -> Result<Self, Box<dyn Error>> {
        let kept = state.keep(KEPT, make)?;
        let certificate = CertificateDer::from_pem_slice(kept.as_bytes())?;
        let key = PrivateKeyDer::from_pem_slice(kept.as_bytes())?;
        state.write(CERTIFICATE, certificate_of(&kept))?;

        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut trusted = RootCertStore::empty();
        trusted.add(certificate.clone())?;
        let server = ServerConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)?;
        let client = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(trusted)
            .with_no_client_auth();
        Ok(Self { server: Arc::new(server), client })
    }
}

fn make() -> Result<Zeroizing<String>, Box<dyn Error>> {
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::new(NAMES.map(str::to_owned))?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "cardseal sandbox");
    let now = SystemTime::now();
    params.not_before = now.into();
    params.not_after = (now + GOOD_FOR).into();
    let certificate = params.self_signed(&key)?;
    let private = Zeroizing::new(key.serialize_pem());
    Ok(Zeroizing::new(format!("{}{}", certificate.pem(), *private)))
}

/// All before the private key.
fn certificate_of(kept: &str) -> &str {
    kept.find("-----BEGIN PRIVATE KEY").and_then(|end| kept.get(..end)).unwrap_or_default()
}

/// For a client that speaks plain http alone.
pub(crate) fn trusting_nobody() -> Result<ClientConfig, Box<dyn Error>> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(versions.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}
