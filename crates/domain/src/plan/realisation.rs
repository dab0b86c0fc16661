//! What an agency reported at a checkpoint: revisions, their states, and what counts.
//!
//! Reports are append-only. A new revision supersedes the one before; only the latest verified one
//! counts, and until it is verified both figures are shown.

use jiff::ToSpan as _;

use super::{
    checkpoint::{Checkpoint, Scheme, Window, Years},
    measure::Entry,
    rule::Rule,
    rules::Reporting,
};
use crate::{figure::Rupiah, id::AccountId, time::Date};

/// Where one revision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Waits for the head of its agency; the secretariat does not see it yet.
    Unapproved,
    /// Sent by the agency (diajukan); counts for nothing yet.
    Submitted,
    /// Checked by the secretariat (diverifikasi).
    Verified,
    /// Sent back with a reason (dikembalikan).
    Returned,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Unapproved, Self::Submitted, Self::Verified, Self::Returned];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unapproved => "unapproved",
            Self::Submitted => "submitted",
            Self::Verified => "verified",
            Self::Returned => "returned",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether nobody has decided yet, so that evidence can still be added.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Unapproved | Self::Submitted)
    }
}

/// Longest reason for returning a report, in characters.
pub const REASON_MAX: usize = 500;

/// Whether `checkpoint` can be reported on `today`.
///
/// # Errors
/// Where it is not one of the plan's, or has not ended.
pub fn reportable(
    scheme: &Scheme,
    years: Years,
    checkpoint: Checkpoint,
    today: Date,
) -> Result<(), Rule> {
    if !years.contains(checkpoint.year) || scheme.point(checkpoint).is_none() {
        return Err(Rule::OutsidePlan);
    }
    if scheme.has_ended(checkpoint, today) { Ok(()) } else { Err(Rule::NotEnded) }
}

/// What a decision about a revision depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decidable {
    /// Where it stands.
    pub state: State,
    /// Whether no newer revision exists.
    pub is_head: bool,
    /// Who sent it; none for what came in by an import.
    pub submitted_by: Option<AccountId>,
}

impl Decidable {
    fn open_for(self, at: State, by: Option<AccountId>) -> Result<(), Rule> {
        if self.state != at {
            return Err(Rule::Decided);
        }
        if !self.is_head {
            return Err(Rule::Superseded);
        }
        if by.is_some() && by == self.submitted_by {
            return Err(Rule::OwnReport);
        }
        Ok(())
    }

    /// Passes it on to the secretariat.
    ///
    /// # Errors
    /// Where it is decided, superseded, or sent by the same person.
    pub fn approve(self, by: Option<AccountId>) -> Result<State, Rule> {
        self.open_for(State::Unapproved, by).map(|()| State::Submitted)
    }

    /// Lets the figure count.
    ///
    /// # Errors
    /// Where it is decided, superseded, or sent by the same person.
    pub fn verify(self, by: Option<AccountId>) -> Result<State, Rule> {
        self.open_for(State::Submitted, by).map(|()| State::Verified)
    }

    /// Sends it back with the trimmed reason, from the desk at which it waits: `at` is
    /// [`State::Unapproved`] for the head of the agency, [`State::Submitted`] for the secretariat.
    ///
    /// # Errors
    /// Where it is decided, superseded, sent by the same person, or the reason is empty.
    pub fn give_back(
        self,
        at: State,
        by: Option<AccountId>,
        reason: &str,
    ) -> Result<(State, String), Rule> {
        self.open_for(at, by)?;
        let reason: String = reason.trim().chars().take(REASON_MAX).collect();
        if reason.is_empty() {
            return Err(Rule::ReasonMissing);
        }
        Ok((State::Returned, reason))
    }
}

/// One revision, as far as arithmetic needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision {
    /// 1, 2, 3 ...
    pub number: u32,
    /// Where it stands.
    pub state: State,
    /// What it says was reached.
    pub entry: Entry,
    /// Spent since 1 January.
    pub spend: Option<Rupiah>,
    /// Whether it says that nothing happened since the last report.
    pub nihil: bool,
    /// The day it was sent.
    pub submitted_on: Date,
    /// The day it was verified or returned.
    pub decided_on: Option<Date>,
    /// Pieces of evidence under it.
    pub evidence: u32,
}

