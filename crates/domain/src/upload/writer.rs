//! Writing files, for the server's route of uploads.

use cosell_store::Store;
use cosell_store::table::upload::{self as table, CHUNK, Chunk, Part, Status, Upload};
use cosell_world::World;

use super::LARGEST;
use crate::Error;

/// Characters of a version.
const VERSION: usize = 32;

/// Parts that a file may have: S3's limit.
const MOST_PARTS: i64 = 10_000;

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is larger than a file may be.
    #[error("the file is larger than 100 MiB")]
    TooLarge,
    /// The account keeps too much.
    #[error("the account has uploaded as much as is kept for it")]
    Quota,
    /// There is no such upload, or it was removed.
    #[error("the upload does not exist")]
    NoUpload,
    /// A part that was named did not arrive, or is another one.
    #[error("a part that is named was not uploaded, or is another one")]
    Part,
    #[error(transparent)]
    Store(#[from] Error),
}

impl From<cosell_store::Error> for Refused {
    fn from(error: cosell_store::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Writes files into the store.
#[derive(Clone, Debug)]
pub struct Uploads {
    store: Store,
    world: World,
    /// Bytes that are kept for an account.
    most: i64,
}

/// A file, or a part of one, that is being written.
#[derive(Debug)]
pub struct Begun {
    /// The version of the file.
    pub version: String,
    account: String,
    part: i64,
    number: i64,
    size: i64,
    /// What does not fill a chunk yet.
    rest: Vec<u8>,
}

impl Uploads {
    pub(crate) fn new(store: Store, world: World, mebibytes: u32) -> Self {
        Self {
            store,
            world,
            most: i64::from(mebibytes) << 20,
        }
    }

    /// Begins a file of an account.
    pub async fn begin(&self, account: &str, key: &str) -> Result<Begun, Refused> {
        let upload = Upload {
            version: self.world.id(VERSION),
            account: account.to_owned(),
            object_key: key.to_owned(),
            status: Status::Writing,
            size: 0,
            etag: String::new(),
            created_at: self.world.now(),
        };
        let begun = Begun::new(&upload, 0);
        let input = (upload, self.most);
        self.store
            .write(input, async |tx, (upload, most)| {
                if table::used(tx, &upload.account).await? >= *most {
                    return Err(Refused::Quota);
                }
                Ok(table::insert(tx, upload).await?)
            })
            .await?;
        Ok(begun)
    }

    /// Begins a part of a file that comes in several, in the place of one of its number.
    pub async fn begin_part(
        &self,
        account: &str,
        version: &str,
        part: i64,
    ) -> Result<Begun, Refused> {
        if !(1..=MOST_PARTS).contains(&part) {
            return Err(Refused::Part);
        }
        let input = (account.to_owned(), version.to_owned(), part);
        let upload = self
            .store
            .write(input, async |tx, (account, version, part)| {
                let found = table::find(tx, version).await?;
                let found = found.filter(|it| it.account == *account);
                let found = found.filter(|it| it.status == Status::Writing);
                let upload = found.ok_or(Refused::NoUpload)?;
                table::clear_part(tx, version, *part).await?;
                Ok::<_, Refused>(upload)
            })
            .await?;
        Ok(Begun::new(&upload, part))
    }

    /// Appends to a file or part.
    pub async fn append(&self, begun: &mut Begun, bytes: &[u8]) -> Result<(), Refused> {
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        begun.size = begun.size.saturating_add(length);
        if begun.size > LARGEST {
            return Err(Refused::TooLarge);
        }
        let mut bytes = bytes;
        while !bytes.is_empty() {
            let room = CHUNK.saturating_sub(begun.rest.len()).min(bytes.len());
            let (now, later) = bytes.split_at(room);
            begun.rest.extend_from_slice(now);
            bytes = later;
            if begun.rest.len() == CHUNK {
                self.flush(begun).await?;
            }
        }
        Ok(())
    }

    async fn flush(&self, begun: &mut Begun) -> Result<(), Refused> {
        let chunk = Chunk {
            part: begun.part,
            number: begun.number,
            content: std::mem::take(&mut begun.rest),
        };
        begun.number += 1;
        let input = (begun.version.clone(), chunk);
        self.store
            .write(input, async |tx, (version, chunk)| {
                table::append(tx, version, chunk).await
            })
            .await?;
        Ok(())
    }

    /// Makes a file visible under its key.
    pub async fn finish(&self, mut begun: Begun, etag: &str) -> Result<String, Refused> {
        if !begun.rest.is_empty() {
            self.flush(&mut begun).await?;
        }
        let input = (
            begun.version.clone(),
            begun.size,
            etag.to_owned(),
            self.most,
        );
        let input = (input, self.world.now());
        self.store
            .write(input, async |tx, ((version, size, etag, most), now)| {
                complete(tx, version, (*size, etag.clone()), *most, *now).await
            })
            .await?;
        Ok(begun.version)
    }

    /// Stores a part.
    pub async fn finish_part(&self, mut begun: Begun, etag: &str) -> Result<(), Refused> {
        if !begun.rest.is_empty() {
            self.flush(&mut begun).await?;
        }
        let part = Part {
            version: begun.version,
            part: begun.part,
            size: begun.size,
            etag: etag.to_owned(),
        };
        self.store
            .write(part, async |tx, part| table::put_part(tx, part).await)
            .await?;
        Ok(())
    }

    /// Joins the parts that are named, each by its number and tag, and makes the file visible.
    /// `etag` makes the tag of the file from those of its parts.
    pub async fn join(
        &self,
        account: &str,
        version: &str,
        named: Vec<(i64, String)>,
        etag: fn(&[String]) -> String,
    ) -> Result<String, Refused> {
        let whose = (account.to_owned(), version.to_owned());
        let input = (whose, named, etag, self.most, self.world.now());
        self.store
            .write(input, async |tx, input| {
                let ((account, version), named, etag, most, now) = input;
                let found = table::find(tx, version).await?;
                let found = found.filter(|it| it.account == *account);
                found
                    .filter(|it| it.status == Status::Writing)
                    .ok_or(Refused::NoUpload)?;
                let parts = table::parts(tx, version).await?;
                let mut size = 0_i64;
                for part in &parts {
                    if named.iter().any(|(number, _)| *number == part.part) {
                        size = size.saturating_add(part.size);
                    } else {
                        table::clear_part(tx, version, part.part).await?;
                    }
                }
                let is_there = |(number, tag): &(i64, String)| {
                    let mut all = parts.iter();
                    all.any(|part| part.part == *number && part.etag == *tag)
                };
                let is_ordered = named.is_sorted_by(|one, next| one.0 < next.0);
                if named.is_empty() || !is_ordered || !named.iter().all(is_there) {
                    return Err(Refused::Part);
                }
                let tags: Vec<String> = named.iter().map(|(_, tag)| tag.clone()).collect();
                let tag = etag(&tags);
                complete(tx, version, (size, tag.clone()), *most, *now).await?;
                Ok(tag)
            })
            .await
    }

    /// Removes what arrived of a file.
    pub async fn abort(&self, account: &str, version: &str) -> Result<(), Refused> {
        let input = (account.to_owned(), version.to_owned());
        self.store
            .write(input, async |tx, (account, version)| {
                let found = table::find(tx, version).await?;
                let found = found.filter(|it| it.account == *account);
                found
                    .filter(|it| it.status == Status::Writing)
                    .ok_or(Refused::NoUpload)?;
                Ok(table::remove(tx, version).await?)
            })
            .await
    }
}

async fn complete(
    tx: &mut cosell_store::Tx,
    version: &str,
    (size, etag): (i64, String),
    most: i64,
    now: i64,
) -> Result<(), Refused> {
    if size > LARGEST {
        return Err(Refused::TooLarge);
    }
    let Some(mut upload) = table::find(tx, version).await? else {
        return Err(Refused::NoUpload);
    };
    if table::used(tx, &upload.account).await?.saturating_add(size) > most {
        return Err(Refused::Quota);
    }
    upload.status = Status::Complete;
    upload.size = size;
    upload.etag = etag;
    upload.created_at = now;
    table::update(tx, &upload).await?;
    Ok(())
}

impl Begun {
    fn new(upload: &Upload, part: i64) -> Self {
        Self {
            version: upload.version.clone(),
            account: upload.account.clone(),
            part,
            number: 0,
            size: 0,
            rest: Vec::new(),
        }
    }

    /// Whose file it is.
    pub fn account(&self) -> &str {
        &self.account
    }
}
