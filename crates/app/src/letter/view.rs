//! Read models of letters.

use std::collections::HashMap;

use domain::{
    id::{AccountId, OfficeId},
    letter::{Kind, Numbering, State},
    time::{Date, Zone},
};
use report::letter::Letterhead;
use store::{
    letter::{LetterRow, StepRow},
    meeting::MeetingRow,
};

pub use super::content::Content;
pub use store::letter::{Cursor, LetterRow as Letter, NumberingRow, StepRow as Step};

/// Somebody to whom a letter goes, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct To {
    /// The office, or the line as typed.
    pub line: String,
    /// Who holds it; may be empty.
    pub name: String,
}

/// An office to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The office.
    pub id: OfficeId,
    /// Its title.
    pub title: String,
    /// Full name of its agency.
    pub agency: String,
    /// Who holds it today; may be empty.
    pub name: String,
}

/// What the archive is narrowed to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this year's.
    pub year: Option<i64>,
    /// Only this state.
    pub state: Option<State>,
    /// Only those whose number, subject or addressees hold this.
    pub text: Option<String>,
    /// Only those before this place.
    pub before: Option<Cursor>,
}

/// A letter in a list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The letter.
    pub row: LetterRow,
    /// The first to whom it goes; empty for an invitation that follows its meeting.
    pub first: String,
    /// To how many it goes.
    pub count: i64,
}

/// A page of the archive.
#[derive(Debug, Clone)]
pub struct Index {
    /// The letters, the newest first.
    pub lines: Vec<Line>,
    /// How many there are in each state, narrowed by all else.
    pub counts: HashMap<State, i64>,
    /// Years of which there are letters.
    pub years: Vec<i64>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// Whether the actor writes letters.
    pub may_manage: bool,
}

/// What the actor may do with a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct May {
    /// Write, number and take back.
    pub manage: bool,
    /// Take it out as paper.
    pub print: bool,
}

/// A letter as a whole.
#[derive(Debug, Clone)]
pub struct Show {
    /// The letter.
    pub row: LetterRow,
    /// What it says: of a draft today, of a letter with a number as it stood on its day.
    pub content: Content,
    /// Its letterhead.
    pub letterhead: Letterhead,
    /// How its kind is numbered today.
    pub numbering: Numbering,
    /// The meeting that it invites to.
    pub meeting: Option<MeetingRow>,
    /// Whether the meeting has moved since the letter got its number.
    pub is_outdated: bool,
    /// Its steps, the latest first.
    pub steps: Vec<StepRow>,
    /// Names of people who took steps.
    pub people: HashMap<AccountId, String>,
    /// What the actor may do.
    pub may: May,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
}

impl Show {
    /// The name of a person; empty for the system.
    pub fn person(&self, id: Option<AccountId>) -> &str {
        id.and_then(|id| self.people.get(&id)).map_or("", String::as_str)
    }
}