/// Every revision of one agency for one indicator at one checkpoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(Vec<Revision>);

impl History {
    /// A history in the order of revision numbers.
    pub fn new(mut revisions: Vec<Revision>) -> Self {
        revisions.sort_by_key(|revision| revision.number);
        Self(revisions)
    }

    /// Adds a revision, whatever the order they come in.
    pub fn push(&mut self, revision: Revision) {
        let place = self.0.partition_point(|other| other.number < revision.number);
        self.0.insert(place, revision);
    }

    /// The revisions in order.
    pub fn revisions(&self) -> &[Revision] {
        &self.0
    }

    /// The latest revision.
    pub fn head(&self) -> Option<&Revision> {
        self.0.last()
    }

    /// The one that counts: the latest verified.
    pub fn verified(&self) -> Option<&Revision> {
        self.0.iter().rev().find(|revision| revision.state == State::Verified)
    }

    /// The one that waits for verification: the latest, while it is submitted.
    pub fn pending(&self) -> Option<&Revision> {
        self.head().filter(|revision| revision.state == State::Submitted)
    }

    /// Whether a verified revision was superseded by another verified one.
    pub fn is_corrected(&self) -> bool {
        self.0.iter().filter(|revision| revision.state == State::Verified).count() > 1
    }

    /// Whether the first report came after the last day in time.
    pub fn is_late(&self, window: Window) -> bool {
        self.0.first().is_some_and(|revision| window.is_late(revision.submitted_on))
    }

    /// The number that the next revision gets.
    pub fn next_number(&self) -> u32 {
        self.head().map_or(1, |revision| revision.number.saturating_add(1))
    }

    /// Where the agency stands on `today`.
    pub fn standing(&self, window: Window, reporting: Reporting, today: Date) -> Standing {
        if let Some(verified) = self.verified() {
            return Standing::Counted(verified.entry);
        }
        let deadline = match self.head() {
            Some(head) if head.state == State::Submitted => return Standing::Waiting,
            Some(head) => again(head, window, reporting),
            None => window.deadline,
        };
        if today > deadline { Standing::Overdue } else { Standing::Open }
    }

    /// The last day in time: the window's, or some days after a report was returned.
    pub fn deadline(&self, window: Window, reporting: Reporting) -> Date {
        self.head().map_or(window.deadline, |head| again(head, window, reporting))
    }
}

/// A report that came back on the last day must not be overdue the day after.
fn again(head: &Revision, window: Window, reporting: Reporting) -> Date {
    let returned = head.decided_on.filter(|_| head.state == State::Returned);
    let grace = i64::from(reporting.return_days).days();
    returned.map_or(window.deadline, |day| day.saturating_add(grace).max(window.deadline))
}

