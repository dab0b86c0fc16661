//! The matrix of a plan on paper, as a workbook that can be imported again, and as text in columns;
//! the workbook that one office fills.

mod columns;
mod filling;
mod paper;
mod workbook;

use domain::{
    figure::{Figure, Rupiah},
    plan::Target,
};
use text::Lang;

pub use filling::{FillLine, filling};
pub use paper::{Paper, paper};
pub use workbook::{SheetFault, workbook};

/// A plan with its rows.
#[derive(Debug, Clone)]
pub struct View {
    /// Title, as printed.
    pub title: String,
    /// What day the figures stand for, as a sentence.
    pub as_of: String,
    /// Its years.
    pub years: Vec<i16>,
    /// Rows in the order of the plan.
    pub rows: Vec<Line>,
}

/// One indicator.
#[derive(Debug, Clone)]
pub struct Line {
    /// Identifier, by which an import finds the row again whatever it is called by then.
    pub id: String,
    /// Code of the activity, as printed.
    pub code: String,
    /// The strategy.
    pub strategy: String,
    /// The activity.
    pub activity: String,
    /// The indicator.
    pub indicator: String,
    /// Unit; `%` for percentages.
    pub unit: String,
    /// Target of each year.
    pub targets: Vec<Target>,
    /// Budget of each year.
    pub budgets: Vec<Option<Rupiah>>,
    /// What was reached in each year, by verified reports; percentages in points.
    pub reached: Vec<Option<Figure>>,
    /// Where it stands, as a word.
    pub status: String,
    /// Achievement in whole percent, where it is judged.
    pub percent: Option<i64>,
    /// Who answers.
    pub lead: String,
    /// Who supports.
    pub supports: String,
    /// Sources of the money.
    pub funding: String,
    /// Sub-activity code of SIPD; may be empty.
    pub sipd: String,
    /// What counts and what does not.
    pub definition: String,
    /// Where the figures come from.
    pub data_source: String,
}

/// The rows as CSV, for programs that are not Excel; it is for reading and not imported again.
pub fn csv(view: &View, lang: Lang) -> Vec<u8> {
    let columns = columns::of(view);
    let head = columns.iter().filter(|column| !column.is_id()).map(|column| column.heading());
    let head: Vec<String> = head.collect();
    let rows = view.rows.iter().map(|row| {
        let cells = columns.iter().filter(|column| !column.is_id());
        cells.map(|column| column.words(row, lang)).collect::<Vec<_>>()
    });
    crate::sheet::export(std::iter::once(head).chain(rows))
}
