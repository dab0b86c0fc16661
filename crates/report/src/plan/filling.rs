//! The workbook of one office: a line per report that is waited for, to be filled by hand and sent
//! back. What is to be filled is coloured; a hidden column says which line is which.

use domain::plan::{FILLED, KEY_HEADING};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook};

use super::workbook::SheetFault;

/// One report to fill in.
#[derive(Debug, Clone)]
pub struct FillLine {
    /// Which report it is.
    pub key: String,
    /// Checkpoint as people call it, and the last day.
    pub checkpoint: String,
    /// The last day to report it.
    pub deadline: String,
    /// Code and name of the activity.
    pub activity: String,
    /// The indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// Target of the year, as shown.
    pub target: String,
    /// What should have been reached by then, as shown.
    pub expected: String,
    /// The office's last figure, as shown.
    pub previous: String,
    /// Whether it asks for a part and a whole.
    pub is_percentage: bool,
}

/// Headings of what is only read, with their widths.
const SHOWN: [(&str, f64); 8] = [
    ("TITIK PANTAU", 12.0),
    ("PALING LAMBAT", 14.0),
    ("KEGIATAN", 36.0),
    ("INDIKATOR", 28.0),
    ("SATUAN", 12.0),
    ("TARGET TAHUN", 12.0),
    ("SEHARUSNYA", 12.0),
    ("LAPORAN SEBELUMNYA", 14.0),
];

/// Rows above the head of the table: title, how to fill, an empty one.
const ABOVE: u32 = 3;

/// The workbook of an office.
///
/// # Errors
/// [`SheetFault`] where a text is longer than a cell takes.
pub fn filling(title: &str, how: &str, lines: &[FillLine]) -> Result<Vec<u8>, SheetFault> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Isian")?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00E2_EEEB))
        .set_border_bottom(FormatBorder::Medium);
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let fill =
        words.clone().set_background_color(Color::RGB(0x00FF_F4D6)).set_border(FormatBorder::Thin);
    let closed = words.clone().set_background_color(Color::RGB(0x00DD_DDDD));
    let bold = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, title, &bold)?;
    sheet.write_string(1, 0, how)?;
    let first_filled = u16::try_from(SHOWN.len()).unwrap_or(u16::MAX);
    for (at, (heading, width)) in (0_u16..).zip(SHOWN) {
        sheet.write_string_with_format(ABOVE, at, heading, &head)?;
        sheet.set_column_width(at, width)?;
    }
    for (at, (heading, field)) in (first_filled..).zip(FILLED) {
        sheet.write_string_with_format(ABOVE, at, heading, &head)?;
        let prose = matches!(field, "obstacle" | "follow_up" | "nihil_reason");
        sheet.set_column_width(at, if prose { 30.0 } else { 14.0 })?;
    }
    let key_at = first_filled + u16::try_from(FILLED.len()).unwrap_or(0);
    sheet.write_string(ABOVE, key_at, KEY_HEADING)?;
    sheet.set_column_hidden(key_at)?;
    for (row, line) in (ABOVE + 1..).zip(lines) {
        let shown = [
            &line.checkpoint,
            &line.deadline,
            &line.activity,
            &line.indicator,
            &line.unit,
            &line.target,
            &line.expected,
            &line.previous,
        ];
        for (at, text) in (0_u16..).zip(shown) {
            sheet.write_string_with_format(row, at, text, &words)?;
        }
        for (at, (_, field)) in (first_filled..).zip(FILLED) {
            let asked = match field {
                "value" => !line.is_percentage,
                "numerator" | "denominator" => line.is_percentage,
                _ => true,
            };
            sheet.write_blank(row, at, if asked { &fill } else { &closed })?;
        }
        sheet.write_string(row, key_at, &line.key)?;
    }
    sheet.set_freeze_panes(ABOVE + 1, 3)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(ABOVE, ABOVE)?;
    Ok(book.save_to_buffer()?)
}
