use std::net::IpAddr;
use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, PgPool};

use crate::connect_error::ConnectError;
use crate::migrations;
use crate::patience::{DATABASE_PATIENCE, PATIENCE};

/// Connections of one process at most. Postgres itself allows 100 from all of them, unless `max_connections` says otherwise.
const CONNECTIONS: u32 = 16;

pub(crate) async fn open(url: &str) -> Result<PgPool, ConnectError> {
    let options = PgConnectOptions::from_str(url).map_err(|_| ConnectError::Url)?;
    let here = options.get_socket().is_some() || is_this_machine(options.get_host());
    // Less than that encrypts for whoever answers, or not at all.
    if !here && !matches!(options.get_ssl_mode(), PgSslMode::VerifyFull) {
        return Err(ConnectError::Remote);
    }
    let patience = DATABASE_PATIENCE.as_millis().to_string();
    let options = options
        .application_name("cardseal")
        .options([
            // Even where the server's default is `off`: a commit that a crash undoes forgets who was first.
            ("synchronous_commit", "on"),
            ("statement_timeout", patience.as_str()),
            // Whatever the server's default: who comes second waits for a unique key and is told what stands there, where
            // a stricter level would end in a serialization failure.
            ("default_transaction_isolation", "read committed"),
        ])
        .disable_statement_logging();
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await?;
    migrations::run_postgres(&pool).await?;
    Ok(pool)
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.starts_with('/') || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_other_machine() {
        for host in ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]", "/run/postgresql"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["", "db.example", "10.0.0.1", "localhost.example", "::2", "0.0.0.0"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
