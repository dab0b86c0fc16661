//! Measuring an archive before it is parsed.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use super::{Limits, SheetError};

/// What an archive was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An XLSX workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Something else that is packed.
    Other,
}

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// What it is.
    pub kind: Kind,
    /// Unpacked bytes of its largest part.
    pub largest: usize,
}

/// Cell formats in one style sheet; Excel itself allows 65,490.
const FORMATS: usize = 65_500;
/// Longest attribute or text in a style sheet: each format holds a copy of its font's name.
const STYLE_TEXT: usize = 1_024;
/// Shared strings that a part may announce, for the parser makes room for them at once.
const STRINGS: u64 = 2_000_000;

/// Unpacks every part once, counting, and looks at what an XML part contains. Sizes that the
/// archive states about itself are not believed.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Parts, SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if archive.len() > limits.parts {
        return Err(SheetError::Bomb);
    }
    let mut parts = Parts { kind: Kind::Other, largest: 0 };
    let mut left = limits.unpacked;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(refused)?;
        let name = file.name().map_err(refused)?.to_ascii_lowercase();
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        let content = unpack(&mut file, left)?;
        left -= content.len();
        let allowed = packed.saturating_mul(limits.ratio).max(1 << 20);
        if content.len() > allowed {
            return Err(SheetError::Bomb);
        }
        parts.largest = parts.largest.max(content.len());
        recognise(&mut parts.kind, &name, &content);
        let kind = std::path::Path::new(&*name).extension().unwrap_or_default();
        if kind.eq_ignore_ascii_case("xml") || kind.eq_ignore_ascii_case("rels") {
            inspect_xml(&content)?;
        }
    }
    Ok(parts)
}

fn refused(error: impl Into<ZipError>) -> SheetError {
    let error = error.into();
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => SheetError::Encrypted,
        other => SheetError::broken(other),
    }
}

/// Reads a part, but never more than `left` bytes of it.
fn unpack(file: &mut impl Read, left: usize) -> Result<Vec<u8>, SheetError> {
    let mut content = Vec::new();
    let most = u64::try_from(left).unwrap_or(u64::MAX).saturating_add(1);
    file.take(most).read_to_end(&mut content).map_err(SheetError::broken)?;
    if content.len() > left {
        return Err(SheetError::Bomb);
    }
    Ok(content)
}

fn recognise(kind: &mut Kind, name: &str, content: &[u8]) {
    match name {
        "xl/workbook.xml" => *kind = Kind::Xlsx,
        "mimetype" if content.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") => {
            *kind = Kind::Ods;
        }
        // A workbook may sit elsewhere in the package; its type is named here in any case.
        "[content_types].xml"
            if *kind == Kind::Other && has(content, b"spreadsheetml.sheet.main+xml") =>
        {
            *kind = Kind::Xlsx;
        }
        _ => {}
    }
}

/// Refuses what no office program writes and a parser may choke on.
fn inspect_xml(content: &[u8]) -> Result<(), SheetError> {
    let text = std::str::from_utf8(content).map_err(|_| SheetError::Unsafe)?;
    if text.contains('\0') || text.contains("<!DOCTYPE") || text.contains("<!ENTITY") {
        return Err(SheetError::Unsafe);
    }
    if declared_encoding(text).is_some_and(|name| !is_utf8(name)) {
        return Err(SheetError::Unsafe);
    }
    if announced_strings(text) > STRINGS {
        return Err(SheetError::Bomb);
    }
    let formats = text.matches("<xf").count() + text.matches(":xf").count();
    let wordy = || text.split(['"', '\'', '<', '>']).any(|run| run.len() > STYLE_TEXT);
    if formats > FORMATS || (text.contains("cellXfs") && wordy()) {
        return Err(SheetError::Bomb);
    }
    Ok(())
}

fn declared_encoding(text: &str) -> Option<&str> {
    let (declaration, _) =
        text.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split_once("?>")?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    rest.split(['"', '\'']).nth(1)
}

fn is_utf8(name: &str) -> bool {
    ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The largest number that stands behind `uniqueCount`, however it is spaced.
fn announced_strings(text: &str) -> u64 {
    let number = |rest: &str| {
        let digits = rest.trim_start_matches([' ', '\t', '\n', '\r', '=', '"', '\'']);
        let digits: String = digits.chars().take_while(char::is_ascii_digit).collect();
        if digits.len() > 18 { u64::MAX } else { digits.parse().unwrap_or(0) }
    };
    text.match_indices("uniqueCount")
        .map(|(at, word)| number(&text[at + word.len()..]))
        .max()
        .unwrap_or(0)
}

fn has(content: &[u8], mark: &[u8]) -> bool {
    content.windows(mark.len()).any(|window| window == mark)
}
