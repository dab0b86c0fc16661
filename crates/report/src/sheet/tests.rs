//! Files as offices send them, and files made to do harm.

use std::{fmt::Write as _, io::Write as _, path::Path};

use domain::{
    sheet::{Area, Cell, Sheet, Workbook},
    time::parse_date,
};
use rust_xlsxwriter as xw;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{Limits, SheetError, read};

fn workbook(build: impl FnOnce(&mut xw::Workbook)) -> Vec<u8> {
    let mut book = xw::Workbook::new();
    build(&mut book);
    book.save_to_buffer().unwrap()
}

fn opened(bytes: &[u8]) -> Workbook {
    read(bytes, "rad.xlsx", &Limits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> SheetError {
    read(bytes, "rad.xlsx", &Limits::default()).unwrap_err()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.into())
}

/// An archive of the given parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEET_RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A workbook of raw XML: its sheet list, its first sheet, and other parts.
fn raw(sheets: &str, sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let book = format!(
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"#
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEET_RELS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    archive(&parts)
}

const ONE: &str = r#"<sheet name="RAD" sheetId="1" r:id="r1"/>"#;

fn cells(inner: &str) -> String {
    format!("<worksheet><sheetData>{inner}</sheetData></worksheet>")
}

#[test]
fn every_kind_of_cell_keeps_its_type() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet().set_name("Matriks RAD").unwrap();
        sheet.write(0, 0, "Strategi\r\nA").unwrap();
        sheet.write(1, 0, 1250.5).unwrap();
        let percent = xw::Format::new().set_num_format("0%");
        sheet.write_with_format(1, 1, 0.75, &percent).unwrap();
        let date = xw::Format::new().set_num_format("dd/mm/yyyy");
        let day = xw::ExcelDateTime::from_ymd(2024, 6, 19).unwrap();
        sheet.write_with_format(1, 2, &day, &date).unwrap();
        sheet.write(1, 3, true).unwrap();
        sheet.write(1, 4, "=HYPERLINK(\"x\")").unwrap();
        let not_percent = xw::Format::new().set_num_format("0 \"%\"");
        sheet.write_with_format(1, 5, 75, &not_percent).unwrap();
        sheet.merge_range(3, 0, 5, 1, "gabung", &xw::Format::new()).unwrap();
        sheet.write(6, 0, "akhir").unwrap();
        book.add_worksheet().set_name("Arsip").unwrap().set_hidden(true);
    });
    let book = opened(&bytes);
    let sheet = &book.sheets[0];
    assert_eq!(sheet.name, "Matriks RAD");
    assert_eq!(sheet.cell(0, 0), &text("Strategi\nA"));
    assert_eq!(sheet.cell(1, 0), &Cell::Number(1250.5));
    assert_eq!(sheet.cell(1, 1), &Cell::Percent(0.75));
    assert_eq!(sheet.cell(1, 2), &Cell::Date(parse_date("2024-06-19").unwrap()));
    assert_eq!(sheet.cell(1, 3), &Cell::Flag(true));
    assert_eq!(sheet.cell(1, 4), &text("=HYPERLINK(\"x\")"), "formula-looking text stays text");
    assert_eq!(sheet.cell(1, 5), &Cell::Number(75.0));
    assert_eq!(sheet.seen(5, 1), &text("gabung"));
    assert_eq!(sheet.merge_at(4, 0), Some(Area { top: 3, left: 0, bottom: 5, right: 1 }));
    assert!(!sheet.hidden && book.sheets[1].hidden);
}

