//! The file of a SQLite store: ownership checks and locks.
//!
//! Two processes on one file would damage it: the write-ahead log and its index are beside the
//! file, under the name that each process uses. So a process locks both the inode and the name. The
//! lock on the inode excludes processes that use another name, such as a symbolic link, and needs
//! no file of its own that could be removed. The lock file excludes processes that find another
//! database under the same name. A file with several hard links is refused, because a crash would
//! leave its log beside only one of them. While the file is open, [`DatabaseFile::check`] checks
//! before every commit that the name still leads to the file.
//!
//! Closing any descriptor of a file drops all locks that SQLite has on it in this process. So this
//! process must never open a file a second time: [`Claim`] ensures that.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{FileExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use rustix::fs::{Access, access, statvfs};

use crate::image::APPLICATION_ID;
use crate::{Error, migrate, room};

/// The permissions of every file that the store creates: for its owner only.
const PRIVATE: u32 = 0o600;

/// The permission bits of everybody but the owner.
const OTHERS: u32 = 0o077;

/// The length of the header of a SQLite database.
const HEADER: usize = 100;

/// The offset of the application id in the header.
const ID_AT: usize = 68;

/// The first bytes of the header.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What the names of a write-ahead log and of a rollback journal end with.
const LOGS: &[&str] = &["-wal", "-journal"];

/// Bytes that a new database takes, with its log and the index of that.
const ROOM: u64 = 2 << 20;

/// How long another program may go on with a transaction that began before the last commit, while
/// every request waits.
const READ_TIMEOUT: Duration = Duration::from_secs(2);

/// Whether a file can be locked while SQLite has locks of its own on it. On Linux the two kinds are
/// independent; on the BSDs and on macOS they exclude each other within one process.
const INODE_LOCKS: bool = cfg!(target_os = "linux");

/// An open database file. It must be dropped after the last connection to it.
#[derive(Debug)]
pub(crate) struct DatabaseFile {
    /// The path without symbolic links.
    path: PathBuf,
    inode: Inode,
    /// The inode of the write-ahead log, which stays the same while a connection is open.
    log: OnceLock<Inode>,
    file: File,
    _lock_file: File,
    _claim: Claim,
}

/// The identity of a file, independent of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Inode {
    device: u64,
    number: u64,
}

impl Inode {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            number: metadata.ino(),
        }
    }
}

impl DatabaseFile {
    /// Opens or creates the file, and locks it. A file that does not belong to cosell is left
    /// unchanged.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let (claim, file) = open(path)?;
        if INODE_LOCKS {
            lock(&file)?;
        }
        let path = fs::canonicalize(path)?;
        let inode = Inode::of(&file.metadata()?);
        if claim.0 != inode || Inode::of(&fs::metadata(&path)?) != inode {
            return Err(Error::Moved);
        }
        check_owner(&file, &path)?;
        let lock_file = open_lock_file(sibling(&path, ".lock"))?;
        lock(&lock_file)?;
        for suffix in ["", "-wal", "-shm"] {
            warn_if_shared(&sibling(&path, suffix));
        }
        Ok(Self {
            path,
            inode,
            log: OnceLock::new(),
            file,
            _lock_file: lock_file,
            _claim: claim,
        })
    }

    /// The path without symbolic links, from which SQLite derives the names of its other files.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Waits until what was written to the file is on the disk.
    pub(crate) fn sync(&self) -> Result<(), Error> {
        Ok(self.file.sync_data()?)
    }

    /// Returns `Error::Moved` when the path no longer leads to this file, or the path of its log no
    /// longer to the log of the first call: nobody would find what is written then.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if inode_at(&self.path)? != Some(self.inode) {
            return Err(Error::Moved);
        }
        let found = inode_at(&sibling(&self.path, "-wal"))?;
        match (self.log.get(), found) {
            (None, Some(log)) => {
                let _ = self.log.set(log);
                Ok(())
            }
            // There is no log before anything is read or written.
            (None, None) => Ok(()),
            (Some(log), found) if found == Some(*log) => Ok(()),
            (Some(_), _) => Err(Error::Moved),
        }
    }
}

/// What the name of a database ends with that is to take the place of another one. People and other
/// programs have no such names: what is found under them is removed.
const REPLACEMENT: &str = ".cosell-new";

