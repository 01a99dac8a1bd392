//! The loop of one target: it owns the target by a lease and lets a [`Sender`] send meanwhile.
//!
//! One node at a time owns a target. The others try again at intervals, so that one of them goes on
//! when the owner stops or its lease expires.

use cosell_supervisor::Loop;
use tokio::sync::watch;

use super::sender::{End, LEASE, POLL_INTERVAL, Sender, Setup};
use super::sink::Sink;

/// Sends the events of a target until it is stopped, or until the end of a replay.
pub(super) async fn run(setup: Setup, mut stopped: watch::Receiver<bool>) {
    let sink = match Sink::new(&setup.target.kind, setup.world.clone()) {
        Ok(sink) => sink,
        Err(error) => {
            tracing::error!(target = setup.cursor, %error, "event delivery could not start");
            let _ = stopped.wait_for(|stopped| *stopped).await;
            return;
        }
    };
    while !*stopped.borrow() {
        setup.supervisor.round(Loop::Delivery);
        match setup.outbox.acquire(&setup.cursor, LEASE).await {
            Ok(Some(owned)) => {
                let mut sender = Sender::new(&setup, &sink, owned, stopped.clone());
                match sender.own().await {
                    Ok(End::Stopped) => return,
                    Ok(End::Replayed) => {
                        let _ = stopped.wait_for(|stopped| *stopped).await;
                        return;
                    }
                    Ok(End::Lost) => {
                        tracing::warn!(target = setup.cursor, "another node sends to the target");
                    }
                    Err(error) => {
                        tracing::warn!(%error, "outbox could not be read or updated, retrying");
                        sender.release().await;
                    }
                }
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "outbox could not be read or updated, retrying");
            }
        }
        tokio::select! {
            () = setup.world.sleep(POLL_INTERVAL) => {}
            _ = stopped.wait_for(|stopped| *stopped) => {}
        }
    }
}
