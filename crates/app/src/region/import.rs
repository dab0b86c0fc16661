//! Importing regions: compare with what is stored, then all or nothing.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::{
    access::{Act, Actor, Scope, check},
    id::RegionId,
    region::{
        Became, Change, Counts, Diff, Known, Level, Partial, Problem, RegionCode, RowError, Spot,
        State, diff, row::Entry,
    },
    time::{Date, Instant, Zone},
};
use serde::Serialize;
use store::{
    Tx,
    region::{ChangeRow, Place, RegionRow},
};

use super::{LONG_AGO, Source, read::read};
use crate::{App, Error, Result, audit, audit::Event};

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

/// Regions of each level, as the files hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Held {
    /// Provinces.
    pub provinces: usize,
    /// Regencies and cities.
    pub regencies: usize,
    /// Districts.
    pub districts: usize,
    /// Villages of all kinds.
    pub villages: usize,
    /// RW.
    pub rw: usize,
    /// RT.
    pub rt: usize,
}

/// One thing wrong with a file, as people and scripts read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Name of the file.
    pub file: String,
    /// Row from 1; 0 means the whole file.
    pub row: usize,
    /// Column from 1; 0 means the whole row.
    pub column: usize,
    /// Field of the layout, or nothing.
    pub field: &'static str,
    /// Stable code; `words::problem` has its sentence.
    pub code: &'static str,
}

/// One change, as a preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// `new`, `touched`, `renamed`, `moved`, `reopened` or `closed`.
    pub change: &'static str,
    /// Code before, where there was one.
    pub old_code: Option<String>,
    /// Name before.
    pub old_name: Option<String>,
    /// Code after, where there is one.
    pub code: Option<String>,
    /// Name after.
    pub name: Option<String>,
}

/// A parent of which the files name only some children; the others stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// `partial_list`.
    pub code: &'static str,
    /// Code of the parent.
    pub parent: String,
    /// Its stored children that the files leave out.
    pub missing: usize,
    /// All its stored children.
    pub stored: usize,
}

/// What an import found and did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What the files hold.
    #[serde(flatten)]
    pub held: Held,
    /// Not stored before.
    pub new: usize,
    /// Stored and unchanged.
    pub same: usize,
    /// Spelling or centroid corrected.
    pub touched: usize,
    /// Given another name.
    pub renamed: usize,
    /// Given another code.
    pub moved: usize,
    /// Opened again.
    pub reopened: usize,
    /// Ended.
    pub closed: usize,
    /// First day of the changes.
    #[serde(serialize_with = "iso")]
    pub on: Date,
    /// Whether it was saved.
    pub applied: bool,
    /// The first changes of stored regions, and where there are none the first new regions.
    pub changes: Vec<Line>,
    /// Parents of which the files name so few children that the others stay.
    pub doubts: Vec<Doubt>,
    /// How many things are wrong.
    pub error_count: usize,
    /// The first of them.
    pub errors: Vec<Fault>,
}

/// Most errors and changes that an outcome lists.
const LISTED: usize = 100;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn iso<S: serde::Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
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

fn outcome(
    names: &[String],
    entries: &[Entry],
    diff: &Diff<'_>,
    on: Date,
    errors: &[RowError],
) -> Outcome {
    let Counts { new, same, touched, renamed, moved, reopened, closed } = diff.counts();
    Outcome {
        held: held(entries),
        new,
        same,
        touched,
        renamed,
        moved,
        reopened,
        closed,
        on,
        applied: false,
        changes: lines(diff),
        doubts: diff.partial.iter().map(doubt).collect(),
        error_count: errors.len(),
        errors: errors.iter().take(LISTED).map(|error| fault(names, error)).collect(),
    }
}

fn doubt(partial: &Partial) -> Doubt {
    let Partial { parent, missing, stored } = partial;
    Doubt { code: "partial_list", parent: parent.to_string(), missing: *missing, stored: *stored }
}

fn held(entries: &[Entry]) -> Held {
    let mut held = Held::default();
    for entry in entries {
        *match entry.code.level() {
            Level::Province => &mut held.provinces,
            Level::Regency => &mut held.regencies,
            Level::District => &mut held.districts,
            Level::Village => &mut held.villages,
            Level::Rw => &mut held.rw,
            Level::Rt => &mut held.rt,
        } += 1;
    }
    held
}

fn fault(names: &[String], error: &RowError) -> Fault {
    Fault {
        file: names.get(error.at.file).cloned().unwrap_or_default(),
        row: error.at.row,
        column: error.column,
        field: error.field,
        code: error.problem.code(),
    }
}

fn lines(diff: &Diff<'_>) -> Vec<Line> {
    let stored = diff.changes.iter().filter(|change| !matches!(change, Change::New(_)));
    let new = diff.changes.iter().filter(|change| matches!(change, Change::New(_)));
    stored.chain(new).take(LISTED).map(line).collect()
}

fn line(change: &Change<'_>) -> Line {
    let (word, was, to) = match change {
        Change::New(entry) => ("new", None, Some(*entry)),
        Change::Touched { was, to } => ("touched", Some(*was), Some(to)),
        Change::Changed { was, to, moved: true, .. } => ("moved", Some(*was), Some(to)),
        Change::Changed { was, to, .. } => ("renamed", Some(*was), Some(to)),
        Change::Reopened { was, to } => ("reopened", Some(*was), Some(to)),
        Change::Closed(was) => ("closed", Some(*was), None),
    };
    Line {
        change: word,
        old_code: was.map(|was| was.code.to_string()),
        old_name: was.map(|was| was.name.clone()),
        code: to.map(|to| to.code.to_string()),
        name: to.map(|to| to.name.clone()),
    }
}

fn counts(outcome: &Outcome) -> serde_json::Value {
    serde_json::json!({
        "new": outcome.new, "touched": outcome.touched, "renamed": outcome.renamed, "moved": outcome.moved,
        "reopened": outcome.reopened, "closed": outcome.closed,
    })
}
