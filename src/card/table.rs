//! The table of brands: a brand is a row. Above each row stands where its ranges come from.
//!
//! Left out, because no range of theirs is public: V PAY (issued on ranges of Visa, and known as such), BC Card (a leading 9 is any Korean issuer's;
//! its global cards are Discover's), Edenred and Pluxee of France (a table that gateways get by contract).

/// What is known of a brand.
pub(super) struct Row {
    /// The stable name. A brand whose ranges differ in more than that has a row for each kind.
    pub(super) id: &'static str,
    /// Ranges of prefixes, rising.
    pub(super) prefixes: &'static [Prefixes],
    /// Lengths that the brand issues, rising.
    pub(super) lengths: &'static [u8],
    /// Positions before which a space is printed.
    pub(super) gaps: &'static [u8],
    pub(super) cvc_name: &'static str,
    /// 0 where the brand has no such code.
    pub(super) cvc_length: u8,
    /// Whether the last digit is the check digit of ISO/IEC 7812-1.
    pub(super) luhn: bool,
    /// The brands that these cards bear as well, where they lie in a range of theirs.
    pub(super) co_badged: &'static [&'static str],
    /// The brand that this one is a product of: where that one is accepted, so is this.
    pub(super) product_of: &'static str,
}

/// What most rows have in common.
const USUAL: Row = Row {
    id: "",
    prefixes: &[],
    lengths: &[16],
    gaps: &[4, 8, 12],
    cvc_name: "CVV",
    cvc_length: 3,
    luhn: true,
    co_badged: &[],
    product_of: "",
};

/// A prefix, and how many that follow it belong to the range as well: small numbers, which compress well.
pub(super) type Prefixes = (u32, u32);

/// `51-55, 2720`: ranges, and prefixes that stand alone.
macro_rules! prefixes {
    ($($low:literal $(- $high:literal)?),+ $(,)?) => { &[$(prefixes!(@ $low $($high)?)),+] };
    (@ $low:literal) => { ($low, 0) };
    (@ $low:literal $high:literal) => { ($low, $high - $low) };
}

