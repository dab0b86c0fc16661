//! What an import found and did.

use serde::Serialize;

use super::{Changes, words};

/// One doubt or error as people and scripts read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the sheet; none where it is about the whole file.
    pub sheet: Option<String>,
    /// Row as people count it, from 1; none where it is about the whole sheet.
    pub row: Option<u32>,
    /// Letters of the column; none where it is about the whole row.
    pub column: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// Why, and what to do.
    pub message: String,
    /// Why.
    #[serde(skip)]
    pub why: String,
    /// What to do.
    #[serde(skip)]
    pub fix: String,
    /// The name of an agency, where it is about one and can be matched by hand.
    #[serde(skip)]
    pub name: Option<String>,
}

/// What an import found and did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Strategies that the file holds.
    pub strategies: usize,
    /// Activities that the file holds.
    pub activities: usize,
    /// Indicators that the file holds.
    pub indicators: usize,
    /// Target cells that hold a number, zeros too.
    pub targets: usize,
    /// What is doubtful, in the order of the file.
    pub doubts: Vec<Finding>,
    /// Why it can't be imported.
    pub errors: Vec<Finding>,
    /// Title of the plan, as in the file.
    pub title: String,
    /// First and last year.
    pub years: Option<(i16, i16)>,
    /// Whether its title says that it is an example.
    pub is_example: bool,
    /// Headings that were understood but are not kept.
    pub unused: Vec<String>,
    /// What is, or would be, written.
    pub changes: Changes,
    /// Whether everything is stored now.
    pub applied: bool,
}

impl Outcome {
    /// Why the file could not even be opened: empty, locked, no spreadsheet, hostile. What is wrong
    /// inside a file that was opened is not this.
    pub fn refusal(&self) -> Option<&Finding> {
        self.errors.iter().find(|error| error.code.starts_with(words::REFUSED))
    }
}
