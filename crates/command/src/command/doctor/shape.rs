//! The five parts, before anything is decoded.

use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::envelope::compact::{IV, MAX_HEADER, MAX_LENGTH, TAG};

use super::Finding;

const PARTS: [&str; 5] =
    ["the header", "the encrypted key", "the initialization vector", "the ciphertext", "the tag"];
/// Bytes of an encrypted key: as many as the modulus has, 2048 to 4096 bits.
const MIN_KEY: usize = 256;
const MAX_KEY: usize = 512;

pub(super) fn look(text: &str) -> Vec<Finding> {
    if text.is_empty() {
        return vec![Finding::new("empty", "there is nothing but a line break")];
    }
    if text.trim_start().starts_with(['{', '[', '"']) {
        let advice = "this is JSON: the sealed card is the text of one of its strings, without the quotes";
        return vec![Finding::new("json", advice)];
    }
    let parts: Vec<&str> = text.split('.').collect();
    let mut findings = Vec::new();
    if text.len() > MAX_LENGTH {
        let said = format!("{} characters: a sealed card has at most {MAX_LENGTH}", text.len());
        findings.push(Finding::new("too_long", said));
    }
    if parts.len() != PARTS.len() {
        findings.push(part_count(&parts));
    }
    findings.extend(PARTS.iter().zip(&parts).filter_map(|(name, part)| alphabet(name, part)));
    if parts.len() == PARTS.len() && findings.is_empty() {
        findings.extend(PARTS.iter().zip(&parts).filter_map(|(name, part)| length(name, part)));
    }
    findings
}

fn part_count(parts: &[&str]) -> Finding {
    let lengths: Vec<String> = parts.iter().take(8).map(|part| part.len().to_string()).collect();
    let lengths = lengths.join(", ");
    match parts.len() {
        1 => Finding::new(
            "no_parts",
            format!("no dot in {lengths} characters: not a sealed card, or only its beginning"),
        ),
        2..5 => Finding::new(
            "truncated",
            format!("{} of 5 parts, of {lengths} characters: it was cut off in transport", parts.len()),
        ),
        count => {
            Finding::new("too_many_parts", format!("{count} parts instead of 5, of {lengths} characters"))
        }
    }
}

/// RFC 7515 section 2: base64url without padding, line breaks, white space or other characters. Places are counted from 1.
fn alphabet(name: &str, part: &str) -> Option<Finding> {
    if part.is_empty() {
        return Some(Finding::new("empty_part", format!("{name} is empty")));
    }
    let (place, found) =
        part.chars().enumerate().find(|(_, c)| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))?;
    let what = match found {
        '+' | '/' => "base64 instead of base64url: + and / are to be - and _",
        '=' => "padding: base64url here has none",
        '%' => "percent-encoding that was not undone",
        c if c.is_whitespace() => "white space, as a line break or a + that became a space leaves it",
        c if c.is_ascii() => "a character that is not of base64url",
        _ => "a character that is not ASCII",
    };
    Some(Finding::new(
        "not_base64url",
        format!("{name} is not base64url: at character {} stands {what}", place + 1),
    ))
}

fn length(name: &str, part: &str) -> Option<Finding> {
    let allowed = match name {
        "the header" => 1..=MAX_HEADER,
        "the encrypted key" => MIN_KEY..=MAX_KEY,
        "the initialization vector" => IV..=IV,
        "the tag" => TAG..=TAG,
        _ => 1..=MAX_LENGTH,
    };
    let (low, high) = (allowed.start(), allowed.end());
    let range = if low == high { low.to_string() } else { format!("{low} to {high}") };
    // Six bits a character; what is cut off often ends within a byte.
    let bytes = part.len() * 6 / 8;
    if bytes < *low {
        let said = format!("{name} has {bytes} bytes instead of {range}: it was cut off in transport");
        Some(Finding::new("truncated", said))
    } else if bytes > *high {
        Some(Finding::new("length", format!("{name} has {bytes} bytes instead of {range}")))
    } else if Base64UrlUnpadded::decode_vec(part).is_err() {
        let said = format!(
            "{name} is not base64url: its {} characters end within a byte: cut off or altered",
            part.len()
        );
        Some(Finding::new("not_base64url", said))
    } else {
        None
    }
}
