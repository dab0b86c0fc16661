//! An uploaded file: previewed, kept for a day, confirmed once by who uploaded it.

use domain::{
    access::{Act, Actor, Scope, check},
    id::{AccountId, ImportId},
    time::{Date, Instant},
};
use store::region::UploadRow;

use super::{Outcome, Source, import, import::Options};
use crate::{App, Error, Result};

/// Largest file, in bytes; all villages of the country are 3 MB.
pub const MAX_FILE: usize = 10 * 1024 * 1024;

/// What a file would do; `id` confirms it and is absent where it can't be.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The upload to confirm.
    pub id: Option<ImportId>,
    /// Name of the file.
    pub name: String,
    /// What it holds, changes and lacks.
    pub outcome: Outcome,
}

/// Shows what a file would do and keeps it until it is confirmed; earlier uploads of the same
/// account, and everybody's older than a day, are forgotten.
///
/// # Errors
/// `Denied` without `region.import`.
pub async fn preview(
    app: &App,
    actor: &Actor,
    name: &str,
    bytes: Vec<u8>,
    on: Date,
) -> Result<Preview> {
    let account = uploader(actor)?;
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let source = Source { name: name.clone(), bytes: bytes.clone() };
    let options = Options { on: Some(on), dry_run: true, source: None };
    let outcome = import(app, actor, vec![source], options).await?;
    if outcome.error_count > 0 {
        return Ok(Preview { id: None, name, outcome });
    }
    let id = ImportId(app.ids.next());
    let mut tx = app.store.write().await?;
    store::region::delete_old_uploads(&mut tx, account, app.now().plus(-Instant::DAY)).await?;
    let row = UploadRow { id, account, file_name: name.clone(), content: bytes, from: on };
    store::region::insert_upload(&mut tx, &row, app.now()).await?;
    tx.commit().await?;
    Ok(Preview { id: Some(id), name, outcome })
}

/// What an upload of this account would do now.
///
/// # Errors
/// `NotFound` where it was confirmed before, is older than a day, or is somebody else's.
pub async fn show(app: &App, actor: &Actor, id: ImportId) -> Result<Preview> {
    let UploadRow { file_name: name, content: bytes, from, .. } = kept(app, actor, id).await?;
    let options = Options { on: Some(from), dry_run: true, source: None };
    let outcome = import(app, actor, vec![Source { name: name.clone(), bytes }], options).await?;
    Ok(Preview { id: (outcome.error_count == 0).then_some(id), name, outcome })
}

/// Imports a file that was previewed. What is stored may have changed since, so it is compared
/// again.
///
/// # Errors
/// `NotFound` where it was confirmed before, is older than a day, or is somebody else's.
pub async fn confirm(app: &App, actor: &Actor, id: ImportId) -> Result<Outcome> {
    let upload = kept(app, actor, id).await?;
    let source = Source { name: upload.file_name, bytes: upload.content };
    let options = Options { on: Some(upload.from), ..Options::default() };
    let outcome = import(app, actor, vec![source], options).await?;
    if outcome.applied {
        let mut tx = app.store.write().await?;
        store::region::delete_upload(&mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(outcome)
}

async fn kept(app: &App, actor: &Actor, id: ImportId) -> Result<UploadRow> {
    let account = uploader(actor)?;
    let mut tx = app.store.read().await?;
    store::region::find_upload(&mut tx, id, account).await?.ok_or(Error::NotFound)
}

fn uploader(actor: &Actor) -> Result<AccountId> {
    check(actor, Act::RegionImport, &Scope::global())?;
    actor.account().ok_or(Error::NotFound)
}
