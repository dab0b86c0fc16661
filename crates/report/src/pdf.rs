//! PDF by typst: our own templates over embedded fonts, with nothing from outside.
//!
//! There are no files, no network and no clock behind a template; what it prints arrives as data
//! in `sys.inputs`, never as markup, so `#set page()` in a name prints as it was typed. Rendering
//! takes tens of milliseconds: call it from a blocking thread.

use std::sync::LazyLock;

use domain::time::Date;
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Array, Bytes, Datetime, Dict, Duration, Smart, Str, Value},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_pdf::{PdfOptions, Timestamp};

/// A template of ours, by its file name under `src/typ/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template(&'static str);

/// Membership list of a task force.
pub const MEMBERSHIP: Template = Template("membership.typ");
/// Matrix of a plan.
pub const PLAN: Template = Template("plan.typ");
/// A report of headings, facts, pictures and tables.
pub const DOCUMENT: Template = Template("document.typ");
/// An official letter.
pub const CORRESPONDENCE: Template = Template("correspondence.typ");

/// Every template and what they import.
const FILES: &[(&str, &str)] = &[
    ("letter.typ", include_str!("typ/letter.typ")),
    ("membership.typ", include_str!("typ/membership.typ")),
    ("plan.typ", include_str!("typ/plan.typ")),
    ("document.typ", include_str!("typ/document.typ")),
    ("correspondence.typ", include_str!("typ/correspondence.typ")),
];

/// What a template prints: names and values, text as text.
#[derive(Debug, Clone, Default)]
pub struct Data {
    values: Dict,
    records: usize,
}

/// Most records of a document that carries the structure a screen reader goes by. That structure
/// is ten times as large as the rest: a thousand rows make 2.4 MB of 190 kB. Whoever reads with
/// ears has the same rows on the page and in the workbook.
const MOST_TAGGED: usize = 300;

/// Why a document is not rendered: a fault of a template, never of the data.
#[derive(Debug, thiserror::Error)]
#[error("document {template}: {message}")]
pub struct PdfError {
    template: &'static str,
    message: String,
}

impl Data {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With `text` under `name`.
    #[must_use]
    pub fn text(self, name: &str, text: &str) -> Self {
        self.value(name, Self::string(text))
    }

    /// With `text`, or `none` where there is none.
    #[must_use]
    pub fn maybe(self, name: &str, text: Option<&str>) -> Self {
        self.value(name, text.map_or(Value::None, Self::string))
    }

    /// With a yes or no.
    #[must_use]
    pub fn flag(self, name: &str, yes: bool) -> Self {
        self.value(name, Value::Bool(yes))
    }

    /// With a whole number.
    #[must_use]
    pub fn number(self, name: &str, number: i64) -> Self {
        self.value(name, Value::Int(number))
    }

    /// With a list of texts.
    #[must_use]
    pub fn texts<'a>(self, name: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts = texts.into_iter().map(Self::string).collect();
        self.value(name, Value::Array(texts))
    }

    /// With a list of lists of texts.
    #[must_use]
    pub fn arrays<'a, T>(mut self, name: &str, lists: impl IntoIterator<Item = T>) -> Self
    where
        T: IntoIterator<Item = &'a str>,
    {
        let list = |texts: T| Value::Array(texts.into_iter().map(Self::string).collect());
        let lists: Array = lists.into_iter().map(list).collect();
        self.records += lists.len();
        self.value(name, Value::Array(lists))
    }

    /// With a list of whole numbers.
    #[must_use]
    pub fn numbers(self, name: &str, numbers: impl IntoIterator<Item = i64>) -> Self {
        self.value(name, Value::Array(numbers.into_iter().map(Value::Int).collect()))
    }

    /// With a list of records.
    #[must_use]
    pub fn list(mut self, name: &str, records: impl IntoIterator<Item = Self>) -> Self {
        let mut list = Array::new();
        for record in records {
            self.records += 1 + record.records;
            list.push(Value::Dict(record.values));
        }
        self.value(name, Value::Array(list))
    }

    /// With a record.
    #[must_use]
    pub fn record(mut self, name: &str, record: Self) -> Self {
        self.records += record.records;
        self.value(name, Value::Dict(record.values))
    }

    /// With a record, or `none` where there is none.
    #[must_use]
    pub fn maybe_record(self, name: &str, record: Option<Self>) -> Self {
        self.value(name, record.map_or(Value::None, |record| Value::Dict(record.values)))
    }

    /// With a picture as SVG, the same that the page shows.
    #[must_use]
    pub fn svg(self, name: &str, svg: String) -> Self {
        self.value(name, Value::Bytes(Bytes::new(svg.into_bytes())))
    }

    /// A string to print; one with reversing signs is kept from turning its neighbours.
    fn string(text: &str) -> Value {
        let reverses = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let kept = text.contains(reverses).then(|| format!("\u{2068}{text}\u{2069}"));
        Value::Str(kept.map_or_else(|| Str::from(text), Str::from))
    }

    /// With a picture as JPEG or PNG.
    #[must_use]
    pub fn picture(self, name: &str, bytes: Vec<u8>) -> Self {
        self.value(name, Value::Bytes(Bytes::new(bytes)))
    }

    fn value(mut self, name: &str, value: Value) -> Self {
        self.values.insert(Str::from(name), value);
        self
    }
}

