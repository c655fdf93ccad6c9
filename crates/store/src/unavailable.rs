use std::fmt;

/// The database did not do what it was asked. Nothing was learned: whoever asked must refuse, and may ask again.
///
/// It may have been done nevertheless, where the answer was lost. Holds nothing of the question and nothing that the
/// database said, which may quote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoreUnavailable(pub(crate) Cause);

impl StoreUnavailable {
    /// What kept the database from it, for a counter or a log.
    pub fn cause(self) -> Cause {
        self.0
    }
}

impl fmt::Display for StoreUnavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the store is unavailable: {}", self.0.as_str())
    }
}

impl std::error::Error for StoreUnavailable {}

/// Why a database did not answer, as far as it said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// No connection, or none that can be trusted, or it broke; or the file is gone or was replaced.
    Unreachable,
    /// It took too long, or others kept it locked.
    TimedOut,
    /// It takes no writes.
    ReadOnly,
    /// No room on its disk.
    Full,
    /// Anything else that it answered with an error.
    Rejected,
}

impl Cause {
    /// A stable name for a counter's label or a log field.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::ReadOnly => "read_only",
            Self::Full => "full",
            Self::Rejected => "rejected",
        }
    }
}

impl From<sqlx::Error> for StoreUnavailable {
    fn from(error: sqlx::Error) -> Self {
        Self(match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Cause::Unreachable,
            sqlx::Error::PoolTimedOut => Cause::TimedOut,
            sqlx::Error::Database(error) => error.code().map_or(Cause::Rejected, |code| named(&code)),
            _ => Cause::Rejected,
        })
    }
}

/// By SQLite's result code, a number (<https://www.sqlite.org/rescode.html>), or by Postgres's SQLSTATE, five
/// characters (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
fn named(code: &str) -> Cause {
    if code.len() == 5 {
        return match code {
            "25006" => Cause::ReadOnly,
            "53100" => Cause::Full,
            "57014" | "55P03" | "40P01" => Cause::TimedOut,
            _ if code.starts_with("08") || code.starts_with("57P") || code == "53300" => Cause::Unreachable,
            _ => Cause::Rejected,
        };
    }
    // An extended code has the primary one in its lowest byte.
    match code.parse::<u32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Cause::TimedOut,
        Ok(8) => Cause::ReadOnly,
        Ok(10 | 14) => Cause::Unreachable,
        Ok(13) => Cause::Full,
        _ => Cause::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases() {
        for (code, cause) in [
            ("5", Cause::TimedOut),
            ("517", Cause::TimedOut),
            ("1032", Cause::ReadOnly),
            ("14", Cause::Unreachable),
            ("778", Cause::Unreachable),
            ("13", Cause::Full),
            ("11", Cause::Rejected),
            ("57P03", Cause::Unreachable),
            ("08006", Cause::Unreachable),
            ("53100", Cause::Full),
            ("25006", Cause::ReadOnly),
            ("23505", Cause::Rejected),
            ("", Cause::Rejected),
        ] {
            assert_eq!(named(code), cause, "{code}");
        }
    }
}
