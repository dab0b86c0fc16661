//! Importing regions: compare with what is stored, then all or nothing.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::{
    access::{Act, Actor, Scope, check},
    id::RegionId,
    region::{
        Became, Change, Diff, Known, Level, Problem, RegionCode, RowError, Spot, State, diff,
        row::Entry,
    },
    time::{Date, Instant, Zone},
};
use store::{
    Tx,
    region::{ChangeRow, Place, RegionRow},
};

use super::{LONG_AGO, Source, read::read};
use crate::{App, Error, Result, audit, audit::Event};

mod outcome;

pub use outcome::{Doubt, Fault, Held, Line, Outcome};
use outcome::{counts, outcome};

/// How an import is to be done.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// First day of what it changes; today where it is not said.
    pub on: Option<Date>,
    /// Only shows what it would do.
    pub dry_run: bool,
    /// Decree the files follow; their names where it is not said.
    pub source: Option<&'static str>,
}

/// Imports one CSV file, or the four files of `idn-area-data` in a folder (or in its `data`).
///
/// # Errors
/// `Denied` without `region.import`. A missing file stands in the outcome, as all that is wrong
/// with files does.
pub async fn import_path(
    app: &App,
    actor: &Actor,
    path: &Path,
    options: Options,
) -> Result<Outcome> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let mut sources = Vec::new();
    for file in files(path).await {
        let Ok(bytes) = tokio::fs::read(&file).await else { return Ok(missing(app, &file)) };
        sources.push(Source { name: file_name(&file), bytes });
    }
    if sources.is_empty() {
        return Ok(missing(app, path));
    }
    import(app, actor, sources, options).await
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn missing(app: &App, path: &Path) -> Outcome {
    let error = RowError { at: Spot::default(), column: 0, field: "", problem: Problem::Missing };
    let on = app.today(Zone::Wib);
    outcome(&[file_name(path)], &[], &Diff::default(), on, &[error])
}

