//! Text in columns: CSV with whatever delimiter and encoding an office program chose.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder};
use domain::sheet::{Cell, Sheet, Workbook};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{Budget, Limits, SheetError, clean, within};

/// Delimiters that are tried; the first wins where two fit equally well.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Records that are looked at to find the delimiter.
const SAMPLE: usize = 60;

/// Reads the text as one sheet of text cells, named after the file.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Workbook, SheetError> {
    let text = decode(bytes)?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('<') || text.starts_with("%PDF") {
        return Err(SheetError::UnknownFormat);
    }
    if text.trim().is_empty() {
        return Err(SheetError::Empty);
    }
    let (text, delimiter) = stated_delimiter(text).unwrap_or_else(|| (text, sniff(text)));
    let sheet = read_records(text, delimiter, sheet_name(name), limits)?;
    Ok(Workbook { sheets: vec![sheet] })
}

/// The text, from UTF-8, UTF-16 with its mark, or Windows-1252.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let wide = match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        _ => None,
    };
    let text = match wide {
        Some(encoding) => {
            let (text, _, damaged) = encoding.decode(bytes);
            if damaged {
                return Err(SheetError::UnknownFormat);
            }
            text
        }
        None if std::str::from_utf8(bytes).is_ok() => UTF_8.decode(bytes).0,
        None => WINDOWS_1252.decode(bytes).0,
    };
    if text.contains('\0') {
        return Err(SheetError::Nul);
    }
    // One kind of line end, so that lines are counted as people see them.
    Ok(if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        text
    })
}

/// The delimiter that Excel may state in a first line of its own, `sep=;`.
fn stated_delimiter(text: &str) -> Option<(&str, u8)> {
    let (line, rest) = text.split_once('\n')?;
    let stated = line.trim_matches(['"', ' ']).strip_prefix("sep=")?;
    let delimiter = stated.bytes().next()?;
    DELIMITERS.contains(&delimiter).then_some((rest, delimiter))
}

/// The delimiter under which most records have the same, and the largest, number of fields.
fn sniff(text: &str) -> u8 {
    let fits = |delimiter: u8| {
        let mut widths: Vec<usize> =
            records(text, delimiter).take(SAMPLE).filter_map(Result::ok).map(|r| r.len()).collect();
        widths.sort_unstable();
        let runs = widths.chunk_by(|a, b| a == b);
        let usual = runs.filter(|run| run[0] > 1).map(|run| (run.len(), run[0])).max();
        usual.unwrap_or((0, 0))
    };
    let best = DELIMITERS.iter().rev().max_by_key(|delimiter| fits(**delimiter));
    best.copied().unwrap_or(b',')
}

fn records(text: &str, delimiter: u8) -> csv::ByteRecordsIntoIter<&[u8]> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
        .into_byte_records()
}

fn read_records(
    text: &str,
    delimiter: u8,
    name: &str,
    limits: &Limits,
) -> Result<Sheet, SheetError> {
    let mut sheet = Sheet::new(name);
    let mut budget = Budget::new(limits);
    for record in records(text, delimiter) {
        let record = record.map_err(SheetError::broken)?;
        let row = row_of(&record);
        for (column, field) in (0..).zip(record.iter()) {
            // The text was checked before it was cut at ASCII signs, so each field is valid too.
            let Some(text) = std::str::from_utf8(field).ok().and_then(clean) else { continue };
            within(name, row, column, limits)?;
            let cell = Cell::Text(text);
            budget.take(&cell)?;
            sheet.set(row, column, cell);
        }
    }
    Ok(sheet)
}

/// The line a record begins in, from 0: a person looks for the line, not for the record.
fn row_of(record: &ByteRecord) -> u32 {
    let line = record.position().map_or(1, csv::Position::line);
    u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// The file's name without folders and ending.
fn sheet_name(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}
