//! The workbook that an office filled by hand: a line per report, read back into forms.
//!
//! The sheet is ours: a hidden column says which line is which report, and the headings say what
//! stands where. Columns may be moved and lines left out, sorted or deleted.

use std::{collections::HashMap, fmt, str::FromStr};

use super::{Checkpoint, Form};
use crate::{
    figure::Figure,
    id::{AgencyId, IndicatorId},
    sheet::{Cell, Position, Sheet, Workbook},
};

/// Heading of the hidden column.
pub const KEY_HEADING: &str = "ID LAPORAN";

/// Headings of the columns to be filled, with the field of the form that each one is.
pub const FILLED: [(&str, &str); 7] = [
    ("REALISASI", "value"),
    ("PEMBILANG", "numerator"),
    ("PENYEBUT", "denominator"),
    ("REALISASI ANGGARAN (RP)", "spend"),
    ("KENDALA", "obstacle"),
    ("TINDAK LANJUT", "follow_up"),
    ("NIHIL: SEBABNYA", "nihil_reason"),
];

/// Most rows above the headings that are looked through.
const ABOVE: u32 = 20;

/// Which report a line is, and the revision that the sheet was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LineKey {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The agency that reports.
    pub agency: AgencyId,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// The revision that was the latest; 0 where nothing had been sent.
    pub base: u32,
}

impl fmt::Display for LineKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Checkpoint { year, index } = self.checkpoint;
        write!(f, "{}/{}/{year}/{index}/{}", self.indicator, self.agency, self.base)
    }
}

/// Text that is no key of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the key of a report")]
pub struct BadKey;

impl FromStr for LineKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let parts: Vec<&str> = text.trim().split('/').collect();
        let [indicator, agency, year, index, base] = parts[..] else { return Err(BadKey) };
        Ok(Self {
            indicator: indicator.parse().map_err(|_| BadKey)?,
            agency: agency.parse().map_err(|_| BadKey)?,
            checkpoint: Checkpoint {
                year: year.parse().map_err(|_| BadKey)?,
                index: index.parse().map_err(|_| BadKey)?,
            },
            base: base.parse().map_err(|_| BadKey)?,
        })
    }
}

/// A line that was filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledLine {
    /// Which report.
    pub key: LineKey,
    /// What was filled in, as it would be typed.
    pub form: Form,
    /// Where the line stands.
    pub at: Position,
}

/// What can't be read, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilledFault {
    /// Where; none for the whole file.
    pub at: Option<Position>,
    /// Stable code.
    pub code: &'static str,
}

/// A workbook as it was filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledBook {
    /// The filled lines, in the order of the file; a line with nothing in it is no report.
    pub lines: Vec<FilledLine>,
    /// What can't be read.
    pub faults: Vec<FilledFault>,
    /// How many lines were left empty.
    pub empty: usize,
    columns: HashMap<&'static str, u32>,
}

impl FilledBook {
    /// Where a field of a line stands.
    pub fn place(&self, line: Position, field: &str) -> Position {
        Position { column: self.columns.get(field).copied(), ..line }
    }
}

/// Reads the first sheet that has our headings.
pub fn filled(workbook: &Workbook) -> FilledBook {
    let found = workbook.sheets.iter().enumerate().find_map(|(place, sheet)| {
        (0..sheet.row_count().min(ABOVE)).find_map(|row| {
            let columns = headings(sheet, row);
            columns.contains_key(KEY_HEADING).then_some((place, sheet, row, columns))
        })
    });
    let Some((place, sheet, head, columns)) = found else {
        let fault = FilledFault { at: None, code: "no_table" };
        return FilledBook { faults: vec![fault], ..FilledBook::default() };
    };
    let mut book = FilledBook { columns, ..FilledBook::default() };
    let mut seen = HashMap::new();
    for row in head + 1..sheet.row_count() {
        let at = Position { sheet: place, row, column: None };
        book.line(sheet, at, &mut seen);
    }
    book
}

/// The columns of our headings in a row.
fn headings(sheet: &Sheet, row: u32) -> HashMap<&'static str, u32> {
    let mut columns = HashMap::new();
    for (column, cell) in sheet.cells(row) {
        let Some(text) = cell.as_text() else { continue };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
        if text == KEY_HEADING {
            columns.insert(KEY_HEADING, column);
        } else if let Some((_, field)) = FILLED.iter().find(|(heading, _)| *heading == text) {
            columns.entry(*field).or_insert(column);
        }
    }
    columns
}

impl FilledBook {
    fn line(&mut self, sheet: &Sheet, at: Position, seen: &mut HashMap<LineKey, u32>) {
        let mut form = Form::default();
        let mut faults = Vec::new();
        for (_, field) in FILLED {
            let Some(column) = self.columns.get(field).copied() else { continue };
            match typed(sheet.cell(at.row, column)) {
                Ok(text) => set(&mut form, field, text),
                Err(code) => {
                    faults.push(FilledFault {
                        at: Some(Position { column: Some(column), ..at }),
                        code,
                    });
                }
            }
        }
        let key_column = self.columns.get(KEY_HEADING).copied().unwrap_or(0);
        let key = sheet.cell(at.row, key_column);
        if form == Form::default() && faults.is_empty() {
            self.empty += usize::from(!key.is_empty());
            return;
        }
        form.nihil = !form.nihil_reason.trim().is_empty();
        let key: Option<LineKey> = key.as_text().and_then(|text| text.parse().ok());
        let Some(key) = key else {
            // Words under the table, a sum: nothing of ours, but figures in it are not lost unseen.
            self.faults.push(FilledFault { at: Some(at), code: "no_key" });
            return;
        };
        if seen.insert(key, at.row).is_some() {
            self.faults.push(FilledFault { at: Some(at), code: "twice" });
        }
        let figures = [&form.value, &form.numerator, &form.denominator];
        if form.nihil && figures.iter().any(|figure| !figure.trim().is_empty()) {
            faults.push(FilledFault { at: Some(at), code: "nihil_and_figure" });
        }
        self.faults.extend(faults);
        self.lines.push(FilledLine { key, form, at });
    }
}

