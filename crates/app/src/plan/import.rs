//! Importing a plan from an office's spreadsheet: read, compare, show; then all or nothing.
//!
//! A file is kept for a day after its preview and confirmed by who uploaded it. Confirming reads
//! it again and compares it with what is stored at that moment, in one transaction. Importing the
//! same file again changes nothing; what a file leaves out stays.

mod changes;
mod compare;
mod outcome;
mod stored;
mod undo;
pub mod words;
mod write;

use domain::{
    access::{Act, Actor, check},
    id::{AccountId, ImportId, PlanId, TaskForceId},
    plan::import::{Known, Understood, understand},
    sheet::Workbook,
    time::Instant,
};
use report::sheet::{Limits, SheetError};
use serde_json::json;
use store::{
    Tx,
    plan::{UploadRow, Uploaded},
};
use text::Lang;

use self::{
    compare::{Comparison, compare},
    stored::Stored,
};
use super::{life, own, scope};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

pub use self::{
    changes::{Changes, Difference, Differs},
    outcome::{Finding, Outcome},
    undo::{Applied, applied, take_back},
};

/// Largest file, in bytes.
pub const MAX_FILE: usize = 10 * 1024 * 1024;

/// Hears how many of how many rows are written.
pub type Progress<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// A file that was read, and what it would do.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The kept upload; absent where it can't be imported.
    pub id: Option<ImportId>,
    /// Name of the file.
    pub name: String,
    /// What it holds, what is doubtful, what it would do.
    pub outcome: Outcome,
    /// What becomes of what is stored, in the order of the file.
    pub differences: Vec<Difference>,
    /// Strategies with how many activities each has.
    pub outline: Vec<(String, usize)>,
}

/// A file to read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, as sent.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Reads a file and, unless something is wrong or it is a dry run, stores all of it or nothing.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` without a task force, which only a dry run does not
/// need. What is wrong with the file stands in the outcome.
pub async fn import(
    app: &App,
    actor: &Actor,
    lang: Lang,
    source: Source,
    dry_run: bool,
    progress: Progress<'_>,
) -> Result<Outcome> {
    if dry_run {
        return Ok(look(app, actor, lang, &source).await?.1);
    }
    granted(actor)?;
    let (name, hash) = (source.name.clone(), vault::digest::sha256(&source.bytes).to_vec());
    let workbook = match read(app, source).await? {
        Ok(workbook) => workbook,
        Err(error) => return Ok(words::refused(lang, &error)),
    };
    let mut tx = app.store.write().await?;
    let file = Opened { name, hash, workbook };
    let (outcome, _) = apply(app, &mut tx, actor, lang, file, progress).await?;
    if outcome.errors.is_empty() {
        tx.commit().await?;
    }
    Ok(outcome)
}

/// Shows what a file would do and keeps it until it is confirmed; uploads older than a day that
/// nobody confirmed are forgotten.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` for who is in no task force or has no account.
pub async fn preview(app: &App, actor: &Actor, lang: Lang, source: Source) -> Result<Preview> {
    let taskforce = granted(actor)?;
    let account = actor.account();
    let name: String = source.name.chars().filter(|c| !c.is_control()).take(100).collect();
    let mut preview = previewed(app, actor, lang, name, &source).await?;
    if !preview.outcome.errors.is_empty() {
        return Ok(preview);
    }
    let id = ImportId(app.ids.next());
    let sha256 = vault::digest::sha256(&source.bytes).to_vec();
    let file_name = preview.name.clone();
    let choices = "{}".to_owned();
    let (created_at, applied_at) = (app.now(), None);
    let content = source.bytes;
    let row = UploadRow {
        taskforce,
        id,
        what: Uploaded::Plan,
        account,
        file_name,
        sha256,
        content,
        choices,
        created_at,
        applied_at,
    };
    let mut tx = app.store.write().await?;
    store::plan::delete_old_uploads(&mut tx, taskforce, app.now().plus(-Instant::DAY)).await?;
    store::plan::insert_upload(&mut tx, &row).await?;
    tx.commit().await?;
    preview.id = Some(id);
    Ok(preview)
}

