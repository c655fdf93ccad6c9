use serde::Deserialize;

/// Reads a `T` from JSON that is made of objects, strings, numbers and booleans only; `None` otherwise.
///
/// serde by itself would also take a struct's members from an array, and `null` for an optional one: a sealed card
/// has neither. The parser's error is dropped here, because it may quote what it could not read.
pub(crate) fn read<'a, T: Deserialize<'a>>(json: &'a [u8]) -> Option<T> {
    if holds_array_or_null(json) { None } else { serde_json::from_slice(json).ok() }
}

/// Outside strings, JSON has `[` at the start of an array only, and `n` in `null` only.
fn holds_array_or_null(json: &[u8]) -> bool {
    let mut in_string = false;
    let mut bytes = json.iter();
    while let Some(byte) = bytes.next() {
        match (in_string, byte) {
            (_, b'"') => in_string = !in_string,
            (true, b'\\') => {
                bytes.next();
            }
            (false, b'[' | b'n') => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Pair<'a> {
        name: &'a str,
        size: Option<u64>,
    }

    #[test]
    fn objects_only() {
        assert_eq!(read(br#"{"name":"[null]","size":1}  "#), Some(Pair { name: "[null]", size: Some(1) }));
        assert_eq!(read(br#"{"name":"n"}"#), Some(Pair { name: "n", size: None }));
        for bad in [
            r#"["n",1]"#,
            r#"{"name":"n","size":null}"#,
            r#"{"name":"a\"[","size":[]}"#,
            r#"{"name":"\\","size":null}"#,
        ] {
            assert_eq!(read::<Pair<'_>>(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn escapes_do_not_end_a_string() {
        assert_eq!(read::<String>(br#""a\"[\\""#).as_deref(), Some(r#"a"[\"#));
        assert_eq!(read::<String>(br#""unfinished\"#), None);
    }
}