#[test]
fn a_formula_gives_its_stored_value_and_never_itself() {
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        sheet.write(0, 0, xw::Formula::new("=1+2").set_result("3")).unwrap();
        sheet.write(0, 1, xw::Formula::new("=A1&\"x\"").set_result("tiga")).unwrap();
        sheet.write(0, 2, xw::Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let book = opened(&bytes);
    let row: Vec<&Cell> = (0..3).map(|column| book.sheets[0].cell(0, column)).collect();
    assert_eq!(row, [&Cell::Number(3.0), &text("tiga"), &Cell::Fault]);
    assert!(!format!("{book:?}").contains("A1&"));
    let unstored = cells(
        r#"<row r="1"><c r="A1"><f>WEBSERVICE("http://x")</f><v></v></c><c r="B1"><f>B2</f><v/></c><c r="C1" t="str"><f>C2</f></c></row>"#,
    );
    let book = opened(&raw(ONE, &unstored, &[]));
    assert!((0..3).all(|column| book.sheets[0].cell(0, column) == &Cell::Unstored));
    assert!(!format!("{book:?}").contains("WEBSERVICE"));
    let shared = cells(
        r#"<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="4000000000">B1</f><v>5</v></c></row><row r="2"><c r="A2"><f t="shared" si="4000000000"/></c></row>"#,
    );
    let book = opened(&raw(ONE, &shared, &[]));
    assert_eq!(book.sheets[0].cell(0, 0), &Cell::Number(5.0));
    assert_eq!(book.sheets[0].cell(1, 0), &Cell::Unstored);
}

#[test]
fn one_cell_at_the_far_corner_costs_nothing_and_is_refused() {
    let far = cells(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#);
    assert_eq!(refused(&raw(ONE, &far, &[])), SheetError::TooManyRows("RAD".into()));
    let styled = cells(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>"#,
    );
    assert_eq!(opened(&raw(ONE, &styled, &[])).sheets[0].row_count(), 1);
}

#[test]
fn three_hundred_columns_are_read_and_one_more_is_refused() {
    let wide = |columns: u16| {
        workbook(|book| {
            let sheet = book.add_worksheet().set_name("Lebar").unwrap();
            sheet.write(0, columns - 1, "x").unwrap();
        })
    };
    assert_eq!(opened(&wide(300)).sheets[0].cell(0, 299), &text("x"));
    assert_eq!(refused(&wide(301)), SheetError::TooManyColumns("Lebar".into()));
}

#[test]
fn rows_beyond_the_limit_are_refused() {
    let limits = Limits { rows: 10, ..Limits::default() };
    let csv = "a;b\n".repeat(11);
    let refused = read(csv.as_bytes(), "banyak.csv", &limits).unwrap_err();
    assert_eq!(refused, SheetError::TooManyRows("banyak".into()));
    assert!(read("a;b\n".repeat(10).as_bytes(), "banyak.csv", &limits).is_ok());
}

#[test]
fn a_part_that_unpacks_to_far_more_is_a_bomb() {
    let zeros = vec![b' '; 40 << 20];
    assert_eq!(refused(&raw(ONE, "<worksheet/>", &[("xl/x.xml", &zeros)])), SheetError::Bomb);
    let noise: Vec<u8> =
        (0..3_000_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
    let limits = Limits { unpacked: 8 << 20, ..Limits::default() };
    let big = raw(ONE, "<worksheet/>", &[("xl/media/a.bin", &noise)]);
    assert_eq!(read(&big, "x", &limits), Err(SheetError::TooLarge), "larger than a file may be");
    let limits = Limits { bytes: 64 << 20, ..limits };
    assert_eq!(read(&big, "x", &limits), Err(SheetError::Bomb));
}

#[test]
fn a_size_that_the_archive_lies_about_is_not_believed() {
    let mut bytes = raw(ONE, "<worksheet/>", &[("xl/x.xml", &vec![b' '; 40 << 20])]);
    let size = (40_u32 << 20).to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == size) {
        bytes[at..at + 4].copy_from_slice(&7_u32.to_le_bytes());
    }
    assert!(matches!(refused(&bytes), SheetError::Bomb | SheetError::Broken(_)));
}

#[test]
fn too_many_parts_or_sheets_are_refused() {
    let names: Vec<String> = (0..1_100).map(|n| format!("xl/part{n}.xml")).collect();
    let parts: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    assert_eq!(refused(&raw(ONE, "<worksheet/>", &parts)), SheetError::Bomb);
    let mut sheets = String::new();
    for n in 0..51 {
        let _ = write!(sheets, r#"<sheet name="S{n}" sheetId="{n}" r:id="r1"/>"#);
    }
    assert_eq!(refused(&raw(&sheets, &cells(""), &[])), SheetError::TooManySheets);
}

#[test]
fn many_sheets_over_one_large_part_are_refused() {
    let mut rows = String::new();
    for n in 1..=19_000 {
        let _ =
            write!(rows, r#"<row r="{n}"><c r="A{n}" t="str"><v>{:032x}</v></c></row>"#, n * 7_919);
    }
    let mut sheets = String::new();
    for n in 0..50 {
        let _ = write!(sheets, r#"<sheet name="S{n}" sheetId="{n}" r:id="r1"/>"#);
    }
    let limits = Limits { unpacked: 4 << 20, ..Limits::default() };
    assert_eq!(read(&raw(&sheets, &cells(&rows), &[]), "x", &limits), Err(SheetError::Bomb));
}

#[test]
fn an_external_entity_is_never_looked_up() {
    let evil = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>"#;
    assert_eq!(refused(&raw(ONE, evil, &[])), SheetError::Unsafe);
    let undefined = cells(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a&e;b</t></is></c></row>"#);
    let read = read(&raw(ONE, &undefined, &[]), "x", &Limits::default());
    assert!(matches!(read, Err(SheetError::Broken(_))), "{read:?}");
    let ods = ods(&format!("<table:table table:name=\"A\">{}</table:table>", ods_row("&e;")));
    assert_eq!(refused(&ods), SheetError::Unsafe);
}

#[test]
fn a_billion_laughs_are_not_told() {
    let laughs = r#"<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst uniqueCount="1"><si><t>&b;</t></si></sst>"#;
    let bytes = raw(ONE, &cells(""), &[("xl/sharedStrings.xml", laughs.as_bytes())]);
    assert_eq!(refused(&bytes), SheetError::Unsafe);
}

#[test]
fn xml_in_another_encoding_is_refused() {
    let wide: Vec<u8> =
        "<sst uniqueCount=\"9\"/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        refused(&raw(ONE, &cells(""), &[("xl/sharedStrings.xml", &wide)])),
        SheetError::Unsafe
    );
    let stated = r#"<?xml version="1.0" encoding="Shift_JIS"?><sst/>"#;
    let bytes = raw(ONE, &cells(""), &[("xl/sharedStrings.xml", stated.as_bytes())]);
    assert_eq!(refused(&bytes), SheetError::Unsafe);
}

#[test]
fn room_for_strings_that_are_only_announced_is_not_made() {
    let announced = r#"<sst uniqueCount = "900000000000"></sst>"#;
    let bytes = raw(ONE, &cells(""), &[("xl/sharedStrings.xml", announced.as_bytes())]);
    assert_eq!(refused(&bytes), SheetError::Bomb);
    let formats = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(70_000));
    let bytes = raw(ONE, &cells(""), &[("xl/styles.xml", formats.as_bytes())]);
    assert_eq!(refused(&bytes), SheetError::Bomb);
    let font = format!(
        "<styleSheet><fonts><font><name val=\"{}\"/></font></fonts><cellXfs><xf/></cellXfs></styleSheet>",
        "A".repeat(2_000)
    );
    let bytes = raw(ONE, &cells(""), &[("xl/styles.xml", font.as_bytes())]);
    assert_eq!(refused(&bytes), SheetError::Bomb);
}

#[test]
fn merged_areas_over_the_whole_sheet_are_cut_or_refused() {
    let merged = |areas: usize| {
        let mut rows = String::new();
        for n in 1..=9_000 {
            let _ = write!(rows, r#"<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>"#);
        }
        let area = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(areas);
        format!(
            "<worksheet><sheetData>{rows}</sheetData><mergeCells>{area}</mergeCells></worksheet>"
        )
    };
    assert_eq!(refused(&raw(ONE, &merged(1), &[])), SheetError::TooManyCells);
    let small = format!(
        r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells>{}</mergeCells></worksheet>"#,
        r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(3)
    );
    assert_eq!(
        opened(&raw(ONE, &small, &[])).sheets[0].merge_at(0, 299).map(Area::height),
        Some(1)
    );
}

#[test]
fn other_files_are_named_for_what_they_are() {
    assert_eq!(refused(b""), SheetError::Empty);
    assert_eq!(refused(b"  \n "), SheetError::Empty);
    assert_eq!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1]), SheetError::OldFormat);
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0];
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&locked), SheetError::Encrypted);
    assert_eq!(refused(&archive(&[("word/document.xml", b"<a/>")])), SheetError::UnknownFormat);
    assert_eq!(refused(b"<html><table>"), SheetError::UnknownFormat);
    assert_eq!(refused(b"%PDF-1.7 x"), SheetError::UnknownFormat);
    assert!(matches!(refused(b"PK\x03\x04 damaged"), SheetError::Broken(_)));
    assert!(matches!(refused(&raw(ONE, "<worksheet><sheetData><row", &[])), SheetError::Broken(_)));
    let big = vec![b'a'; (10 << 20) + 1];
    assert_eq!(refused(&big), SheetError::TooLarge);
}

