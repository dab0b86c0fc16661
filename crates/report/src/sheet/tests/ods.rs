//! OpenDocument spreadsheets.

use super::*;

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
