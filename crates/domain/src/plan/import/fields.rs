//! Reading the fields of one row.

mod answer;

use super::{
    builder::Builder,
    column::{Column, Role},
    doubt::{Code, Doubt},
    number::{self, Amount},
    sheets::{Located, Page},
    words::{YearWord, marker, split_marker, spoken, years},
};
use crate::{
    figure::{Figure, Rupiah},
    id::IndicatorId,
    plan::Years,
    sheet::{Cell, Position, Sheet},
};

/// Longest definition or source that is kept, in characters.
const PROSE_MAX: usize = 2_000;

/// A name in a row, with where it is written: further up, where it is merged down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// Where it is written.
    pub at: Position,
}

impl Word {
    /// Its list code, if it begins with one, and the rest.
    pub fn parted(&self) -> (&str, &str) {
        split_marker(&self.text).unwrap_or(("", &self.text))
    }
}

/// The target cells of a row.
#[derive(Debug, Default)]
pub struct Targets {
    /// Year, where, what.
    pub cells: Vec<(i16, Position, Amount)>,
    /// How many cells hold a number.
    pub numbers: usize,
    /// What is doubtful about cells as such.
    pub doubts: Vec<Doubt>,
}

/// The fields of one table's rows.
pub struct Fields<'p> {
    sheet: &'p Sheet,
    located: &'p Located,
    index: usize,
    years: Years,
    year: Option<i16>,
}

impl<'p> Fields<'p> {
    /// Of one table of a page, in a plan of these years.
    pub fn new(page: &'p Page<'p>, located: &'p Located, years: Years) -> Self {
        Self { sheet: page.sheet, located, index: page.index, years, year: page.year }
    }