/// Renders `template` over `data`; `date` is the document's date of creation. The same input
/// gives the same bytes.
///
/// # Errors
/// [`PdfError`] where the template does not fit the data.
pub fn render(template: Template, data: Data, date: Date) -> Result<Vec<u8>, PdfError> {
    let fail = |message| PdfError { template: template.0, message };
    let world = Desk::new(template, data.values).ok_or_else(|| fail("unknown".to_owned()))?;
    let document = typst::compile(&world).output.map_err(|errors| fail(told(&errors)))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Gugus".to_owned())),
        timestamp: timestamp(date),
        tagged: data.records <= MOST_TAGGED,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| fail(told(&errors)))?;
    // The compiler keeps what it computed for a next run; every run of ours has other data.
    typst::comemo::evict(0);
    Ok(bytes)
}

fn told(errors: &[SourceDiagnostic]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}

fn timestamp(date: Date) -> Option<Timestamp> {
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    Datetime::from_ymd(date.year().into(), month, day).map(Timestamp::new_utc)
}

/// The world of one document: our sources, the embedded fonts, its data.
struct Desk {
    library: LazyHash<Library>,
    main: FileId,
}

struct Fonts {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// Fonts are read once; most documents use three of them.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> =
        typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

/// Templates are parsed once.
static SOURCES: LazyLock<Vec<(&'static str, Source)>> = LazyLock::new(|| {
    let source = |&(name, text): &(&'static str, &str)| {
        let path = VirtualPath::new(name).ok()?;
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Some((name, Source::new(id, text.to_owned())))
    };
    FILES.iter().filter_map(source).collect()
});

impl Desk {
    fn new(template: Template, inputs: Dict) -> Option<Self> {
        let (_, main) = SOURCES.iter().find(|(name, _)| *name == template.0)?;
        let library = Library::builder().with_inputs(inputs).build();
        Some(Self { library: LazyHash::new(library), main: main.id() })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = SOURCES.iter().find(|(_, source)| source.id() == id);
        known.map(|(_, source)| source.clone()).ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The text of a document as it is laid out, run by run, for tests of what is printed.
#[cfg(test)]
pub(crate) fn printed(template: Template, data: Data) -> String {
    use typst::layout::{Frame, FrameItem};

    fn walk(frame: &Frame, out: &mut String) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Text(run) => out.push_str(&run.text),
                FrameItem::Group(group) => walk(&group.frame, out),
                _ => {}
            }
        }
    }

    let world = Desk::new(template, data.values).expect("the template is known");
    let document = typst::compile(&world).output.expect("the template fits");
    // Says of which type the document is.
    typst_pdf::pdf(&document, &PdfOptions::default()).expect("the document is exported");
    let mut out = String::new();
    document.pages().iter().for_each(|page| walk(&page.frame, &mut out));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_does_not_fit_its_data_says_so_and_does_not_panic() {
        let error = render(MEMBERSHIP, Data::new(), Date::constant(2024, 6, 19));
        assert!(error.is_err_and(|error| error.to_string().starts_with("document membership.typ")));
    }

    #[test]
    fn a_template_reaches_no_file_and_no_clock() {
        let world = Desk::new(MEMBERSHIP, Dict::new()).expect("the template is known");
        let path = VirtualPath::new("/etc/passwd").expect("a path");
        let outside = RootedPath::new(VirtualRoot::Project, path).intern();
        assert!(world.file(outside).is_err() && world.source(outside).is_err());
        assert!(world.today(None).is_none());
    }
}
