//! Text in columns.

use super::*;

#[test]
fn rows_beyond_the_limit_are_refused() {
    let limits = Limits { rows: 10, ..Limits::default() };
    let csv = "a;b\n".repeat(11);
    let refused = read(csv.as_bytes(), "banyak.csv", &limits).unwrap_err();
    assert_eq!(refused, SheetError::TooManyRows("banyak".into()));
    assert!(read("a;b\n".repeat(10).as_bytes(), "banyak.csv", &limits).is_ok());
}

fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    let shown =
        |row| sheet.cells(row).filter_map(|(_, cell)| cell.as_text().map(Into::into)).collect();
    (0..sheet.row_count()).map(shown).collect()
}

#[test]
fn text_in_columns_is_read_whatever_the_delimiter() {
    for text in [
        "NO;KEGIATAN;TARGET\n1;Sosialisasi, dan lain-lain;1.250,5\n",
        "NO,KEGIATAN,TARGET\r\n1,\"Sosialisasi, dan lain-lain\",\"1.250,5\"\r\n",
        "NO\tKEGIATAN\tTARGET\n1\tSosialisasi, dan lain-lain\t1.250,5",
        "NO|KEGIATAN|TARGET\n1|Sosialisasi, dan lain-lain|1.250,5",
        "sep=;\nNO;KEGIATAN;TARGET\n1;Sosialisasi, dan lain-lain;1.250,5\n",
        "\u{feff}NO;KEGIATAN;TARGET\n1;Sosialisasi, dan lain-lain;1.250,5\n",
    ] {
        let book = opened(text.as_bytes());
        assert_eq!(book.sheets[0].name, "rad");
        let rows = rows(&book.sheets[0]);
        assert_eq!(rows[0], ["NO", "KEGIATAN", "TARGET"], "{text}");
        assert_eq!(rows[1], ["1", "Sosialisasi, dan lain-lain", "1.250,5"], "{text}");
    }
}

#[test]
fn text_is_read_in_utf_16_and_windows_1252() {
    let line = "NO;KEGIATAN\n1;Pelatihan “dasar” – é\n";
    let mut little = vec![0xFF, 0xFE];
    little.extend(line.encode_utf16().flat_map(u16::to_le_bytes));
    let mut big = vec![0xFE, 0xFF];
    big.extend(line.encode_utf16().flat_map(u16::to_be_bytes));
    let old = b"NO;KEGIATAN\n1;Pelatihan \x93dasar\x94 \x96 \xe9\n".to_vec();
    for bytes in [little, big, old, line.as_bytes().to_vec()] {
        let book = opened(&bytes);
        assert_eq!(rows(&book.sheets[0])[1], ["1", "Pelatihan “dasar” – é"]);
    }
}

#[test]
fn nul_bytes_are_refused() {
    assert_eq!(refused(b"NO;KEGIATAN\n1;a\0b\n"), SheetError::Nul);
    let unmarked: Vec<u8> = "NO;KEGIATAN\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&unmarked), SheetError::Nul);
}
