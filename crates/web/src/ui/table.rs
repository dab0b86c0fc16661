//! Tables: lists, matrices, and the text behind a picture. On a phone each row is a card.

use maud::{Markup, Render, html};

use super::Words;

/// A table with named columns; the first column names the row.
#[derive(Debug)]
#[must_use]
pub struct Table<'a> {
    caption: Words<'a>,
    columns: Vec<Column<'a>>,
    rows: Vec<Entry>,
    matrix: bool,
}

#[derive(Debug)]
enum Entry {
    Row(Row),
    Group(Markup),
}

/// A column: its head, how it lines up, and how it can be sorted.
#[derive(Debug, Clone)]
#[must_use]
pub struct Column<'a> {
    label: Words<'a>,
    class: Option<&'static str>,
    sort: Option<(Words<'a>, Order)>,
}

/// How the rows are ordered by a column now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
    /// By another column.
    Not,
}

/// A row: what names it, then a cell for each further column.
#[derive(Debug)]
#[must_use]
pub struct Row {
    head: Markup,
    cells: Vec<Markup>,
}

impl<'a> Column<'a> {
    /// Words, lined up left.
    pub fn text(label: impl Into<Words<'a>>) -> Self {
        Self { label: label.into(), class: None, sort: None }
    }

    /// Figures, lined up right in digits of one width.
    pub fn number(label: impl Into<Words<'a>>) -> Self {
        Self { label: label.into(), class: Some("n"), sort: None }
    }

    /// A picture that may stretch.
    pub fn picture(label: impl Into<Words<'a>>) -> Self {
        Self { label: label.into(), class: Some("p"), sort: None }
    }

    /// Makes the head a link that sorts; `order` is how the rows stand now.
    pub fn sorted(mut self, href: impl Into<Words<'a>>, order: Order) -> Self {
        self.sort = Some((href.into(), order));
        self
    }

    fn head(&self) -> Markup {
        let (aria, sign) = match self.sort {
            Some((_, Order::Ascending)) => (Some("ascending"), " ↑"),
            Some((_, Order::Descending)) => (Some("descending"), " ↓"),
            _ => (None, ""),
        };
        html! {
            th scope="col" class=[self.class] aria-sort=[aria] {
                @match &self.sort {
                    Some((href, _)) => { a href=(href) { (self.label) } span aria-hidden="true" { (sign) } }
                    None => { (self.label) }
                }
            }
        }
    }
}

impl Row {
    /// A row named by `head`, usually a link to the record.
    pub const fn new(head: Markup) -> Self {
        Self { head, cells: Vec::new() }
    }

    /// The next cell; `html! {}` leaves it empty, and a card leaves it out.
    pub fn cell(mut self, cell: Markup) -> Self {
        self.cells.push(cell);
        self
    }
}

impl<'a> Table<'a> {
    /// A table; the caption says what it lists, for those who hear it.
    pub fn new(caption: impl Into<Words<'a>>, columns: Vec<Column<'a>>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new(), matrix: false }
    }

    /// Keeps the head and the first column in place while the rest scrolls: the plan matrix.
    pub const fn matrix(mut self) -> Self {
        self.matrix = true;
        self
    }

    /// Adds a row.
    pub fn row(mut self, row: Row) -> Self {
        self.rows.push(Entry::Row(row));
        self
    }

    /// Adds many rows.
    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Self {
        self.rows.extend(rows.into_iter().map(Entry::Row));
        self
    }

    /// Opens a group of rows under a line of its own (a strategy, an agency).
    pub fn group(mut self, line: Markup) -> Self {
        self.rows.push(Entry::Group(line));
        self
    }

    const fn class(&self) -> &'static str {
        match (self.matrix, self.columns.len()) {
            (true, _) => "scroll matrix",
            // Name and value fit side by side on any phone; no card is needed.
            (false, ..=2) => "scroll two",
            _ => "scroll",
        }
    }

    fn entry(&self, entry: &Entry) -> Markup {
        match entry {
            Entry::Group(line) => html! {
                tr class="group" { th scope="colgroup" colspan=(self.columns.len()) { (line) } }
            },
            Entry::Row(row) => html! {
                tr {
                    th scope="row" { (row.head) }
                    @for (cell, column) in row.cells.iter().zip(self.columns.iter().skip(1)) {
                        td class=[column.class] data-k=(column.label) { (cell) }
                    }
                }
            },
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        html! {
            // A region that scrolls must be reachable by keyboard, and say what it is.
            div class=(self.class())
                role="region" tabindex="0" aria-label=(self.caption) {
                table class="table" {
                    caption class="hidden" { (self.caption) }
                    thead { tr { @for column in &self.columns { (column.head()) } } }
                    tbody { @for entry in &self.rows { (self.entry(entry)) } }
                }
            }
        }
    }
}
