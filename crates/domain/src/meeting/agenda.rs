//! What a meeting speaks of, and why that stands on its agenda.

use super::{TITLE_MAX, minutes::without_identity};
use crate::{
    field::{FieldErrors, line, text},
    id::{ActionId, IndicatorId, WishId},
};

/// Most items of one agenda.
pub const ITEMS_MAX: usize = 60;

/// Longest note to an item, in characters.
const NOTE_MAX: usize = 1_000;

/// Why an item stands on an agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Somebody wrote it.
    Own,
    /// A row of the plan that is red.
    Red(IndicatorId),
    /// An action that is open or overdue.
    Action(ActionId),
    /// A row whose report was returned and did not come back.
    Returned(IndicatorId),
    /// A sub-task force or an office asked for it.
    Wish(WishId),
    /// What offices pledged at earlier meetings and nobody judged yet.
    Pledges,
}

impl Source {
    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Red(_) => "red",
            Self::Action(_) => "action",
            Self::Returned(_) => "returned",
            Self::Wish(_) => "wish",
            Self::Pledges => "pledges",
        }
    }
}

/// An item that somebody writes, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// What is spoken of.
    pub title: String,
    /// What must be known beforehand; may be empty.
    pub note: String,
}

/// The form of an item; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `AgendaItem`")]
pub struct AgendaForm {
    pub title: String,
    pub note: String,
}

impl AgendaItem {
    /// Checks a typed item.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `identity`.
    pub fn parse(form: &AgendaForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let title = line("title", &form.title, TITLE_MAX, &mut errors);
        let note = text("note", &form.note, NOTE_MAX, &mut errors);
        without_identity("title", &title, &mut errors);
        without_identity("note", &note, &mut errors);
        errors.or(Self { title, note })
    }
}