fn set(form: &mut Form, field: &str, text: String) {
    let place = match field {
        "value" => &mut form.value,
        "numerator" => &mut form.numerator,
        "denominator" => &mut form.denominator,
        "spend" => &mut form.spend,
        "obstacle" => &mut form.obstacle,
        "follow_up" => &mut form.follow_up,
        _ => &mut form.nihil_reason,
    };
    *place = text;
}

/// A cell as it would be typed into the form.
fn typed(cell: &Cell) -> Result<String, &'static str> {
    match cell {
        Cell::Empty => Ok(String::new()),
        Cell::Text(text) => Ok(text.trim().to_owned()),
        Cell::Number(number) => Figure::from_f64(*number).map(plain).ok_or("number"),
        Cell::Percent(_) => Err("percent_cell"),
        Cell::Date(_) => Err("date_cell"),
        Cell::Flag(_) => Err("number"),
        Cell::Fault => Err("fault_cell"),
        Cell::Unstored => Err("formula_cell"),
    }
}

fn plain(figure: Figure) -> String {
    let (units, part) = (figure.0 / Figure::ONE, (figure.0 % Figure::ONE).abs());
    let sign = if figure.0 < 0 && units == 0 { "-" } else { "" };
    if part == 0 {
        return format!("{sign}{units}");
    }
    format!("{sign}{units},{part:04}").trim_end_matches('0').to_owned()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(number: u128) -> LineKey {
        LineKey {
            indicator: IndicatorId(Uuid::from_u128(number)),
            agency: AgencyId(Uuid::from_u128(9)),
            checkpoint: Checkpoint { year: 2026, index: 3 },
            base: 1,
        }
    }

    /// Headings in another order than ours, and the given lines.
    fn book(lines: &[(&str, Cell, Cell, &str)]) -> FilledBook {
        let mut sheet = Sheet::new("Isian");
        sheet.set(0, 0, Cell::Text("Dinsos".into()));
        for (column, text) in
            [(0, "nihil:  sebabnya"), (1, "Realisasi"), (2, "KENDALA"), (5, KEY_HEADING)]
        {
            sheet.set(3, column, Cell::Text(text.into()));
        }
        for (row, (key, value, obstacle, nihil)) in (4..).zip(lines) {
            sheet.set(row, 5, Cell::Text((*key).into()));
            sheet.set(row, 1, value.clone());
            sheet.set(row, 2, obstacle.clone());
            if !nihil.is_empty() {
                sheet.set(row, 0, Cell::Text((*nihil).into()));
            }
        }
        filled(&Workbook { sheets: vec![Sheet::new("Lain"), sheet] })
    }

    #[test]
    fn a_key_reads_back() {
        assert_eq!(key(3).to_string().parse(), Ok(key(3)));
        for wrong in ["", "x", "a/b/c/d/e", "1/2/3"] {
            assert_eq!(wrong.parse::<LineKey>(), Err(BadKey), "{wrong}");
        }
    }

    #[test]
    fn figures_are_read_whether_they_are_numbers_or_text() {
        let (one, two) = (key(1).to_string(), key(2).to_string());
        let book = book(&[
            (&one, Cell::Number(12.5), Cell::Empty, ""),
            (&two, Cell::Text(" 1.250 ".into()), Cell::Text("hujan".into()), ""),
            (&key(4).to_string(), Cell::Empty, Cell::Empty, ""),
            (&key(3).to_string(), Cell::Empty, Cell::Empty, "jadwal bergeser"),
        ]);
        assert_eq!(book.faults, []);
        assert_eq!(book.empty, 1);
        let values: Vec<_> = book.lines.iter().map(|line| line.form.value.as_str()).collect();
        assert_eq!(values, ["12,5", "1.250", ""]);
        assert!(book.lines[2].form.nihil);
        assert_eq!(book.place(book.lines[0].at, "value").column_name().as_deref(), Some("B"));
    }

    #[test]
    fn what_is_no_figure_is_named_with_its_cell() {
        let (one, two, three) = (key(1).to_string(), key(2).to_string(), key(3).to_string());
        let book = book(&[
            (&one, Cell::Percent(0.75), Cell::Empty, ""),
            (&two, Cell::Unstored, Cell::Empty, ""),
            (&three, Cell::Number(4.0), Cell::Empty, "tidak ada"),
            ("Jumlah", Cell::Number(9.0), Cell::Empty, ""),
            (&one, Cell::Number(1.0), Cell::Empty, ""),
        ]);
        let faults: Vec<_> = book
            .faults
            .iter()
            .map(|fault| {
                (fault.at.unwrap().row_number(), fault.at.unwrap().column_name(), fault.code)
            })
            .collect();
        let b = || Some("B".to_owned());
        assert_eq!(
            faults,
            [
                (5, b(), "percent_cell"),
                (6, b(), "formula_cell"),
                (7, None, "nihil_and_figure"),
                (8, None, "no_key"),
                (9, None, "twice"),
            ]
        );
    }

    #[test]
    fn another_workbook_is_not_read() {
        let faults = filled(&Workbook { sheets: vec![Sheet::new("RAD")] }).faults;
        assert_eq!(faults, [FilledFault { at: None, code: "no_table" }]);
    }
}
