//! `cardseal open`

use cardseal::UnixTime;
use cardseal_gateway::{Gateway, KeyRing, MemoryReplayGuard, Policy};
use serde_json::json;

use crate::answer::{Answer, Refusal, may_hold_card_number};
use crate::arguments::Open;
use crate::{input, sealed};

pub(crate) fn run(options: &Open) -> Result<Answer, Refusal> {
    let now = UnixTime::from_secs(options.now.map_or_else(input::clock, Ok)?);
    let order = sealed::parse_order(&options.order)?;
    let mut keys = KeyRing::new();
    keys.insert(options.kid.as_str(), sealed::read_key(&options.key)?)
        .map_err(|error| Refusal::new("kid", error.to_string()))?;
    let text = sealed::read_card(&options.file)?;
    let policy = Policy::new(options.issuer.as_str()).allow_insecure(options.insecure);
    let gateway = Gateway::new(keys, policy, MemoryReplayGuard::new());
    let opened = gateway.open(&text, &order, now).map_err(|refused| {
        let code = refused.reason().as_str();
        Refusal::new(code, format!("the sealed card was not opened: {code}: cardseal doctor says more"))
    })?;

    let claims = opened.claims();
    let brand = opened.brand().map(|brand| brand.id());
    let last_four = opened.last_four();
    let fields: Vec<&str> = [
        ("number", true),
        ("expiry", true),
        ("cvc", opened.has_cvc()),
        ("name", opened.has_name()),
        ("postal_code", opened.has_postal_code()),
        ("network", opened.network().is_some()),
    ]
    .into_iter()
    .filter_map(|(field, given)| given.then_some(field))
    .collect();
    // The text of a page that may have been replaced.
    let origin =
        claims.origin().map(|origin| if may_hold_card_number(origin) { "(not shown)" } else { origin });
    Ok(Answer {
        text: format!(
            "brand      {}\nlast four  {last_four}\nfields     {}\norigin     {}\nsecure     {}\n",
            brand.unwrap_or("unknown"),
            fields.join(", "),
            origin.unwrap_or("none"),
            claims.secure(),
        ),
        json: json!({
            "brand": brand,
            "last_four": last_four,
            "fields": fields,
            "origin": origin,
            "secure": claims.secure(),
        }),
        good: true,
    })
}
