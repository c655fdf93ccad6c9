/// What a gateway accepts beyond what the format demands.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) audience: String,
    pub(crate) max_age_secs: u64,
    pub(crate) clock_skew_secs: u64,
    pub(crate) allow_insecure: bool,
}

impl Policy {
    /// Sealed cards for this gateway: `audience` is the issuer that the page was given. Ten
    /// minutes old at most, five minutes of clock skew, insecure pages refused.
    pub fn new(audience: impl Into<String>) -> Self {
        Self {
            audience: audience.into(),
            max_age_secs: 600,
            // The sealing clock is the buyer's, which nobody keeps right.
            clock_skew_secs: 300,
            allow_insecure: false,
        }
    }

    /// How many seconds may lie between sealing and opening, whatever `exp` says.
    #[must_use]
    pub fn max_age_secs(mut self, seconds: u64) -> Self {
        self.max_age_secs = seconds;
        self
    }

    /// By how many seconds the buyer's clock and this one may differ, each way.
    #[must_use]
    pub fn clock_skew_secs(mut self, seconds: u64) -> Self {
        self.clock_skew_secs = seconds;
        self
    }

    /// Whether cards are opened that were sealed in a page without a secure context (plain http),
    /// where anyone on the way may have replaced the page.
    #[must_use]
    pub fn allow_insecure(mut self, allow: bool) -> Self {
        self.allow_insecure = allow;
        self
    }
}
