use cardseal::envelope::header::{Header, TYP};

use crate::json;
use crate::reason::Reason;

/// Reads the decoded protected header: its four members and no other. `zip`, `crit`, `jwk`, `jku`, `x5u`, `p2c` and
/// the rest of the registry are refused by not being among them; so is a second `alg` (RFC 7516 section 4).
pub(crate) fn parse(json: &[u8]) -> Result<Header<'_>, Reason> {
    json::read(json).filter(|header: &Header<'_>| header.typ == TYP).ok_or(Reason::Header)
}

/// That the message names the algorithms of the key, which are the ones that will be used (RFC 8725 section 3.1).
pub(crate) fn check_algorithms(header: &Header<'_>, alg: &str, enc: &str) -> Result<(), Reason> {
    if header.alg == alg && header.enc == enc { Ok(()) } else { Err(Reason::Algorithm) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_the_four_members() {
        let read = |json: &str| parse(json.as_bytes()).map(|header| header.kid.into_owned());
        let good = r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","typ":"card+jwt"}"#;
        assert_eq!(read(good).as_deref(), Ok("k"));
        for bad in [
            "",
            "null",
            "{}",
            r#"["RSA-OAEP-256","A256GCM","k","card+jwt"]"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","typ":"card+jwt"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":1,"typ":"card+jwt"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":null,"typ":"card+jwt"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","typ":"JWT"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","typ":"application/card+jwt"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","kid":"k","typ":"card+jwt"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","typ":"card+jwt","zip":"DEF"}"#,
            r#"{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"k","typ":"card+jwt"}{}"#,
        ] {
            assert_eq!(read(bad), Err(Reason::Header), "{bad}");
        }
    }
}
