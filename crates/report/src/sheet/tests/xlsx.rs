//! Workbooks as Excel writes them.

use super::*;

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
