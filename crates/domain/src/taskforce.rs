//! The standing task force of a region, its terms, and who sits where.
//!
//! A task force outlives its terms. Each term has a decree, a layer of patrons, a chair, a daily
//! chair, a secretary, sub-task forces with coordinators and members, and a secretariat. A seat
//! is given to an office; the person in it follows from who holds the office on the day.

mod draft;
mod layer;
mod seat;
mod subs;
mod term;

pub use draft::{TermDraft, TermForm};
pub use layer::Layer;
pub use seat::{Occupancy, Seat, SeatOffice, Vacancy, assign, check_slot, occupancy, office_on};
pub use subs::{BadRules, SubTaskForce, SubTaskForceSet, parse_sets, set_on};
pub use term::{Decree, Term, TermState, close, editable, open, overdue, term_on};

/// Why something about a task force is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Rule {
    /// Another term is running already.
    TermRunning,
    /// The days of two terms overlap.
    TermOverlap,
    /// The term is closed, so nothing in it can change.
    TermClosed,
    /// The term is not running, so it can't be closed.
    TermNotRunning,
    /// A coordinator or member sits in a sub-task force; the others do not.
    SeatLayer,
    /// The sub-task force belongs to another term.
    SeatTerm,
    /// The seat had another office on that day, with an end or a later start.
    SeatOverlap,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 7] = [
        Self::TermRunning,
        Self::TermOverlap,
        Self::TermClosed,
        Self::TermNotRunning,
        Self::SeatLayer,
        Self::SeatTerm,
        Self::SeatOverlap,
    ];

    /// The stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TermRunning => "taskforce.term_running",
            Self::TermOverlap => "taskforce.term_overlap",
            Self::TermClosed => "taskforce.term_closed",
            Self::TermNotRunning => "taskforce.term_not_running",
            Self::SeatLayer => "taskforce.seat_layer",
            Self::SeatTerm => "taskforce.seat_term",
            Self::SeatOverlap => "taskforce.seat_overlap",
        }
    }
}
