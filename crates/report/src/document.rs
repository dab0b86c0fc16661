//! A report on paper: headings, sentences, facts, pictures and tables under one letterhead, and a
//! block that somebody signs.

use domain::time::Date;
use text::Lang;

use crate::{
    letter::{Letter, Letterhead, Signature},
    pdf::{self, Data, PdfError},
};

/// A document without what stands around it.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Title, also in its properties.
    pub title: String,
    /// Lines under it.
    pub lines: Vec<String>,
    /// What it says, in order.
    pub parts: Vec<Part>,
    /// The sentence before the signature.
    pub closing: String,
    /// Whether it lies on its long side.
    pub is_landscape: bool,
    /// Whether figures are invented.
    pub has_examples: bool,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A paragraph that is set apart: what is not confirmed, what is left out.
    Note(String),
    /// Names and values.
    Facts(Vec<(String, String)>),
    /// A picture as SVG, with its message.
    Picture(String, String),
    /// A table.
    Table(Table),
    /// Points with their numbers before them.
    Points(Vec<String>),
    /// Photographs, two side by side and six to a page.
    Photos(Vec<Photo>),
    /// A sentence, and those who sign under it, two side by side.
    Signers(String, Vec<Signer>),
}

/// A photograph on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// What it shows.
    pub caption: String,
    /// JPEG or PNG.
    pub bytes: Vec<u8>,
}

/// Somebody who signs beside others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// What they are in the document ("Pihak kesatu").
    pub role: String,
    /// For whom; may be empty.
    pub office: String,
    /// Position; may be empty.
    pub title: String,
    /// Name; empty leaves a line to write on.
    pub name: String,
}

/// A table whose head comes back on every page.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<(String, i64, bool)>,
    rows: Vec<Line>,
}

#[derive(Debug, Clone)]
enum Line {
    Band(String),
    Cells(Vec<Vec<String>>),
}

impl Table {
    /// No columns yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A column `mm` wide; 0 takes what is left.
    #[must_use]
    pub fn column(mut self, head: impl Into<String>, mm: i64) -> Self {
        self.columns.push((head.into(), mm, false));
        self
    }

    /// The same for figures, which stand to the right.
    #[must_use]
    pub fn figures(mut self, head: impl Into<String>, mm: i64) -> Self {
        self.columns.push((head.into(), mm, true));
        self
    }

    /// A row across that heads the rows below it.
    pub fn band(&mut self, text: impl Into<String>) {
        self.rows.push(Line::Band(text.into()));
    }

    /// A row: a cell per column, each of one or more lines.
    pub fn row(&mut self, cells: Vec<Vec<String>>) {
        self.rows.push(Line::Cells(cells));
    }
}

/// What stands around a document.
#[derive(Debug, Clone)]
pub struct Around {
    /// Lines of the letterhead.
    pub letterhead: Letterhead,
    /// Who signs; none leaves the block out.
    pub signature: Option<Signature>,
    /// Day of printing, in the task force's own zone.
    pub printed_on: Date,
}

/// The document as PDF.
///
/// # Errors
/// [`PdfError`] where the template does not fit.
pub fn document(document: &Document, around: &Around, lang: Lang) -> Result<Vec<u8>, PdfError> {
    pdf::render(pdf::DOCUMENT, data(document, around, lang), around.printed_on)
}

fn data(document: &Document, around: &Around, lang: Lang) -> Data {
    let letter = Letter {
        letterhead: around.letterhead.clone(),
        title: document.title.clone(),
        printed_on: around.printed_on,
        has_examples: document.has_examples,
        is_landscape: document.is_landscape,
    };
    Data::new()
        .record("letter", letter.data(lang))
        .texts("lines", document.lines.iter().map(String::as_str))
        .list("parts", document.parts.iter().map(part))
        .text("closing", &document.closing)
        .maybe_record("signature", around.signature.as_ref().map(|block| block.data(lang)))
}

