//! Examples: `|` is the caret.

use super::*;

/// 2026-11-22T12:00:00Z
const NOW: UnixTime = UnixTime::from_secs(1_795_348_800);

/// What is shown of `edited` after an edit of this `inputType` in a field that held `before`; `edited` itself where it is left alone.
fn shown(field: &str, input_type: &str, before: &str, edited: &str) -> String {
    let (front, rest) = edited.split_once('|').unwrap();
    let text = front.to_owned() + rest;
    let edit = Edit {
        text: &text,
        caret: front.encode_utf16().count(),
        before: Some(before),
        kind: EditKind::of(input_type),
    };
    format(Formatter::of(field).unwrap(), &edit, &AcceptedBrands::all(), NOW).map_or(
        edited.to_owned(),
        |formatted| {
            let (front, rest) = formatted.expose().split_at(formatted.caret());
            format!("{front}|{rest}")
        },
    )
}

#[test]
fn digits_are_grouped_as_they_come() {
    for (before, edited, expected) in [
        ("", "4|", "4|"),
        ("4242", "42424|", "4242 4|"),
        ("3782", "37828|", "3782 8|"),
        ("3782 822463", "3782 8224631|", "3782 822463 1|"),
        // Pasted, dropped, filled in.
        ("", "4242-4242-4242-4242|", "4242 4242 4242 4242|"),
        ("", " 4242\u{a0}4242\u{2013}4242\u{200b}4242 |", "4242 4242 4242 4242|"),
        ("", "378282246310005|", "3782 822463 10005|"),
        ("", "٤٢٤٢٤٢٤٢|", "4242 4242|"),
        ("", "𝟒𝟐𝟒𝟐𝟒|𝟐", "4242 4|2"),
        // In the middle: a caret before a gap goes on behind it, where the next digit will stand.
        ("4242 4242", "4249| 4242", "4249 |4242"),
        ("4242 4242", "42429| 4242", "4242 9|424 2"),
        ("4242 4242", "|4242 4242", "|4242 4242"),
        // Selected, and typed or pasted over.
        ("4242 4242 4242", "5| 4242", "5|424 2"),
        ("4242 4242 4242", "37|", "37|"),
        // The brand changes with the first digits, and the groups of all others with it.
        ("4782 8224 6310 005", "3|782 8224 6310 005", "3|782 822463 10005"),
    ] {
        assert_eq!(shown("number", "insertText", before, edited), expected, "{edited}");
    }
}

#[test]
fn a_deletion_over_a_gap_takes_the_digit_beyond_it() {
    for (key, before, edited, expected) in [
        ("Backward", "4242 4", "4242 |", "4242|"),
        ("Backward", "4242 4242", "4242|4242", "424|4 242"),
        ("Backward", "4242 4242", "4242 |242", "4242| 242"),
        ("Forward", "4242 4242", "4242|4242", "4242| 242"),
        ("Forward", "4242 4242", "424| 4242", "424|4 242"),
        ("Forward", "4242 4242", "|242 4242", "|2424 242"),
        // A selection went, with its gap.
        ("Backward", "4242 4242 4242", "424|2 4242", "424|2 4242"),
    ] {
        let input_type = format!("deleteContent{key}");
        assert_eq!(shown("number", &input_type, before, edited), expected, "{edited}");
    }
    assert_eq!(shown("number", "deleteWordBackward", "4242 4242", "|4242"), "|4242");
    assert_eq!(shown("number", "deleteByCut", "4242 4242 4242", "42|4242"), "42|42 42");
}

#[test]
fn an_earlier_state_comes_back_as_it_was() {
    assert_eq!(shown("number", "historyUndo", "4242 4", "4242|"), "4242|");
    assert_eq!(shown("number", "historyRedo", "4242", "42424|"), "4242 4|");
    assert_eq!(shown("expiry", "historyUndo", "12 / 3", "12 / |"), "12 / |");
    assert_eq!(shown("expiry", "historyUndo", "01 / 27", "1/27|"), "01 / 27|");
}

#[test]
fn what_is_not_understood_is_left_alone() {
    for text in ["4242 x|", "4|O", "😀|", "\u{0}|", "4.2|", "12345678901234567890123456789012345|"] {
        assert_eq!(shown("number", "insertText", "", text), text);
    }
    // An input method has the text until it is done, then it comes as one.
    assert_eq!(shown("number", "insertCompositionText", "", "４２４２４|"), "４２４２４|");
    assert_eq!(shown("number", "", "", "４２４２４|"), "4242 4|");
}

#[test]
fn the_slash_of_an_expiry_comes_and_goes_by_itself() {
    for (input_type, before, edited, expected) in [
        ("insertText", "", "1|", "1|"),
        ("insertText", "1", "12|", "12 / |"),
        ("insertText", "12 / ", "12 / 3|", "12 / 3|"),
        ("insertText", "", "7|", "07 / |"),
        ("insertText", "1", "1/|", "01 / |"),
        ("insertText", "12 / ", "12 / /|", "12 / |"),
        ("insertText", "12", "123|", "12 / 3|"),
        ("deleteContentBackward", "12 / 3", "12 / |", "12|"),
        ("deleteContentBackward", "12 / ", "12 /|", "1|"),
        ("deleteContentBackward", "12 / 30", "12 /|30", "1|3 / 0"),
        ("deleteContentForward", "12 / 30", "12|/ 30", "12| / 0"),
        // A deletion never takes the century as well.
        ("deleteContentBackward", "12 / 20301", "12 / 2030|", "12 / 2030|"),
    ] {
        assert_eq!(shown("expiry", input_type, before, edited), expected, "{edited}");
    }
}

#[test]
fn a_whole_expiry_is_read_in_every_form() {
    for text in ["12/30", "1230", "12/2030", "122030", "12-30", "2030-12", "١٢/٢٠٣٠", "\u{200f}12\u{200f}/30"]
    {
        assert_eq!(shown("expiry", "insertFromPaste", "", &format!("{text}|")), "12 / 30|", "{text}");
    }
    for (text, expected) in [
        ("1/30|", "01 / 30|"),
        ("2030-2|", "02 / 30|"),
        // Not that year: left for `check` to say so.
        ("12/2130|", "12 / 2130|"),
        // The start of a year that comes first, and of its month.
        ("2030|", "2030|"),
        ("2030-|", "2030-|"),
        ("2030-1|", "2030-1|"),
        ("2030-0|", "2030-0|"),
    ] {
        assert_eq!(shown("expiry", "insertFromPaste", "", text), expected);
    }
}

#[test]
fn a_month_is_typed_over_another() {
    for (edited, expected) in [
        // Its second digit may follow.
        ("1| / 30", "1| / 30"),
        ("0| / 30", "0| / 30"),
        ("11| / 30", "11 / |30"),
        ("7| / 30", "07 / |30"),
        // Where the old one was deleted first.
        ("1|30", "1|3 / 0"),
        ("11|3 / 0", "11 / |30"),
        ("7|30", "07 / |30"),
    ] {
        assert_eq!(shown("expiry", "insertText", "", edited), expected, "{edited}");
    }
}

#[test]
fn a_code_is_digits_only() {
    assert_eq!(shown("cvc", "insertFromPaste", "", " 12３|"), "123|");
    assert_eq!(shown("cvc", "insertText", "12", "1x|2"), "1x|2");
}
