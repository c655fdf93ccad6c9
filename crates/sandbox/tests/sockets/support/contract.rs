//! Holds the gateway to its own document: every answer has a place in `docs/openapi.json`, and looks as it says there.

use super::Answer;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

/// A route, a method and a status of the document.
pub(crate) type Answered = (String, String, u16);

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../../../docs/openapi.json")).unwrap());

/// All that the document says can happen.
pub(crate) fn documented() -> BTreeSet<Answered> {
    let mut all = BTreeSet::new();
    for (route, operations) in DOCUMENT["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for status in operation["responses"].as_object().unwrap().keys() {
                all.insert((route.clone(), method.clone(), status.parse().unwrap()));
            }
        }
    }
    all
}

/// Panics where the document does not foresee this answer. `None` where it is about no route.
pub(crate) fn check(method: &str, target: &str, answer: &Answer) -> Option<Answered> {
    let path = target.split('?').next().unwrap();
    let routes = DOCUMENT["paths"].as_object().unwrap();
    let Some((route, operations)) = routes.iter().find(|(route, _)| matches(route, path)) else {
        assert_eq!(answer.error(), (404, "not_found".to_owned()), "{path}");
        return None;
    };
    let Some(operation) = operations.get(method.to_lowercase()) else {
        assert_eq!(answer.error(), (405, "method_not_allowed".to_owned()), "{method} {route}");
        return None;
    };
    let documented = &operation["responses"][answer.status.to_string()];
    let place = format!("{method} {route} {}", answer.status);
    assert!(documented.is_object(), "{place} is not in the document: {}", answer.body);
    check_headers(&documented["headers"], answer, &place);
    check_body(&documented["content"], answer, &place);
    Some((route.clone(), method.to_lowercase(), answer.status))
}

fn matches(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route
            .iter()
            .zip(&path)
            .all(|(part, given)| part == given || (part.starts_with('{') && !given.is_empty()))
}

fn check_headers(headers: &Value, answer: &Answer, place: &str) {
    for (name, header) in headers.as_object().into_iter().flatten() {
        let given = answer.header(name);
        assert!(given.is_some() || header["required"] != true, "{place} lacks {name}");
        let Some(given) = given else { continue };
        if header["schema"]["type"] == "integer" {
            assert!(given.parse::<u64>().is_ok(), "{place}: {name}: {given}");
        } else {
            assert_eq!(header["schema"]["const"], given, "{place}: {name}");
        }
    }
    for name in ["idempotent-replayed", "retry-after", "www-authenticate", "access-control-allow-origin"] {
        let documented =
            headers.as_object().into_iter().flatten().any(|(known, _)| known.eq_ignore_ascii_case(name));
        assert!(documented || answer.header(name).is_none(), "{place}: {name} is not in the document");
    }
}

fn check_body(content: &Value, answer: &Answer, place: &str) {
    let Some((kind, media)) = content.as_object().and_then(|content| content.iter().next()) else {
        assert_eq!(answer.body, "", "{place}");
        return;
    };
    let given = answer.header("content-type").unwrap_or_default();
    assert_eq!(given.split(';').next(), Some(kind.as_str()), "{place}");
    if kind == "application/json" {
        let body = answer.json();
        let problems: Vec<String> =
            validator(place, &media["schema"]).iter_errors(&body).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{place}: {problems:?}");
    }
}

/// A validator takes longer to make than to use.
fn validator(place: &str, schema: &Value) -> Arc<Validator> {
    static MADE: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap();
    let make = || {
        let whole = json!({ "allOf": [schema], "components": DOCUMENT["components"] });
        Arc::new(jsonschema::draft202012::new(&whole).unwrap())
    };
    Arc::clone(made.entry(place.to_owned()).or_insert_with(make))
}