/// Where a database is made that is to take the place of another one. There is none there. The
/// caller has the other one open, or had a moment ago, so nobody else makes one.
pub(crate) fn replacement(path: &Path) -> Result<PathBuf, Error> {
    let new = sibling(&fs::canonicalize(path)?, REPLACEMENT);
    let lock_file = sibling(&new, ".lock");
    if inode_at(&lock_file)?.is_some() {
        // A server of which this is the database would have it.
        lock(&open_lock_file(lock_file)?)?;
    }
    for suffix in ["", "-wal", "-shm", "-journal", ".lock"] {
        remove_if_any(&sibling(&new, suffix))?;
    }
    Ok(new)
}

/// A database that another one took the place of. To drop it frees its disk space, which takes the
/// file system half a second for some hundred megabytes.
#[derive(Debug)]
pub struct Replaced(#[expect(dead_code, reason = "it is only dropped")] File);

/// Puts the replacement in the place of a database, and an empty one if there is none. After an
/// error the database is as it was.
pub(crate) fn replace(path: &Path) -> Result<Replaced, Error> {
    let path = fs::canonicalize(path)?;
    let new = sibling(&path, REPLACEMENT);
    create(&new)?;
    remove_if_any(&sibling(&new, ".lock"))?;
    put_in_place(&new, &path)
}

/// Refuses to replace a database that is open here and could not be opened again, or for which
/// there is no room. It opens no file: the clients may have taken all handles for a moment.
pub(crate) fn check_replaceable(path: &Path) -> Result<(), Error> {
    let path = fs::canonicalize(path)?;
    let metadata = fs::metadata(&path)?;
    if !Claim::is_held(Inode::of(&metadata)) {
        return Err(Error::Moved);
    }
    refuse_links(&metadata)?;
    let lock_file = sibling(&path, ".lock");
    if inode_at(&lock_file)?.is_some() {
        refuse_no_file(&lock_file)?;
    }
    if let Some(folder) = path.parent() {
        access(folder, Access::WRITE_OK).map_err(io::Error::from)?;
    }
    replacement(&path)?;
    check_room(&path)
}

/// Refuses to replace a database for which there is no room: to close it copies its log into it,
/// and a copy that fails takes the room of the next commit.
pub(crate) fn check_room(path: &Path) -> Result<(), Error> {
    let log = fs::metadata(sibling(&fs::canonicalize(path)?, "-wal"));
    let needed = log.map_or(0, |log| log.len()).saturating_add(ROOM);
    let disk = statvfs(path).map_err(io::Error::from)?;
    room::check(&disk, needed, "to replace the database")
}

/// Puts a database in the place of another one. Both were closed.
///
/// Other programs that read the old database go on with its files, which have no names any more. At
/// every moment the name leads to a whole database, whose log is beside it or has nothing that the
/// database lacks: a crash leaves the old one or the new one.
///
/// SQLite's locks on the old database end with the last connection to it. A program that opens it
/// after that and before the new one has its name may write to it, and loses that with the file and
/// with its log. Nothing excludes it: an exclusive lock would also exclude the programs that read.
fn put_in_place(new: &Path, path: &Path) -> Result<Replaced, Error> {
    // Its locks keep other processes away meanwhile.
    let DatabaseFile {
        file,
        _lock_file: lock_file,
        _claim: claim,
        ..
    } = DatabaseFile::open(path)?;
    for database in [new, path] {
        copy_log(database)?;
        refuse_orphaned_log(database, &["-journal"])?;
    }
    let had_log = inode_at(&sibling(path, "-wal"))?.is_some();
    for suffix in ["-wal", "-shm"] {
        remove_if_any(&sibling(path, suffix))?;
    }
    if had_log {
        // After a power failure the new database must not find the log of the old one.
        path.parent()
            .map_or(Ok(()), |folder| File::open(folder)?.sync_all())?;
    }
    fs::rename(new, path)?;
    // The log of whoever has opened the old one meanwhile. It would be taken for the new one's.
    for suffix in ["-wal", "-shm"] {
        if let Err(error) = remove_if_any(&sibling(path, suffix)) {
            tracing::error!(%error, ?path, "the log of the replaced database was not removed");
        }
    }
    drop((lock_file, claim));
    Ok(Replaced(file))
}

/// Copies what is left in the log of a closed database into the database.
///
/// SQLite does so itself when it closes a database, and removes the log, but not while another
/// program has it open or after a failed write. A transaction of another program that began before
/// the last commit keeps the rest of the log, and is waited for.
fn copy_log(path: &Path) -> Result<(), Error> {
    if !is_written(&sibling(path, "-wal")) {
        return Ok(());
    }
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.busy_timeout(READ_TIMEOUT)?;
    // A connection finds the log when it first reads.
    let _: i64 = connection.pragma_query_value(None, "schema_version", |row| row.get(0))?;
    let text = "PRAGMA wal_checkpoint(FULL)";
    let is_busy: bool = connection.query_row(text, [], |row| row.get(0))?;
    if is_busy {
        return Err(Error::Unavailable(format!(
            "another program reads {}, whose log cannot be copied meanwhile",
            path.display()
        )));
    }
    Ok(())
}

fn remove_if_any(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The inode that a path leads to, if any.
fn inode_at(path: &Path) -> Result<Option<Inode>, Error> {
    #[cfg(target_os = "linux")]
    if let Some(inode) = inode_alone(path) {
        return Ok(Some(inode));
    }
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(Inode::of(&metadata))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Asks for the number of the inode and for nothing else. Once a program has seen the times of a
/// file, Linux gives it another time at the very next write, and not only every few milliseconds; a
/// file system without a journal then writes the inode with each sync. `None` when it cannot say.
#[cfg(target_os = "linux")]
fn inode_alone(path: &Path) -> Option<Inode> {
    use rustix::fs::{AtFlags, CWD, StatxFlags, makedev, statx};

    let found = statx(CWD, path, AtFlags::SYMLINK_NOFOLLOW, StatxFlags::INO).ok()?;
    Some(Inode {
        device: makedev(found.stx_dev_major, found.stx_dev_minor),
        number: found.stx_ino,
    })
}

/// Opens or creates the lock file. A pipe must not be opened: that would wait for its reader.
fn open_lock_file(path: PathBuf) -> Result<File, Error> {
    if let Some(file) = create(&path)? {
        return Ok(file);
    }
    refuse_no_file(&path)?;
    Ok(OpenOptions::new().write(true).open(path)?)
}

/// Refuses a lock file that is none, but a link to nothing, a folder or a pipe.
fn refuse_no_file(path: &Path) -> Result<(), Error> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(()),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Err(Error::LockFile(path.to_owned())),
    }
}

/// Opens or creates the file, without reading it.
fn open(path: &Path) -> Result<(Claim, File), Error> {
    if inode_at(path)?.is_none() {
        // SQLite would take a new file for the database of the log, and delete the log.
        refuse_orphaned_log(path, LOGS)?;
    }
    if let Some(file) = create(path)? {
        let claim = Claim::of(Inode::of(&file.metadata()?))?;
        return Ok((claim, file));
    }
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(Error::Foreign("it is not a regular file".to_owned()));
    }
    refuse_links(&metadata)?;
    let claim = Claim::of(Inode::of(&metadata))?;
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    Ok((claim, file))
}

