//! What can be wrong with a region file, and where.

/// Most columns a header may have; a wider one is another kind of file.
pub const MAX_COLUMNS: usize = 64;
/// Longest name in characters (the longest official one has 44).
pub const MAX_NAME: usize = 100;
/// Most rows one import reads; all villages and 160,000 RT fit.
pub const MAX_ROWS: usize = 250_000;

/// What is wrong with a cell, a row or a file; each has one sentence in `text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// No file to read.
    Missing,
    /// The header is none of the known layouts.
    Header,
    /// A column name occurs twice.
    DuplicateColumn,
    /// More columns than [`MAX_COLUMNS`].
    TooManyColumns,
    /// More rows than [`MAX_ROWS`].
    TooManyRows,
    /// Bytes that are not UTF-8 text (UTF-16 too).
    Encoding,
    /// A NUL or another control character.
    Control,
    /// The row has fewer or more cells than the header.
    Cells,
    /// An empty cell that must be filled.
    Required,
    /// A name longer than [`MAX_NAME`].
    TooLong,
    /// Not the form of a region code.
    Code,
    /// The kind digit of a village code is none of 1, 2, 3.
    Kind,
    /// The level column disagrees with the code, or the code is of another level than the file.
    Level,
    /// The parent column disagrees with the code.
    Parent,
    /// No region with the parent's code, neither in the file nor stored.
    NoParent,
    /// An RT without the RW it belongs to.
    NoRw,
    /// Not a whole number from 1 to 999.
    Number,
    /// Latitude or longitude that is no number, outside Indonesia, or without its other half.
    Point,
    /// The same code on an earlier row.
    Duplicate,
    /// The file holds no region at all.
    Empty,
    /// The date of effect lies before the latest stored change of this region.
    Earlier,
}

impl Problem {
    /// Every problem.
    pub const ALL: [Self; 21] = [
        Self::Missing,
        Self::Header,
        Self::DuplicateColumn,
        Self::TooManyColumns,
        Self::TooManyRows,
        Self::Encoding,
        Self::Control,
        Self::Cells,
        Self::Required,
        Self::TooLong,
        Self::Code,
        Self::Kind,
        Self::Level,
        Self::Parent,
        Self::NoParent,
        Self::NoRw,
        Self::Number,
        Self::Point,
        Self::Duplicate,
        Self::Empty,
        Self::Earlier,
    ];

    /// The stable code that scripts read.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Header => "header",
            Self::DuplicateColumn => "duplicate_column",
            Self::TooManyColumns => "too_many_columns",
            Self::TooManyRows => "too_many_rows",
            Self::Encoding => "encoding",
            Self::Control => "control",
            Self::Cells => "cells",
            Self::Required => "required",
            Self::TooLong => "too_long",
            Self::Code => "code",
            Self::Kind => "kind",
            Self::Level => "level",
            Self::Parent => "parent",
            Self::NoParent => "no_parent",
            Self::NoRw => "no_rw",
            Self::Number => "number",
            Self::Point => "point",
            Self::Duplicate => "duplicate",
            Self::Empty => "empty",
            Self::Earlier => "earlier",
        }
    }

    /// The problem with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// Where a row stands: the file by its place in the import, the row from 1 (the header is 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spot {
    /// Index of the file in the import.
    pub file: usize,
    /// Row number as a spreadsheet shows it; 0 means the file as a whole.
    pub row: usize,
}

/// One thing wrong, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowError {
    /// File and row.
    pub at: Spot,
    /// Column from 1; 0 means the row as a whole.
    pub column: usize,
    /// The field's name in the layout, empty for the row as a whole.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}
