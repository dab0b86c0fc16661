//! Terms: one period of a task force under one decree.

use super::{Rule, TermDraft};
use crate::{agency::Tenure, id::TermId, time::Date};

/// Where a term is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermState {
    /// Being prepared; has no force yet.
    Draft,
    /// In force.
    Running,
    /// Over, and kept as it was.
    Closed,
}

impl TermState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Running, Self::Closed];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Closed => "closed",
        }
    }

    /// The state with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// The decree (SK or Perbup) that sets a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decree {
    /// Its kind and number ("Keputusan Bupati Tangerang Nomor 400.2/Kep.512-Huk/2024").
    pub number: String,
    /// Day of signing.
    pub signed_on: Date,
    /// What it is about ("tentang ...").
    pub title: String,
}

/// One term of a task force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Identifier within the task force.
    pub id: TermId,
    /// Where it is in its life.
    pub state: TermState,
    /// Its decree.
    pub decree: Decree,
    /// The days it is valid, both included.
    pub valid: Tenure,
    /// Code of the sub-task-force set in force when it was opened.
    pub rule_version: String,
    /// Whether somebody must still confirm the structure.
    pub to_confirm: bool,
    /// Whether number and date of the decree are invented for the demo.
    pub is_example: bool,
    /// Counts the edits.
    pub version: i64,
}

impl Term {
    /// First and last year, as the term is called ("2024-2026"); one year stands alone.
    pub fn years(&self) -> String {
        let first = self.valid.from.year();
        match self.valid.until.map(Date::year) {
            Some(last) if last != first => format!("{first}–{last}"),
            _ => first.to_string(),
        }
    }
}

/// Opens a term as running from `draft`.
///
/// # Errors
/// [`Rule::TermRunning`] while another runs, [`Rule::TermOverlap`] where the days overlap with a
/// closed one.
pub fn open(terms: &[Term], draft: &TermDraft) -> Result<TermState, Rule> {
    if terms.iter().any(|term| term.state == TermState::Running) {
        return Err(Rule::TermRunning);
    }
    let mut past = terms.iter().filter(|term| term.state == TermState::Closed);
    if past.any(|term| term.valid.overlaps(draft.valid)) {
        return Err(Rule::TermOverlap);
    }
    Ok(TermState::Running)
}

/// Closes a running term on `last`, its last day; a later end in the decree is cut to it.
///
/// # Errors
/// [`Rule::TermNotRunning`] for any other term or a day before it began.
pub fn close(term: &Term, last: Date) -> Result<(TermState, Tenure), Rule> {
    if term.state != TermState::Running {
        return Err(Rule::TermNotRunning);
    }
    let until = term.valid.until.map_or(last, |until| until.min(last));
    let valid = Tenure::new(term.valid.from, Some(until)).ok_or(Rule::TermNotRunning)?;
    Ok((TermState::Closed, valid))
}

/// Refuses to change anything in a closed term.
pub const fn editable(term: &Term) -> Result<(), Rule> {
    match term.state {
        TermState::Closed => Err(Rule::TermClosed),
        TermState::Draft | TermState::Running => Ok(()),
    }
}

/// The term in force on `date`. A draft never is; a running one still is after its last day, until
/// somebody closes it or the next one is opened: an office does not stop working on that day.
pub fn term_on(terms: &[Term], date: Date) -> Option<&Term> {
    let in_force = |term: &&Term| match term.state {
        TermState::Draft => false,
        TermState::Running => term.valid.from <= date,
        TermState::Closed => term.valid.contains(date),
    };
    terms.iter().find(in_force)
}

/// Whether a term runs on after its last day and waits to be closed.
pub fn overdue(term: &Term, today: Date) -> bool {
    term.state == TermState::Running && !term.valid.contains(today) && term.valid.from <= today
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;

    fn term(n: u128, state: TermState, first: i16, last: i16) -> Term {
        Term {
            id: TermId(Uuid::from_u128(n)),
            state,
            decree: decree(),
            valid: Tenure { from: date(first, 1, 1), until: Some(date(last, 12, 31)) },
            rule_version: "2023-08".into(),
            to_confirm: true,
            is_example: true,
            version: 1,
        }
    }

    fn decree() -> Decree {
        Decree { number: "1/2019".into(), signed_on: date(2019, 1, 2), title: "GT".into() }
    }

    fn draft(first: i16, last: i16) -> TermDraft {
        let valid = Tenure { from: date(first, 1, 1), until: Some(date(last, 12, 31)) };
        TermDraft { decree: decree(), valid }
    }

    #[test]
    fn a_second_running_term_is_refused() {
        let terms = [term(1, TermState::Running, 2024, 2026)];
        assert_eq!(open(&terms, &draft(2027, 2029)), Err(Rule::TermRunning));
    }

    #[test]
    fn a_term_may_follow_a_closed_one_but_not_overlap_it() {
        let terms = [term(1, TermState::Closed, 2019, 2023)];
        assert_eq!(open(&terms, &draft(2024, 2026)), Ok(TermState::Running));
        assert_eq!(open(&terms, &draft(2023, 2026)), Err(Rule::TermOverlap));
    }

    #[test]
    fn closing_early_cuts_the_days_and_closing_late_does_not_stretch_them() {
        let running = term(1, TermState::Running, 2024, 2026);
        let (state, valid) = close(&running, date(2025, 6, 30)).expect("it runs");
        assert_eq!((state, valid.until), (TermState::Closed, Some(date(2025, 6, 30))));
        let (_, valid) = close(&running, date(2027, 1, 15)).expect("it runs");
        assert_eq!(valid.until, Some(date(2026, 12, 31)));
    }

    #[test]
    fn only_a_running_term_can_be_closed() {
        for state in [TermState::Draft, TermState::Closed] {
            let result = close(&term(1, state, 2024, 2026), date(2025, 1, 1));
            assert_eq!(result, Err(Rule::TermNotRunning));
        }
        let early = close(&term(1, TermState::Running, 2024, 2026), date(2023, 1, 1));
        assert_eq!(early, Err(Rule::TermNotRunning));
    }

    #[test]
    fn a_closed_term_is_read_only() {
        assert_eq!(editable(&term(1, TermState::Closed, 2019, 2023)), Err(Rule::TermClosed));
        assert_eq!(editable(&term(1, TermState::Running, 2019, 2023)), Ok(()));
        assert_eq!(editable(&term(1, TermState::Draft, 2019, 2023)), Ok(()));
    }

    #[test]
    fn the_term_of_a_past_day_is_found_and_a_draft_is_never_in_force() {
        let terms = [
            term(1, TermState::Closed, 2019, 2023),
            term(2, TermState::Running, 2024, 2026),
            term(3, TermState::Draft, 2027, 2029),
        ];
        let on = |date| term_on(&terms, date).map(|term| term.id.0.as_u128());
        assert_eq!(on(date(2023, 12, 31)), Some(1));
        assert_eq!(on(date(2024, 6, 19)), Some(2));
        assert_eq!(on(date(2018, 6, 19)), None);
        assert_eq!(on(date(2027, 6, 19)), Some(2), "it runs on until it is closed");
        assert!(overdue(&terms[1], date(2027, 1, 1)) && !overdue(&terms[1], date(2026, 12, 31)));
        assert_eq!(terms[1].years(), "2024–2026");
    }
}
