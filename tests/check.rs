//! The law of `check`: valid exactly where `parse` accepts, and no start of a valid value is invalid.
#![allow(clippy::unwrap_used)]

mod support;

use cardseal::card::{Status, check};
use cardseal::{AcceptedBrands, CardInput, ExpiryInput, IssueCode};
use support::NOW;

fn number(text: &str) -> Status {
    check(&CardInput { number: Some(text), ..CardInput::default() }, &AcceptedBrands::all(), NOW)
        .number
        .unwrap()
        .status
}

fn expiry(text: &str) -> Status {
    let input = CardInput { expiry: Some(ExpiryInput::Text(text)), ..CardInput::default() };
    check(&input, &AcceptedBrands::all(), NOW).expiry.unwrap()
}

fn starts(whole: &str) -> impl Iterator<Item = &str> {
    whole.char_indices().map(|(end, _)| whole.split_at(end).0)
}

#[test]
fn no_start_of_a_valid_number_is_invalid() {
    for whole in [
        "4222222222222",
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        "400000000000000002",
        "4000000000000000006",
        "5555555555554444",
        "2223003122003222",
        "378282246310005",
        "36227206271667",
        "3056930009020004",
        "6011111111111117",
        "6011000990139424",
        "900000000001",
        "9000000000000000001",
    ] {
        assert_eq!(number(whole), Status::Valid, "{whole}");
        for start in starts(whole) {
            assert!(!matches!(number(start), Status::Invalid(_)), "{start:?} of {whole}");
        }
    }
}

#[test]
fn a_number_that_can_no_longer_be_valid_is_invalid_at_once() {
    for (text, code) in [
        ("a", IssueCode::NotDigits),
        ("3782 8224 6310 006", IssueCode::Luhn),
        ("5555 5555 5555 4445", IssueCode::Luhn),
        ("5555 5555 5555 44444", IssueCode::LengthForBrand),
        ("42424242424242424242", IssueCode::TooLong),
    ] {
        assert_eq!(number(text), Status::Invalid(code), "{text}");
    }
    // Sixteen digits of a Visa that fail Luhn may still be the start of one with eighteen or nineteen.
    assert_eq!(number("4242424242424241"), Status::Incomplete(IssueCode::Luhn));
    assert_eq!(number(""), Status::Incomplete(IssueCode::Required));
}

#[test]
fn every_form_of_every_good_month_can_be_typed() {
    let mut good = 0;
    for year in 2026..=2046_u32 {
        for month in 1..=12_u32 {
            let short = year % 100;
            for whole in [
                format!("{month:02}/{short}"),
                format!("{month:02} / {year}"),
                format!("{month:02}{short}"),
                format!("{month:02}{year}"),
                format!("{month}/{short}"),
                format!("{month}-{year}"),
            ] {
                if year == 2026 && month < 11 {
                    assert_ne!(expiry(&whole), Status::Valid, "{whole}");
                    continue;
                }
                good += 1;
                assert_eq!(expiry(&whole), Status::Valid, "{whole}");
                for start in starts(&whole) {
                    assert!(!matches!(expiry(start), Status::Invalid(_)), "{start:?} of {whole}");
                }
            }
        }
    }
    assert_eq!(good, 6 * (12 * 21 - 10));
}

#[test]
fn an_expiry_that_can_no_longer_be_valid_is_invalid_at_once() {
    for (text, code) in [
        ("13", IssueCode::Month),
        ("00", IssueCode::Month),
        ("12/9", IssueCode::TooShort),
        ("12/19", IssueCode::Expired),
        ("12/2019", IssueCode::Expired),
        ("12/2047", IssueCode::TooFar),
        ("x", IssueCode::Format),
    ] {
        assert_eq!(expiry(text), Status::Invalid(code), "{text}");
    }
    // 12/20 is over, and the start of 12/2030.
    assert_eq!(expiry("12/20"), Status::Incomplete(IssueCode::Expired));
}

#[test]
fn the_cvc_follows_the_brand_of_the_number() {
    let status = |number, cvc| {
        let input = CardInput { number: Some(number), cvc: Some(cvc), ..CardInput::default() };
        check(&input, &AcceptedBrands::all(), NOW).cvc.unwrap()
    };
    assert_eq!(status("4242", "123"), (Status::Valid, &[3][..]));
    assert_eq!(status("37", "123"), (Status::Incomplete(IssueCode::TooShort), &[4][..]));
    assert_eq!(status("4242", "1234"), (Status::Invalid(IssueCode::TooLong), &[3][..]));
    assert_eq!(status("9", "1234"), (Status::Valid, &[3, 4][..]));
    assert_eq!(status("1001 0000 0000", "1"), (Status::Invalid(IssueCode::NotOnCard), &[][..]));
    assert_eq!(status("1001 0000 0000", ""), (Status::Valid, &[][..]));
}

#[test]
fn no_brand_decides_while_a_likelier_one_is_open() {
    // JCB's 1800 or UATP, which has no code.
    let input = CardInput { number: Some("1"), cvc: Some(""), ..CardInput::default() };
    let checked = check(&input, &AcceptedBrands::all(), NOW);
    assert!(checked.number.unwrap().brand.is_none());
    assert_eq!(checked.cvc.unwrap(), (Status::Incomplete(IssueCode::Required), &[3, 4][..]));
}

#[test]
fn the_brand_of_a_valid_number_is_the_first_that_it_bears() {
    // In Dankort's range, and of a length that only Visa has.
    let input = CardInput { number: Some("4571000000006"), ..CardInput::default() };
    let number = check(&input, &AcceptedBrands::all(), NOW).number.unwrap();
    assert_eq!(number.status, Status::Valid);
    assert_eq!(number.brand.unwrap().id(), "visa");
    assert_eq!(number.brands.len(), 1);
}

#[test]
fn a_page_that_takes_some_brands_says_no_as_soon_as_it_can() {
    let accepted = AcceptedBrands::only(["visa"]).unwrap();
    let status = |text| {
        check(&CardInput { number: Some(text), ..CardInput::default() }, &accepted, NOW)
            .number
            .unwrap()
            .status
    };
    assert_eq!(status(""), Status::Incomplete(IssueCode::Required));
    assert_eq!(status("4"), Status::Incomplete(IssueCode::TooShort));
    for text in ["5", "37", "9"] {
        assert_eq!(status(text), Status::Invalid(IssueCode::BrandNotAccepted), "{text}");
    }
}

#[test]
fn no_network_chosen_yet_is_no_mistake() {
    let status = |network| {
        let input =
            CardInput { number: Some("4571000000000001"), network: Some(network), ..CardInput::default() };
        check(&input, &AcceptedBrands::all(), NOW).network.unwrap()
    };
    assert_eq!(status(""), Status::Incomplete(IssueCode::Required));
    assert_eq!(status("visa"), Status::Valid);
    assert_eq!(status("jcb"), Status::Invalid(IssueCode::NotOnCard));
}

#[test]
fn fields_that_are_not_given_are_not_answered() {
    let checked = check(&CardInput::default(), &AcceptedBrands::all(), NOW);
    assert!(
        checked.number.is_none()
            && checked.expiry.is_none()
            && checked.cvc.is_none()
            && checked.name.is_none()
    );
}
