use base64ct::{Base64UrlUnpadded, Encoding};
use cardseal::envelope::claims::{CardClaims, Claims as Wire, OrderClaims};
use cardseal::{AcceptedBrands, Card, CardInput, ExpiryInput, Order, UnixTime};

use crate::expected::Expected;
use crate::json;
use crate::key_window::KeyWindow;
use crate::opened::Claims;
use crate::policy::Policy;
use crate::reason::Reason;

/// Bytes of a `jti`: 128 bits.
const JTI_BYTES: usize = 16;
/// Bytes of an `origin` (a host name has at most 253) and of a `nonce`.
const MAX_TEXT: usize = 512;

/// Checks the plaintext against the policy, the key's window and what was expected, and parses the card anew: what the page
/// says that it checked is worth nothing here.
///
/// Digits go straight from the plaintext, which is wiped, into the card, which is too. Only a name that is written with
/// an escape passes through the JSON parser's own buffer, which is not.
pub(crate) fn check(
    plaintext: &[u8],
    expected: &Expected<'_>,
    policy: &Policy,
    window: &KeyWindow,
    now: UnixTime,
) -> Result<(Card, Claims), Reason> {
    let wire: Wire<'_> = json::read(plaintext).ok_or(Reason::Claims)?;
    if wire.aud != policy.audience.as_str() {
        return Err(Reason::Audience);
    }
    check_times(wire.iat, wire.exp, policy, now.as_secs())?;
    window.check_sealed(UnixTime::from_secs(wire.iat), policy.clock_skew_secs)?;
    if !wire.secure && !policy.allow_insecure {
        return Err(Reason::InsecurePage);
    }
    if !is_same(&wire.order, expected.order) {
        return Err(Reason::OtherOrder);
    }
    let claims = Claims {
        audience: policy.audience.clone(),
        jti: jti(&wire.jti)?,
        issued_at: UnixTime::from_secs(wire.iat),
        expires_at: UnixTime::from_secs(wire.exp),
        origin: wire.origin.as_deref().map(visible_ascii).transpose()?,
        secure: wire.secure,
        nonce: wire.nonce.as_deref().map(visible_ascii).transpose()?,
    };
    if !policy.origins.allows(expected.order.merchant(), claims.origin()) {
        return Err(Reason::OtherOrigin);
    }
    check_nonce(claims.nonce(), expected.nonce)?;
    let card = card(&wire.card, claims.issued_at)?;
    Ok((card, claims))
}

/// The last second at which claims like these pass the check of the times.
pub(crate) fn last_chance(claims: &Claims, policy: &Policy) -> UnixTime {
    let too_old = claims.issued_at.plus_secs(policy.max_age_secs);
    let earlier = if claims.expires_at < too_old { claims.expires_at } else { too_old };
    earlier.plus_secs(policy.clock_skew_secs)
}

/// RFC 7519 sections 4.1.4 and 4.1.6, with the skew that section 4.1.4 allows.
fn check_times(iat: u64, exp: u64, policy: &Policy, now: u64) -> Result<(), Reason> {
    let skew = policy.clock_skew_secs;
    if exp <= iat {
        return Err(Reason::Claims);
    }
    if iat > now.saturating_add(skew) {
        return Err(Reason::NotYetValid);
    }
    if now >= exp.saturating_add(skew) {
        return Err(Reason::Expired);
    }
    if now > iat.saturating_add(policy.max_age_secs).saturating_add(skew) {
        return Err(Reason::TooOld);
    }
    Ok(())
}

fn is_same(sealed: &OrderClaims<'_>, submitted: &Order) -> bool {
    sealed.merchant == submitted.merchant()
        && sealed.id == submitted.id()
        && sealed.amount == submitted.amount()
        && sealed.currency == submitted.currency()
}

/// One that was not expected is not looked at: [`Expected::with_nonce`] says why.
fn check_nonce(sealed: Option<&str>, expected: Option<&str>) -> Result<(), Reason> {
    match (sealed, expected) {
        (_, None) => Ok(()),
        (None, Some(_)) => Err(Reason::NonceMissing),
        (Some(sealed), Some(expected)) if sealed == expected => Ok(()),
        (Some(_), Some(_)) => Err(Reason::OtherNonce),
    }
}

/// One spelling for each value, so that a replay cannot be spelled anew.
fn jti(text: &str) -> Result<String, Reason> {
    let mut buffer = [0; JTI_BYTES];
    match Base64UrlUnpadded::decode(text, &mut buffer) {
        Ok(bytes) if bytes.len() == JTI_BYTES => Ok(text.to_owned()),
        _ => Err(Reason::Claims),
    }
}

fn visible_ascii(text: &str) -> Result<String, Reason> {
    let fits = (1..=MAX_TEXT).contains(&text.len());
    if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(Reason::Claims)
    }
}

/// The card at the time of sealing. It must stand there in the one form that the writer gives it:
/// digits without separators, a month of two digits, a year of four.
fn card(wire: &CardClaims<'_>, sealed_at: UnixTime) -> Result<Card, Reason> {
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(wire.exp_month, 2) || !digits(wire.exp_year, 4) {
        return Err(Reason::Card);
    }
    let name = wire.name.as_deref();
    let input = CardInput {
        number: Some(wire.number),
        expiry: Some(ExpiryInput::Parts { month: wire.exp_month, year: wire.exp_year }),
        cvc: wire.cvc,
        name,
        postal_code: wire.postal_code,
        network: wire.network,
    };
    let card = Card::parse(&input, &AcceptedBrands::all(), sealed_at).map_err(|_| Reason::Card)?;
    let same = card.number().expose() == wire.number
        && card.cvc().map(|cvc| cvc.expose()) == wire.cvc
        && card.name().map(|name| name.expose()) == name
        && card.postal_code().map(|code| code.expose()) == wire.postal_code;
    if same { Ok(card) } else { Err(Reason::Card) }
}