/// Refuses a file with several names: a crash would leave its log beside only one of them.
fn refuse_links(metadata: &Metadata) -> Result<(), Error> {
    match metadata.nlink() {
        links @ 2.. => Err(Error::Linked { links }),
        _ => Ok(()),
    }
}

/// Creates a file for its owner only. Returns `None` when the path exists.
fn create(path: &Path) -> Result<Option<File>, Error> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    match options.mode(PRIVATE).open(path) {
        Ok(file) => {
            // The process's umask may have removed bits from the mode.
            file.set_permissions(fs::Permissions::from_mode(PRIVATE))?;
            Ok(Some(file))
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(None),
        Err(error) => match path.parent() {
            Some(folder) if error.kind() == ErrorKind::NotFound && !folder.exists() => {
                Err(Error::NoFolder(folder.to_owned()))
            }
            _ => Err(error.into()),
        },
    }
}

fn lock(file: &File) -> Result<(), Error> {
    file.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Error::InUse,
        TryLockError::Error(error) => error.into(),
    })
}

/// The path of a file that is named after the database.
fn sibling(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn warn_if_shared(path: &Path) {
    // A file that does not exist yet gets the permissions of the database.
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    let mode = metadata.mode() & 0o777;
    if mode & OTHERS != 0 {
        tracing::warn!(
            path = %path.display(),
            mode = format!("{mode:04o}"),
            "database file accessible to other users of this machine; remove access with chmod 600"
        );
    }
}

/// Refuses an empty or missing database that has the write-ahead log or rollback journal of
/// another: SQLite would delete it.
fn refuse_orphaned_log(path: &Path, suffixes: &[&str]) -> Result<(), Error> {
    for suffix in suffixes {
        let log = sibling(path, suffix);
        if is_written(&log) {
            let log = log.display();
            return Err(Error::Foreign(format!(
                "it is empty or missing, but this log belongs to a database: {log}"
            )));
        }
    }
    Ok(())
}

fn is_written(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)
}