fn part(part: &Part) -> Data {
    let kind = |kind: &str| Data::new().text("kind", kind);
    match part {
        Part::Heading(text) => kind("heading").text("text", text),
        Part::Text(text) => kind("text").text("text", text),
        Part::Note(text) => kind("note").text("text", text),
        Part::Facts(facts) => kind("facts")
            .arrays("facts", facts.iter().map(|(name, value)| [name.as_str(), value.as_str()])),
        Part::Picture(message, svg) => {
            kind("picture").text("text", message).svg("svg", svg.clone())
        }
        Part::Points(points) => kind("points").texts("points", points.iter().map(String::as_str)),
        Part::Photos(photos) => kind("photos").list("photos", photos.iter().map(photo)),
        Part::Signers(sentence, signers) => {
            kind("signers").text("text", sentence).list("signers", signers.iter().map(signer))
        }
        Part::Table(table) => {
            let right = (0..).zip(&table.columns).filter(|(_, column)| column.2);
            kind("table")
                .numbers("widths", table.columns.iter().map(|column| column.1))
                .numbers("right", right.map(|(at, _): (i64, _)| at))
                .texts("header", table.columns.iter().map(|column| column.0.as_str()))
                .list("rows", table.rows.iter().map(line))
        }
    }
}

fn photo(photo: &Photo) -> Data {
    Data::new().text("caption", &photo.caption).picture("bytes", photo.bytes.clone())
}

fn signer(signer: &Signer) -> Data {
    Data::new()
        .text("role", &signer.role)
        .text("office", &signer.office)
        .text("title", &signer.title)
        .maybe("name", Some(signer.name.as_str()).filter(|name| !name.is_empty()))
}

fn line(line: &Line) -> Data {
    match line {
        Line::Band(text) => Data::new().maybe("band", Some(text)),
        Line::Cells(cells) => Data::new()
            .maybe("band", None)
            .arrays("cells", cells.iter().map(|cell| cell.iter().map(String::as_str))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::printed;

    /// One grey pixel.
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
        0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a,
        0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8,
        0x0f, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1c, 0xb0, 0x8c, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49,
        0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];

    #[test]
    fn every_part_is_printed_as_it_was_written() {
        let mut table = Table::new().column("Kegiatan", 0).figures("Capaian", 20);
        table.band("A. Pendidikan");
        table.row(vec![
            vec!["A.1 #pagebreak()".to_owned(), "desa".to_owned()],
            vec!["62%".to_owned()],
        ]);
        let svg = crate::chart::bars("x", &[], None);
        let document_ = Document {
            title: "Laporan".to_owned(),
            lines: vec!["TW3 2026".to_owned()],
            parts: vec![
                Part::Heading("Bagian".to_owned()),
                Part::Text("Kalimat *tebal*".to_owned()),
                Part::Note("Belum ditetapkan".to_owned()),
                Part::Facts(vec![("Capaian".to_owned(), "62%".to_owned())]),
                Part::Picture("Pesan gambar".to_owned(), svg),
                Part::Table(table),
                Part::Points(vec!["Butir satu".to_owned(), "Butir #dua".to_owned()]),
                Part::Photos(vec![
                    Photo { caption: "Foto bersama".to_owned(), bytes: PNG.to_vec() };
                    3
                ]),
                Part::Signers(
                    "Dibuat dengan sebenarnya.".to_owned(),
                    vec![
                        Signer {
                            role: "Pihak kesatu".to_owned(),
                            office: "Dinas Sosial".to_owned(),
                            title: "Kepala Dinas".to_owned(),
                            name: "Siti".to_owned(),
                        },
                        Signer { role: "Saksi".to_owned(), ..Signer::default() },
                    ],
                ),
            ],
            closing: "Demikian.".to_owned(),
            is_landscape: true,
            has_examples: true,
        };
        let letterhead = Letterhead {
            government: "Pemerintah Kabupaten Contoh".to_owned(),
            body: "Gugus Tugas".to_owned(),
            address: vec![],
        };
        let around =
            Around { letterhead, signature: None, printed_on: Date::constant(2026, 11, 24) };
        let text = printed(pdf::DOCUMENT, data(&document_, &around, Lang::Id));
        for words in [
            "Bagian",
            "Kalimat *tebal*",
            "Belum ditetapkan",
            "Pesan gambar",
            "A. Pendidikan",
            "A.1 #pagebreak()",
            "62%",
            "Demikian.",
            "Butir #dua",
            "Foto bersama",
            "Dibuat dengan sebenarnya.",
            "Pihak kesatu",
            "Kepala Dinas",
            "Saksi",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(document(&document_, &around, Lang::En).is_ok_and(|pdf| pdf.starts_with(b"%PDF")));
    }
}