/// What an upload of this account would do now.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` where it is somebody else's or forgotten.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: ImportId) -> Result<Preview> {
    let upload = kept(app, actor, id).await?;
    let source = Source { name: upload.file_name.clone(), bytes: upload.content };
    let mut preview = previewed(app, actor, lang, upload.file_name, &source).await?;
    preview.id = preview.outcome.errors.is_empty().then_some(id);
    Ok(preview)
}

async fn previewed(
    app: &App,
    actor: &Actor,
    lang: Lang,
    name: String,
    source: &Source,
) -> Result<Preview> {
    let (understood, outcome, differences) = look(app, actor, lang, source).await?;
    let outline =
        understood.strategies.iter().map(|s| (s.name.clone(), s.activities.len())).collect();
    Ok(Preview { id: None, name, outcome, differences, outline })
}

/// Every doubt of an upload as a table for a spreadsheet program: sheet, row, column, code, why.
///
/// # Errors
/// As [`show`].
pub async fn doubts(app: &App, actor: &Actor, lang: Lang, id: ImportId) -> Result<Vec<u8>> {
    let preview = show(app, actor, lang, id).await?;
    Ok(words::table(lang, &preview.outcome))
}

/// Stores everything in a file that was previewed, or nothing. What is stored may have changed
/// since, so it is compared again; confirming twice changes nothing the second time.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` where it is somebody else's or forgotten.
pub async fn confirm(app: &App, actor: &Actor, lang: Lang, id: ImportId) -> Result<Outcome> {
    let taskforce = granted(actor)?;
    let upload = kept(app, actor, id).await?;
    let source = Source { name: upload.file_name.clone(), bytes: upload.content };
    let workbook = match read(app, source).await? {
        Ok(workbook) => workbook,
        Err(error) => return Ok(words::refused(lang, &error)),
    };
    let mut tx = app.store.write().await?;
    store::plan::update_upload_applied(&mut tx, taskforce, id, app.now()).await?;
    let silent: Progress<'_> = &mut |_, _| {};
    let file = Opened { name: upload.file_name, hash: upload.sha256, workbook };
    let (outcome, plan) = apply(app, &mut tx, actor, lang, file, silent).await?;
    if !outcome.errors.is_empty() {
        return Ok(outcome);
    }
    if plan.is_none() {
        let event = Event::new(Act::PlanImport, "import", id).taskforce(taskforce);
        audit::append(app, &mut tx, actor, event.detail(&json!({ "changes": 0 }))).await?;
    }
    tx.commit().await?;
    Ok(outcome)
}

/// The task force of an actor who may import its plan.
fn granted(actor: &Actor) -> Result<TaskForceId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanImport, &scope(taskforce))?;
    Ok(taskforce)
}

async fn kept(app: &App, actor: &Actor, id: ImportId) -> Result<UploadRow> {
    let taskforce = granted(actor)?;
    let account: Option<AccountId> = actor.account();
    let mut tx = app.store.read().await?;
    Ok(store::plan::get_upload(&mut tx, taskforce, account, (Uploaded::Plan, id)).await?)
}

/// Takes a file apart, off the async threads and one at a time.
pub(super) async fn read(app: &App, source: Source) -> Result<Result<Workbook, SheetError>> {
    let _turn = app.cleaning.acquire().await.map_err(Error::internal)?;
    let work = move || report::sheet::read(&source.bytes, &source.name, &Limits::default());
    let read = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    if let Err(SheetError::Broken(cause)) = &read {
        tracing::info!(cause, "a plan file can't be taken apart");
    }
    Ok(read)
}

