use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The origins whose pages may seal for a merchant.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origins {
    by_merchant: BTreeMap<String, BTreeSet<String>>,
    pub(crate) required: bool,
}

impl Origins {
    pub(crate) fn allow<'a>(
        &mut self,
        merchant: String,
        origins: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), OriginRefused> {
        let allowed = self.by_merchant.entry(merchant).or_default();
        for origin in origins {
            if !is_origin(origin) {
                return Err(OriginRefused);
            }
            allowed.insert(origin.to_owned());
        }
        Ok(())
    }

    /// `origin` is `None` for a card that no page sealed: on no list.
    pub(crate) fn allows(&self, merchant: &str, origin: Option<&str>) -> bool {
        match self.by_merchant.get(merchant) {
            Some(allowed) => origin.is_some_and(|origin| allowed.contains(origin)),
            None => !self.required,
        }
    }
}

/// Whether a browser could write this: the ASCII serialization of an origin (RFC 6454 section 6.2), which leaves the scheme's
/// own port out. `null` is none: every sandboxed frame has it.
fn is_origin(text: &str) -> bool {
    let Some((scheme, authority)) = text.split_once("://") else { return false };
    // Only a bracketed IPv6 address has colons of its own.
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    is_scheme(scheme) && is_host(host) && port.is_none_or(|port| is_port(port, scheme))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'.'))
}

fn is_host(text: &str) -> bool {
    match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => {
            !address.is_empty()
                && address.bytes().all(|byte| matches!(byte, b'a'..=b'f' | b'0'..=b'9' | b':' | b'.'))
        }
        None => {
            !text.is_empty()
                && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_'))
        }
    }
}

fn is_port(text: &str, scheme: &str) -> bool {
    let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let default = matches!((scheme, text), ("https", "443") | ("http", "80"));
    plain && !default && text.parse::<u16>().is_ok()
}

/// What was given as an origin is none, so no page could ever match it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginRefused;

impl fmt::Display for OriginRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "an origin is scheme://host or scheme://host:port in lower-case ASCII, without the scheme's own port and without a path",
        )
    }
}

impl std::error::Error for OriginRefused {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_writes() {
        for origin in [
            "https://shop.example",
            "https://shop.example:8443",
            "http://localhost:4280",
            "http://127.0.0.1",
            "https://[::1]",
            "https://[2001:db8::1]:8443",
            "https://xn--shp-sna.example",
            "http://shop.example:443",
            "capacitor://localhost",
        ] {
            assert!(is_origin(origin), "{origin}");
        }
    }

    #[test]
    fn what_it_never_writes() {
        for text in [
            "",
            "null",
            "*",
            "shop.example",
            "//shop.example",
            "https://",
            "https://:8443",
            "https://shop.example/",
            "https://shop.example/checkout",
            "https://shop.example?",
            "https://shop.example#",
            "https://user@shop.example",
            "https://Shop.example",
            "HTTPS://shop.example",
            "https://shöp.example",
            "https://*.shop.example",
            "https://shop.example:",
            "https://shop.example:443",
            "http://shop.example:80",
            "https://shop.example:08443",
            "https://shop.example:+8443",
            "https://shop.example:65536",
            "https://[]",
            "https://[::1",
            "https://::1",
            " https://shop.example",
            "https://shop.example ",
            "1https://shop.example",
            "https:///shop.example",
        ] {
            assert!(!is_origin(text), "{text:?}");
        }
    }
}
