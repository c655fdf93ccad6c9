//! The arguments and the help texts.

use std::path::PathBuf;

use cardseal_gateway::{OriginRefused, Policy};
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
    Open(Open),
    Doctor(Doctor),
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
(CVE-2017-15361), primes so close that Fermat's method finds them, a modulus with a pattern, an example key of an RFC, a prime
that two of the given keys share, two keys of one set with the same kid. A key that is made for another purpose is
named and passed over.

Not looked for: other keys that are published or leaked (such as those of CVE-2008-0166), and primes shared with keys
that are not given.

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

/// Open a sealed card and say its brand, its last four digits and which fields it has: never more of it
#[derive(Args)]
#[command(after_help = "\
Opens as the gateway does and remembers nothing: a gateway may refuse it as opened before.

Example:
  cardseal open sealed.txt --key gateway.pem --kid 2026-11 --issuer https://gateway.example \\
    --order '{\"merchant\":\"m_1\",\"id\":\"o_1\",\"amount\":4999,\"currency\":\"EUR\"}'

Exit codes: 0 opened, 1 refused, 2 usage")]
pub(crate) struct Open {
    /// The sealed card; - is standard input
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,
    /// The private key, PKCS#8 in PEM or DER
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,
    /// Its identifier
    #[arg(long)]
    pub(crate) kid: String,
    /// The gateway's identifier: the audience
    #[arg(long)]
    pub(crate) issuer: String,
    /// The order that it was sealed for, as JSON
    #[arg(long, value_name = "JSON")]
    pub(crate) order: String,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// The gateway's policy; left out, its default.
#[derive(Args)]
pub(crate) struct Rules {
    /// Allow what was sealed in a page without a secure context
    #[arg(long)]
    pub(crate) insecure: bool,
    /// How old a sealed card may be
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub(crate) max_age: u64,
    /// How far the buyer's clock may be off
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    pub(crate) clock_skew: u64,
    /// An origin whose pages may seal for this merchant; can be given several times [default: any]
    #[arg(long = "origin", value_name = "ORIGIN", value_parser = origin)]
    pub(crate) origins: Vec<String>,
    /// The challenge that was given for this checkout [default: any, or none]
    #[arg(long)]
    pub(crate) nonce: Option<String>,
    /// The time to judge by, in seconds since 1970, instead of this machine's clock
    #[arg(long, value_name = "SECONDS")]
    pub(crate) now: Option<u64>,
}

/// Say in words why a sealed card does not open, without card data
#[derive(Args)]
#[command(after_help = "\
Looks at the sealed card as the gateway does, part after part. The more is given, the more is said: with --key also what is
inside. It tells apart what a gateway must not tell a sender: use it at a desk, and do not put it behind a URL.

Examples:
  cardseal doctor sealed.txt
  cardseal doctor --key gateway.pem --kid 2026-11 --issuer https://gateway.example --now 1795348800 < sealed.txt

Exit codes: 0 nothing wrong was found, 1 it does not open, or an input was refused, 2 usage")]
pub(crate) struct Doctor {
    /// The sealed card; - is standard input
    #[arg(default_value = "-")]
    pub(crate) file: PathBuf,
    /// The private key, PKCS#8 in PEM or DER
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Its identifier
    #[arg(long)]
    pub(crate) kid: Option<String>,
    /// The gateway's identifier: the audience
    #[arg(long)]
    pub(crate) issuer: Option<String>,
    /// The order that it should be sealed for, as JSON
    #[arg(long, value_name = "JSON")]
    pub(crate) order: Option<String>,
    #[command(flatten)]
    pub(crate) rules: Rules,
}

fn origin(text: &str) -> Result<String, OriginRefused> {
    Policy::new("").allow_origins("", [text]).map(|_| text.to_owned())
}
