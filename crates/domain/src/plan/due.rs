//! What one agency has to report now.

use super::{
    checkpoint::Checkpoint,
    facts::{Frame, Row},
    measure::Measure,
    realisation::{History, State},
    rules::Rules,
};
use crate::{
    id::{AgencyId, IndicatorId},
    time::Date,
};

/// Why a row is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Not reported yet.
    Report,
    /// Returned with a reason, to be sent again.
    Again,
    /// Counted where it happens: may be reported, never overdue.
    Optional,
}

/// One row that an agency has to report at one checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The indicator.
    pub id: IndicatorId,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Why it is asked for.
    pub ask: Ask,
    /// Last day in time.
    pub deadline: Date,
    /// Whether that day is over.
    pub is_overdue: bool,
}

impl Frame {
    /// What `agency` has to report of `row` now: the latest checkpoint, the last one of each year
    /// before, and whatever was returned. Older quarters of a year are not asked for again, for
    /// the latest figure includes them.
    pub fn due(&self, rules: &Rules, row: &Row, agency: AgencyId) -> Vec<Due> {
        let ended = self.scheme.reportable(self.years, self.today);
        ended.into_iter().filter_map(|at| self.due_at(rules, row, agency, at)).collect()
    }

    fn due_at(&self, rules: &Rules, row: &Row, agency: AgencyId, at: Checkpoint) -> Option<Due> {
        let binds = self.scheme.due(at).is_some_and(|day| self.binds_on(day));
        if !binds || !self.members(row, at).contains(&agency) {
            return None;
        }
        let (window, reporting) = self.window(rules, at)?;
        let none = History::default();
        let history = self.history(row.id, agency, at).unwrap_or(&none);
        let ask = self.ask(row, history, at)?;
        let deadline = history.deadline(window, reporting);
        let is_overdue = ask != Ask::Optional && self.today > deadline;
        Some(Due { id: row.id, checkpoint: at, ask, deadline, is_overdue })
    }

    fn ask(&self, row: &Row, history: &History, at: Checkpoint) -> Option<Ask> {
        match history.head().map(|head| head.state) {
            Some(State::Returned) => return Some(Ask::Again),
            Some(State::Unapproved | State::Submitted | State::Verified) => return None,
            None => {}
        }
        let is_latest = self.current() == Some(at);
        if row.measure == Measure::AsNeeded {
            return is_latest.then_some(Ask::Optional);
        }
        let asked = is_latest || self.scheme.closes_year(at);
        (asked && row.aim(&self.scheme, at).is_due()).then_some(Ask::Report)
    }
}
