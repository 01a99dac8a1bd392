//! Writing files, for the server's route of uploads.
//!
//! Whoever begins a part, or a file that comes as a whole, makes an attempt. Only the newest
//! attempt may write chunks, so two clients that upload one part at a time do not mix their chunks,
//! and nothing is written for a file that was removed meanwhile.

use std::sync::Arc;

use cosell_store::table::setting;
use cosell_store::table::upload::{self as table, CHUNK, Chunk, Part, Status, Upload};
use cosell_store::{Store, Tx};
use cosell_world::World;

use super::act::Act;
use super::object::{HIGHEST_PART, MOST_PARTS, Object, Refused, SMALLEST_PART};
use super::permit::Permit;
use super::{KEPT, LARGEST, UNFINISHED, UNFINISHED_PARTS};
use crate::{Caller, Settings};

/// Characters of a version.
const VERSION: usize = 32;

/// What is locked while the bytes of an account's files are counted.
const FILES: &str = "uploads";

/// Characters of an attempt.
const ATTEMPT: usize = 16;

/// Writes files into the store.
#[derive(Clone, Debug)]
pub struct Uploads {
    store: Store,
    world: World,
    bucket: Arc<str>,
    /// Bytes that are kept for an account.
    most: i64,
}

/// A file, or a part of one, that is being written.
#[derive(Debug)]
pub struct Begun {
    account: String,
    /// The version of the file.
    version: String,
    part: i64,
    attempt: String,
    /// The number of the next chunk.
    number: i64,
    size: i64,
    announced: i64,
    /// What does not fill a chunk yet.
    rest: Vec<u8>,
}

impl Begun {
    /// Bytes that are still to come.
    pub fn missing(&self) -> i64 {
        self.announced - self.size
    }
}

impl Uploads {
    pub(crate) fn new(store: Store, world: World, settings: &Settings) -> Self {
        Self {
            store,
            world,
            bucket: settings.upload_bucket.as_str().into(),
            most: i64::from(settings.stored.upload_mebibytes) << 20,
        }
    }

    /// Evaluates the policies of a caller.
    pub fn permit(&self, caller: &Caller, act: Act, object: &Object) -> Arc<Permit> {
        Arc::new(Permit::of(
            caller,
            act,
            (&self.bucket, object),
            self.world.now(),
        ))
    }

    /// Refuses a request that the policies deny, before anything else is asked of it.
    pub async fn check(&self, permit: &Arc<Permit>) -> Result<(), Refused> {
        if !permit.0.is_denied() {
            return Ok(());
        }
        let permit = Arc::clone(permit);
        let enforced = self
            .store
            .read(permit, async |tx, permit| permit.0.enforce(tx).await);
        Ok(enforced.await?)
    }

    /// Begins a file of so many bytes.
    pub async fn begin(
        &self,
        permit: &Arc<Permit>,
        object: &Object,
        size: i64,
    ) -> Result<Begun, Refused> {
        let upload = self.upload(object, size, UNFINISHED);
        let part = self.part(&upload.version, 0, size);
        let input = (Arc::clone(permit), upload, part, self.most);
        let part = self
            .store
            .write(input, async |tx, (permit, upload, part, most)| {
                permit.0.enforce(tx).await?;
                insert(tx, upload, *most).await?;
                table::put_part(tx, part).await?;
                Ok::<_, Refused>(part.clone())
            })
            .await?;
        Ok(Begun::of(object, part))
    }

    /// Begins a file that comes in parts. Returns its version, which is the id of the upload.
    pub async fn create(&self, permit: &Arc<Permit>, object: &Object) -> Result<String, Refused> {
        let upload = self.upload(object, 0, UNFINISHED_PARTS);
        let input = (Arc::clone(permit), upload, self.most);
        self.store
            .write(input, async |tx, (permit, upload, most)| {
                permit.0.enforce(tx).await?;
                insert(tx, upload, *most).await?;
                Ok(upload.version.clone())
            })
            .await
    }

    /// Begins a part of a file, in the place of one of its number.
    pub async fn begin_part(
        &self,
        permit: &Arc<Permit>,
        object: &Object,
        version: &str,
        (part, size): (i64, i64),
    ) -> Result<Begun, Refused> {
        if !(1..=HIGHEST_PART).contains(&part) {
            return Err(Refused::PartNumber);
        }
        let input = (object.clone(), self.part(version, part, size), self.most);
        let input = (Arc::clone(permit), input);
        let part = self
            .store
            .write(input, async |tx, (permit, (object, part, most))| {
                permit.0.enforce(tx).await?;
                let mut upload = unfinished(tx, object, &part.version).await?;
                let before = table::part(tx, &part.version, part.part).await?;
                let parts = table::parts(tx, &part.version).await?;
                if before.is_none() && parts.len() >= MOST_PARTS {
                    return Err(Refused::TooManyParts);
                }
                let before = before.map_or(0, |before| before.size);
                upload.size = upload.size.saturating_sub(before).saturating_add(part.size);
                check_size(tx, &upload, part.size - before, *most).await?;
                table::update(tx, &upload).await?;
                table::clear_part(tx, &part.version, part.part).await?;
                table::put_part(tx, part).await?;
                Ok(part.clone())
            })
            .await?;
        Ok(Begun::of(object, part))
    }

