//! XLSX by calamine, one sheet at a time and cell by cell.

use std::{collections::HashSet, io::Cursor};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::{
    sheet::{Area, Cell, Sheet, Workbook},
    time::Date,
};

use super::{Budget, Limits, SheetError, clean, guard::Parts, within};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads every worksheet; charts and dialogues are no sheets of cells.
pub fn read(bytes: &[u8], parts: &Parts, limits: &Limits) -> Result<Workbook, SheetError> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if sheets.len() > limits.sheets {
        return Err(SheetError::TooManySheets);
    }
    // Many sheets may point to one large part: the work is what counts, not the bytes.
    if sheets.len().saturating_mul(parts.largest) > limits.unpacked.saturating_mul(4) {
        return Err(SheetError::Bomb);
    }
    let mut budget = Budget::new(limits);
    let mut workbook = Workbook::default();
    for (name, hidden) in sheets {
        let mut sheet = read_cells(&mut book, &name, limits, &mut budget)?;
        sheet.hidden = hidden;
        let areas = read_merges(&mut book, &name)?;
        sheet.merge(&areas, limits.columns, limits.cells).map_err(|_| SheetError::TooManyCells)?;
        workbook.sheets.push(sheet);
    }
    Ok(workbook)
}

fn refused(error: XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Encrypted,
        other => SheetError::broken(other),
    }
}

fn read_cells(
    book: &mut Book<'_>,
    name: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Sheet, SheetError> {
    let percentages = percent_cells(book, name)?;
    let mut sheet = Sheet::new(name);
    let mut reader = book.worksheet_cells_reader(name).map_err(refused)?;
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(refused)? {
        let (row, column) = record.pos;
        let cell = match typed(&record.value, percentages.contains(&record.pos)) {
            Cell::Empty if record.formula.is_some() => Cell::Unstored,
            cell => cell,
        };
        if !cell.is_empty() {
            within(name, row, column, limits)?;
            budget.take(&cell)?;
            sheet.set(row, column, cell);
        }
    }
    Ok(sheet)
}

/// Cells whose number format shows a percentage; a second pass only where such a format exists.
fn percent_cells(book: &mut Book<'_>, name: &str) -> Result<HashSet<(u32, u32)>, SheetError> {
    let mut reader = book.worksheet_cells_reader(name).map_err(refused)?;
    let formats: Vec<bool> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().is_some_and(|f| shows_percent(&f.format_code)))
        .collect();
    let mut found = HashSet::new();
    if formats.contains(&true) {
        while let Some((row, column, style)) = reader.next_style_id().map_err(refused)? {
            if formats.get(style) == Some(&true) {
                found.insert((row, column));
            }
        }
    }
    Ok(found)
}

/// Whether a format code has a percent sign that is not quoted text.
fn shows_percent(code: &str) -> bool {
    let mut quoted = false;
    let mut escaped = false;
    for c in code.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '%' if !quoted => return true,
            _ => {}
        }
    }
    false
}

fn typed(value: &DataRef<'_>, percent: bool) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        #[expect(clippy::cast_precision_loss, reason = "a spreadsheet's integers are doubles")]
        DataRef::Int(number) => number_cell(*number as f64, percent),
        DataRef::Float(number) => number_cell(*number, percent),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(moment) if moment.is_duration() => Cell::Number(moment.as_f64()),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            date_cell(i64::from(year), month, day).unwrap_or(Cell::Number(moment.as_f64()))
        }
        DataRef::DateTimeIso(text) => iso_date(text).map_or_else(|| text_cell(text), Cell::Date),
        DataRef::Error(_) => Cell::Fault,
    }
}

fn text_cell(text: &str) -> Cell {
    clean(text).map_or(Cell::Empty, Cell::Text)
}

fn number_cell(number: f64, percent: bool) -> Cell {
    if percent { Cell::Percent(number) } else { Cell::Number(number) }
}

fn date_cell(year: i64, month: u8, day: u8) -> Option<Cell> {
    let month = i8::try_from(month).ok()?;
    let day = i8::try_from(day).ok()?;
    Date::new(i16::try_from(year).ok()?, month, day).ok().map(Cell::Date)
}

/// The date of `2024-06-19` or `2024-06-19T08:00:00`.
pub fn iso_date(text: &str) -> Option<Date> {
    domain::time::parse_date(text.split('T').next()?)
}

fn read_merges(book: &mut Book<'_>, name: &str) -> Result<Vec<Area>, SheetError> {
    let merged = book.merge_cells_by_sheet_name(name).map_err(refused)?;
    let area = |d: calamine::Dimensions| Area {
        top: d.start.0.min(d.end.0),
        left: d.start.1.min(d.end.1),
        bottom: d.start.0.max(d.end.0),
        right: d.start.1.max(d.end.1),
    };
    Ok(merged.into_iter().map(area).collect())
}
