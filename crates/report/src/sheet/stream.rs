//! A workbook that is written row by row to a file, in little memory however long it grows.

use std::{borrow::Cow, io::Write as _, path::Path};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(Cow<'a, str>),
    /// A number.
    Number(f64),
}

/// A sheet that grows row by row.
pub struct Stream {
    book: Workbook,
    name: String,
    headings: Vec<String>,
    sheet: usize,
    row: u32,
}

/// The same table as text in columns.
#[derive(Debug)]
pub struct TextStream(csv::Writer<std::fs::File>);

impl TextStream {
    /// A file with these headings: UTF-8 with its mark, semicolons, as Excel expects under
    /// Indonesian settings.
    ///
    /// # Errors
    /// [`StreamFault`] where the file can't be written.
    pub fn new(path: &Path, headings: &[&str]) -> Result<Self, StreamFault> {
        let mut file = std::fs::File::create(path)?;
        file.write_all(b"\xef\xbb\xbf")?;
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(file);
        writer.write_record(headings)?;
        Ok(Self(writer))
    }

    /// Adds a row; a cell that a program could take for a formula begins with an apostrophe.
    ///
    /// # Errors
    /// [`StreamFault`] where the file can't be written.
    pub fn push(&mut self, cells: &[Value]) -> Result<(), StreamFault> {
        let text = |cell: &Value| match cell {
            Value::Empty => String::new(),
            Value::Text(text) => super::export::safe(text),
            Value::Number(number) => number.to_string().replace('.', ","),
        };
        Ok(self.0.write_record(cells.iter().map(text))?)
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// [`StreamFault`] where the file can't be written.
    pub fn save(mut self) -> Result<(), StreamFault> {
        Ok(self.0.flush()?)
    }
}

/// Why a row or a file is not written.
#[derive(Debug, thiserror::Error)]
#[error("workbook: {0}")]
pub struct StreamFault(String);

impl From<XlsxError> for StreamFault {
    fn from(cause: XlsxError) -> Self {
        Self(cause.to_string())
    }
}

impl From<std::io::Error> for StreamFault {
    fn from(cause: std::io::Error) -> Self {
        Self(cause.to_string())
    }
}

impl From<csv::Error> for StreamFault {
    fn from(cause: csv::Error) -> Self {
        Self(cause.to_string())
    }
}

/// Most rows of a sheet; a longer table goes on in the next one.
const ROWS: u32 = 1_048_576;

impl std::fmt::Debug for Stream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("row", &self.row).finish_non_exhaustive()
    }
}

impl Stream {
    /// A sheet with these headings.
    ///
    /// # Errors
    /// [`StreamFault`] for a name that is none.
    pub fn new(name: &str, headings: &[&str]) -> Result<Self, StreamFault> {
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        let (book, name) = (Workbook::new(), name.to_owned());
        let mut stream = Self { book, name, headings, sheet: 0, row: 0 };
        stream.begin()?;
        Ok(stream)
    }

    fn begin(&mut self) -> Result<(), StreamFault> {
        let name = match self.sheet {
            0 => self.name.clone(),
            more => format!("{} {}", self.name, more + 1),
        };
        let sheet = self.book.add_worksheet_with_constant_memory()?.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (at, heading) in (0_u16..).zip(&self.headings) {
            sheet.write_string_with_format(0, at, heading, &bold)?;
        }
        Ok(())
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`StreamFault`] for a text longer than a cell takes.
    pub fn push(&mut self, cells: &[Value]) -> Result<(), StreamFault> {
        self.row += 1;
        if self.row == ROWS {
            (self.sheet, self.row) = (self.sheet + 1, 1);
            self.begin()?;
        }
        let sheet = self.book.worksheet_from_index(self.sheet)?;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Value::Empty => {}
                Value::Text(text) => drop(sheet.write_string(self.row, at, text.as_ref())?),
                Value::Number(number) => drop(sheet.write_number(self.row, at, *number)?),
            }
        }
        Ok(())
    }

    /// The file in memory, for a table that is not long.
    ///
    /// # Errors
    /// [`StreamFault`] where it can't be written.
    pub fn bytes(mut self) -> Result<Vec<u8>, StreamFault> {
        Ok(self.book.save_to_buffer()?)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`StreamFault`] where it can't be written.
    pub fn save(mut self, path: &Path) -> Result<(), StreamFault> {
        Ok(self.book.save(path)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Limits, read};

    #[test]
    fn rows_are_read_back_and_a_formula_is_text() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        let mut stream = Stream::new("Laporan", &["a", "b", "c"]).unwrap();
        stream.push(&[Value::Text("=1+1".into()), Value::Number(2.5), Value::Empty]).unwrap();
        stream.save(&path).unwrap();
        let book = read(&std::fs::read(&path).unwrap(), "a.xlsx", &Limits::default()).unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(sheet.cell(1, 0), &domain::sheet::Cell::Text("=1+1".to_owned()));
        assert_eq!(sheet.cell(1, 1), &domain::sheet::Cell::Number(2.5));
    }

    #[test]
    fn the_text_table_quotes_what_could_be_a_formula() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let mut stream = TextStream::new(&path, &["a", "b"]).unwrap();
        stream.push(&[Value::Text("=1+1;x".into()), Value::Number(2.5)]).unwrap();
        stream.save().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "\u{feff}a;b\n\"'=1+1;x\";2,5\n");
    }
}
