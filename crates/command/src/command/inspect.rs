//! `cardseal keys inspect`

use std::fmt::Write as _;
use std::path::Path;

use num_bigint::BigUint;
use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::arguments::Inspect;
use crate::input;
use crate::keys::{self, FoundKey, Kind, Rsa};
use crate::thumbprint::thumbprint;
use crate::weakness::{self, Weakness};

/// The most keys that are compared with each other.
const MAX_KEYS: usize = 1024;

pub(crate) fn run(options: &Inspect) -> Result<Answer, Refusal> {
    let now = options.now.map_or_else(input::clock, Ok)?;
    let mut inspected = Vec::new();
    let mut unreadable = Vec::new();
    for file in &options.files {
        match input::read(file).and_then(|bytes| keys::find(&bytes)) {
            Ok(keys) => inspected.extend(of_file(file, keys)),
            Err(refusal) => unreadable.push((input::name(file), refusal)),
        }
    }
    if inspected.len() > MAX_KEYS {
        return Err(Refusal::new("too_many", format!("more than {MAX_KEYS} keys")));
    }
    note_shared_primes(&mut inspected);
    let weak = inspected.iter().any(|key| !key.weaknesses.is_empty());
    let good = unreadable.is_empty() && !weak && inspected.iter().any(|key| key.verdict() == "good");
    Ok(Answer {
        json: as_json(&inspected, &unreadable, now, good),
        text: as_text(&inspected, &unreadable, now),
        good,
    })
}

struct Inspected {
    file: String,
    key: FoundKey,
    weaknesses: Vec<Weakness>,
}

impl Inspected {
    fn rsa(&self) -> Option<&Rsa> {
        match &self.key.kind {
            Kind::Rsa(rsa) => Some(rsa),
            Kind::Other(_) => None,
        }
    }

    fn verdict(&self) -> &'static str {
        match (self.rsa(), self.key.other_purpose) {
            _ if !self.weaknesses.is_empty() => "weak",
            (Some(_), None) => "good",
            _ => "not for sealing",
        }
    }
}

fn of_file(file: &Path, keys: Vec<FoundKey>) -> Vec<Inspected> {
    let kids: Vec<Option<String>> = keys.iter().map(|key| key.kid.clone()).collect();
    let twice = |key: &FoundKey| key.kid.is_some() && kids.iter().filter(|kid| **kid == key.kid).count() > 1;
    let inspect = |key: FoundKey| {
        let mut weaknesses = match &key.kind {
            Kind::Rsa(rsa) => weakness::of(rsa),
            Kind::Other(_) => Vec::new(),
        };
        if twice(&key) {
            weaknesses.push(Weakness::SameKid);
        }
        Inspected { file: input::name(file), key, weaknesses }
    };
    keys.into_iter().map(inspect).collect()
}

fn note_shared_primes(inspected: &mut [Inspected]) {
    // Only numbers of a size that a key may have: the product of all is computed.
    let candidate = |key: &Inspected| !key.weaknesses.contains(&Weakness::TooLarge);
    let places: Vec<usize> = (0..inspected.len())
        .filter(|&place| inspected.get(place).is_some_and(|key| key.rsa().is_some() && candidate(key)))
        .collect();
    let keys: Vec<&Rsa> = places.iter().filter_map(|&place| inspected.get(place)?.rsa()).collect();
    for (weak, partner) in weakness::shared_primes(&keys) {
        if let (Some(&weak), Some(&partner)) = (places.get(weak), places.get(partner))
            && let Some(key) = inspected.get_mut(weak)
        {
            key.weaknesses.push(Weakness::SharedPrime(partner + 1));
        }
    }
}

fn as_json(inspected: &[Inspected], unreadable: &[(String, Refusal)], now: u64, good: bool) -> Value {
    let key = |key: &Inspected| {
        let rsa = key.rsa();
        let weaknesses: Vec<Value> = key
            .weaknesses
            .iter()
            .map(|weakness| json!({ "code": weakness.code(), "text": weakness.to_string() }))
            .collect();
        json!({
            "file": key.file,
            "form": key.key.form,
            "type": if rsa.is_some() { "RSA" } else { "other" },
            "bits": rsa.map(|rsa| BigUint::from_bytes_be(&rsa.n).bits()),
            "exponent": rsa.map(exponent),
            "kid": key.key.kid,
            "thumbprint": rsa.map(thumbprint),
            "expires": key.key.expiry.as_ref().map(|expiry| &expiry.text),
            "expired": key.key.expiry.as_ref().map(|expiry| expiry.at < now),
            "verdict": key.verdict(),
            "weaknesses": weaknesses,
        })
    };
    let failed = |(file, refusal): &(String, Refusal)| json!({ "file": file, "code": refusal.code, "text": refusal.text });
    json!({
        "good": good,
        "keys": inspected.iter().map(key).collect::<Vec<_>>(),
        "unreadable": unreadable.iter().map(failed).collect::<Vec<_>>(),
    })
}

fn as_text(inspected: &[Inspected], unreadable: &[(String, Refusal)], now: u64) -> String {
    let mut text = String::new();
    for (place, key) in inspected.iter().enumerate() {
        let mut line = |name: &str, value: &str| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "   {name:<11}{value}");
        };
        line(&format!("key {}", place + 1), &format!("{} ({})", key.file, key.key.form));
        match &key.key.kind {
            Kind::Rsa(rsa) => {
                line("RSA", &format!("{} bits", BigUint::from_bytes_be(&rsa.n).bits()));
                line("exponent", &exponent(rsa));
                line("thumbprint", &thumbprint(rsa));
            }
            Kind::Other(what) => line("type", what),
        }
        if let Some(kid) = &key.key.kid {
            line("kid", kid);
        }
        if let Some(expiry) = &key.key.expiry {
            line(if expiry.at < now { "EXPIRED" } else { "expires" }, &expiry.text);
        }
        let purpose = key.key.other_purpose.filter(|_| key.weaknesses.is_empty());
        line("verdict", &purpose.map_or(key.verdict().to_owned(), |why| format!("{}: {why}", key.verdict())));
        for weakness in &key.weaknesses {
            line("", &format!("{}: {weakness}", weakness.code()));
        }
        text.push('\n');
    }
    for (file, refusal) in unreadable {
        let _ = writeln!(text, "   {:<11}{file}: {}", "unreadable", refusal.text);
    }
    text
}

fn exponent(key: &Rsa) -> String {
    let exponent = BigUint::from_bytes_be(&key.e);
    if exponent.bits() > 64 { format!("a number of {} bits", exponent.bits()) } else { exponent.to_string() }
}
