//! Keys whose private half stands in a specification: they get into service when an example is copied.

use crate::keys::Rsa;
use crate::thumbprint::thumbprint;

/// JWK thumbprints (RFC 7638).
const EXAMPLES: [&str; 7] = [
    // RFC 7516 appendices A.1 and A.2.
    "xtIsOV1FqKH77AI_A3jdTg5QfdabzqI-LNpYTPi0IgI",
    "_K0fXS8wlsT7Tn3vvZrs9qdKUIqi5AxQ5EVk41xi_BM",
    // RFC 7517 appendix A.2.
    "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
    // RFC 7520 sections 3.4, 5.1, 5.2 and 6.
    "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI",
    "h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E",
    "Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM",
    "8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g",
];

pub(super) fn is_published(key: &Rsa) -> bool {
    EXAMPLES.contains(&thumbprint(key).as_str())
}
