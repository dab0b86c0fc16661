//! A workbook as a grid of typed cells, whatever file it was read from.

use std::collections::HashMap;

use crate::time::Date;

/// All sheets of one file, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Workbook {
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

/// What one cell holds. A formula is never kept: only the value that was stored with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text as typed; a text that looks like a formula is still only text.
    Text(String),
    /// A number as stored.
    Number(f64),
    /// A number that is shown as a percentage: 0.75 for 75 %.
    Percent(f64),
    /// A date, without its time of day.
    Date(Date),
    /// A yes or no.
    Flag(bool),
    /// An error such as `#REF!`.
    Fault,
    /// A formula that was saved without its value.
    Unstored,
}

impl Cell {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The text, where it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A rectangle of cells, both ends included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Area {
    /// How many columns it covers.
    pub const fn width(self) -> u32 {
        self.right - self.left + 1
    }

    /// How many rows it covers.
    pub const fn height(self) -> u32 {
        self.bottom - self.top + 1
    }
}

/// One sheet: rows of used cells, and which cells are merged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its name on the tab.
    pub name: String,
    /// Whether the tab is hidden.
    pub hidden: bool,
    rows: Vec<Vec<(u32, Cell)>>,
    merges: Vec<Area>,
    covered: HashMap<(u32, u32), usize>,
}

/// Merged areas that cover more cells than were allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("merged areas cover too many cells")]
pub struct TooManyMerges;

static EMPTY: Cell = Cell::Empty;

impl Sheet {
    /// A sheet without cells.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Puts a cell at `row` and `column`, counted from 0; empty ones take no room.
    pub fn set(&mut self, row: u32, column: u32, cell: Cell) {
        if cell.is_empty() {
            return;
        }
        let index = row as usize;
        if self.rows.len() <= index {
            self.rows.resize_with(index + 1, Vec::new);
        }
        let cells = &mut self.rows[index];
        match cells.binary_search_by_key(&column, |(at, _)| *at) {
            Ok(place) => cells[place].1 = cell,
            Err(place) => cells.insert(place, (column, cell)),
        }
    }

    /// Keeps the merged areas, cut to the used rows and to `columns` columns.
    ///
    /// # Errors
    /// Where they cover more than `most` cells together: a guard against hostile files.
    pub fn merge(
        &mut self,
        areas: &[Area],
        columns: u32,
        most: usize,
    ) -> Result<(), TooManyMerges> {
        let last_row = self.row_count().saturating_sub(1);
        // Areas that lie over each other are counted each: it is the work that is bounded.
        let mut total: u64 = 0;
        for area in areas {
            let cut = Area {
                bottom: area.bottom.min(last_row),
                right: area.right.min(columns.saturating_sub(1)),
                ..*area
            };
            if cut.top > cut.bottom || cut.left > cut.right || (cut.width(), cut.height()) == (1, 1)
            {
                continue;
            }
            total += u64::from(cut.width()) * u64::from(cut.height());
            if total > most as u64 {
                return Err(TooManyMerges);
            }
            let place = self.merges.len();
            self.merges.push(cut);
            for row in cut.top..=cut.bottom {
                self.covered.extend((cut.left..=cut.right).map(|column| ((row, column), place)));
            }
        }
        Ok(())
    }

    /// How many rows there are up to the last one with a cell.
    pub fn row_count(&self) -> u32 {
        u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
    }

    /// The cell at `row` and `column`, as it stands: only the first cell of a merged area holds
    /// its value.
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        let found = self.rows.get(row as usize).and_then(|cells| {
            cells.binary_search_by_key(&column, |(at, _)| *at).ok().map(|place| &cells[place].1)
        });
        found.unwrap_or(&EMPTY)
    }

    /// The used cells of `row`, from left to right.
    pub fn cells(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, &Cell)> {
        self.rows.get(row as usize).into_iter().flatten().map(|(column, cell)| (*column, cell))
    }

    /// The merged area that covers `row` and `column`.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<Area> {
        self.covered.get(&(row, column)).map(|place| self.merges[*place])
    }

    /// The cell that is seen at `row` and `column`: the first one of its merged area.
    pub fn seen(&self, row: u32, column: u32) -> &Cell {
        match self.merge_at(row, column) {
            Some(area) => self.cell(area.top, area.left),
            None => self.cell(row, column),
        }
    }
}

/// Where something stands in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Which sheet, from 0.
    pub sheet: usize,
    /// Which row, from 0.
    pub row: u32,
    /// Which column, from 0; none for the whole row.
    pub column: Option<u32>,
}

impl Position {
    /// The row as people count it, from 1.
    pub const fn row_number(self) -> u32 {
        self.row + 1
    }

    /// The column as people name it (`A`, `B`, … `AA`); none for the whole row.
    pub fn column_name(self) -> Option<String> {
        self.column.map(column_name)
    }
}

/// The letters of a column counted from 0: 0 is `A`, 25 `Z`, 26 `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    loop {
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_on_the_screen() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (299, "KN"), (701, "ZZ"), (702, "AAA")]
        {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn a_merged_area_shows_its_first_cell_everywhere() {
        let mut sheet = Sheet::new("RAD");
        sheet.set(1, 1, Cell::Text("Pencegahan".into()));
        sheet.set(4, 0, Cell::Number(4.0));
        let area = Area { top: 1, left: 1, bottom: 1_048_575, right: 16_383 };
        sheet.merge(&[area], 3, 100).unwrap();
        assert_eq!(sheet.seen(4, 2), &Cell::Text("Pencegahan".into()));
        assert_eq!(sheet.cell(4, 2), &Cell::Empty);
        assert_eq!(sheet.seen(0, 1), &Cell::Empty);
        assert_eq!(sheet.merge_at(2, 1).map(Area::height), Some(4));
    }

    #[test]
    fn merged_areas_beyond_the_limit_are_refused() {
        let mut sheet = Sheet::new("RAD");
        sheet.set(99, 0, Cell::Flag(true));
        let area = Area { top: 0, left: 0, bottom: 99, right: 99 };
        assert_eq!(sheet.merge(&[area; 11], 300, 100_000), Err(TooManyMerges));
    }
}