/// Refuses a database that does not belong to cosell. Nothing is written to it or beside it.
fn check_owner(file: &File, path: &Path) -> Result<(), Error> {
    let foreign = |why: String| Err(Error::Foreign(why));
    if file.metadata()?.len() == 0 {
        return refuse_orphaned_log(path, LOGS);
    }
    let mut header = [0; HEADER];
    match file.read_exact_at(&mut header, 0) {
        Ok(()) if header.starts_with(MAGIC) => {}
        Ok(()) => return foreign("it is not a SQLite database".to_owned()),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return foreign("it is not a SQLite database".to_owned());
        }
        Err(error) => return Err(error.into()),
    }
    let id = header[ID_AT..].first_chunk().copied().unwrap_or_default();
    match i32::from_be_bytes(id) {
        APPLICATION_ID => Ok(()),
        0 => check_owner_by_tables(path),
        other => foreign(format!("its application id is {other:#010x}")),
    }
}

/// Checks a database without an application id, which is new or of a program that wrote none, by
/// its tables.
fn check_owner_by_tables(path: &Path) -> Result<(), Error> {
    let content = match content_of_file(path) {
        Ok(content) if !content.names.is_empty() => content,
        // The content of the log is nowhere else until a checkpoint.
        _ if is_written(&sibling(path, "-wal")) => content_with_log(path)?,
        read => read?,
    };
    let names: Vec<&str> = content.names.iter().map(String::as_str).collect();
    if migrate::has_our_tables(&names) {
        return Ok(());
    }
    Err(Error::Foreign(if !names.is_empty() {
        let names = names.join(", ");
        format!("it contains {names}")
    } else if content.user_version != 0 {
        let version = content.user_version;
        format!("it is empty, but its user version is {version}")
    } else if content.pages > 1 || is_written(&sibling(path, "-journal")) {
        "it is empty, but another program has written to it".to_owned()
    } else {
        return Ok(());
    }))
}

/// The content that identifies the owner of a database.
struct Content {
    /// The names of everything in the schema. Names of views and indexes are prefixed with their
    /// type, so that they are not taken for tables.
    names: Vec<String>,
    user_version: i64,
    pages: i64,
}

/// Reads the file without its log. SQLite neither locks an immutable file nor creates an index of
/// its log.
fn content_of_file(path: &Path) -> Result<Content, Error> {
    let mut uri = b"file:".to_vec();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'%' | b'?' | b'#' => uri.extend(format!("%{byte:02X}").bytes()),
            _ => uri.push(*byte),
        }
    }
    uri.extend(b"?immutable=1");
    let uri = OsStr::from_bytes(&uri);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    content(&Connection::open_with_flags(uri, flags)?)
}

/// Reads the file and its log. With an exclusive lock SQLite keeps the log's index in memory; the
/// option prevents a checkpoint at the end.
fn content_with_log(path: &Path) -> Result<Content, Error> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "query_only", true)?;
    content(&connection)
}

fn content(connection: &Connection) -> Result<Content, Error> {
    let text = "SELECT iif(type = 'table', name, type || ' ' || name) FROM sqlite_schema \
                ORDER BY name";
    let mut statement = connection.prepare(text)?;
    let names = statement.query_map([], |row| row.get(0))?;
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get(0));
    Ok(Content {
        names: names.collect::<Result<_, _>>()?,
        user_version: number("user_version")?,
        pages: number("page_count")?,
    })
}

/// The files that are open in this process.
static OPEN: Mutex<Option<HashSet<Inode>>> = Mutex::new(None);

/// The right to open a file, which one store of this process has at a time.
#[derive(Debug)]
struct Claim(Inode);

impl Claim {
    fn of(inode: Inode) -> Result<Self, Error> {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if open.get_or_insert_default().insert(inode) {
            Ok(Self(inode))
        } else {
            Err(Error::InUse)
        }
    }

    /// Whether a store of this process has the file.
    fn is_held(inode: Inode) -> bool {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.get_or_insert_default().contains(&inode)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        open.get_or_insert_default().remove(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inode_is_that_of_the_name_and_not_of_what_a_link_leads_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        assert_eq!(inode_at(&file).expect("none"), None);
        fs::write(&file, "").expect("a file");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        for path in [&file, &link] {
            let metadata = fs::symlink_metadata(path).expect("metadata");
            assert_eq!(
                inode_at(path).expect("an inode"),
                Some(Inode::of(&metadata))
            );
        }
    }
}
