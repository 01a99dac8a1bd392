//! The end of a store.

use std::sync::Arc;

use cosell_store::Error;
use tokio::sync::Semaphore;

use super::{ACCOUNT, Place, put};

/// So a state that is saved then has all that was acknowledged. One in memory goes on.
pub(super) async fn nothing_is_acknowledged_after_the_end_of_writes(place: &Place) {
    if !place.lasting {
        return;
    }
    let store = place.open();
    let begun = Arc::new(Semaphore::new(0));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (store, begun) = (store.clone(), Arc::clone(&begun));
            tokio::spawn(async move {
                for number in 0_usize.. {
                    let name = format!("{writer}-{number}");
                    let written = store.write(name, async |tx, name| put(tx, name, "kept").await);
                    if written.await.is_err() {
                        return number;
                    }
                    begun.add_permits(1);
                }
                usize::MAX
            })
        })
        .collect();
    begun.acquire_many(20).await.expect("they write").forget();
    store.end_writes().await;
    let kept = store.read((), async |tx, ()| {
        let text = "SELECT name FROM setting WHERE account = $1";
        let rows = tx.query(text, &[ACCOUNT.into()]).await?;
        Ok::<_, Error>(rows.len())
    });
    let kept = kept.await.expect("reads go on");
    store.close();
    let mut acknowledged = 0;
    for writer in writers {
        acknowledged += writer.await.expect("no panic");
    }
    assert_eq!(acknowledged, kept);
}
