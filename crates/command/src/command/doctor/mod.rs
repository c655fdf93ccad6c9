//! `cardseal doctor`: why a sealed card does not open, in words and without a digit of the card.
//!
//! It looks as the gateway does, part after part, and stops at the part that cannot be read. It tells apart what the gateway
//! must not tell a sender (RFC 7516 section 11.5): it is for whoever has the key, at a desk, and not to be put behind a URL.

mod claims;
mod content;
mod header;
mod shape;

use std::path::Path;

use cardseal::Order;
use cardseal::envelope::compact::Compact;
use cardseal_gateway::RsaPrivateKey;
use serde_json::{Value, json};

use crate::answer::{Answer, Refusal};
use crate::arguments::{Doctor, Rules};
use crate::sealed;

/// One thing that is wrong.
struct Finding {
    /// A stable name.
    code: &'static str,
    /// A sentence without card data.
    text: String,
}

impl Finding {
    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }
}

/// What is known beside the sealed card.
struct Known<'a> {
    key: Option<RsaPrivateKey>,
    kid: Option<&'a str>,
    issuer: Option<&'a str>,
    order: Option<Order>,
    rules: &'a Rules,
    now: u64,
}

pub(crate) fn run(options: &Doctor) -> Result<Answer, Refusal> {
    let known = Known {
        key: options.key.as_deref().map(Path::new).map(sealed::read_key).transpose()?,
        kid: options.kid.as_deref(),
        issuer: options.issuer.as_deref(),
        order: options.order.as_deref().map(sealed::parse_order).transpose()?,
        rules: &options.rules,
        now: options.rules.now()?,
    };
    let text = sealed::read_card(&options.file)?;
    let (findings, depth) = diagnose(&text, &known)?;
    Ok(answer(&findings, depth, &known))
}

/// How far it could be looked into.
#[derive(Clone, Copy, PartialEq)]
enum Depth {
    Shape,
    Header,
    Content,
    Claims,
}

fn diagnose(text: &str, known: &Known<'_>) -> Result<(Vec<Finding>, Depth), Refusal> {
    let findings = shape::look(text);
    let Ok(message) = Compact::parse(text) else {
        let other = || vec![Finding::new("malformed", "not a compact JWE (RFC 7516 section 7.1)")];
        return Ok((if findings.is_empty() { other() } else { findings }, Depth::Shape));
    };
    let findings = [findings, header::look(&message.header, known.kid)].concat_all();
    let Some(key) = known.key.as_ref().filter(|_| !findings.iter().any(|finding| header::ends(finding.code)))
    else {
        return Ok((findings, Depth::Header));
    };
    let plaintext = match content::open(&message, key) {
        Ok(plaintext) => plaintext,
        Err(finding) => return Ok(([findings, vec![finding]].concat_all(), Depth::Content)),
    };
    let mut findings = [findings, claims::look(&plaintext, known)].concat_all();
    if findings.is_empty() {
        findings.extend(refused_all_the_same(text, known)?);
    }
    Ok((findings, Depth::Claims))
}

/// The gateway's own word, where everything is known that it needs: nothing is called good that it refuses.
fn refused_all_the_same(text: &str, known: &Known<'_>) -> Result<Option<Finding>, Refusal> {
    let (Some(key), Some(kid), Some(issuer), Some(order)) =
        (&known.key, known.kid, known.issuer, &known.order)
    else {
        return Ok(None);
    };
    let again = || RsaPrivateKey::from_pkcs8_der(&key.expose_pkcs8_der().ok()?).ok();
    let Some(key) = again() else { return Ok(None) };
    let outcome = known.rules.open(text, (kid, key), issuer, order, known.now)?;
    let refused = outcome.err().map(|refused| refused.reason().as_str());
    Ok(refused.map(|reason| Finding::new("refused", format!("the gateway refuses it: {reason}"))))
}

fn answer(findings: &[Finding], depth: Depth, known: &Known<'_>) -> Answer {
    let unchecked: Vec<&str> = [
        ("whether the kid is one of the gateway's (--kid)", known.kid.is_none()),
        ("what is inside (--key)", depth != Depth::Claims && known.key.is_none()),
        ("for which gateway it was sealed (--issuer)", known.issuer.is_none()),
        ("for which order it was sealed (--order)", known.order.is_none()),
        ("whether it was sealed in a page of the merchant's (--origin)", known.rules.origins.is_empty()),
        ("whether it has the nonce of its checkout (--nonce)", known.rules.nonce.is_none()),
        ("whether it was opened before: only the gateway remembers that", true),
    ]
    .into_iter()
    .filter_map(|(what, open)| open.then_some(what))
    .collect();
    let good = findings.is_empty();
    let whole =
        depth == Depth::Claims && known.kid.is_some() && known.issuer.is_some() && known.order.is_some();
    let list = |lines: &[String]| lines.iter().map(|line| format!("  - {line}\n")).collect::<String>();
    let said: Vec<String> = findings.iter().map(|finding| finding.text.clone()).collect();
    let head = match (good, whole) {
        (true, true) => "It opens.\n".to_owned(),
        (true, false) => "Nothing wrong was found.\n".to_owned(),
        (false, _) => format!("It does not open:\n{}", list(&said)),
    };
    let rest: Vec<String> = unchecked.iter().map(|what| (*what).to_owned()).collect();
    let findings: Vec<Value> =
        findings.iter().map(|finding| json!({ "code": finding.code, "text": finding.text })).collect();
    Answer {
        text: format!("{head}Not looked at:\n{}", list(&rest)),
        json: json!({
            "opens": match (good, whole) { (false, _) => Some(false), (true, true) => Some(true), _ => None },
            "findings": findings,
            "not_looked_at": unchecked,
        }),
        good,
    }
}

trait ConcatAll {
    fn concat_all(self) -> Vec<Finding>;
}

impl<const N: usize> ConcatAll for [Vec<Finding>; N] {
    fn concat_all(self) -> Vec<Finding> {
        self.into_iter().flatten().collect()
    }
}
