//! Files: what is sent is checked by its content and cleaned before anything is stored.
//!
//! Pictures are decoded and written anew, office documents are packed anew with their
//! properties blanked, so neither place, camera and author nor a second file hidden behind the
//! first survives. What is kept of the original is its size and SHA-256. A PDF is kept byte for
//! byte, because its electronic signature covers every byte; it goes out as a download only.

mod kind;
mod package;
mod picture;

use domain::{
    access::{Act, Actor, Scope, check},
    field::FieldErrors,
    file::{CHUNK_SIZE, FileClass, FileFault, FileKind, download_name},
    id::{FileId, LetterId, TaskForceId},
    meeting::{Kind, names_somebody},
};
use store::{Tx, file::FileRow};

use crate::{App, Error, Result, letter::reader::readable};

/// A file that was checked and cleaned, and is ready to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// What it is, by its content.
    pub kind: FileKind,
    /// Neutral name for the download.
    pub name: String,
    /// What is stored and shown.
    pub bytes: Vec<u8>,
    original_size: usize,
    original_sha256: [u8; 32],
    picture_hash: Option<i64>,
}

impl Clean {
    /// SHA-256 of what is stored.
    pub fn sha256(&self) -> Vec<u8> {
        vault::digest::sha256(&self.bytes).to_vec()
    }
}

/// Checks and cleans what was sent as `name`; done before a transaction begins, for it may take
/// a second.
///
/// # Errors
/// `Invalid` with the code of a [`FileFault`] on `field`.
pub async fn clean(app: &App, field: &'static str, name: String, bytes: Vec<u8>) -> Result<Clean> {
    // Cheap refusals don't wait in the queue.
    kind::check_size(&bytes).map_err(|fault| invalid(field, fault))?;
    let permit = app.cleaning.clone().acquire_owned().await.map_err(Error::internal)?;
    let cleaned = tokio::task::spawn_blocking(move || clean_now(&name, bytes)).await;
    drop(permit);
    cleaned.map_err(Error::internal)?.map_err(|fault| invalid(field, fault))
}

fn clean_now(name: &str, bytes: Vec<u8>) -> Result<Clean, FileFault> {
    let (original_size, original_sha256) = (bytes.len(), vault::digest::sha256(&bytes));
    let (kind, bytes, picture_hash) = match kind::detect(&bytes, name)? {
        kind::Content::Picture(format) => {
            let picture = picture::clean(&bytes, format)?;
            (picture.kind, picture.bytes, picture.hash)
        }
        kind::Content::Package => {
            let (kind, bytes) = package::clean(&bytes)?;
            (kind, bytes, None)
        }
        kind::Content::Other(kind) => (kind, bytes, None),
    };
    // A name is shown where no number of a person may stand.
    let name = if names_somebody(name) { "" } else { name };
    let name = download_name(name, kind);
    Ok(Clean { kind, name, bytes, original_size, original_sha256, picture_hash })
}

/// A picture again, small enough to stand in a page and in a report; none for what is no picture.
///
/// # Errors
/// `Internal` where what was cleaned can't be read.
pub async fn small(app: &App, file: &Clean) -> Result<Option<Clean>> {
    if !file.kind.is_picture() {
        return Ok(None);
    }
    let permit = app.cleaning.clone().acquire_owned().await.map_err(Error::internal)?;
    let bytes = file.bytes.clone();
    let made = tokio::task::spawn_blocking(move || picture::small(&bytes)).await;
    drop(permit);
    let bytes = made.map_err(Error::internal)?.map_err(|fault| Error::internal(fault.code()))?;
    Ok(Some(Clean {
        kind: FileKind::Jpeg,
        name: download_name(&file.name, FileKind::Jpeg),
        original_size: bytes.len(),
        original_sha256: vault::digest::sha256(&bytes),
        bytes,
        picture_hash: None,
    }))
}

fn invalid(field: &'static str, fault: FileFault) -> Error {
    let mut errors = FieldErrors::default();
    errors.push(field, fault.code());
    Error::Invalid(errors)
}

/// Stores a cleaned file within a use case, which has already asked for the permission and
/// records the event.
pub async fn put(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    taskforce: TaskForceId,
    class: FileClass,
    file: &Clean,
) -> Result<FileId> {
    let id = FileId(app.ids.next());
    let row = FileRow {
        taskforce,
        id,
        class,
        kind: file.kind,
        name: file.name.clone(),
        size: length(file.bytes.len())?,
        sha256: vault::digest::sha256(&file.bytes).to_vec(),
        original_size: length(file.original_size)?,
        original_sha256: file.original_sha256.to_vec(),
        picture_hash: file.picture_hash,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::file::insert(tx, &row).await?;
    for (position, chunk) in (0..).zip(file.bytes.chunks(CHUNK_SIZE)) {
        store::file::insert_chunk(tx, taskforce, id, position, chunk).await?;
    }
    Ok(id)
}

fn length(bytes: usize) -> Result<i64> {
    i64::try_from(bytes).map_err(Error::internal)
}

/// An open file, read chunk by chunk.
#[derive(Debug)]
pub struct Opened {
    /// What is known of it.
    pub row: FileRow,
    position: i64,
    left: i64,
}

/// Opens a file of the actor's task force.
///
/// # Errors
/// `NotFound` where there is none, and for a sealed file, which only its desk's key opens;
/// `Denied` without `file.view` here.
pub async fn open(app: &App, actor: &Actor, id: FileId) -> Result<Opened> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    check(actor, Act::FileView, &Scope::taskforce(taskforce))?;
    let mut tx = app.store.read().await?;
    let row = store::file::get(&mut tx, taskforce, id).await?;
    closed(&mut tx, actor, id).await?;
    walled(&mut tx, actor, id).await?;
    if let Some(letter) = store::letter::find_of_file(&mut tx, taskforce, id).await? {
        letters(&mut tx, actor, letter).await?;
    }
    opened(row)
}

