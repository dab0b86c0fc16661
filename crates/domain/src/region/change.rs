//! The stored state an import meets, and what it does to it.

use super::{Point, Problem, RegionCode, RowError, Spot, row::Entry};
use crate::{id::RegionId, time::Date};

/// Whether a stored region still exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// It has a version without an end.
    Open,
    /// It ended; facts keep pointing at it.
    Closed,
}

/// A stored region in its latest version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub id: RegionId,
    /// Its latest code.
    pub code: RegionCode,
    /// Its latest name.
    pub name: String,
    /// Its centroid.
    pub point: Option<Point>,
    /// Open or ended.
    pub state: State,
    /// The day the latest version began, or ended if it has.
    pub since: Date,
}

/// One thing an import does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<'a> {
    /// A region that was not stored.
    New(&'a Entry),
    /// Spelling or centroid only: corrected in place, no new version.
    Touched {
        /// As stored.
        was: &'a Known,
        /// As it becomes.
        to: Entry,
    },
    /// Another name, another code or both: a new version of the same region.
    Changed {
        /// As stored.
        was: &'a Known,
        /// As it becomes.
        to: Entry,
        /// The name is another one.
        renamed: bool,
        /// The code is another one.
        moved: bool,
    },
    /// A region that had ended is listed again under its old code and name.
    Reopened {
        /// As stored.
        was: &'a Known,
        /// As it becomes.
        to: Entry,
    },
    /// A region that a complete list leaves out.
    Closed(&'a Known),
}

/// How many regions an import leaves or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Not stored before.
    pub new: usize,
    /// Stored and unchanged.
    pub same: usize,
    /// Corrected in place.
    pub touched: usize,
    /// New name (a region renamed and moved counts in both).
    pub renamed: usize,
    /// New code.
    pub moved: usize,
    /// Listed again.
    pub reopened: usize,
    /// Ended.
    pub closed: usize,
}

/// A parent of which a list names so few children that it must be a part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partial {
    /// The parent.
    pub parent: RegionCode,
    /// Its stored children that the list leaves out, and that stay.
    pub missing: usize,
    /// All its stored children.
    pub stored: usize,
}

/// All an import changes, parents before children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Diff<'a> {
    /// What is to be written.
    pub changes: Vec<Change<'a>>,
    /// Stored regions the file lists and leaves as they are.
    pub same: usize,
    /// Parents whose children stay although the list leaves most of them out.
    pub partial: Vec<Partial>,
}

impl Diff<'_> {
    /// The changes counted by kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { same: self.same, ..Counts::default() };
        for change in &self.changes {
            match change {
                Change::New(_) => counts.new += 1,
                Change::Touched { .. } => counts.touched += 1,
                Change::Changed { renamed, moved, .. } => {
                    counts.renamed += usize::from(*renamed);
                    counts.moved += usize::from(*moved);
                }
                Change::Reopened { .. } => counts.reopened += 1,
                Change::Closed(_) => counts.closed += 1,
            }
        }
        counts
    }

    /// Errors for changes dated `on` of regions whose latest version began after that day: an
    /// older list must not overwrite a newer one.
    pub fn too_early(&self, on: Date) -> Vec<RowError> {
        let dated = self.changes.iter().filter_map(|change| match change {
            Change::Changed { was, to, .. } | Change::Reopened { was, to } => {
                Some((was.since, to.at))
            }
            Change::Closed(was) => Some((was.since, Spot::default())),
            Change::New(_) | Change::Touched { .. } => None,
        });
        let early = dated.filter(|(since, _)| *since > on);
        early
            .map(|(_, at)| RowError { at, column: 0, field: "", problem: Problem::Earlier })
            .collect()
    }
}
