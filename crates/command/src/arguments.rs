//! The arguments and the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXIT_CODES: &str = "\
Exit codes:
  0  good
  1  bad input, or refused: the reason is printed
  2  the arguments are not understood";

/// Keys and sealed cards for a payment gateway
#[derive(Parser)]
#[command(name = "cardseal", version, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Print one line of JSON, also for a refusal
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    Keygen(Keygen),
    Jwk(Jwk),
    #[command(subcommand)]
    Keys(Keys),
}

/// Make a key pair: the private key into a file, the public JWK to standard output
#[derive(Args)]
#[command(after_help = "\
The file is PKCS#8 in PEM, not encrypted, readable by its owner only (mode 0600). A file that exists is never
overwritten without --force.

Example:
  cardseal keygen --kid 2026-11 --out gateway-2026-11.pem > gateway-2026-11.jwk

Exit codes: 0 made, 1 refused (the file exists, or cannot be written), 2 usage")]
pub(crate) struct Keygen {
    /// Size of the modulus in bits
    #[arg(long, value_enum, default_value = "2048")]
    pub(crate) bits: Bits,
    /// Key identifier: what sealed cards will name
    #[arg(long)]
    pub(crate) kid: String,
    /// Where the private key goes
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// A size that pages accept.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Bits {
    #[value(name = "2048")]
    Rsa2048,
    #[value(name = "3072")]
    Rsa3072,
    #[value(name = "4096")]
    Rsa4096,
}

/// Convert a key into the public JWK that a page is given, after every check of its strength
#[derive(Args)]
#[command(after_help = "\
Reads an RSA key in PEM or DER: a public key (SPKI or PKCS#1), a private key (PKCS#8 or PKCS#1, not encrypted), an X.509
certificate or a certificate request. Only the public half is ever printed. A certificate is not verified: whoever
converts it vouches for it.

Examples:
  cardseal jwk gateway.crt --kid 2026-11 > gateway.jwk
  openssl pkey -in gateway.pem -pubout | cardseal jwk - --kid 2026-11

Exit codes: 0 printed, 1 refused (no RSA key, or a weak one: the reason is printed), 2 usage")]
pub(crate) struct Jwk {
    /// The key; - is standard input
    pub(crate) file: PathBuf,
    /// Key identifier: what sealed cards will name
    #[arg(long)]
    pub(crate) kid: String,
}

/// Look at keys
#[derive(Subcommand)]
pub(crate) enum Keys {
    Inspect(Inspect),
}

/// Say of every key its size, exponent, kid, thumbprint, expiry, and whether it is weak
#[derive(Args)]
#[command(after_help = "\
Reads JWK, JWKS, PEM (every block of it), DER and X.509 certificates. Weak is: fewer than 2048 or more than 4096 bits, an
exponent other than 65537, an even modulus or one with a factor below 65536, a prime modulus, the fingerprint of ROCA
(CVE-2017-15361), primes so close that Fermat's method finds them, a modulus with a pattern, a prime that two of the given keys
share, two keys of one set with the same kid. A key that is made for another purpose is named and passed over.

Not looked for: keys that others have published or leaked, and primes shared with keys that are not given.

Examples:
  cardseal keys inspect jwks.json
  cardseal keys inspect --json old.pem new.pem gateway.crt

Exit codes: 0 every key is strong and one at least is for sealing, 1 otherwise, 2 usage. An expired certificate is said
and does not change the exit code: pages are given the key, not the certificate.")]
pub(crate) struct Inspect {
    /// The keys; - is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The time to judge expiry by, in seconds since 1970, instead of this machine's clock
    #[arg(long, value_name = "SECONDS")]
    pub(crate) now: Option<u64>,
}