    /// Appends to a file or part; no more than was announced.
    pub async fn append(&self, begun: &mut Begun, bytes: &[u8]) -> Result<(), Refused> {
        let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        if length > begun.missing() {
            return Err(Refused::TooLarge);
        }
        begun.size += length;
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
        let input = (begun.version.clone(), begun.attempt.clone(), chunk);
        let is_stored = self
            .store
            .write(input, async |tx, (version, attempt, chunk)| {
                table::append(tx, version, attempt, chunk).await
            })
            .await?;
        if is_stored {
            return Ok(());
        }
        Err(Refused::Superseded)
    }

    /// Makes a file visible under its key. Returns its version.
    pub async fn finish(
        &self,
        permit: &Arc<Permit>,
        begun: &mut Begun,
        etag: &str,
    ) -> Result<String, Refused> {
        if !begun.rest.is_empty() {
            self.flush(begun).await?;
        }
        let file = (begun.account.clone(), begun.done(etag));
        let input = (Arc::clone(permit), (file, self.world.now()));
        self.store
            .write(input, async |tx, (permit, ((account, part), now))| {
                permit.0.enforce(tx).await?;
                let Some(upload) = table::find(tx, account, &part.version).await? else {
                    return Err(Refused::Superseded);
                };
                finish_part(tx, part).await?;
                complete(tx, upload, (part.size, &part.etag), *now).await
            })
            .await?;
        Ok(begun.version.clone())
    }

    /// Completes a part.
    pub async fn finish_part(
        &self,
        permit: &Arc<Permit>,
        begun: &mut Begun,
        etag: &str,
    ) -> Result<(), Refused> {
        if !begun.rest.is_empty() {
            self.flush(begun).await?;
        }
        let input = (Arc::clone(permit), begun.done(etag));
        self.store
            .write(input, async |tx, (permit, part)| {
                permit.0.enforce(tx).await?;
                finish_part(tx, part).await
            })
            .await
    }

    /// Removes what arrived of a file or part that does not become complete.
    pub async fn discard(&self, begun: &Begun) -> Result<(), Refused> {
        let input = (begun.account.clone(), begun.done(""));
        self.store
            .write(input, async |tx, (account, part)| {
                let upload = table::find(tx, account, &part.version).await?;
                let found = table::part(tx, &part.version, part.part).await?;
                if found.is_none_or(|found| found.attempt != part.attempt) {
                    return Ok(());
                }
                if part.part == 0 {
                    return Ok(table::remove(tx, account, &part.version).await?);
                }
                table::clear_part(tx, &part.version, part.part).await?;
                if let Some(mut upload) = upload {
                    upload.size = upload.size.saturating_sub(part.size);
                    table::update(tx, &upload).await?;
                }
                Ok(())
            })
            .await
    }

    /// Joins the parts that are named, each by its number and tag, and makes the file visible.
    /// `etag` makes the tag of the file from those of its parts; it is returned.
    pub async fn join(
        &self,
        permit: &Arc<Permit>,
        object: &Object,
        version: &str,
        named: Vec<(i64, String)>,
        etag: fn(&[String]) -> String,
    ) -> Result<String, Refused> {
        let which = (object.clone(), version.to_owned());
        let input = (which, named, etag, self.world.now());
        let input = (Arc::clone(permit), input);
        self.store
            .write(input, async |tx, (permit, (which, named, etag, now))| {
                permit.0.enforce(tx).await?;
                let (object, version) = which;
                let upload = unfinished(tx, object, version).await?;
                let parts = table::parts(tx, version).await?;
                let size = joined(&parts, named)?;
                for part in &parts {
                    if named.iter().all(|(number, _)| *number != part.part) {
                        table::clear_part(tx, version, part.part).await?;
                    }
                }
                let tags: Vec<String> = named.iter().map(|(_, tag)| tag.clone()).collect();
                let tag = etag(&tags);
                complete(tx, upload, (size, &tag), *now).await?;
                Ok(tag)
            })
            .await
    }

