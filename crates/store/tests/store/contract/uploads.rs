//! Uploads: chunks, and who may write them.

use cosell_store::Error;
use cosell_store::table::upload::{self, CHUNK, Chunk, Part, Status, Upload};

use super::{ACCOUNT, Place};

const VERSION: &str = "v1";

fn part(attempt: &str) -> Part {
    Part {
        version: VERSION.to_owned(),
        part: 1,
        attempt: attempt.to_owned(),
        size: 0,
        etag: String::new(),
    }
}

/// Chunk `number` of the part, filled with `byte`.
fn chunk(number: i64, byte: u8) -> Chunk {
    Chunk {
        part: 1,
        number,
        content: vec![byte; CHUNK],
    }
}

pub(super) async fn a_part_is_written_by_its_newest_attempt_only(place: &Place) {
    let store = place.open();
    let written = store.write((), async |tx, ()| {
        let file = Upload {
            version: VERSION.to_owned(),
            account: ACCOUNT.to_owned(),
            object_key: "deals.csv".to_owned(),
            status: Status::Writing,
            size: 7,
            etag: String::new(),
            created_at: 1,
            expires_at: 5,
        };
        upload::insert(tx, &file).await?;
        assert!(!upload::append(tx, VERSION, "first", &chunk(0, 1)).await?);
        upload::put_part(tx, &part("first")).await?;
        assert!(upload::append(tx, VERSION, "first", &chunk(0, 1)).await?);

        upload::clear_part(tx, VERSION, 1).await?;
        upload::put_part(tx, &part("second")).await?;
        assert!(!upload::append(tx, VERSION, "first", &chunk(1, 1)).await?);
        // So many that a cache is given back in between.
        for number in 0..70 {
            assert!(upload::append(tx, VERSION, "second", &chunk(number, 2)).await?);
        }
        assert_eq!(upload::used(tx, ACCOUNT).await?, (1, 7));
        assert_eq!(upload::newest(tx, ACCOUNT, "deals.csv").await?, None);
        Ok::<_, Error>(())
    });
    written.await.expect("an upload");
    let read = store.read((), async |tx, ()| {
        let chunks = upload::chunks(tx, VERSION, (1, 1), 100).await?;
        assert_eq!(chunks.len(), 69);
        assert_eq!(chunks.first(), Some(&chunk(1, 2)));
        upload::first_expiry(tx).await
    });
    assert_eq!(read.await.expect("chunks"), Some(5));
    let removed = store.write((), async |tx, ()| {
        assert!(!upload::prune_one(tx, 4).await?);
        assert!(upload::prune_one(tx, 5).await?);
        assert!(!upload::append(tx, VERSION, "second", &chunk(70, 2)).await?);
        let left = upload::chunks(tx, VERSION, (0, 0), 1).await?;
        assert_eq!((left.len(), upload::used(tx, ACCOUNT).await?), (0, (0, 0)));
        Ok::<_, Error>(())
    });
    removed.await.expect("a removal");
}