/// The brands, the likelier ones first.
#[rustfmt::skip]
pub(super) static TABLE: &[Row] = &[
    // credit-card-type 10.3.0 (MIT); 13 digits: Wikipedia, “Payment card number”: no longer issued, still valid
    Row { id: "visa", prefixes: prefixes![4], lengths: &[13, 16, 18, 19], ..USUAL },
    // credit-card-type 10.3.0 (MIT)
    Row { id: "mastercard", prefixes: prefixes![2221-2720, 51-55], cvc_name: "CVC", ..USUAL },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "american-express",
        prefixes: prefixes![34, 37],
        lengths: &[15],
        gaps: &[4, 10],
        cvc_name: "CID",
        cvc_length: 4,
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "discover",
        prefixes: prefixes![6011, 644-659],
        lengths: &[16, 19],
        cvc_name: "CID",
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT). The check digit is not asked for, as in card-validator: cards without it are in use.
    Row {
        id: "unionpay",
        prefixes: prefixes![
            62000-62182, 62184-62197, 6220-6270, 6272, 62760-62777, 627781-627799, 6282-6289, 6291-6292,
            8100-8171,
        ],
        lengths: &[14, 15, 16, 17, 18, 19],
        cvc_name: "CVN",
        luhn: false,
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT); 3095: Discover's table of IIN ranges
    Row {
        id: "diners-club",
        prefixes: prefixes![300-305, 3095, 36, 38-39],
        lengths: &[14, 16, 19],
        gaps: &[4, 10],
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row { id: "jcb", prefixes: prefixes![3528-3589], lengths: &[16, 17, 18, 19], ..USUAL },
    // credit-card-type 10.3.0 (MIT); 15 digits: didww/credit_card_validations (MIT)
    Row { id: "jcb", prefixes: prefixes![1800, 2131], lengths: &[15, 16, 17, 18, 19], ..USUAL },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "maestro",
        prefixes: prefixes![493698, 500000-504174, 504176-506698, 506779-508999, 56-69],
        lengths: &[12, 13, 14, 15, 16, 17, 18, 19],
        cvc_name: "CVC",
        ..USUAL
    },
    // juspay/hyperswitch-web, CardUtils.res (Apache-2.0). In Discover's range those of RuPay Global; of JCB's range 353800 only: other lists
    // take 353 and 356, and JCB's own cards with them.
    Row {
        id: "rupay",
        prefixes: prefixes![
            353800, 508227, 5085-5089, 603741, 606985-607984, 608001-608500, 65215-65314, 8172-8201,
        ],
        co_badged: &["discover", "jcb"],
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "elo",
        prefixes: prefixes![
            401178-401179, 431274, 438935, 451416, 457393, 457631-457632, 504175, 506699-506778, 509,
            627780, 636297, 636368, 650031-650033, 650035-650051, 650405-650439, 650485-650538,
            650541-650598, 650700-650718, 650720-650727, 650901-650978, 651652-651679, 65500-65501,
            655021-655058,
        ],
        cvc_name: "CVE",
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "mir",
        prefixes: prefixes![2200-2204],
        lengths: &[16, 17, 18, 19],
        cvc_name: "CVP2",
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "troy",
        prefixes: prefixes![
            650052, 650082-650083, 650092, 650161, 650170, 650173, 650175, 650268, 650271, 650273-650274,
            650456-650457, 65083600-65083704, 650846-650850, 65085800-65085804, 65085900-65085901,
            65086000, 65086100-65086105, 65086200-65086203, 650923, 650987, 650990, 654997, 657366,
            657998, 65875000-65875003, 65875009, 65875101-65875104, 65875200, 65875501, 65875601,
            65875800-65875900, 65876000-65876002, 65876100-65876103, 65876110, 65876115-65876116,
            65876200-65876201, 65876500, 65876504-65876505, 65876600-65876602, 658767-658768,
            65877100-65877101, 65877600-65877602, 65877700, 65877801-65877802, 65878200-65878202,
            65878300-65878311, 65878400-65878405, 65878500-65878505, 65878600-65878601, 65879800,
            65880800, 65880900, 9792,
        ],
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT); 650002-650027: Wikipedia, “Payment card number”
    Row {
        id: "verve",
        prefixes: prefixes![
            506099-506127, 506129, 506133-506150, 506158-506163, 506166, 506168, 506170, 506173,
            506176-506180, 506184, 506187-506188, 506191, 506195, 506197, 507865-507866, 507868-507877,
            507880-507888, 507900, 507941, 650002-650027,
        ],
        lengths: &[16, 18, 19],
        ..USUAL
    },
    // What two or more of these have: moyasar/moyasar-react-native, mada_util.ts (MIT); payfort/woocommerce-payfort, class-aps-constants.php
    // (MIT); activemerchant/active_merchant, credit_card_methods.rb (MIT)
    Row {
        id: "mada",
        prefixes: prefixes![
            22337902, 22337986, 22402030, 403024, 40545400, 406136, 406996, 40719700, 40739500, 407520,
            409201, 410621, 410685, 410834, 412565, 417633, 419593, 420132, 421141, 422817-422819, 428331,
            428671-428673, 431361, 432328, 434107, 439954, 440533, 440647, 440795, 442463, 445564, 446393,
            446404, 446672, 45488707, 455036, 455708, 457865, 457997, 458456, 462220, 468540-468543,
            474491, 483010-483012, 484783, 486094-486096, 489318-489319, 49098000, 492464, 504300, 508160,
            513213, 515079, 516138, 520058, 521076, 52166100, 524130, 524514, 524940, 529415, 529741,
            530060, 530906, 531095, 531196, 532013, 535825, 535989, 536023, 537767, 53973776, 543085,
            543357, 549760, 554180, 555610, 558563, 585265, 588845, 588848, 588850, 588982-588983, 589005,
            589206, 604906, 605141, 636120, 968201-968209, 968211,
        ],
        co_badged: &["visa", "mastercard"],
        ..USUAL
    },
    // Cards of this network alone: activemerchant/active_merchant, credit_card_methods.rb (MIT). On ranges of Visa and Mastercard:
    // processout/processout.js, card.ts (MIT), its long runs; the network's own table is for its members only.
    Row {
        id: "cartes-bancaires",
        prefixes: prefixes![
            49702-49704, 49706-49799, 507589-507590, 507593-507595, 507597, 51310-51332, 51335-51338,
            51350-51357, 51360-51367, 51369-51379, 560408, 585402-585405, 585501-585505, 585577-585582,
        ],
        co_badged: &["visa", "mastercard"],
        ..USUAL
    },
    // Adyen/adyen-web, cardType.ts (MIT)
    Row {
        id: "bancontact",
        prefixes: prefixes![479658, 606005, 6703],
        lengths: &[16, 17, 18, 19],
        cvc_name: "",
        cvc_length: 0,
        co_badged: &["maestro", "visa"],
        ..USUAL
    },
    // Adyen/adyen-web, cardType.ts (MIT); binlist/data (Apache-2.0)
    Row { id: "dankort", prefixes: prefixes![4571, 5019], cvc_name: "CVC", co_badged: &["visa"], ..USUAL },
    // Wikipedia, “Payment card number”; 4405: PayTabs, paylib
    Row {
        id: "visa-electron",
        prefixes: prefixes![4026, 417500, 4405, 4508, 4844, 4913, 4917],
        lengths: &[13, 16, 18, 19],
        product_of: "visa",
        ..USUAL
    },
    // Adyen/adyen-web, cardType.ts (MIT); the gaps: nosir/cleave.js, CreditCardDetector.js (Apache-2.0)
    Row {
        id: "uatp",
        prefixes: prefixes![1],
        lengths: &[15],
        gaps: &[4, 9],
        cvc_name: "",
        cvc_length: 0,
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT); 3841..: activemerchant/active_merchant, credit_card_methods.rb (MIT); 19 digits: paulo-silva/card_number_validator,
    // hipercard.rb (MIT), and many other lists of Brazil
    Row {
        id: "hipercard",
        prefixes: prefixes![384100, 384140, 384160, 606282],
        lengths: &[16, 19],
        cvc_name: "CVC",
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT)
    Row {
        id: "hiper",
        prefixes: prefixes![637095, 63737423, 63743358, 637568, 637599, 637609, 637612],
        cvc_name: "CVC",
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT); 402917, 527571: Adyen/adyen-web, cardType.ts (MIT)
    Row { id: "naranja", prefixes: prefixes![402917-402918, 527571-527572], ..USUAL },
    // Adyen/adyen-web, cardType.ts (MIT), which has 16 digits for all of this brand: but these are cards of American Express as well
    Row {
        id: "naranja",
        prefixes: prefixes![377798-377799],
        lengths: &[15],
        gaps: &[4, 10],
        cvc_name: "CID",
        cvc_length: 4,
        co_badged: &["american-express"],
        ..USUAL
    },
    // credit-card-type 10.3.0 (MIT); its check digit is not Luhn's: activemerchant/active_merchant, credit_card_methods.rb (MIT)
    Row { id: "naranja", prefixes: prefixes![589562], luhn: false, ..USUAL },
    // activemerchant/active_merchant, credit_card_methods.rb (MIT); Adyen/adyen-web, cardType.ts (MIT)
    Row {
        id: "cabal",
        prefixes: prefixes![589657, 600691, 603522, 604201-604400, 636908],
        cvc_name: "CVC",
        ..USUAL
    },
    // payfort/woocommerce-payfort, class-aps-constants.php (MIT); PayTabs, paylib
    Row { id: "meeza", prefixes: prefixes![507803, 507808-507810], ..USUAL },
    // Wikipedia, “Payment card number”; didww/credit_card_validations, humocard.rb (MIT). No source names a code or a check digit.
    Row { id: "humo", prefixes: prefixes![9860], cvc_name: "", cvc_length: 0, luhn: false, ..USUAL },
    // Wikipedia, “Payment card number”; didww/credit_card_validations, uzcard.rb (MIT). As Humo.
    Row {
        id: "uzcard",
        prefixes: prefixes![561468, 8600],
        cvc_name: "",
        cvc_length: 0,
        luhn: false,
        ..USUAL
    },
    // didww/credit_card_validations, dinacard.rb (MIT)
    Row { id: "dinacard", prefixes: prefixes![9891], ..USUAL },
    // activemerchant/active_merchant, credit_card_methods.rb (MIT); 637513: juspay/hyperswitch-web, CardPattern.res (Apache-2.0)
    Row { id: "sodexo", prefixes: prefixes![600818, 603389, 606068-606071, 637513], ..USUAL },
    // activemerchant/active_merchant, credit_card_methods.rb (MIT)
    Row { id: "edenred", prefixes: prefixes![637483], ..USUAL },
];
