use crate::origins::{OriginRefused, Origins};

/// What a gateway accepts beyond what the format demands.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) audience: String,
    pub(crate) max_age_secs: u64,
    pub(crate) clock_skew_secs: u64,
    pub(crate) allow_insecure: bool,
    pub(crate) origins: Origins,
}

impl Policy {
    /// Sealed cards for this gateway: `audience` is the issuer that the page was given. Ten
    /// minutes old at most, five minutes of clock skew, insecure pages refused, pages of any origin.
    pub fn new(audience: impl Into<String>) -> Self {
        Self {
            audience: audience.into(),
            max_age_secs: 600,
            // The sealing clock is the buyer's, which nobody keeps right.
            clock_skew_secs: 300,
            allow_insecure: false,
            origins: Origins::default(),
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

    /// Opens cards for this merchant only where they were sealed in a page of one of these origins, as a browser writes them:
    /// `https://shop.example`. Origins that were allowed for the merchant before stay allowed; an empty list alone allows none.
    ///
    /// It stops honest pages that stand in the wrong place, a copied checkout for instance. The claim is as honest as the page:
    /// whoever seals without one writes any origin.
    ///
    /// # Errors
    /// [`OriginRefused`] where one is no origin, so that no page could match it.
    pub fn allow_origins<'a>(
        mut self,
        merchant: impl Into<String>,
        origins: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, OriginRefused> {
        self.origins.allow(merchant.into(), origins)?;
        Ok(self)
    }

    /// Whether cards for a merchant without origins of its own are refused. By default they open from any origin, and without
    /// one.
    #[must_use]
    pub fn require_origins(mut self, require: bool) -> Self {
        self.origins.required = require;
        self
    }
}
