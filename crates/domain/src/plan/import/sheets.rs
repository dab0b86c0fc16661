//! Looking over a whole workbook before its rows are read: tables, titles, years, strategies.

use super::{
    column::Role,
    doubt::{Code, Doubt},
    header::{Table, tables},
    row::{self, Kind, Mark},
    words::{Marker, YearWord, plain, spoken, years},
};
use crate::{
    plan::Years,
    sheet::{Position, Sheet, Workbook},
};

/// A sheet with its tables.
#[derive(Debug)]
pub struct Page<'a> {
    /// Which sheet, from 0.
    pub index: usize,
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its tables, each with what is known about its rows.
    pub tables: Vec<Located>,
    /// The one year its name or title names.
    pub year: Option<i16>,
}

/// A table with what was learnt from looking over it.
#[derive(Debug)]
pub struct Located {
    /// The table.
    pub table: Table,
    /// How its activities are numbered.
    pub numbered: Vec<Marker>,
    /// How its strategies are marked, where they stand as rows of their own.
    pub strategies_as: Option<Mark>,
}

impl Located {
    /// What a row of it is.
    pub fn kind(&self, sheet: &Sheet, row: u32) -> Kind {
        row::kind(sheet, &self.table, &self.numbered, row)
    }

    /// Whether it has a column of this role.
    pub fn has(&self, wanted: Role) -> bool {
        self.table.columns.iter().any(|column| column.role == wanted)
    }
}

/// The visible sheets that have a table, and a doubt for each hidden one that has.
pub fn pages(workbook: &Workbook) -> (Vec<Page<'_>>, Vec<Doubt>) {
    let mut pages = Vec::new();
    let mut doubts = Vec::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        let tables = tables(sheet);
        let Some(first) = tables.first() else { continue };
        if sheet.hidden {
            let at = Position { sheet: index, row: first.header.start, column: None };
            doubts.push(Doubt::new(at, Code::SheetHidden, &sheet.name));
            continue;
        }
        let year = one_year(sheet, first);
        let tables = tables.into_iter().map(|table| located(sheet, table)).collect();
        pages.push(Page { index, sheet, tables, year });
    }
    (pages, doubts)
}

fn located(sheet: &Sheet, table: Table) -> Located {
    let numbered = row::numbering(sheet, &table);
    let mut located = Located { table, numbered, strategies_as: None };
    let marks = located.table.rows.clone().filter_map(|row| match located.kind(sheet, row) {
        Kind::Section(section) => Some(section.mark),
        _ => None,
    });
    let marks: Vec<Mark> = marks.collect();
    let first = marks.iter().copied().find(|mark| *mark != Mark::Below);
    located.strategies_as =
        if marks.contains(&Mark::Strategy) { Some(Mark::Strategy) } else { first };
    located
}

fn one_year(sheet: &Sheet, first: &Table) -> Option<i16> {
    let named = years(&sheet.name);
    let titled =
        || (0..first.header.start).flat_map(|row| row_years(sheet, row)).collect::<Vec<_>>();
    let mut found = if named.len() == 1 { named } else { titled() };
    found.dedup();
    found.first().copied().filter(|_| found.len() == 1)
}

fn row_years(sheet: &Sheet, row: u32) -> Vec<i16> {
    sheet.cells(row).filter_map(|(_, cell)| spoken(cell)).flat_map(|text| years(&text)).collect()
}

/// The rows of text above the first table, as one title. A sentence is a remark, not a title.
pub fn title(pages: &[Page<'_>]) -> String {
    let Some(page) = pages.first() else { return String::new() };
    let end = page.tables.first().map_or(0, |located| located.table.header.start);
    let lines = (0..end).filter_map(|row| {
        let mut texts = page.sheet.cells(row).filter_map(|(_, cell)| spoken(cell));
        let only = texts.next()?;
        (texts.next().is_none() && only.chars().filter(|c| c.is_alphabetic()).count() >= 3)
            .then_some(only)
    });
    let named =
        |line: &String| row::strategy_of_sheet(line).is_none_or(|(code, _)| code.is_empty());
    let sentence = |line: &String| line.trim_end().ends_with('.');
    let title =
        lines.filter(named).filter(|line| !sentence(line)).take(3).collect::<Vec<_>>().join(" ");
    title.chars().take(300).collect()
}

/// Whether a title says that its plan is an example.
pub fn is_example(title: &str) -> bool {
    let words = plain(title);
    words
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "contoh" | "example" | "sampel"))
}

/// Most years of one plan.
const YEARS_MAX: i16 = 10;

/// The years of the plan: those its title gives where they hold every target, else those of its
/// columns. Baselines and realisation of other years do not count.
pub fn plan_years(pages: &[Page<'_>], title: &str) -> Result<Years, Code> {
    let columns =
        pages.iter().flat_map(|page| &page.tables).flat_map(|located| &located.table.columns);
    let mut named: Vec<i16> = columns
        .filter_map(|column| match column.role {
            Role::Target(Some(YearWord::Calendar(year)))
            | Role::Budget(Some(YearWord::Calendar(year)), _) => Some(year),
            _ => None,
        })
        .collect();
    let single = pages.iter().filter(|page| has_bare_target(page)).filter_map(|page| page.year);
    named.extend(single);
    let titled = title_range(title);
    let of =
        |years: &[i16]| Some(Years { first: *years.iter().min()?, last: *years.iter().max()? });
    let years = match (of(&named), titled) {
        (Some(columns), Some(title))
            if title.contains(columns.first) && title.contains(columns.last) =>
        {
            title
        }
        (Some(columns), _) => columns,
        (None, Some(title)) => title,
        (None, None) => row_year_span(pages).ok_or(Code::NoYears)?,
    };
    if years.last - years.first >= YEARS_MAX { Err(Code::YearsApart) } else { Ok(years) }
}

fn has_bare_target(page: &Page<'_>) -> bool {
    page.tables.iter().any(|located| located.has(Role::Target(None)) && !located.has(Role::Year))
}

/// `2024 - 2026` in a title, or its only year.
fn title_range(title: &str) -> Option<Years> {
    let found = years(title);
    let (first, last) = (*found.iter().min()?, *found.iter().max()?);
    (found.len() <= 2).then_some(Years { first, last })
}

/// The years in a column of years.
fn row_year_span(pages: &[Page<'_>]) -> Option<Years> {
    let mut found = Vec::new();
    for page in pages {
        for located in &page.tables {
            let Some(column) = located.table.columns.iter().find(|c| c.role == Role::Year) else {
                continue;
            };
            let cells = located
                .table
                .rows
                .clone()
                .filter_map(|row| spoken(page.sheet.seen(row, column.at)));
            found.extend(cells.flat_map(|text| years(&text)));
        }
    }
    Some(Years { first: *found.iter().min()?, last: *found.iter().max()? })
}
