//! Sockets on the loopback interface.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Where a server is to listen.
#[derive(Clone, Copy, Debug)]
pub enum Port {
    /// This port of 127.0.0.1, or any free one where it is taken.
    Preferred(u16),
    /// This address and no other.
    Exactly(SocketAddr),
}

/// Binds, on loopback only: the sandbox holds private keys and speaks without TLS.
///
/// # Errors
/// [`ListenError`] when the address is not loopback or cannot be had.
pub async fn bind(port: Port) -> Result<TcpListener, ListenError> {
    match port {
        Port::Preferred(port) => match TcpListener::bind(("127.0.0.1", port)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                TcpListener::bind(("127.0.0.1", 0)).await
            }
            bound => bound,
        }
        .map_err(ListenError::Io),
        Port::Exactly(address) if address.ip().is_loopback() => {
            TcpListener::bind(address).await.map_err(ListenError::Io)
        }
        Port::Exactly(_) => Err(ListenError::NotLoopback),
    }
}

/// Why a server does not listen.
#[derive(Debug)]
#[non_exhaustive]
pub enum ListenError {
    /// The address is reachable from other machines.
    NotLoopback,
    /// The operating system said no.
    Io(io::Error),
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoopback => {
                f.write_str("the sandbox listens on loopback addresses only, such as 127.0.0.1:4280")
            }
            Self::Io(error) => write!(f, "cannot listen: {error}"),
        }
    }
}

impl std::error::Error for ListenError {}
