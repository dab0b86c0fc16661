//! Rows out as text in columns that every spreadsheet program opens and none runs.

use csv::WriterBuilder;

/// Writes rows as CSV: UTF-8 with its mark, semicolons, as Excel expects under Indonesian settings.
/// A cell that a program could take for a formula begins with an apostrophe.
pub fn export<R, C>(rows: R) -> Vec<u8>
where
    R: IntoIterator<Item = C>,
    C: IntoIterator<Item = String>,
{
    let mut writer = WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.into_iter().map(|cell| safe(&cell));
        // Writing to memory does not fail; a row that could not be written would be missing, not wrong.
        let _ = writer.write_record(cells);
    }
    let text = writer.into_inner().unwrap_or_default();
    let mut bytes = b"\xef\xbb\xbf".to_vec();
    bytes.extend(text);
    bytes
}

/// Signs that begin a formula or a command in one program or another.
const LIVE: [char; 10] = ['=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '＝'];

/// The cell as plain text, whatever signs without a width stand before a live one.
pub(super) fn safe(cell: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | ' ' | '\u{a0}');
    let first = cell.chars().find(|c| !hidden(*c));
    if first.is_some_and(|c| LIVE.contains(&c)) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_written_as_text() {
        for live in [
            "=1+1",
            "+62",
            "-1",
            "@SUM(A1)",
            "|cmd",
            "%0a",
            "\tx",
            "\rx",
            "\u{feff}=1",
            "\u{200b}=1",
            " =1",
            "＝1",
        ] {
            assert_eq!(safe(live), format!("'{live}"));
        }
        for plain in ["Dinsos", "75%", "a=b", "", "1-2"] {
            assert_eq!(safe(plain), plain);
        }
    }

    #[test]
    fn rows_are_quoted_where_they_must_be() {
        let rows = [vec!["a;b".to_owned(), "c\"d".to_owned()], vec!["=1".to_owned()]];
        let text = String::from_utf8(export(rows)).unwrap();
        assert_eq!(text, "\u{feff}\"a;b\";\"c\"\"d\"\n'=1\n");
    }
}