    /// Removes an unfinished file.
    pub async fn abort(
        &self,
        permit: &Arc<Permit>,
        object: &Object,
        version: &str,
    ) -> Result<(), Refused> {
        let input = (Arc::clone(permit), object.clone(), version.to_owned());
        self.store
            .write(input, async |tx, (permit, object, version)| {
                permit.0.enforce(tx).await?;
                unfinished(tx, object, version).await?;
                Ok(table::remove(tx, &object.account, version).await?)
            })
            .await
    }

    fn upload(&self, object: &Object, size: i64, life: i64) -> Upload {
        let now = self.world.now();
        Upload {
            version: self.world.id(VERSION),
            account: object.account.clone(),
            object_key: object.key.clone(),
            status: Status::Writing,
            size,
            etag: String::new(),
            created_at: now,
            expires_at: now.saturating_add(life),
        }
    }

    fn part(&self, version: &str, part: i64, size: i64) -> Part {
        Part {
            version: version.to_owned(),
            part,
            attempt: self.world.id(ATTEMPT),
            size,
            etag: String::new(),
        }
    }
}

/// The size of a file of these parts.
fn joined(parts: &[Part], named: &[(i64, String)]) -> Result<i64, Refused> {
    if !named.is_sorted_by(|one, next| one.0 < next.0) {
        return Err(Refused::PartOrder);
    }
    let mut size = 0_i64;
    for (at, (number, tag)) in named.iter().enumerate() {
        let is_it = |part: &&Part| part.part == *number && part.etag == *tag && !tag.is_empty();
        let part = parts.iter().find(is_it).ok_or(Refused::Part)?;
        if part.size < SMALLEST_PART && at + 1 < named.len() {
            return Err(Refused::PartTooSmall);
        }
        size = size.saturating_add(part.size);
    }
    if named.is_empty() {
        return Err(Refused::Part);
    }
    Ok(size)
}

/// Stores a new file, if its account may keep it.
async fn insert(tx: &mut Tx, upload: &Upload, most: i64) -> Result<(), Refused> {
    check_size(tx, upload, upload.size, most).await?;
    Ok(table::insert(tx, upload).await?)
}

/// Checks that a file is not too large, and that its account may keep `more` bytes. Every file
/// counts one chunk more, so that the number of empty files is limited too.
async fn check_size(tx: &mut Tx, upload: &Upload, more: i64, most: i64) -> Result<(), Refused> {
    if upload.size > LARGEST {
        return Err(Refused::TooLarge);
    }
    setting::lock(tx, &upload.account, "", FILES).await?;
    let (files, bytes) = table::used(tx, &upload.account).await?;
    let chunk = i64::try_from(CHUNK).unwrap_or(i64::MAX);
    let used = bytes.saturating_add((files + 1).saturating_mul(chunk));
    if more > 0 && used.saturating_add(more) > most || used > most {
        return Err(Refused::Quota);
    }
    Ok(())
}

async fn unfinished(tx: &mut Tx, object: &Object, version: &str) -> Result<Upload, Refused> {
    let found = table::find(tx, &object.account, version).await?;
    let is_it = |found: &Upload| found.object_key == object.key && found.status == Status::Writing;
    let found = found.filter(is_it);
    // A file that comes as a whole has no id for its client.
    if table::part(tx, version, 0).await?.is_some() {
        return Err(Refused::NoUpload);
    }
    found.ok_or(Refused::NoUpload)
}

async fn finish_part(tx: &mut Tx, part: &Part) -> Result<(), Refused> {
    let found = table::part(tx, &part.version, part.part).await?;
    if found.is_none_or(|found| found.attempt != part.attempt) {
        return Err(Refused::Superseded);
    }
    Ok(table::put_part(tx, part).await?)
}

async fn complete(
    tx: &mut Tx,
    mut upload: Upload,
    (size, etag): (i64, &str),
    now: i64,
) -> Result<(), Refused> {
    upload.status = Status::Complete;
    upload.size = size;
    etag.clone_into(&mut upload.etag);
    upload.created_at = now;
    upload.expires_at = now.saturating_add(KEPT);
    table::update(tx, &upload).await?;
    Ok(())
}

impl Begun {
    fn of(object: &Object, part: Part) -> Self {
        Self {
            account: object.account.clone(),
            version: part.version,
            part: part.part,
            attempt: part.attempt,
            number: 0,
            size: 0,
            announced: part.size,
            rest: Vec::new(),
        }
    }

    /// The part as it is stored, with this tag.
    fn done(&self, etag: &str) -> Part {
        Part {
            version: self.version.clone(),
            part: self.part,
            attempt: self.attempt.clone(),
            size: self.announced,
            etag: etag.to_owned(),
        }
    }
}
