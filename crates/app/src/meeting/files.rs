//! Files of a meeting: materials, photos, and papers that came back signed.

use domain::{
    access::{Act, Actor},
    field::FieldErrors,
    file::FileClass,
    id::{AgencyId, MeetingFileId, MeetingId},
    meeting::{FILES_MAX, FILES_SIZE, FileDraft, FileForm, PaperRule, Sort, remark},
};
use serde_json::json;
use store::{
    Tx,
    meeting::{MeetingFileRow, MeetingRow},
};

use super::{attend::participant, locked, seen};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file::{self, Clean},
};

/// Most photos that a report shows.
const PHOTOS: usize = 24;

/// A file as it was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Name as sent; nothing to be trusted.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Adds a file to a meeting: any by the secretariat, material by an office that takes part. `key` is
/// that of the form, so a form that is sent twice adds once.
///
/// # Errors
/// `NotFound` for a meeting that the actor may not see; `Denied` for who takes no part; `Rule` for a
/// sort of file that does not come at this stage or from an office, and for too many or too large
/// ones; `Invalid` for the words, and on `file` for what the file room does not take.
pub async fn add_file(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    key: MeetingFileId,
    (form, sent): (&FileForm, Option<Sent>),
) -> Result<()> {
    let mut tx = app.store.read().await?;
    let (row, agency) = mine(&mut tx, actor, id).await?;
    drop(tx);
    let draft = FileDraft::parse(form)?;
    may_at(draft.sort, &row, agency)?;
    let Some(sent) = sent else { return Err(refused("required")) };
    let clean = file::clean(app, "file", sent.name, sent.bytes).await?;
    if let Some(code) = draft.sort.refuses(clean.kind) {
        return Err(refused(code));
    }
    let small = match draft.sort {
        Sort::Photo => file::small(app, &clean).await?,
        _ => None,
    };
    let mut tx = app.store.write().await?;
    // Read again: the meeting may have gone on while the file was cleaned.
    let (row, agency) = mine(&mut tx, actor, id).await?;
    let row = locked(&mut tx, row.taskforce, id).await?;
    may_at(draft.sort, &row, agency)?;
    let there = store::meeting::list_files(&mut tx, row.taskforce, id).await?;
    if let Some(old) = there.iter().find(|old| old.id == key) {
        let same = old.draft == draft && old.sha256 == clean.sha256();
        return if same { Ok(()) } else { Err(Error::Conflict) };
    }
    has_room(&there, &clean)?;
    let stored =
        store_file(app, &mut tx, actor, &row, (key, draft, agency), (&clean, small)).await?;
    record(app, &mut tx, actor, &stored, "added").await?;
    tx.commit().await?;
    Ok(())
}

fn refused(code: &'static str) -> Error {
    let mut errors = FieldErrors::default();
    errors.push("file", code);
    Error::Invalid(errors)
}

/// The meeting, and for which office the actor adds to it; none for the secretariat.
async fn mine(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<(MeetingRow, Option<AgencyId>)> {
    let row = seen(tx, actor, id).await?;
    let agency = participant(tx, actor, id).await?;
    Ok((row, agency))
}

fn may_at(sort: Sort, row: &MeetingRow, agency: Option<AgencyId>) -> Result<(), PaperRule> {
    match agency {
        Some(_) => sort.for_office(row.stage),
        None => sort.for_desk(row.stage),
    }
}

fn has_room(there: &[MeetingFileRow], clean: &Clean) -> Result<(), PaperRule> {
    let standing = || there.iter().filter(|one| one.struck.is_none());
    if standing().count() >= FILES_MAX {
        return Err(PaperRule::Full);
    }
    let size: i64 = standing().map(|one| one.size).sum();
    let more = i64::try_from(clean.bytes.len()).unwrap_or(i64::MAX);
    if size.saturating_add(more) > FILES_SIZE { Err(PaperRule::Heavy) } else { Ok(()) }
}

async fn store_file(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingRow,
    (id, draft, agency): (MeetingFileId, FileDraft, Option<AgencyId>),
    (clean, small): (&Clean, Option<Clean>),
) -> Result<MeetingFileRow> {
    let taskforce = row.taskforce;
    let own = file::put(app, tx, actor, taskforce, FileClass::Internal, clean).await?;
    let preview = match &small {
        Some(small) => {
            Some(file::put(app, tx, actor, taskforce, FileClass::Internal, small).await?)
        }
        None => None,
    };
    let stored = MeetingFileRow {
        taskforce,
        id,
        meeting: row.id,
        draft,
        agency,
        file: own,
        preview,
        created_by: actor.account(),
        created_at: app.now(),
        struck: None,
        struck_why: String::new(),
        kind: clean.kind,
        name: clean.name.clone(),
        size: i64::try_from(clean.bytes.len()).map_err(Error::internal)?,
        sha256: clean.sha256(),
    };
    store::meeting::insert_file(tx, &stored).await?;
    Ok(stored)
}

/// Strikes a file off, for a reason; it is kept, and the secretariat still sees it.
///
/// # Errors
/// `NotFound` for a meeting or file that the actor may not see; `Denied` for who takes no part, and
/// for an office for what another one brought; `Invalid` without a reason; `Rule` as in
/// [`add_file`], and for what was struck off already.
pub async fn strike_file(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    file: MeetingFileId,
    why: &str,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (row, agency) = mine(&mut tx, actor, id).await?;
    let row = locked(&mut tx, row.taskforce, id).await?;
    let all = store::meeting::list_files(&mut tx, row.taskforce, id).await?;
    let stored = all.into_iter().find(|one| one.id == file).ok_or(Error::NotFound)?;
    if agency.is_some() && stored.agency != agency {
        return Err(Error::NotFound);
    }
    let why = remark(why)?;
    may_at(stored.draft.sort, &row, agency)?;
    let by = (actor.account(), app.now());
    let place = (row.taskforce, id, file);
    if !store::meeting::update_file_struck(&mut tx, place, &why, by).await? {
        return Err(PaperRule::Struck.into());
    }
    record(app, &mut tx, actor, &stored, "struck").await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingFileRow,
    what: &str,
) -> Result<()> {
    let act = if row.agency.is_some() { Act::MeetingTakePart } else { Act::MeetingManage };
    let detail = json!({
        "file": what, "sort": row.draft.sort.code(), "id": row.file.to_string(), "size": row.size,
    });
    let event = Event::new(act, "meeting", row.meeting).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// The photos of a meeting for a report, small, each with what it shows: the first ones, by how
/// they came in.
///
/// # Errors
/// `NotFound` for a meeting that the actor may not see.
pub async fn photos(app: &App, actor: &Actor, id: MeetingId) -> Result<Vec<(String, Vec<u8>)>> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let all = store::meeting::list_files(&mut tx, row.taskforce, id).await?;
    drop(tx);
    let shown = all.into_iter().filter(|one| one.struck.is_none());
    let shown = shown.filter_map(|one| one.preview.map(|preview| (one.draft.caption, preview)));
    let mut photos = Vec::new();
    for (caption, preview) in shown.take(PHOTOS) {
        photos.push((caption, file::read_for(app, row.taskforce, preview).await?));
    }
    Ok(photos)
}
