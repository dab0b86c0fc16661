//! What an import found and did, as pages and scripts read it.

use domain::{
    region::{Change, Counts, Diff, Level, Partial, RowError, row::Entry},
    time::Date,
};
use serde::Serialize;

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

/// The outcome of a diff that is not applied yet.
pub(super) fn outcome(
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

/// The changes of an outcome, for the audit.
pub(super) fn counts(outcome: &Outcome) -> serde_json::Value {
    serde_json::json!({
        "new": outcome.new, "touched": outcome.touched, "renamed": outcome.renamed, "moved": outcome.moved,
        "reopened": outcome.reopened, "closed": outcome.closed,
    })
}