/// Opens a file for a use case that has already asked for the permission.
pub(crate) async fn open_for(app: &App, taskforce: TaskForceId, id: FileId) -> Result<Opened> {
    let mut tx = app.store.read().await?;
    opened(store::file::get(&mut tx, taskforce, id).await?)
}

/// The whole of a small file, for the same.
pub(crate) async fn read_for(app: &App, taskforce: TaskForceId, id: FileId) -> Result<Vec<u8>> {
    let mut opened = open_for(app, taskforce, id).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = opened.next(app).await? {
        bytes.extend(chunk);
    }
    Ok(bytes)
}

fn opened(row: FileRow) -> Result<Opened> {
    match row.class {
        FileClass::Public | FileClass::Internal => Ok(Opened { left: row.size, position: 0, row }),
        FileClass::Sealed => Err(Error::NotFound),
    }
}

/// Refuses a file of a meeting to whoever may not see it there: of a case conference all but those
/// invited, a signed paper before the minutes may be read, and what was struck off.
async fn walled(tx: &mut Tx, actor: &Actor, id: FileId) -> Result<()> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    let scope = Scope::taskforce(taskforce);
    let Some(of) = store::meeting::find_of_file(tx, taskforce, id).await? else { return Ok(()) };
    if check(actor, Act::MeetingManage, &scope).is_ok() {
        return Ok(());
    }
    check(actor, Act::MeetingView, &scope).map_err(|_| Error::NotFound)?;
    if of.is_struck || (of.sort.is_signed() && !of.stage.is_shared()) {
        return Err(Error::NotFound);
    }
    if !of.kind.is_closed() {
        return Ok(());
    }
    let own = actor.agency.ok_or(Error::NotFound)?;
    check(actor, Act::MeetingTakePart, &scope.agency(own)).map_err(|_| Error::NotFound)?;
    let invited = store::meeting::list_invitations(tx, taskforce, of.meeting).await?;
    if invited.iter().any(|one| one.agency == own) { Ok(()) } else { Err(Error::NotFound) }
}

/// Refuses the signed paper of a letter to whoever may not read the letter.
async fn letters(tx: &mut Tx, actor: &Actor, id: LetterId) -> Result<()> {
    match readable(tx, actor, id).await {
        Ok(_) => Ok(()),
        Err(Error::Denied(_)) => Err(Error::NotFound),
        Err(other) => Err(other),
    }
}

/// Refuses what shows an action of a case conference to whoever neither sat there nor does it.
async fn closed(tx: &mut Tx, actor: &Actor, id: FileId) -> Result<()> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    let of = (id, Kind::CaseConference);
    let Some((agency, meeting)) = store::action::find_of_file(tx, taskforce, of).await? else {
        return Ok(());
    };
    if check(actor, Act::ActionManage, &Scope::taskforce(taskforce)).is_ok() {
        return Ok(());
    }
    let own = actor.agency.ok_or(Error::NotFound)?;
    check(actor, Act::ActionReport, &Scope::taskforce(taskforce).agency(own))
        .map_err(|_| Error::NotFound)?;
    let invited = store::meeting::list_invitations(tx, taskforce, meeting).await?;
    let sat = own == agency || invited.iter().any(|one| one.agency == own);
    if sat { Ok(()) } else { Err(Error::NotFound) }
}

impl Opened {
    /// The next chunk of at most 256 KiB; none at the end.
    ///
    /// Each is read by itself, so that a slow receiver holds no transaction; a file never
    /// changes, so the chunks fit together.
    ///
    /// # Errors
    /// `Internal` where a chunk is missing or too long.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<u8>>> {
        if self.left == 0 {
            return Ok(None);
        }
        let mut tx = app.store.read().await?;
        let (taskforce, id) = (self.row.taskforce, self.row.id);
        let chunk = store::file::find_chunk(&mut tx, taskforce, id, self.position).await?;
        let chunk = chunk.ok_or_else(|| Error::internal(format!("{id:?} lacks a chunk")))?;
        self.left -= length(chunk.len())?;
        self.position += 1;
        if self.left < 0 {
            return Err(Error::internal(format!("{id:?} is longer than its row says")));
        }
        Ok(Some(chunk))
    }
}
