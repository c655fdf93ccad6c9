//! When to stop: SIGTERM, or Ctrl-C.

use std::io;
use tokio::sync::watch;

/// Becomes `true` when the process is asked to end. A second signal ends it at once, as the operating system does.
///
/// # Errors
/// When the operating system takes no handler.
pub fn asked_to_end() -> io::Result<watch::Receiver<bool>> {
    let (tell, ending) = watch::channel(false);
    let signals = Signals::listen()?;
    tokio::spawn(async move {
        let mut signals = signals;
        signals.next().await;
        let _ = tell.send(true);
        signals.next().await;
        std::process::exit(1);
    });
    Ok(ending)
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}
