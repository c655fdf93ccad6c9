//! The access log: one JSON object a request, from which no card can be read.

use axum::extract::MatchedPath;
use axum::http::{Extensions, Method, StatusCode};
use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;
use tracing::dispatcher::{Dispatch, with_default};
use tracing_subscriber::fmt::MakeWriter;

/// Where log lines go. Events of libraries are not among them: nobody here knows what they quote.
#[derive(Clone)]
pub struct Log(Dispatch);

/// What a handler adds to the log line of its answer.
#[derive(Clone, Default)]
pub(crate) struct Remark {
    /// Why it was refused, or what failed: a word of this program's, never of the sender's.
    pub(crate) reason: Option<&'static str>,
    /// The payment's identifier.
    pub(crate) payment: Option<String>,
}

impl Log {
    /// To standard error, a line each.
    pub fn stderr() -> Self {
        Self::to(|line| {
            // A log that nobody takes is no reason to stop.
            let _ = writeln!(io::stderr().lock(), "{line}");
        })
    }

    /// To a function, without line ends.
    pub fn to(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        let subscriber = tracing_subscriber::fmt()
            .json()
            .flatten_event(true)
            .with_current_span(false)
            .with_span_list(false)
            .with_target(false)
            .with_writer(Lines(Arc::new(write)))
            .finish();
        Self(Dispatch::new(subscriber))
    }

    pub(crate) fn answered(
        &self,
        server: &str,
        asked: &Asked,
        status: StatusCode,
        remark: Option<&Remark>,
        took: Duration,
    ) {
        let (method, route, status) = (asked.method(), asked.route(), status.as_u16());
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let reason = remark.and_then(|remark| remark.reason);
        let payment = remark.and_then(|remark| remark.payment.as_deref());
        with_default(&self.0, || {
            if status < 500 {
                tracing::info!(server, method, route, status, ms, reason, payment);
            } else {
                tracing::warn!(server, method, route, status, ms, reason, payment);
            }
        });
    }

    /// What was not asked for by a request: `what` and `cause` are words of this program's.
    pub(crate) fn trouble(&self, what: &'static str, cause: &'static str) {
        with_default(&self.0, || tracing::warn!(what, cause));
    }
}

/// What the log and the metrics keep of a request until its answer is known.
pub(crate) struct Asked {
    method: Method,
    route: Option<MatchedPath>,
}

impl Asked {
    pub(crate) fn new(method: &Method, extensions: &Extensions) -> Self {
        Self { method: method.clone(), route: extensions.get::<MatchedPath>().cloned() }
    }

    /// A method is the sender's text too: only one that HTTP itself defines is written down.
    pub(crate) fn method(&self) -> &'static str {
        match self.method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            Method::PUT => "PUT",
            Method::DELETE => "DELETE",
            Method::OPTIONS => "OPTIONS",
            Method::PATCH => "PATCH",
            _ => "-",
        }
    }

    /// The template of the route, never the path: that is the sender's text and may hold a card number.
    pub(crate) fn route(&self) -> &str {
        self.route.as_ref().map_or("-", MatchedPath::as_str)
    }
}

struct Lines(Arc<dyn Fn(&str) + Send + Sync>);

/// One line: the subscriber writes each in one piece.
struct Line<'a>(&'a Lines);

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (self.0.0)(String::from_utf8_lossy(bytes).trim_end());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
