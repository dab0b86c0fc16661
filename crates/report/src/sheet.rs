//! Reading a spreadsheet that somebody sent: bytes in, a grid of typed cells out.
//!
//! The file is not trusted. Its size, its parts and what they unpack to are measured before
//! anything is parsed; a document type definition is refused, so no entity is ever looked up; a
//! formula is dropped and only its stored value kept.

mod delimited;
mod export;
mod guard;
mod ods;
mod stream;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::sheet::{Cell, Workbook};

pub use export::export;
pub use stream::{Stream, StreamFault, TextStream, Value};

/// How much of a file is read before it is refused.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the file itself.
    pub bytes: usize,
    /// Parts in its archive.
    pub parts: usize,
    /// Bytes of all parts unpacked.
    pub unpacked: usize,
    /// How many times larger than packed a part of more than 1 MiB may be.
    pub ratio: usize,
    /// Sheets.
    pub sheets: usize,
    /// Rows of a sheet that hold something.
    pub rows: u32,
    /// Columns of a sheet that hold something.
    pub columns: u32,
    /// Cells of all sheets that hold something; merged areas may cover as many.
    pub cells: usize,
    /// Bytes of text in all cells together.
    pub text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 10 << 20,
            parts: 1_000,
            unpacked: 64 << 20,
            ratio: 200,
            sheets: 50,
            rows: 20_000,
            columns: 300,
            cells: 1_000_000,
            text: 32 << 20,
        }
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum SheetError {
    /// Nothing in it.
    Empty,
    /// More bytes than allowed.
    TooLarge,
    /// Neither XLSX nor ODS nor text in columns.
    UnknownFormat,
    /// The binary format from before 2007 (`.xls`) or a relative of it.
    OldFormat,
    /// Locked with a password.
    Encrypted,
    /// It unpacks to much more than a table needs: made to exhaust this computer.
    Bomb,
    /// It brings its own definitions or an encoding that no office program writes.
    Unsafe,
    /// It can't be taken apart; the cause is for the log.
    Broken(String),
    /// More sheets than allowed.
    TooManySheets,
    /// More rows than allowed, in the sheet of this name.
    TooManyRows(String),
    /// More columns than allowed, in the sheet of this name.
    TooManyColumns(String),
    /// More cells or merged areas than allowed.
    TooManyCells,
    /// Text with NUL bytes in it.
    Nul,
}

impl SheetError {
    /// The stable code; `text` has its sentence.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "plan_import.file_empty",
            Self::TooLarge => "plan_import.file_too_large",
            Self::UnknownFormat => "plan_import.file_unknown",
            Self::OldFormat => "plan_import.file_old",
            Self::Encrypted => "plan_import.file_encrypted",
            Self::Bomb => "plan_import.file_bomb",
            Self::Unsafe => "plan_import.file_unsafe",
            Self::Broken(_) => "plan_import.file_broken",
            Self::TooManySheets => "plan_import.file_sheets",
            Self::TooManyRows(_) => "plan_import.file_rows",
            Self::TooManyColumns(_) => "plan_import.file_columns",
            Self::TooManyCells => "plan_import.file_cells",
            Self::Nul => "plan_import.file_nul",
        }
    }

    /// The sheet it is about.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Self::TooManyRows(name) | Self::TooManyColumns(name) => Some(name),
            _ => None,
        }
    }

    fn broken(cause: impl std::fmt::Display) -> Self {
        Self::Broken(cause.to_string())
    }
}

/// Reads an XLSX, ODS or delimited text file; which of them is told by its content.
///
/// `name` is the file's name: text in columns has no sheet of its own, so its one sheet is named
/// after the file. The work is bounded by `limits` and takes at most some seconds; call it off
/// the async threads.
///
/// # Errors
/// Where the file is none of these, broken, locked, hostile or beyond a limit.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Workbook, SheetError> {
    if bytes.is_empty() {
        return Err(SheetError::Empty);
    }
    if bytes.len() > limits.bytes {
        return Err(SheetError::TooLarge);
    }
    // A damaged file that trips a parser is refused like any other, not the end of the request.
    catch_unwind(AssertUnwindSafe(|| dispatch(bytes, name, limits)))
        .unwrap_or_else(|_| Err(SheetError::broken("the parser gave up")))
}

fn dispatch(bytes: &[u8], name: &str, limits: &Limits) -> Result<Workbook, SheetError> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => {
            let parts = guard::inspect(bytes, limits)?;
            match parts.kind {
                guard::Kind::Xlsx => xlsx::read(bytes, &parts, limits),
                guard::Kind::Ods => ods::read(bytes, limits),
                guard::Kind::Other => Err(SheetError::UnknownFormat),
            }
        }
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(compound_file(bytes)),
        _ => delimited::read(bytes, name, limits),
    }
}

/// A compound file is an old workbook or the shell around an encrypted new one.
fn compound_file(bytes: &[u8]) -> SheetError {
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(mark.len()).any(|window| window == mark) {
        SheetError::Encrypted
    } else {
        SheetError::OldFormat
    }
}

/// Counts used cells over all sheets, and the text in them, against the limits.
struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    const fn new(limits: &Limits) -> Self {
        Self { cells: limits.cells, text: limits.text }
    }

    /// A text that is written once may be shown in many cells, each of which holds a copy.
    fn take(&mut self, cell: &Cell) -> Result<(), SheetError> {
        self.cells = self.cells.checked_sub(1).ok_or(SheetError::TooManyCells)?;
        let text = cell.as_text().map_or(0, str::len);
        self.text = self.text.checked_sub(text).ok_or(SheetError::Bomb)?;
        Ok(())
    }
}

/// Refuses a used cell beyond the last row or column allowed.
fn within(sheet: &str, row: u32, column: u32, limits: &Limits) -> Result<(), SheetError> {
    if row >= limits.rows {
        return Err(SheetError::TooManyRows(sheet.to_owned()));
    }
    if column >= limits.columns {
        return Err(SheetError::TooManyColumns(sheet.to_owned()));
    }
    Ok(())
}

/// Text as it is kept: no control characters but line breaks and tabs, none at all left empty.
fn clean(text: &str) -> Option<String> {
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String =
        text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(kept).collect();
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests;
