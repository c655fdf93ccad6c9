//! Removes expired ids and old answers, beside the payments.

use cardseal_store::StoreUnavailable;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

use super::{GatewayState, now};

const EVERY: Duration = Duration::from_secs(5);
/// Short, so that nobody waits for it.
const BATCH: u32 = 500;

pub(super) async fn sweep(state: Arc<GatewayState>, mut ending: watch::Receiver<bool>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = ending.wait_for(|ending| *ending) => return,
        }
        if let Err(unavailable) = state.sweep_once().await {
            state.metrics.store_unavailable(unavailable.cause());
            state.log.trouble("sweep", unavailable.cause().as_str());
        }
    }
}

impl GatewayState {
    async fn sweep_once(&self) -> Result<(), StoreUnavailable> {
        while self.store.sweep(now(), BATCH).await? == u64::from(BATCH) {}
        while self.store.forget_answers(now(), BATCH).await? == u64::from(BATCH) {}
        Ok(())
    }
}
