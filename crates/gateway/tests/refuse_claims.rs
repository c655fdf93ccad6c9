//! Claims that decrypt and are not those of a sealed card: whoever has the public key can write anything.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

mod support;

use cardseal_gateway::Reason::{self, *};
use serde_json::{Value, json};
use support::*;

fn reason(plaintext: &str) -> Option<Reason> {
    let site = Site::new();
    let sealed = seal_raw(&header().to_string(), plaintext.as_bytes());
    let reason = site.gateway.open(&sealed, &order(), at(NOW)).err().map(|refused| refused.reason());
    assert_eq!(site.operations(), 1);
    reason
}

/// The claims with the value at this path changed; `None` takes the member out.
fn changed(path: &str, value: Option<Value>) -> String {
    let mut claims = claims();
    let (parent, member) = path.rsplit_once('/').unwrap();
    let parent = claims.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match value {
        Some(value) => parent.insert(member.to_owned(), value),
        None => parent.remove(member),
    };
    claims.to_string()
}

const REQUIRED: [&str; 14] = [
    "/aud",
    "/iat",
    "/exp",
    "/jti",
    "/secure",
    "/order",
    "/card",
    "/order/merchant",
    "/order/id",
    "/order/amount",
    "/order/currency",
    "/card/number",
    "/card/exp_month",
    "/card/exp_year",
];
const OPTIONAL: [&str; 4] = ["/origin", "/nonce", "/card/cvc", "/card/name"];

