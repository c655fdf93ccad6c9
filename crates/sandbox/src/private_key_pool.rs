//! Private-key operations beside the runtime's threads: as many at once as there are cores, and a line that ends.

use cardseal_gateway::{AsyncPrivateKey, Cek, Later, PrivateKey, RsaPrivateKey, UnwrapFailed};
use std::num::NonZeroUsize;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// An operation takes about a millisecond: whoever is last in the line waits for about this many, divided by the cores.
const LINE: usize = 512;

/// The cores of this machine, for private-key operations.
#[derive(Clone)]
pub(crate) struct PrivateKeyPool {
    cores: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

impl PrivateKeyPool {
    pub(crate) fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self { cores: Arc::new(Semaphore::new(cores)), room: Arc::new(Semaphore::new(cores + LINE)) }
    }

    /// A key whose operations run in this pool.
    pub(crate) fn key(&self, key: RsaPrivateKey) -> PooledKey {
        PooledKey { key: Arc::new(key), pool: self.clone() }
    }
}

/// A key in this process that answers later.
pub(crate) struct PooledKey {
    key: Arc<RsaPrivateKey>,
    pool: PrivateKeyPool,
}

impl AsyncPrivateKey for PooledKey {
    fn unwrap_cek<'a>(&'a self, encrypted_key: &'a [u8]) -> Later<'a, Result<Cek, UnwrapFailed>> {
        Box::pin(async move {
            // Refused at once rather than late: the sender may come back, and a line without end helps nobody.
            let _place = self.pool.room.try_acquire().map_err(|_| UnwrapFailed::Unavailable)?;
            let core = Arc::clone(&self.pool.cores).acquire_owned().await;
            let core = core.map_err(|_| UnwrapFailed::Unavailable)?;
            let (key, encrypted_key) = (Arc::clone(&self.key), encrypted_key.to_vec());
            let unwrapping = spawn_blocking(move || {
                // Goes with the work, which goes on when nobody waits for it any more.
                let _core = core;
                key.unwrap_cek(&encrypted_key)
            });
            unwrapping.await.unwrap_or(Err(UnwrapFailed::Unavailable))
        })
    }
}
