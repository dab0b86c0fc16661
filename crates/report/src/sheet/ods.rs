//! ODS: read here, because merged areas are needed and repetition must be bounded.

use std::io::{Cursor, Read};

use domain::sheet::{Area, Cell, Sheet, Workbook};
use quick_xml::{
    Reader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
};
use zip::ZipArchive;

use super::{Budget, Limits, SheetError, clean, within, xlsx::iso_date};

/// Reads the tables of `content.xml`.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(SheetError::broken)?;
    if let Some(manifest) = part(&mut archive, "META-INF/manifest.xml")
        && manifest.contains("encryption-data")
    {
        return Err(SheetError::Encrypted);
    }
    let content = part(&mut archive, "content.xml")
        .ok_or_else(|| SheetError::broken("content.xml is missing"))?;
    let mut tables = Tables::new(limits);
    let mut reader = Reader::from_str(&content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event().map_err(SheetError::broken)? {
            Event::Start(tag) => tables.open(&tag)?,
            Event::End(tag) => tables.close(tag.local_name().as_ref())?,
            Event::Text(text) => tables.push(&text.xml10_content()),
            Event::CData(text) => tables.push(&text.xml10_content()),
            Event::GeneralRef(entity) => tables.push(character(&entity)?.encode_utf8(&mut [0; 4])),
            Event::Eof => return tables.finish(),
            _ => {}
        }
    }
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let mut text = String::new();
    archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The character of `&amp;` or `&#65;`; any other entity would need a definition.
fn character(entity: &BytesRef<'_>) -> Result<char, SheetError> {
    if let Some(character) = entity.resolve_char_ref().map_err(SheetError::broken)? {
        return Ok(character);
    }
    match entity.xml10_content().as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(SheetError::Unsafe),
    }
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    value: Cell,
    text: String,
    paragraphs: usize,
    takes_text: bool,
    formula: bool,
    repeated: u32,
    columns: u32,
    rows: u32,
}

struct Tables<'a> {
    limits: &'a Limits,
    budget: Budget,
    workbook: Workbook,
    sheet: Option<Sheet>,
    areas: Vec<Area>,
    style: String,
    hidden_styles: Vec<String>,
    nested: usize,
    row: u32,
    column: u32,
    rows_repeated: u32,
    cell: Option<Open>,
    in_paragraph: bool,
    in_note: usize,
}

impl<'a> Tables<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            budget: Budget::new(limits),
            workbook: Workbook::default(),
            sheet: None,
            areas: Vec::new(),
            style: String::new(),
            hidden_styles: Vec::new(),
            nested: 0,
            row: 0,
            column: 0,
            rows_repeated: 1,
            cell: None,
            in_paragraph: false,
            in_note: 0,
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        match tag.local_name().as_ref() {
            "annotation" => self.in_note += 1,
            _ if self.in_note > 0 => {}
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden_styles.push(self.style.clone());
            }
            "table" if self.sheet.is_none() => self.open_table(tag)?,
            "table" => self.nested += 1,
            "table-row" => {
                self.column = 0;
                self.rows_repeated = count(tag, "number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(open_cell(tag)),
            "p" => self.open_paragraph(),
            "s" => self.push(&" ".repeat(count(tag, "c").min(100) as usize)),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            _ => {}
        }
        Ok(())
    }

    fn open_table(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        if self.workbook.sheets.len() >= self.limits.sheets {
            return Err(SheetError::TooManySheets);
        }
        let mut sheet = Sheet::new(attribute(tag, "name").unwrap_or_default());
        sheet.hidden =
            attribute(tag, "style-name").is_some_and(|s| self.hidden_styles.contains(&s));
        self.sheet = Some(sheet);
        (self.row, self.column) = (0, 0);
        self.areas.clear();
        Ok(())
    }

    fn open_paragraph(&mut self) {
        self.in_paragraph = true;
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn push(&mut self, text: &str) {
        if self.in_paragraph
            && self.in_note == 0
            && let Some(cell) = &mut self.cell
        {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), SheetError> {
        match name {
            "annotation" => self.in_note = self.in_note.saturating_sub(1),
            _ if self.in_note > 0 => {}
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => self.close_cell()?,
            "table-row" => self.row = self.row.saturating_add(self.rows_repeated),
            "table" if self.nested > 0 => self.nested -= 1,
            "table" => self.close_table()?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), SheetError> {
        let (Some(open), Some(sheet)) = (self.cell.take(), &mut self.sheet) else { return Ok(()) };
        let cell = finished(&open);
        if !cell.is_empty() {
            // Styled rows and columns are repeated to the end of the sheet, but those are empty.
            let last = (
                self.row.saturating_add(self.rows_repeated - 1),
                self.column.saturating_add(open.repeated - 1),
            );
            within(&sheet.name, last.0, last.1, self.limits)?;
            for row in self.row..=last.0 {
                for column in self.column..=last.1 {
                    self.budget.take(&cell)?;
                    sheet.set(row, column, cell.clone());
                }
            }
        }
        if (open.rows, open.columns) != (1, 1) && self.areas.len() < self.limits.cells {
            self.areas.push(Area {
                top: self.row,
                left: self.column,
                bottom: self.row.saturating_add(open.rows - 1),
                right: self.column.saturating_add(open.columns - 1),
            });
        }
        self.column = self.column.saturating_add(open.repeated);
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), SheetError> {
        let Some(mut sheet) = self.sheet.take() else { return Ok(()) };
        sheet
            .merge(&self.areas, self.limits.columns, self.limits.cells)
            .map_err(|_| SheetError::TooManyCells)?;
        self.workbook.sheets.push(sheet);
        Ok(())
    }

    fn finish(self) -> Result<Workbook, SheetError> {
        if self.sheet.is_some() {
            return Err(SheetError::broken("content.xml ends inside a table"));
        }
        Ok(self.workbook)
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without the check for twins, which takes quadratic time on a tag made for it.
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// A repetition or span: at least 1, and 1 where it is absent or unreadable.
fn count(tag: &BytesStart<'_>, name: &str) -> u32 {
    attribute(tag, name).and_then(|value| value.parse().ok()).unwrap_or(1).max(1)
}

fn open_cell(tag: &BytesStart<'_>) -> Open {
    let kind = attribute(tag, "value-type").unwrap_or_default();
    let number = || attribute(tag, "value").and_then(|value| value.parse::<f64>().ok());
    let value = match kind.as_str() {
        "percentage" => number().map(Cell::Percent),
        "float" | "currency" => number().map(Cell::Number),
        "boolean" => attribute(tag, "boolean-value").map(|value| Cell::Flag(value == "true")),
        "date" => attribute(tag, "date-value").and_then(|value| iso_date(&value)).map(Cell::Date),
        "string" => attribute(tag, "string-value").and_then(|text| clean(&text)).map(Cell::Text),
        _ => None,
    };
    Open {
        takes_text: value.is_none(),
        value: value.unwrap_or_default(),
        formula: attribute(tag, "formula").is_some(),
        repeated: count(tag, "number-columns-repeated"),
        columns: count(tag, "number-columns-spanned"),
        rows: count(tag, "number-rows-spanned"),
        ..Open::default()
    }
}

fn finished(open: &Open) -> Cell {
    let value = if open.takes_text {
        clean(&open.text).map_or(Cell::Empty, Cell::Text)
    } else {
        open.value.clone()
    };
    match value {
        Cell::Empty if open.formula => Cell::Unstored,
        Cell::Text(text) if open.formula && text.starts_with(['#']) => Cell::Fault,
        other => other,
    }
}
