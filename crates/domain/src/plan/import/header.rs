//! Finding the tables of a sheet by their headings, wherever they stand.

use std::{collections::BTreeSet, ops::Range};

use super::{
    column::{Column, Heading, assign},
    doubt::Code,
    role::{Label, Topic, read},
};
use crate::sheet::{Cell, Sheet};

/// One table: where its headings and rows are, and what its columns mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The rows of headings.
    pub header: Range<u32>,
    /// The rows under them, up to the next table or the end of the sheet.
    pub rows: Range<u32>,
    /// What each column is read as, from left to right.
    pub columns: Vec<Column>,
    /// What is doubtful about columns: column, what, and its heading.
    pub doubts: Vec<(u32, Code, String)>,
}

/// Most rows of headings.
const HEADER_MAX: u32 = 5;

/// Every table of a sheet, from top to bottom.
pub fn tables(sheet: &Sheet) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut row = 0;
    while row < sheet.row_count() {
        if !is_header(sheet, row) {
            row += 1;
            continue;
        }
        let header = extent(sheet, row);
        let start = skip_numbering(sheet, header.end);
        if let Some(before) = found.last_mut() {
            before.rows.end = header.start.max(before.rows.start);
        }
        let (columns, doubts) = assign(headings(sheet, &header));
        found.push(Table { rows: start..sheet.row_count(), columns, doubts, header });
        row = start;
    }
    found
}

/// Topics that make a row of headings, without their ranks.
fn family(topic: Topic) -> Option<u8> {
    Some(match topic {
        Topic::No => 0,
        Topic::Strategy(_) => 1,
        Topic::Programme => 2,
        Topic::Activity(_) | Topic::SubActivity => 3,
        Topic::Indicator | Topic::Output => 4,
        Topic::Unit => 5,
        Topic::Target | Topic::TargetAndBudget => 6,
        Topic::Budget | Topic::Money => 7,
        Topic::Lead(_) => 8,
        Topic::Support => 9,
        Topic::Funding => 10,
        Topic::Sipd => 13,
        Topic::Definition | Topic::DataSource | Topic::Baseline => 11,
        Topic::Location | Topic::Schedule | Topic::Note | Topic::Objective => 12,
        Topic::Realised | Topic::Total | Topic::YearColumn | Topic::Id => return None,
    })
}

/// Whether a row names columns: an activity or indicator, and enough else to be sure.
fn is_header(sheet: &Sheet, row: u32) -> bool {
    let mut families = BTreeSet::new();
    let (mut used, mut known) = (0_u32, 0_u32);
    for (_, cell) in sheet.cells(row) {
        // A number that is no year, or anything else than text, stands in the rows below.
        let Some(label) = read(cell) else { return false };
        used += 1;
        known += u32::from(label.is_known());
        families.extend(label.topic.and_then(family));
    }
    let names = families.contains(&3) || families.contains(&4);
    let figures = families.contains(&6) || families.contains(&8);
    match families.len() {
        0 | 1 => false,
        2 => names && figures && known == used,
        _ => names && known * 5 >= used * 3,
    }
}

/// The rows that a header covers, with spanning headings above and parts of them below.
fn extent(sheet: &Sheet, row: u32) -> Range<u32> {
    let mut top = row;
    while top > 0 && row - top < 2 && spans_below(sheet, top - 1, top) {
        top -= 1;
    }
    let merged = sheet.cells(row).filter_map(|(column, _)| sheet.merge_at(row, column));
    let bottom = merged.map(|area| area.bottom).max().unwrap_or(row);
    let mut bottom = bottom.clamp(row, row + HEADER_MAX - 1);
    while bottom + 1 < sheet.row_count()
        && bottom - row + 1 < HEADER_MAX
        && (is_header(sheet, bottom + 1) || refines_above(sheet, bottom + 1))
    {
        bottom += 1;
    }
    top..bottom + 1
}

/// Whether every cell of `row` is a heading over figures or years that stand in `below`.
fn spans_below(sheet: &Sheet, row: u32, below: u32) -> bool {
    let mut any = false;
    for (column, cell) in sheet.cells(row) {
        let spans = read(cell).is_some_and(|label| label.spans());
        let part = read(sheet.cell(below, column)).is_some_and(|label| is_figure(&label));
        if !(spans && part) {
            return false;
        }
        any = true;
    }
    any
}

fn is_figure(label: &Label) -> bool {
    let figure =
        matches!(label.topic, Some(Topic::Target | Topic::Budget | Topic::Unit | Topic::Realised));
    figure || label.year.is_some() || label.part_of_year || label.refines
}

