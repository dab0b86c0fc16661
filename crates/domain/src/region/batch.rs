//! The rows of all files of an import, taken together.

use std::collections::HashSet;

use super::{
    Level, Problem, RegionCode, RowError, Spot,
    row::{Entry, Header, Layout},
};

/// What the rows of all files say together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// Regions in file order; an RW named by many RT rows stands once.
    pub entries: Vec<Entry>,
    /// What is wrong, in file order.
    pub errors: Vec<RowError>,
    seen: HashSet<RegionCode>,
}

impl Batch {
    /// Reads one more row under `header`.
    pub fn add(&mut self, header: &Header, at: Spot, cells: &[&str]) {
        match header.row(at, cells) {
            Err(errors) => self.errors.extend(errors),
            Ok(entries) => {
                let last = entries.len();
                for (place, entry) in entries.into_iter().enumerate() {
                    self.keep(header, entry, place + 1 == last);
                }
            }
        }
    }

    /// Keeps an entry once. Only a row's own region can be a duplicate: the RW of an RT row
    /// was named before by its neighbours.
    fn keep(&mut self, header: &Header, entry: Entry, own: bool) {
        if self.seen.insert(entry.code.clone()) {
            self.entries.push(entry);
        } else if own && !(header.layout == Layout::Units && entry.code.level() == Level::Rw) {
            let field = match header.layout {
                Layout::Units => "rt",
                Layout::Tree | Layout::Official(_) => "code",
            };
            let column = header.column(field);
            self.errors.push(RowError { at: entry.at, column, field, problem: Problem::Duplicate });
        }
    }

    /// Adds an error for each region whose parent is neither in the files nor `stored`, and one
    /// for a batch without any region.
    pub fn check(&mut self, stored: impl Fn(&RegionCode) -> bool) {
        let (seen, errors) = (&self.seen, &mut self.errors);
        for entry in &self.entries {
            let orphan = entry.code.parent().is_some_and(|up| !seen.contains(&up) && !stored(&up));
            if orphan {
                errors.push(RowError {
                    at: entry.at,
                    column: 0,
                    field: "",
                    problem: Problem::NoParent,
                });
            }
        }
        if self.entries.is_empty() && errors.is_empty() {
            errors.push(RowError {
                at: Spot::default(),
                column: 0,
                field: "",
                problem: Problem::Empty,
            });
        }
        errors.sort();
    }
}