    fn columns(&self, wanted: impl Fn(Role) -> bool) -> impl Iterator<Item = &'p Column> {
        self.located.table.columns.iter().filter(move |column| wanted(column.role))
    }

    /// The first column of a role.
    pub fn column_of(&self, role: Role) -> Option<u32> {
        self.columns(|other| other == role).next().map(|column| column.at)
    }

    /// A position on this sheet.
    pub const fn position(&self, row: u32, column: Option<u32>) -> Position {
        Position { sheet: self.index, row, column }
    }

    /// Doubts about the columns as a whole.
    pub fn column_doubts(&self) -> Vec<Doubt> {
        let header = self.located.table.header.start;
        let mut doubts = Vec::new();
        let mut doubt = |column: Option<u32>, code, heading: &str| {
            doubts.push(Doubt::new(self.position(header, column), code, heading));
        };
        let concluded = self.year.is_some() || self.years.first == self.years.last;
        let by_row = self.column_of(Role::Year).is_some();
        for column in
            self.columns(|role| matches!(role, Role::Target(None) | Role::Budget(None, _)))
        {
            match column.role {
                _ if concluded || by_row => {}
                Role::Target(_) => {
                    doubt(Some(column.at), Code::YearAssumed, &self.years.last.to_string());
                }
                _ => doubt(Some(column.at), Code::BudgetYearAssumed, &self.years.first.to_string()),
            }
        }
        if self.columns(|role| matches!(role, Role::Target(_))).next().is_none() {
            doubt(None, Code::NoTargets, "");
        }
        if self.column_of(Role::Lead).is_none() {
            doubt(None, Code::LeadMissing, "");
        }
        doubts
    }

    /// Whether a heading over the targets says that they run on from year to year.
    pub fn says_cumulative(&self) -> bool {
        self.columns(|role| matches!(role, Role::Target(_))).any(|column| column.cumulative)
    }

    /// Whether more than a bare text says that the row is planned.
    pub fn is_solid(&self, row: u32) -> bool {
        self.columns(|role| {
            !matches!(
                role,
                // A signature block has names in these columns too.
                Role::Strategy
                    | Role::Programme
                    | Role::Activity
                    | Role::SubActivity
                    | Role::Lead
                    | Role::Support
                    | Role::Funding
                    | Role::Sipd
                    | Role::Id
                    | Role::Skipped
            )
        })
        .any(|column| !self.sheet.cell(row, column.at).is_empty())
    }

    /// The text of a row's first cell of a role, merged cells from above included.
    pub fn word(&self, builder: &mut Builder, row: u32, role: Role) -> Option<Word> {
        let column = self.column_of(role)?;
        let origin = self.origin(row, column);
        let at = self.position(origin, Some(column));
        let code = match self.sheet.seen(row, column) {
            Cell::Unstored => Code::FormulaWithoutValue,
            Cell::Fault => Code::CellFault,
            cell => {
                return spoken(cell).filter(|text| !is_dash(text)).map(|text| Word { text, at });
            }
        };
        if origin == row {
            builder.doubt(Doubt::new(at, code, ""));
        }
        None
    }

    /// The row in which a cell's value is written: that of its merged area, within this table.
    fn origin(&self, row: u32, column: u32) -> u32 {
        self.sheet.merge_at(row, column).map_or(row, |area| area.top)
    }

    /// The activity of a row: its finer part where that is written.
    pub fn activity(&self, builder: &mut Builder, row: u32) -> Option<Word> {
        let part = self.word(builder, row, Role::SubActivity);
        part.or_else(|| self.word(builder, row, Role::Activity))
    }

    /// The row's code.
    pub fn code(&self, row: u32) -> Option<String> {
        let words = spoken(self.sheet.seen(row, self.column_of(Role::No)?))?;
        let code = words.trim_matches(['.', ')', '(', ' ']);
        marker(code).map(|_| code.to_owned())
    }

    /// The row of ours that a row of an exported sheet is.
    pub fn id(&self, row: u32) -> Option<IndicatorId> {
        spoken(self.sheet.cell(row, self.column_of(Role::Id)?))?.trim().parse().ok()
    }

    /// A longer text of a row; empty where there is none.
    pub fn prose(&self, builder: &mut Builder, row: u32, role: Role) -> String {
        let Some(word) = self.word(builder, row, role) else { return String::new() };
        if word.text.chars().count() > PROSE_MAX {
            builder.doubt(Doubt::new(word.at, Code::TextCut, &word.text));
        }
        word.text.chars().take(PROSE_MAX).collect()
    }

    /// Where the indicator stood before the plan.
    pub fn baseline(&self, builder: &mut Builder, row: u32) -> Option<Figure> {
        let column = self.column_of(Role::Baseline)?;
        let amount = number::target(self.sheet.cell(row, column));
        if let Some((code, suggestion)) = amount.doubt {
            let doubt = Doubt::new(self.position(row, Some(column)), code, &amount.text);
            builder.doubt(Doubt { suggestion, ..doubt });
        }
        amount.value
    }

    /// The target cells of a row. A cell merged over several years counts for each of them; one
    /// merged down counts in its first row.
    pub fn targets(&self, row: u32) -> Targets {
        let mut read = Targets::default();
        for column in self.columns(|role| matches!(role, Role::Target(_))) {
            let Role::Target(word) = column.role else { continue };
            let Some(year) = self.year_of(word, self.years.last, row) else { continue };
            let area = self.sheet.merge_at(row, column.at);
            if area.is_some_and(|area| area.top < row) {
                continue;
            }
            let at = self.position(row, Some(column.at));
            let amount = number::target(self.sheet.seen(row, column.at));
            let first = area.is_none_or(|area| area.left == column.at);
            if first && amount.value.is_some() {
                read.numbers += 1;
                let over = |other: &&Column| {
                    area.is_some_and(|area| other.at > column.at && other.at <= area.right)
                };
                if self.columns(|role| matches!(role, Role::Target(_))).any(|other| over(&other)) {
                    read.doubts.push(Doubt::new(
                        at,
                        Code::NumberMerged,
                        &super::words::decimal(amount.value.unwrap_or_default()),
                    ));
                }
            }
            let amount = if first { amount } else { Amount { doubt: None, ..amount } };
            if !amount.is_nothing() {
                read.cells.push((year, at, amount));
            } else if word.is_some() || self.column_of(Role::Year).is_some() {
                // An empty year stays a year of the row: figures with gaps do not look cumulative.
                read.cells.push((year, at, amount));
            }
        }
        read.cells.retain(|(year, ..)| self.years.contains(*year));
        read
    }

    fn year_of(&self, word: Option<YearWord>, otherwise: i16, row: u32) -> Option<i16> {
        match word {
            Some(YearWord::Calendar(year)) => Some(year),
            Some(YearWord::Nth(nth)) => Some(self.years.first + i16::from(nth) - 1),
            None => match self.column_of(Role::Year) {
                Some(column) => years(&spoken(self.sheet.seen(row, column))?).first().copied(),
                None => Some(self.year.unwrap_or(otherwise)),
            },
        }
    }

    /// Adds the row's budget and funding to its activity.
    pub fn budgets(&self, builder: &mut Builder, row: u32) {
        for column in self.columns(|role| matches!(role, Role::Budget(..))) {
            let Role::Budget(word, scale) = column.role else { continue };
            let at = self.position(row, Some(column.at));
            let cell = self.sheet.cell(row, column.at);
            match number::budget(cell, scale) {
                Ok(None) => {}
                Ok(Some(amount)) => {
                    let Some(year) = self.year_of(word, self.years.first, row) else { continue };
                    self.warn_of_merged(builder, at);
                    add_budget(builder, year, amount, at);
                }
                Err(code) => {
                    builder.doubt(Doubt::new(at, code, cell.as_text().unwrap_or_default()));
                }
            }
        }
        for column in self.columns(|role| role == Role::Funding) {
            let Some(source) =
                spoken(self.sheet.seen(row, column.at)).filter(|text| !is_dash(text))
            else {
                continue;
            };
            add_funding(builder, &source);
        }
    }

    /// The SIPD code of the row's activity; what is no code is no code of this plan.
    pub fn sipd(&self, builder: &mut Builder, row: u32) {
        let Some(column) = self.column_of(Role::Sipd) else { return };
        let Some(text) = spoken(self.sheet.seen(row, column)).filter(|text| !is_dash(text)) else {
            return;
        };
        match crate::plan::sipd(&text) {
            Ok(code) => {
                if let Some(activity) = builder.current_activity() {
                    activity.sipd = code;
                }
            }
            Err(_) => {
                builder.doubt(Doubt::new(self.position(row, Some(column)), Code::Sipd, &text));
            }
        }
    }

    /// An amount over several years in one cell goes into the first of them.
    fn warn_of_merged(&self, builder: &mut Builder, at: Position) {
        let Some(area) = at.column.and_then(|column| self.sheet.merge_at(at.row, column)) else {
            return;
        };
        let over = self.columns(|role| matches!(role, Role::Budget(..)));
        if over.filter(|column| (area.left..=area.right).contains(&column.at)).count() > 1 {
            builder.doubt(Doubt::new(at, Code::BudgetYearAssumed, &self.years.first.to_string()));
        }
    }
}

fn is_dash(text: &str) -> bool {
    !text.chars().any(|c| c.is_alphanumeric() || c == '%')
        && text.chars().all(|c| c.is_ascii_punctuation() || matches!(c, '–' | '—' | '…' | ' '))
}

fn add_budget(builder: &mut Builder, year: i16, amount: Rupiah, at: Position) {
    let Some(activity) = builder.current_activity() else { return };
    let sum = activity.budgets.entry(year).or_default();
    match sum.plus(amount).filter(|total| *total <= crate::plan::RUPIAH_MAX) {
        Some(total) => *sum = total,
        None => builder.doubt(Doubt::new(at, Code::NumberLarge, "")),
    }
}

fn add_funding(builder: &mut Builder, source: &str) {
    let Some(activity) = builder.current_activity() else { return };
    if activity.funding.is_empty() {
        source.clone_into(&mut activity.funding);
    } else if !activity.funding.contains(source) && activity.funding.len() < PROSE_MAX {
        activity.funding = format!("{}, {source}", activity.funding);
    }
}