/// Whether every cell of `row` is a part of a heading above it that stands over several columns.
fn refines_above(sheet: &Sheet, row: u32) -> bool {
    let mut any = false;
    for (column, cell) in sheet.cells(row) {
        let known = read(cell).is_some_and(|label| label.is_known());
        if !known || over(sheet, row - 1, column).is_none() {
            return false;
        }
        any = true;
    }
    any
}

/// The heading in `row` that stands over `column`: its own cell, the merged area, or the spanning
/// heading to the left in a file that lost its merged areas.
fn over(sheet: &Sheet, row: u32, column: u32) -> Option<&Cell> {
    if let Some(area) = sheet.merge_at(row, column) {
        let cell = sheet.cell(area.top, area.left);
        let wide = area.width() > 1 || read(cell).is_some_and(|label| label.spans());
        return (wide && !cell.is_empty()).then_some(cell);
    }
    let own = sheet.cell(row, column);
    if !own.is_empty() {
        return read(own).is_some_and(|label| label.spans()).then_some(own);
    }
    let (left, cell) = sheet.cells(row).rev().find(|(at, _)| *at < column)?;
    let open = sheet.merge_at(row, left).is_none();
    (open && read(cell).is_some_and(|label| label.spans())).then_some(cell)
}

/// The headings over each column, from top to bottom.
fn headings(sheet: &Sheet, header: &Range<u32>) -> Vec<Heading> {
    let used = header.clone().flat_map(|row| sheet.cells(row).map(|(column, _)| column)).max();
    let merged = header.clone().flat_map(|row| {
        sheet
            .cells(row)
            .filter_map(move |(column, _)| sheet.merge_at(row, column))
            .map(|area| area.right)
    });
    let Some(last) = merged.chain(used).max() else { return Vec::new() };
    (0..=last).filter_map(|column| heading(sheet, header, column)).collect()
}

fn heading(sheet: &Sheet, header: &Range<u32>, column: u32) -> Option<Heading> {
    let mut labels = Vec::new();
    let mut text = String::new();
    for row in header.clone() {
        let own = sheet.seen(row, column);
        // A spanning heading counts for a column only where a part of it stands below.
        let parted = || (row + 1..header.end).any(|below| !sheet.seen(below, column).is_empty());
        let cell = match own {
            Cell::Empty if parted() => over(sheet, row, column),
            Cell::Empty => None,
            cell => Some(cell),
        };
        let Some(cell) = cell else { continue };
        if let Some(label) = read(cell).filter(|label| labels.last() != Some(label)) {
            labels.push(label);
        }
        if let Some(words) =
            super::words::spoken(cell).filter(|words| !text.ends_with(words.as_str()))
        {
            text = if text.is_empty() { words } else { format!("{text} {words}") };
        }
    }
    let lowest = header.clone().rev().find(|row| !sheet.seen(*row, column).is_empty());
    let area = lowest.and_then(|row| sheet.merge_at(row, column));
    let joined = area.is_some_and(|area| area.left < column);
    (!text.is_empty()).then_some(Heading { column, labels, text, joined })
}

/// The first row at or after `row` that does not just number the columns, as in `(1) (2) (3)`.
fn skip_numbering(sheet: &Sheet, row: u32) -> u32 {
    let last = sheet.row_count();
    let next = (row..last.min(row + 3)).find(|at| sheet.cells(*at).next().is_some());
    match next {
        Some(at) if numbers_columns(sheet, at) => skip_numbering(sheet, at + 1),
        _ => row,
    }
}

fn numbers_columns(sheet: &Sheet, row: u32) -> bool {
    let numbers: Option<Vec<u32>> = sheet.cells(row).map(|(_, cell)| column_number(cell)).collect();
    let Some(numbers) = numbers else { return false };
    let rising = numbers.windows(2).all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 3);
    numbers.len() >= 3 && numbers[0] <= 2 && rising
}

/// The number in `1`, `(1)`, `(4=2+3)` or `a`.
fn column_number(cell: &Cell) -> Option<u32> {
    let words = super::words::spoken(cell)?;
    let bare = words.trim_matches(['(', ')', '.', ' ', '[', ']']);
    let number = bare.split_once('=').map_or(bare, |(number, _)| number.trim());
    match number.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(u32::from(letter - b'a') + 1),
        _ => number.parse().ok().filter(|number| *number <= 300),
    }
}
