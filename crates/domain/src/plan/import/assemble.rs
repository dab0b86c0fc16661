//! Putting a plan together, row by row.

mod rows;

use std::ops::Range;

use rows::Rows;

use super::{
    Known, Understood,
    agencies::Directory,
    builder::Builder,
    column::Role,
    doubt::{Code, Doubt},
    fields::Fields,
    row::{self, Mark},
    sheets::{self, Located, Page},
};
use crate::sheet::{Position, Workbook};

/// Reads every table of every visible sheet.
pub fn understand(workbook: &Workbook, known: &Known) -> Understood {
    let (pages, doubts) = sheets::pages(workbook);
    let title = sheets::title(&pages);
    let mut out =
        Understood { is_example: sheets::is_example(&title), doubts, ..Understood::default() };
    if pages.is_empty() {
        out.errors.push(Doubt::of_file(Code::NoTable));
        return out;
    }
    let years = match sheets::plan_years(&pages, &title) {
        Ok(years) => years,
        Err(code) => {
            out.errors.push(Doubt::of_file(code));
            return out;
        }
    };
    (out.title, out.years) = (title, Some(years));
    let mut builder = Builder::new(out, years, Directory::new(known));
    for page in &pages {
        builder.page(page, pages.len());
    }
    builder.finish()
}

impl Builder {
    fn page(&mut self, page: &Page<'_>, pages: usize) {
        (self.strategy, self.activity, self.indicator) = (None, None, None);
        let mut above = 0;
        for located in &page.tables {
            self.table(page, located, above..located.table.header.start, pages);
            above = located.table.rows.start;
        }
    }

    fn table(&mut self, page: &Page<'_>, located: &Located, above: Range<u32>, pages: usize) {
        let at = |column| Position { sheet: page.index, row: located.table.header.start, column };
        for (column, code, heading) in &located.table.doubts {
            self.out.doubts.push(Doubt::new(at(Some(*column)), *code, heading));
        }
        for column in located
            .table
            .columns
            .iter()
            .filter(|c| c.role == Role::Skipped || c.role == Role::Programme)
        {
            if !self.out.unused.contains(&column.heading) {
                self.out.unused.push(column.heading.clone());
            }
        }
        let fields = Fields::new(page, located, self.years);
        self.out.doubts.extend(fields.column_doubts());
        let named = self.name_before(page, located, above, pages);
        let mut rows = Rows {
            builder: self,
            page,
            located,
            fields: &fields,
            named,
            gap: false,
            held: Vec::new(),
        };
        for row in located.table.rows.clone() {
            rows.row(row);
        }
        rows.end();
    }

    /// Enters the strategy that stands above a table or in its sheet's name; says whether one does,
    /// so that headings between the rows are something smaller.
    fn name_before(
        &mut self,
        page: &Page<'_>,
        located: &Located,
        above: Range<u32>,
        pages: usize,
    ) -> bool {
        if located.has(Role::Strategy) {
            return true;
        }
        let said = located.strategies_as == Some(Mark::Strategy);
        let header = located.table.header.start;
        if let Some((row, section)) = row::strategy_above(page.sheet, above).filter(|_| !said) {
            let at = Position { sheet: page.index, row, column: Some(section.at) };
            self.enter_strategy(&section.code, &section.name, at);
            return true;
        }
        let at = Position { sheet: page.index, row: header, column: None };
        if let Some((code, name)) = row::strategy_of_sheet(&page.sheet.name).filter(|_| !said) {
            self.enter_strategy(&code, &name, at);
            return true;
        }
        let first_table = page.tables.first().is_some_and(|first| std::ptr::eq(first, located));
        if located.strategies_as.is_none()
            && pages > 1
            && first_table
            && !row::is_generic(&page.sheet.name)
        {
            self.enter_strategy("", &page.sheet.name, at);
            return true;
        }
        false
    }
}