/// Where one agency stands with one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A verified figure counts.
    Counted(Entry),
    /// Sent, and waiting for the secretariat.
    Waiting,
    /// Not sent, or returned, and still in time.
    Open,
    /// Not sent, or returned, and the last day is over.
    Overdue,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::figure::Figure;

    const REPORTING: Reporting =
        Reporting { since: Date::MIN, days: 14, return_days: 7, confirmed: false };

    fn window() -> Window {
        Window { opens: date(2025, 7, 1), deadline: date(2025, 7, 14) }
    }

    fn revision(number: u32, state: State, units: i64, day: i8) -> Revision {
        Revision {
            number,
            state,
            entry: Entry::Count(Figure::whole(units)),
            spend: None,
            nihil: false,
            submitted_on: date(2025, 7, day),
            decided_on: (state != State::Submitted).then(|| date(2025, 7, day)),
            evidence: 0,
        }
    }

    fn counted(units: i64) -> Standing {
        Standing::Counted(Entry::Count(Figure::whole(units)))
    }

    fn standing(revisions: &[Revision], day: i8) -> Standing {
        History::new(revisions.to_vec()).standing(window(), REPORTING, date(2025, 7, day))
    }

    #[test]
    fn nothing_counts_before_it_is_verified() {
        assert_eq!(standing(&[], 14), Standing::Open);
        assert_eq!(standing(&[], 15), Standing::Overdue);
        assert_eq!(standing(&[revision(1, State::Submitted, 5, 3)], 20), Standing::Waiting);
        assert_eq!(standing(&[revision(1, State::Verified, 5, 3)], 20), counted(5));
    }

    #[test]
    fn only_the_latest_verified_revision_counts() {
        let mut revisions = vec![revision(1, State::Verified, 5, 3)];
        revisions.push(revision(2, State::Submitted, 6, 4));
        assert_eq!(standing(&revisions, 20), counted(5), "a correction waits");
        revisions[1].state = State::Returned;
        assert_eq!(standing(&revisions, 20), counted(5), "a correction came back");
        revisions.push(revision(3, State::Verified, 7, 5));
        assert_eq!(standing(&revisions, 20), counted(7));
        assert!(History::new(revisions).is_corrected());
    }

    #[test]
    fn a_returned_report_gets_its_days_before_it_is_overdue() {
        let returned = [revision(1, State::Returned, 5, 14)];
        assert_eq!(standing(&returned, 21), Standing::Open);
        assert_eq!(standing(&returned, 22), Standing::Overdue);
        let early = [revision(1, State::Returned, 5, 2)];
        assert_eq!(standing(&early, 14), Standing::Open, "never shorter than the window");
        assert_eq!(standing(&early, 15), Standing::Overdue);
    }

    #[test]
    fn late_is_told_by_the_first_report_not_by_its_correction() {
        let on_time = [revision(1, State::Returned, 5, 3), revision(2, State::Submitted, 5, 20)];
        assert!(!History::new(on_time.to_vec()).is_late(window()));
        assert!(History::new(vec![revision(1, State::Submitted, 5, 15)]).is_late(window()));
        assert!(!History::default().is_late(window()));
    }

    #[test]
    fn the_order_in_which_revisions_are_read_does_not_matter() {
        let mut history = History::default();
        history.push(revision(2, State::Submitted, 6, 4));
        history.push(revision(1, State::Verified, 5, 3));
        assert_eq!(history.head().map(|head| head.number), Some(2));
        assert_eq!(history.next_number(), 3);
        assert_eq!(History::default().next_number(), 1);
    }

    #[test]
    fn every_state_allows_only_its_own_decisions() {
        let account = |n| Some(AccountId(Uuid::from_u128(n)));
        let submitted =
            Decidable { state: State::Submitted, is_head: true, submitted_by: account(1) };
        assert_eq!(submitted.verify(account(2)), Ok(State::Verified));
        assert_eq!(submitted.verify(None), Ok(State::Verified), "the system has no account");
        let given_back = submitted.give_back(State::Submitted, account(2), "  foto kurang  ");
        assert_eq!(given_back, Ok((State::Returned, "foto kurang".to_owned())));
        assert_eq!(
            submitted.give_back(State::Submitted, account(2), "  "),
            Err(Rule::ReasonMissing)
        );
        assert_eq!(submitted.verify(account(1)), Err(Rule::OwnReport));
        for state in [State::Verified, State::Returned] {
            let decided = Decidable { state, ..submitted };
            assert_eq!(decided.verify(account(2)), Err(Rule::Decided));
            assert_eq!(decided.give_back(State::Submitted, account(2), "x"), Err(Rule::Decided));
        }
        let superseded = Decidable { is_head: false, ..submitted };
        assert_eq!(superseded.verify(account(2)), Err(Rule::Superseded));
    }

    #[test]
    fn a_checkpoint_is_reported_only_after_its_end_and_within_the_plan() {
        let (scheme, years) = (Scheme::quarters(), Years { first: 2024, last: 2026 });
        let check =
            |year, index| reportable(&scheme, years, Checkpoint { year, index }, date(2025, 7, 1));
        assert_eq!(check(2025, 2), Ok(()));
        assert_eq!(check(2025, 3), Err(Rule::NotEnded));
        assert_eq!(check(2023, 1), Err(Rule::OutsidePlan));
        assert_eq!(check(2025, 5), Err(Rule::OutsidePlan));
        assert_eq!(check(2025, 0), Err(Rule::OutsidePlan));
    }

    #[test]
    fn states_come_back_as_what_they_were() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
    }
}
