//! The access log: one line a request, from which no card can be read.

use axum::extract::MatchedPath;
use axum::http::{Extensions, Method, StatusCode};
use std::io::Write as _;
use std::sync::Arc;
use std::time::Duration;

/// Where log lines go.
#[derive(Clone)]
pub struct Log(Arc<dyn Fn(&str) + Send + Sync>);

/// A word that a handler adds to the log line of its answer, such as why a card was not opened.
#[derive(Clone, Copy)]
pub(crate) struct Remark(pub(crate) &'static str);

impl Log {
    /// To standard error, a line each.
    pub fn stderr() -> Self {
        Self::to(|line| {
            // A log that nobody takes is no reason to stop.
            let _ = writeln!(std::io::stderr().lock(), "{line}");
        })
    }

    /// To a function, without line ends.
    pub fn to(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    pub(crate) fn answered(
        &self,
        server: &str,
        request: &Asked,
        status: StatusCode,
        answer: &Extensions,
        took: Duration,
    ) {
        let path = request.path(status);
        let remark = answer.get::<Remark>().map(|remark| format!(" {}", remark.0)).unwrap_or_default();
        (self.0)(&format!(
            "{server} {} {path} {} {} ms{remark}",
            request.method(),
            status.as_u16(),
            took.as_millis()
        ));
    }
}

/// What the log keeps of a request until its answer is known.
pub(crate) struct Asked {
    method: Method,
    path: String,
    route: Option<MatchedPath>,
}

impl Asked {
    pub(crate) fn new(method: &Method, path: &str, extensions: &Extensions) -> Self {
        Self {
            method: method.clone(),
            path: path.to_owned(),
            route: extensions.get::<MatchedPath>().cloned(),
        }
    }

    /// A method is the sender's text too: only one that HTTP itself defines is written down.
    fn method(&self) -> &str {
        match self.method {
            Method::GET
            | Method::HEAD
            | Method::POST
            | Method::PUT
            | Method::DELETE
            | Method::OPTIONS
            | Method::PATCH => self.method.as_str(),
            _ => "-",
        }
    }

    /// The path as it was asked for only where something of that name exists; otherwise the route, because a path is
    /// the sender's text and may hold a card number. A query is never logged.
    fn path(&self, status: StatusCode) -> &str {
        if status.is_success() || status.is_redirection() {
            return &self.path;
        }
        self.route.as_ref().map_or("-", MatchedPath::as_str)
    }
}