async fn files(path: &Path) -> Vec<std::path::PathBuf> {
    let is = async |path: &Path, folder: bool| {
        tokio::fs::metadata(path).await.is_ok_and(|meta| meta.is_dir() == folder)
    };
    if !is(path, true).await {
        return vec![path.to_owned()];
    }
    let mut found = Vec::new();
    for folder in [path.to_owned(), path.join("data")] {
        for name in ["provinces.csv", "regencies.csv", "districts.csv", "villages.csv"] {
            if is(&folder.join(name), false).await {
                found.push(folder.join(name));
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Imports files together: compares them with what is stored and, unless something is wrong or
/// it is a dry run, writes all of it or nothing.
///
/// # Errors
/// `Denied` without `region.import`. What is wrong with the files stands in the outcome.
pub async fn import(
    app: &App,
    actor: &Actor,
    sources: Vec<Source>,
    options: Options,
) -> Result<Outcome> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let names: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let mut read =
        tokio::task::spawn_blocking(move || read(&sources)).await.map_err(Error::internal)?;
    let mut tx = if options.dry_run { app.store.read().await? } else { app.store.write().await? };
    let known = known(&mut tx, &read.batch.entries).await?;
    let open = open_codes(&known);
    read.batch.check(|code| open.contains_key(code));
    let on = options.on.unwrap_or_else(|| app.today(Zone::Wib));
    let diff = diff(&known, &read.batch.entries, read.complete);
    let mut errors = read.batch.errors;
    errors.extend(diff.too_early(on));
    let mut outcome = outcome(&names, &read.batch.entries, &diff, on, &errors);
    if options.dry_run || !errors.is_empty() {
        return Ok(outcome);
    }
    if !diff.changes.is_empty() {
        let source = options.source.map_or_else(|| names.join(", "), str::to_owned);
        let work = Work { on, last: on.yesterday().unwrap_or(on), now: app.now(), source: &source };
        write(app, &mut tx, &work, &known, open, &diff).await?;
        let detail =
            serde_json::json!({ "files": names, "on": on.to_string(), "counts": counts(&outcome) });
        audit::append(
            app,
            &mut tx,
            actor,
            Event::new(Act::RegionImport, "region", "").detail(&detail),
        )
        .await?;
    }
    tx.commit().await?;
    outcome.applied = true;
    Ok(outcome)
}

/// Everything stored in the provinces that the files name.
async fn known(tx: &mut Tx, entries: &[Entry]) -> Result<Vec<Known>> {
    let mut provinces: Vec<RegionCode> =
        entries.iter().filter_map(|entry| entry.code.ancestor(Level::Province)).collect();
    provinces.sort();
    provinces.dedup();
    let mut known = Vec::new();
    for province in provinces {
        known.extend(store::region::list_known(tx, &province.path()).await?);
    }
    Ok(known)
}

type Ids = HashMap<RegionCode, RegionId>;

fn open_codes(known: &[Known]) -> Ids {
    let open = known.iter().filter(|known| known.state == State::Open);
    open.map(|known| (known.code.clone(), known.id)).collect()
}

/// What every write of one import shares.
struct Work<'a> {
    on: Date,
    /// The day before.
    last: Date,
    now: Instant,
    source: &'a str,
}

/// Writes a diff: ends first, then codes are freed, then parents before children.
async fn write(
    app: &App,
    tx: &mut Tx,
    work: &Work<'_>,
    known: &[Known],
    mut ids: Ids,
    diff: &Diff<'_>,
) -> Result<()> {
    for change in &diff.changes {
        match change {
            Change::Closed(was) => {
                store::region::close(tx, was.id, work.on, work.last).await?;
                ids.remove(&was.code);
            }
            Change::Changed { was, moved: true, .. } => {
                store::region::update_vacated(tx, was.id).await?;
                ids.remove(&was.code);
            }
            _ => {}
        }
    }
    for change in &diff.changes {
        if let Change::Changed { was, to, .. } | Change::Reopened { was, to } = change {
            ids.insert(to.code.clone(), was.id);
        }
    }
    let rows = begin(app, work, known, &mut ids, diff);
    store::region::insert(tx, &rows, work.now).await?;
    if !rows.is_empty() {
        store::region::insert_first_versions(tx, work.source).await?;
    }
    for change in &diff.changes {
        change_one(tx, work, &ids, change).await?;
    }
    Ok(())
}

/// The rows of new regions. One whose parent had such children before begins now; one that is
/// merely written down for the first time has always been there.
fn begin(
    app: &App,
    work: &Work<'_>,
    known: &[Known],
    ids: &mut Ids,
    diff: &Diff<'_>,
) -> Vec<RegionRow> {
    let open = known.iter().filter(|known| known.state == State::Open);
    let mut filled: HashSet<RegionCode> = open.filter_map(|known| known.code.parent()).collect();
    let mut rows = Vec::new();
    for change in &diff.changes {
        let Change::New(entry) = change else { continue };
        let parent = entry.code.parent();
        let begins = parent.as_ref().is_some_and(|parent| filled.contains(parent));
        if begins {
            filled.insert(entry.code.clone());
        }
        let id = RegionId(app.ids.next());
        rows.push(RegionRow {
            id,
            code: entry.code.clone(),
            name: entry.name.clone(),
            parent: parent.and_then(|parent| ids.get(&parent).copied()),
            point: entry.point,
            since: if begins { work.on } else { LONG_AGO },
            closed_on: None,
        });
        ids.insert(entry.code.clone(), id);
    }
    rows
}

async fn change_one(tx: &mut Tx, work: &Work<'_>, ids: &Ids, change: &Change<'_>) -> Result<()> {
    let place = |was: &Known, to: &'_ Entry| -> (RegionId, Option<RegionId>) {
        (was.id, to.code.parent().and_then(|parent| ids.get(&parent).copied()))
    };
    let (was, to) = match change {
        Change::New(_) | Change::Closed(_) => return Ok(()),
        Change::Touched { was, to } => {
            store::region::update_spelling(tx, was.id, &to.code, &to.name, to.point).await?;
            return Ok(());
        }
        Change::Changed { was, to, .. } | Change::Reopened { was, to } => (was, to),
    };
    let (id, parent) = place(was, to);
    let (on, last) = (work.on, work.last);
    let place = Place {
        id,
        code: &to.code,
        name: &to.name,
        parent,
        point: to.point,
        from: on,
        until: last,
        source: work.source,
    };
    match change {
        Change::Reopened { .. } => store::region::update_reopened(tx, &place).await?,
        _ if was.since == on => store::region::update_place_today(tx, &place).await?,
        _ => store::region::update_place(tx, &place).await?,
    }
    if let Change::Changed { renamed, moved, .. } = change {
        for (did, kind) in [(*renamed, Became::Rename), (*moved, Became::Move)] {
            if did {
                store::region::insert_change(tx, &ChangeRow { old: id, new: id, kind, on }).await?;
            }
        }
    }
    Ok(())
}
