//! Region files as bytes: encoding, delimiter, rows. What a row means is `domain::region::row`.

use domain::region::{Batch, MAX_ROWS, Problem, RowError, Spot, row::Header};

/// A file to import.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name, to be shown.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What the files of an import say, and whether they list all children of each parent they name.
pub struct Read {
    /// Regions and errors.
    pub batch: Batch,
    /// See `Layout::is_complete`.
    pub complete: bool,
}

/// Reads all files of an import; errors stand in the batch.
pub fn read(sources: &[Source]) -> Read {
    let mut all = Read { batch: Batch::default(), complete: true };
    let mut rows = 0;
    for (file, source) in sources.iter().enumerate() {
        if let Err(error) = read_file(&mut all, &mut rows, file, &source.bytes) {
            all.batch.errors.push(error);
        }
    }
    all
}

fn read_file(all: &mut Read, rows: &mut usize, file: usize, bytes: &[u8]) -> Result<(), RowError> {
    let text = decode(file, bytes)?;
    let (delimiter, header) = header(file, text)?;
    all.complete &= header.layout.is_complete();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(true)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut at = Spot { file, row: 1 };
    loop {
        // Text that is UTF-8 and may have any number of cells leaves nothing to fail on.
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) => return Err(whole(at, Problem::Encoding)),
        }
        at.row = record.position().map_or(at.row, |position| row_of(text, position));
        *rows += 1;
        if *rows > MAX_ROWS {
            return Err(whole(at, Problem::TooManyRows));
        }
        let cells: Vec<&str> = record.iter().collect();
        all.batch.add(&header, at, &cells);
    }
}

/// The row a record begins in; its position counts from before the blank lines above it.
fn row_of(text: &str, position: &csv::Position) -> usize {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(start..).unwrap_or_default();
    let blank = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let blank = blank.filter(|byte| **byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(usize::MAX).saturating_add(blank)
}

fn whole(at: Spot, problem: Problem) -> RowError {
    RowError { at, column: 0, field: "", problem }
}

/// The text of a file: UTF-8 with or without a mark at its start, and no NUL in it.
fn decode(file: usize, bytes: &[u8]) -> Result<&str, RowError> {
    let line_of = |end: usize| bytes[..end].split(|byte| *byte == b'\n').count();
    let fail = |row, problem| whole(Spot { file, row }, problem);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(fail(0, Problem::Encoding));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| fail(line_of(error.valid_up_to()), Problem::Encoding))?;
    if let Some(nul) = text.find('\0') {
        return Err(fail(line_of(nul), Problem::Control));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The header and the delimiter with which it can be read: comma, semicolon (as spreadsheets in
/// Indonesian write it) or tab.
fn header(file: usize, text: &str) -> Result<(u8, Header), RowError> {
    let first = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let _ = reader.read_record(&mut record);
        Header::read(file, &record.iter().collect::<Vec<_>>())
    };
    let comma = first(b',');
    // Read with the wrong delimiter, a header is one cell that means nothing.
    let lost = |read: &Result<Header, RowError>| {
        read.as_ref()
            .is_err_and(|error| matches!(error.problem, Problem::Header | Problem::Control))
    };
    if lost(&comma) {
        for delimiter in [b';', b'\t'] {
            let other = first(delimiter);
            if !lost(&other) {
                return other.map(|header| (delimiter, header));
            }
        }
    }
    comma.map(|header| (b',', header))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(bytes: &[u8]) -> Vec<(usize, usize, Problem)> {
        let source = Source { name: "x.csv".to_owned(), bytes: bytes.to_vec() };
        let mut read = read(&[source]);
        read.batch.check(|_| true);
        read.batch.errors.iter().map(|error| (error.at.row, error.column, error.problem)).collect()
    }

    fn codes(bytes: &[u8]) -> Vec<String> {
        let source = Source { name: "x.csv".to_owned(), bytes: bytes.to_vec() };
        let read = read(&[source]);
        assert_eq!(read.batch.errors, [], "{}", String::from_utf8_lossy(bytes));
        read.batch.entries.iter().map(|entry| format!("{} {}", entry.code, entry.name)).collect()
    }

    #[test]
    fn commas_semicolons_tabs_and_line_ends_of_all_kinds_are_read() {
        for text in [
            "code,name\n11,ACEH\n36,BANTEN\n",
            "code;name\r\n11;ACEH\r\n36;BANTEN",
            "\u{feff}code\tname\n11\tACEH\n\n36\tBANTEN\n\t\n",
            "\"code\",\"name\"\n\"11\",\"ACEH\"\n36,\"BANTEN\"\n",
        ] {
            assert_eq!(codes(text.as_bytes()), ["11 Aceh", "36 Banten"]);
        }
    }

    #[test]
    fn a_quote_inside_a_name_is_part_of_it() {
        let text = b"code,district_code,name\n35.13.15.2017,35.13.15,Soka\"an\n";
        assert_eq!(codes(text), ["35.13.15.2017 Soka\"an"]);
    }

    #[test]
    fn files_that_are_no_text_are_refused_with_their_place() {
        let utf16: Vec<u8> =
            "\u{feff}code,name\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(errors(&utf16), [(0, 0, Problem::Encoding)]);
        assert_eq!(errors(b"code,name\n11,A\xff\n"), [(2, 0, Problem::Encoding)]);
        assert_eq!(errors(b"code,name\n11,A\n12,B\0\n"), [(3, 0, Problem::Control)]);
        assert_eq!(errors(b""), [(1, 0, Problem::Header)]);
        assert_eq!(errors(b"PK\x03\x04\x00\x00"), [(1, 0, Problem::Control)]);
    }

    #[test]
    fn headers_that_mean_nothing_are_refused() {
        assert_eq!(errors(b"code|name\n11|A\n"), [(1, 0, Problem::Header)]);
        assert_eq!(errors(b"code,name,code\n11,A,12\n"), [(1, 3, Problem::DuplicateColumn)]);
        assert_eq!(errors(b"code;name;code\n11;A;12\n"), [(1, 3, Problem::DuplicateColumn)]);
        let wide = vec!["code"; 300].join(",");
        assert_eq!(errors(wide.as_bytes()), [(1, 0, Problem::TooManyColumns)]);
        assert_eq!(errors(b"code,name\n"), [(0, 0, Problem::Empty)]);
    }

    #[test]
    fn every_bad_row_is_named_by_its_line() {
        let text = b"code,name\n11,ACEH\n\n12\nxx,NAME\n13,\n11,ACEH\n14,\"never closed\n15,B\n";
        assert_eq!(
            errors(text),
            [
                (4, 0, Problem::Cells),
                (5, 1, Problem::Code),
                (6, 2, Problem::Required),
                (7, 1, Problem::Duplicate),
                (8, 2, Problem::Control),
            ]
        );
    }

    #[test]
    fn a_million_rows_are_stopped() {
        let mut text = b"code,name\n".to_vec();
        for _ in 0..1_000_000 {
            text.extend_from_slice(b"\"\",\n");
        }
        assert_eq!(errors(&text).last(), Some(&(MAX_ROWS + 2, 0, Problem::TooManyRows)));
    }
}