#[test]
fn a_workbook_cut_anywhere_is_refused_and_never_worse() {
    let whole = workbook(|book| {
        book.add_worksheet().write(0, 0, "Kegiatan").unwrap();
    });
    for end in (4..whole.len()).step_by(97) {
        assert!(read(&whole[..end], "x", &Limits::default()).is_err(), "{end}");
    }
    for at in (0..whole.len()).step_by(41) {
        let mut bent = whole.clone();
        bent[at] ^= 0x55;
        let _ = read(&bent, "x", &Limits::default());
    }
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

#[test]
fn naughty_text_comes_back_as_it_was() {
    let naughty = [
        "=1+1",
        "+62",
        "-1",
        "@SUM(A1)",
        "|cmd",
        "%0a",
        "'; DROP TABLE plan; --",
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "]]>",
        "\u{202e}txt.exe",
        "\u{200b}nol\u{200b}lebar",
        "مكافحة الاتجار",
        "👩‍👩‍👧‍👦🇮🇩",
        "Ṱ̺̺o͞ ̷i",
        "{{7*7}}",
        "${jndi:x}",
        "%s%n",
        "NULL",
        "true",
        "1E+02",
        "ﾊﾝｶｸ",
        "a\u{0301}",
        "\u{feff}bom di tengah",
        "nama   dengan   spasi",
        "C:\\x\\..\\y",
        "½ ¼ ²",
    ];
    let bytes = workbook(|book| {
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(naughty) {
            sheet.write_string(row, 0, line).unwrap();
        }
    });
    let book = opened(&bytes);
    for (row, line) in (0..).zip(naughty) {
        assert_eq!(book.sheets[0].cell(row, 0), &text(line), "{line}");
    }
    let controls = cells(
        r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a_x0000__x0007_b&#8;c</t></is></c></row>"#,
    );
    assert_eq!(opened(&raw(ONE, &controls, &[])).sheets[0].cell(0, 0), &text("abc"));
}

fn ods(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_row(text: &str) -> String {
    format!(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row>"#
    )
}

#[test]
fn an_open_document_gives_the_same_grid() {
    let bytes = ods(concat!(
        r#"<table:table table:name="RAD"><table:table-column table:number-columns-repeated="16384"/>"#,
        r#"<table:table-row><table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>Kegiatan</text:p><text:p>utama<text:s text:c="2"/>&amp; lain</text:p></table:table-cell><table:covered-table-cell/>"#,
        r#"<table:table-cell office:value-type="float" office:value="1250.5"><text:p>1.250,5</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="percentage" office:value="0.75"><text:p>75%</text:p></table:table-cell>"#,
        r#"<table:table-cell table:formula="of:=[.A1]"/>"#,
        r#"<table:table-cell table:formula="of:=1+2" office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>"#,
        r#"<table:table-cell office:value-type="date" office:date-value="2024-06-19"><text:p>19/06/24</text:p></table:table-cell>"#,
        r##"<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>"##,
        r#"<table:table-cell office:value-type="string"><office:annotation><text:p>catatan</text:p></office:annotation><text:p>isi</text:p></table:table-cell>"#,
        r#"<table:table-cell table:number-columns-repeated="16370"/></table:table-row>"#,
        r#"<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="boolean" office:boolean-value="true" table:number-columns-repeated="2"/></table:table-row>"#,
        r#"<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        r#"<table:table table:name="Arsip" table:style-name="ta2"></table:table>"#,
    ));
    let book = opened(&bytes);
    let sheet = &book.sheets[0];
    let row: Vec<Cell> = (2..9).map(|column| sheet.cell(0, column).clone()).collect();
    let date = Cell::Date(parse_date("2024-06-19").unwrap());
    let expected = [
        Cell::Number(1250.5),
        Cell::Percent(0.75),
        Cell::Unstored,
        Cell::Number(3.0),
        date,
        Cell::Fault,
        text("isi"),
    ];
    assert_eq!(row, expected);
    assert_eq!(sheet.cell(0, 0), &text("Kegiatan\nutama  & lain"));
    assert_eq!(sheet.merge_at(1, 1).map(|area| (area.width(), area.height())), Some((2, 2)));
    assert_eq!((sheet.row_count(), sheet.cell(2, 1)), (3, &Cell::Flag(true)));
    assert!(book.sheets[1].hidden);
}

#[test]
fn repetition_in_an_open_document_is_bounded() {
    let cell = r#"<table:table-cell office:value-type="string" table:number-columns-repeated="300"><text:p>x</text:p></table:table-cell>"#;
    let wide = format!(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="19999">{cell}</table:table-row></table:table>"#
    );
    assert_eq!(refused(&ods(&wide)), SheetError::TooManyCells);
    let long = r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="4294967295"><table:table-cell office:value-type="string"><text:p>x<text:s text:c="4294967295"/></text:p></table:table-cell></table:table-row></table:table>"#;
    assert_eq!(refused(&ods(long)), SheetError::TooManyRows("A".into()));
    let cut = ods("<table:table table:name=\"A\">");
    assert!(matches!(refused(&cut), SheetError::Broken(_)));
}

#[test]
fn the_shipped_standard_is_read_as_an_open_document() {
    // Outside the repository; skipped where it is absent.
    let Ok(bytes) = std::fs::read(shared("standards/htcds-2.0-field-standards.ods")) else {
        return;
    };
    let book = opened(&bytes);
    assert!(book.sheets.iter().any(|sheet| sheet.row_count() > 50));
}

fn shared(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path)
}

#[test]
fn the_example_matrix_is_read_with_its_merged_cells() {
    // Outside the repository; skipped where it is absent.
    let Ok(bytes) = std::fs::read(shared("plan/rad-2024-2026-contoh.xlsx")) else { return };
    let book = opened(&bytes);
    let sheet = &book.sheets[0];
    assert_eq!((sheet.name.as_str(), sheet.row_count()), ("MATRIKS RAD", 39));
    assert_eq!(sheet.seen(10, 1), &text("Pendidikan dan kesadaran masyarakat"));
    assert_eq!(sheet.cell(5, 5), &Cell::Number(8.0));
}
