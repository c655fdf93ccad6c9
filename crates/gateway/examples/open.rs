//! Opens one sealed card and prints it with the number masked.
//!
//! `open KEY_FILE KID AUDIENCE` reads `{"sealed_card":"…","order":{"merchant","id","amount","currency"}}` from standard
//! input. KEY_FILE holds the private key, PKCS#8 in PEM or DER. The exit code is 1 where the card does not open.

use std::error::Error;
use std::io::{Write, stderr, stdin, stdout};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use cardseal::{Order, OrderInput, UnixTime};
use cardseal_gateway::{Gateway, KeyRing, MemoryReplayGuard, OpenedCard, Policy, RsaPrivateKey};
use serde_json::{Value, json};
use zeroize::Zeroizing;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(stderr().lock(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(key_file), Some(kid), Some(audience)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: open KEY_FILE KID AUDIENCE < REQUEST".into());
    };
    let mut keys = KeyRing::new();
    keys.insert(kid, read_key(&key_file)?)?;
    let gateway = Gateway::new(keys, Policy::new(audience), MemoryReplayGuard::new());

    let request: Value = serde_json::from_reader(stdin().lock())?;
    let sealed = request.get("sealed_card").and_then(Value::as_str).ok_or("no sealed_card")?;
    let now = UnixTime::from_secs(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs());
    let opened = gateway.open(sealed, &order(&request)?, now)?;
    writeln!(stdout().lock(), "{}", masked(&opened))?;
    Ok(())
}

fn read_key(path: &str) -> Result<RsaPrivateKey, Box<dyn Error>> {
    let bytes = Zeroizing::new(std::fs::read(path)?);
    let key = match std::str::from_utf8(&bytes) {
        Ok(pem) => RsaPrivateKey::from_pkcs8_pem(pem)?,
        Err(_) => RsaPrivateKey::from_pkcs8_der(&bytes)?,
    };
    Ok(key)
}

fn order(request: &Value) -> Result<Order, &'static str> {
    let member = |name| request.get("order").and_then(|order| order.get(name));
    let input = OrderInput {
        merchant: member("merchant").and_then(Value::as_str),
        id: member("id").and_then(Value::as_str),
        amount: member("amount").and_then(Value::as_u64),
        currency: member("currency").and_then(Value::as_str),
    };
    Order::parse(&input).map_err(|_| "not an order")
}

fn masked(opened: &OpenedCard) -> Value {
    let claims = opened.claims();
    json!({
        "card": {
            "number": format!("•••• {}", opened.last_four()),
            "brand": opened.brand().map(|brand| brand.id()),
            "expiry": format!("{:02}/{}", opened.expiry_month(), opened.expiry_year()),
            "cvc": opened.has_cvc(),
            "name": opened.has_name(),
        },
        "claims": {
            "aud": claims.audience(),
            "iat": claims.issued_at().as_secs(),
            "exp": claims.expires_at().as_secs(),
            "jti": claims.jti(),
            "origin": claims.origin(),
            "secure": claims.secure(),
            "nonce": claims.nonce(),
        },
        "kid": opened.kid(),
    })
}
