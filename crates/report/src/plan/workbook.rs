//! The plan as XLSX: text is always text, so nothing in it is ever run.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::{
    View,
    columns::{Content, of},
};

/// Why a workbook is not written: a text longer than a cell takes.
#[derive(Debug, thiserror::Error)]
#[error("workbook: {0}")]
pub struct SheetFault(String);

impl From<XlsxError> for SheetFault {
    fn from(cause: XlsxError) -> Self {
        Self(cause.to_string())
    }
}

/// Rows above the head of the table: title, day, an empty one.
const ABOVE: u32 = 3;

/// The workbook of a plan; columns of what was reached are for reading, and the last column, which
/// is hidden, says which row is which when it is imported again.
///
/// # Errors
/// [`SheetFault`] where a text is longer than a cell takes.
pub fn workbook(view: &View) -> Result<Vec<u8>, SheetFault> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("RAD")?;
    let title = Format::new().set_bold().set_font_size(14);
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E2_EEEB))
        .set_border_bottom(FormatBorder::Medium);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let whole = Format::new().set_num_format("#,##0").set_align(FormatAlign::Top);
    let parts = Format::new().set_num_format("#,##0.0###").set_align(FormatAlign::Top);
    sheet.write_string_with_format(0, 0, &view.title, &title)?;
    sheet.write_string(1, 0, &view.as_of)?;
    let columns = of(view);
    for (at, column) in (0_u16..).zip(&columns) {
        sheet.write_string_with_format(ABOVE, at, column.heading(), &head)?;
        sheet.set_column_width(at, column.width())?;
        if column.is_id() {
            sheet.set_column_hidden(at)?;
        }
    }
    for (line, row) in (ABOVE + 1..).zip(&view.rows) {
        for (at, column) in (0_u16..).zip(&columns) {
            match column.content(row) {
                Content::Nothing => {}
                Content::Text(text) => {
                    sheet.write_string_with_format(line, at, text, &words)?;
                }
                Content::Number(number) => {
                    let figure = if number.fract() == 0.0 { &whole } else { &parts };
                    sheet.write_number_with_format(line, at, number, figure)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(ABOVE + 1, 1)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(ABOVE, ABOVE)?;
    Ok(book.save_to_buffer()?)
}