/// Understands a file and compares it with what is stored, without writing.
async fn look(
    app: &App,
    actor: &Actor,
    lang: Lang,
    source: &Source,
) -> Result<(Understood, Outcome, Vec<Difference>)> {
    let taskforce = if actor.taskforce.is_some() {
        Some(granted(actor)?)
    } else {
        check(actor, Act::PlanImport, &crate::Scope::global())?;
        None
    };
    let workbook = match read(app, source.clone()).await? {
        Ok(workbook) => workbook,
        Err(error) => {
            return Ok((Understood::default(), words::refused(lang, &error), Vec::new()));
        }
    };
    let Some(taskforce) = taskforce else {
        let understood = understand(&workbook, &Known::default());
        let outcome = words::outcome(lang, &workbook, &understood, Changes::default());
        return Ok((understood, outcome, Vec::new()));
    };
    let mut tx = app.store.read().await?;
    let mut understood = understood(&mut tx, taskforce, &workbook).await?;
    let comparison = compared(app, &mut tx, taskforce, &mut understood, lang).await?;
    let outcome = outcome(lang, &workbook, &understood, comparison.as_ref());
    let differences = comparison.map(|one| one.differences).unwrap_or_default();
    Ok((understood, outcome, differences))
}

async fn understood(
    tx: &mut Tx,
    taskforce: TaskForceId,
    workbook: &Workbook,
) -> Result<Understood> {
    let names = store::agency::list_candidates(tx, taskforce).await?;
    let region = store::taskforce::get(tx, taskforce).await?.name;
    let settled = store::agency::list_settled(tx, taskforce).await?;
    Ok(understand(workbook, &Known { names, settled, region }))
}

/// What would be written; none where the file can't be imported.
async fn compared(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    understood: &mut Understood,
    lang: Lang,
) -> Result<Option<Comparison>> {
    let (Some(years), true) = (understood.years, understood.is_usable()) else { return Ok(None) };
    let zone = store::taskforce::get(tx, taskforce).await?.zone;
    let stored = Stored::load(tx, taskforce, years, app.today(zone)).await?;
    understood.settle(|id| stored.places.contains_key(&id));
    Ok(Some(compare(app, taskforce, understood, years, &stored, lang)))
}

fn outcome(
    lang: Lang,
    workbook: &Workbook,
    understood: &Understood,
    comparison: Option<&Comparison>,
) -> Outcome {
    let changes = comparison.map(|comparison| comparison.changes).unwrap_or_default();
    let mut outcome = words::outcome(lang, workbook, understood, changes);
    if comparison.is_some_and(|comparison| comparison.is_closed) {
        outcome.errors.push(words::closed(lang, outcome.years));
    }
    if let Some(other) = comparison.and_then(|comparison| comparison.overlaps) {
        outcome.errors.push(words::overlaps(lang, outcome.years, other));
    }
    outcome
}

/// A file that was taken apart.
struct Opened {
    name: String,
    hash: Vec<u8>,
    workbook: Workbook,
}

/// Compares inside the caller's write transaction and writes what differs, with its audit event.
/// The plan is absent from the answer where nothing was written.
async fn apply(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    lang: Lang,
    file: Opened,
    progress: Progress<'_>,
) -> Result<(Outcome, Option<PlanId>)> {
    let taskforce = granted(actor)?;
    store::plan::lock(tx, taskforce).await?;
    let mut understood = understood(tx, taskforce, &file.workbook).await?;
    let comparison = compared(app, tx, taskforce, &mut understood, lang).await?;
    let mut outcome = outcome(lang, &file.workbook, &understood, comparison.as_ref());
    let Some(comparison) = comparison.filter(|_| outcome.errors.is_empty()) else {
        return Ok((outcome, None));
    };
    outcome.applied = true;
    if comparison.changes.is_nothing() {
        return Ok((outcome, None));
    }
    let (plan, changes) = (&comparison.plan, &comparison.changes);
    let before = if changes.plan { None } else { Some(undo::rows(tx, taskforce, plan.id).await?) };
    write::write(tx, taskforce, &comparison, progress).await?;
    if changes.plan {
        life::enter(app, tx, actor, plan, "").await?;
    } else if changes.amends() {
        let said = (lang.plan_import_basis(), words::will(lang, &outcome).join("; "));
        life::amended_by_file(app, tx, actor, plan, said).await?;
    }
    undo::keep(app, tx, actor, plan.id, (file.name, before.unwrap_or_default())).await?;
    let detail = json!({
        "sha256": hex(&file.hash),
        "changes": comparison.changes,
        "doubts": understood.doubts.len(),
    });
    let event = Event::new(Act::PlanImport, "plan", comparison.plan.id).taskforce(taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await?;
    Ok((outcome, Some(comparison.plan.id)))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
