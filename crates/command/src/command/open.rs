//! `cardseal open`

use serde_json::json;

use crate::answer::{Answer, Refusal, may_hold_card_number};
use crate::arguments::Open;
use crate::sealed;

pub(crate) fn run(options: &Open) -> Result<Answer, Refusal> {
    let order = sealed::parse_order(&options.order)?;
    let key = (options.kid.as_str(), sealed::read_key(&options.key)?);
    let text = sealed::read_card(&options.file)?;
    let now = options.rules.now()?;
    let opened = options.rules.open(&text, key, &options.issuer, &order, now)?.map_err(|refused| {
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
