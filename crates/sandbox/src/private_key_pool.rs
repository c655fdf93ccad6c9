//! Private-key operations beside the runtime's threads: as many at once as there are cores, and a line that ends.

use cardseal_gateway::{AsyncPrivateKey, Cek, Later, PrivateKey, RsaPrivateKey, UnwrapFailed};
use std::io;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tokio::sync::oneshot;

/// An operation takes about a millisecond: whoever is last in the line waits for about this many, divided by the cores.
const LINE: usize = 512;
/// A flood of messages that do not open takes the time that nobody else wants, and does not hold up the threads that finish
/// what did open.
#[cfg(target_os = "linux")]
const NICE: i32 = 5;

/// Threads for private-key operations. They end with the last key of the pool.
#[derive(Clone)]
pub(crate) struct PrivateKeyPool {
    line: SyncSender<Operation>,
}

struct Operation {
    key: Arc<RsaPrivateKey>,
    encrypted_key: Vec<u8>,
    answer: oneshot::Sender<Result<Cek, UnwrapFailed>>,
}

impl PrivateKeyPool {
    pub(crate) fn start() -> io::Result<Self> {
        let (line, operations) = sync_channel(LINE);
        let operations = Arc::new(Mutex::new(operations));
        for _ in 0..thread::available_parallelism().map_or(1, NonZeroUsize::get) {
            let operations = Arc::clone(&operations);
            thread::Builder::new().name("private-key".to_owned()).spawn(move || work(&operations))?;
        }
        Ok(Self { line })
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
            let (answer, answered) = oneshot::channel();
            let operation =
                Operation { key: Arc::clone(&self.key), encrypted_key: encrypted_key.to_vec(), answer };
            // Refused at once rather than late: the sender may come back, and a line without end helps nobody.
            self.pool.line.try_send(operation).map_err(|_| UnwrapFailed::Unavailable)?;
            answered.await.unwrap_or(Err(UnwrapFailed::Unavailable))
        })
    }
}

fn work(operations: &Mutex<Receiver<Operation>>) {
    // Where the system does not allow it, the threads are as important as all others.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICE);
    while let Some(Operation { key, encrypted_key, answer }) = next(operations) {
        // Whoever has gone away in the meantime wants no answer.
        if !answer.is_closed() {
            let _ = answer.send(key.unwrap_cek(&encrypted_key));
        }
    }
}

fn next(operations: &Mutex<Receiver<Operation>>) -> Option<Operation> {
    operations.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use cardseal_gateway::KeySize;
    use tokio::task::JoinSet;

    #[tokio::test]
    async fn the_line_ends_and_moves_on() {
        const GARBAGE: [u8; 256] = [7; 256];
        let pool = PrivateKeyPool::start().unwrap();
        let key = Arc::new(pool.key(RsaPrivateKey::generate(KeySize::Rsa2048).unwrap()));
        // None waits for the one before.
        let mut asked = JoinSet::new();
        for _ in 0..4 * LINE {
            let key = Arc::clone(&key);
            asked.spawn(async move { key.unwrap_cek(&GARBAGE).await });
        }
        let answers = asked.join_all().await;
        let refused =
            answers.iter().filter(|answer| matches!(answer, Err(UnwrapFailed::Unavailable))).count();
        assert!((1..answers.len()).contains(&refused), "{refused}");
        assert!(matches!(key.unwrap_cek(&GARBAGE).await, Err(UnwrapFailed::Rejected)));
    }
}
