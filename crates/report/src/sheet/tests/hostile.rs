//! Files made to do harm, and damaged ones.

use super::*;

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

#[test]
fn a_text_that_is_shown_in_thousands_of_cells_is_a_bomb() {
    let text = "x".repeat(100_000);
    let row = format!(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="150"><table:table-cell office:value-type="string" table:number-columns-repeated="100"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
    );
    assert_eq!(refused(&ods(&row)), SheetError::Bomb);
    let few = row.replace("\"150\"", "\"2\"");
    assert!(read(&ods(&few), "x.ods", &Limits::default()).is_ok());
}