#[test]
fn a_missing_an_extra_and_a_double_member() {
    assert_eq!(reason(&claims().to_string()), None);
    for path in REQUIRED {
        assert_eq!(reason(&changed(path, None)), Some(Claims), "{path}");
    }
    for path in OPTIONAL {
        assert_eq!(reason(&changed(path, None)), None, "{path}");
    }
    for path in [
        "/iss",
        "/sub",
        "/nbf",
        "/Aud",
        "/__proto__",
        "/order/description",
        "/order/Amount",
        "/card/pin",
        "/card/CVC",
        "/card/",
    ] {
        assert_eq!(reason(&changed(path, Some(json!("x")))), Some(Claims), "{path}");
    }
    for (path, member, value) in [
        ("", "aud", json!(AUDIENCE)),
        ("", "exp", json!(NOW + 600)),
        ("", "card", claims()["card"].clone()),
        ("/order", "amount", json!(4999)),
        ("/card", "number", json!(PAN)),
        ("/card", "cvc", json!("012")),
    ] {
        let claims = claims();
        let object = claims.pointer(path).unwrap().to_string();
        let doubled = object.replacen('{', &format!(r#"{{"{member}":{value},"#), 1);
        let doubled = claims.to_string().replacen(&object, &doubled, 1);
        assert_eq!(reason(&doubled), Some(Claims), "{path}/{member}");
    }
}

#[test]
fn a_value_of_another_type() {
    let mut ran = 0;
    for path in REQUIRED.into_iter().chain(OPTIONAL) {
        let now = claims().pointer(path).cloned().unwrap_or(json!("x"));
        let as_array = now.as_object().map(|members| members.values().cloned().collect::<Value>());
        let values = [
            Value::Null,
            json!(true),
            json!(1),
            json!(1.5),
            json!(-1),
            json!("1"),
            json!([]),
            json!({}),
            json!([now]),
        ];
        for value in values.into_iter().chain(as_array) {
            let same_type = match &now {
                Value::String(_) => value.is_string(),
                Value::Number(_) => value.is_u64(),
                Value::Bool(_) => value.is_boolean(),
                _ => false,
            };
            if !same_type {
                assert_eq!(reason(&changed(path, Some(value.clone()))), Some(Claims), "{path} {value}");
                ran += 1;
            }
        }
    }
    report(format_args!("{ran} values of another type refused"));
    assert_eq!(reason(&changed("/card/cvc", Some(json!(123)))), Some(Claims));
    for number in
        ["4.999e3", "4999.0", "04999", "+4999", "-0", "1e400", "18446744073709551616", "NaN", "0x1387"]
    {
        let text = claims().to_string().replacen(r#""amount":4999"#, &format!(r#""amount":{number}"#), 1);
        assert_eq!(reason(&text), Some(Claims), "{number}");
    }
}

#[test]
fn what_is_no_single_object() {
    let good = claims().to_string();
    let deep = format!("{}{}", "[".repeat(4000), "]".repeat(4000));
    let nested = format!("{}1{}", r#"{"a":"#.repeat(1500), "}".repeat(1500));
    let as_array = Value::Array(claims().as_object().unwrap().values().cloned().collect()).to_string();
    for bad in [
        "",
        " ",
        "null",
        "[]",
        "1",
        "\"\"",
        "{",
        "}",
        "\0",
        "\u{feff}{}",
        &deep,
        &nested,
        &as_array,
        &changed(
            "/origin",
            Some(serde_json::from_str(&format!("{}{}", "[".repeat(100), "]".repeat(100))).unwrap()),
        ),
        &format!("[{good}]"),
        &format!("{good}{good}"),
        &format!("{good},"),
        &format!("{good}\0"),
        &format!("\u{feff}{good}"),
        &format!("{good}//"),
        &good[..good.len() - 1],
    ] {
        if !bad.is_empty() {
            assert_eq!(reason(bad), Some(Claims), "{}", &bad[..bad.len().min(60)]);
        }
    }
    let site = Site::new();
    let broken = [&b"{\"aud\":\"\xff\"}"[..], b"\x80", &[b' '; 512], &[0; 512]];
    for bytes in broken {
        let sealed = seal_raw(&header().to_string(), bytes);
        assert_eq!(site.gateway.open(&sealed, &order(), at(NOW)).err().unwrap().reason(), Claims);
    }
}

#[test]
fn a_value_that_is_not_the_right_one() {
    let long = "x".repeat(513);
    for (path, value, expected) in [
        ("/aud", json!("https://gateway.example/"), Audience),
        ("/aud", json!("https://GATEWAY.example"), Audience),
        ("/aud", json!(""), Audience),
        ("/iat", json!(NOW + 301), NotYetValid),
        ("/iat", json!(u64::MAX - 1), Claims),
        ("/exp", json!(NOW), Claims),
        ("/secure", json!(false), InsecurePage),
        ("/order/merchant", json!("m_2"), OtherOrder),
        ("/order/id", json!("o_2"), OtherOrder),
        ("/order/amount", json!(5000), OtherOrder),
        ("/order/currency", json!("eur"), OtherOrder),
        ("/jti", json!(""), Claims),
        ("/jti", json!("AAAAAAAAAAAAAAAAAAAAA"), Claims),
        ("/jti", json!("AAAAAAAAAAAAAAAAAAAAAB"), Claims),
        ("/jti", json!("AAAAAAAAAAAAAAAAAAAAAA=="), Claims),
        ("/jti", json!("AAAAAAAAAAAAAAAAAAAAAAAA"), Claims),
        ("/jti", json!("AAAAAAAAAAAAAAAAAAAA+/"), Claims),
        ("/origin", json!(""), Claims),
        ("/origin", json!("https://shop.example\r\nSet-Cookie: a"), Claims),
        ("/origin", json!("https://shöp.example"), Claims),
        ("/origin", json!(long), Claims),
        ("/nonce", json!(""), Claims),
        ("/nonce", json!("a b"), Claims),
        ("/nonce", json!(long), Claims),
    ] {
        assert_eq!(reason(&changed(path, Some(value.clone()))), Some(expected), "{path} {value}");
    }
    let far =
        changed("/iat", Some(json!(u64::MAX - 1))).replace(&(NOW + 600).to_string(), &u64::MAX.to_string());
    assert_eq!(reason(&far), Some(NotYetValid));
}

/// The card is parsed anew, in the one form that the writer gives it.
#[test]
fn a_card_that_is_none() {
    for (path, value) in [
        ("/card/number", "4242424242424241"),
        ("/card/number", "4242 4242 4242 4242"),
        ("/card/number", "4242-4242-4242-4242"),
        ("/card/number", "42424242424"),
        ("/card/number", "42424242424242424242"),
        ("/card/number", "４２４２424242424242"),
        ("/card/number", ""),
        ("/card/exp_month", "13"),
        ("/card/exp_month", "00"),
        ("/card/exp_month", "1"),
        ("/card/exp_month", " 1"),
        ("/card/exp_year", "30"),
        ("/card/exp_year", "2025"),
        ("/card/exp_year", "2099"),
        ("/card/cvc", ""),
        ("/card/cvc", "12"),
        ("/card/cvc", "1234"),
        ("/card/cvc", "12a"),
        ("/card/cvc", " 012"),
        ("/card/name", ""),
        ("/card/name", " Ada"),
        ("/card/name", "Ada\u{0}"),
        ("/card/name", PAN),
    ] {
        assert_eq!(reason(&changed(path, Some(json!(value)))), Some(Card), "{path} {value:?}");
    }
    // Digits written as escapes would have to be copied to be read.
    let escaped = claims().to_string().replacen(PAN, r"\u0034242424242424242", 1);
    assert_eq!(reason(&escaped), Some(Claims));
}
