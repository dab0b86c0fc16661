//! What a row under the headings is: something planned, a heading of its own, or neither.

mod signature;

use super::{
    column::Role,
    header::Table,
    words::{Marker, marker, plain, roman, split_marker, spoken},
};
use crate::sheet::Sheet;

pub use signature::opens_signatures;

/// What one row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Nothing in it.
    Blank,
    /// An activity, an indicator, or both.
    Planned,
    /// A strategy or programme over the rows below.
    Section(Section),
    /// A sum.
    Total,
    /// Only agencies or funding: the row above goes on.
    Continued,
    /// Something else.
    Other,
}

/// A row that is a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its code (`A`, `1.2`), empty where there is none.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it is marked, which tells strategies from programmes.
    pub mark: Mark,
    /// The column of its name.
    pub at: u32,
}

/// How a heading row is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It says that it is a strategy.
    Strategy,
    /// It says that it is a programme or something else below a strategy.
    Below,
    /// A code of this kind.
    Code(Marker),
    /// Nothing.
    Bare,
}

/// How many rows are looked at to learn how activities are numbered.
const SURE_ROWS: usize = 20;

/// How the rows of a table that surely are activities, for they have an indicator or a target,
/// are numbered.
pub fn numbering(sheet: &Sheet, table: &Table) -> Vec<Marker> {
    let Some(no) = table.columns.iter().find(|column| column.role == Role::No) else {
        return Vec::new();
    };
    let has_indicator = table.columns.iter().any(|column| column.role == Role::Indicator);
    let counts = |role: Role| {
        if has_indicator { role == Role::Indicator } else { matches!(role, Role::Target(_)) }
    };
    let counted: Vec<u32> =
        table.columns.iter().filter(|column| counts(column.role)).map(|column| column.at).collect();
    let sure = |row: &u32| counted.iter().any(|at| !sheet.cell(*row, *at).is_empty());
    let codes = table
        .rows
        .clone()
        .filter(sure)
        .take(SURE_ROWS)
        .filter_map(|row| spoken(sheet.cell(row, no.at)));
    codes.filter_map(|code| marker(&code)).collect()
}

/// What a row of a table is; `numbered` says how its activities are numbered.
pub fn kind(sheet: &Sheet, table: &Table, numbered: &[Marker], row: u32) -> Kind {
    let used: Vec<u32> =
        sheet.cells(row).filter(|(_, cell)| spoken(cell).is_some()).map(|(at, _)| at).collect();
    if used.is_empty() && !sheet.cells(row).any(|(_, cell)| !cell.is_empty()) {
        return Kind::Blank;
    }
    if is_total(sheet, table, row, &used) {
        return Kind::Total;
    }
    let filled = |role: fn(Role) -> bool| {
        table
            .columns
            .iter()
            .any(|column| role(column.role) && !sheet.cell(row, column.at).is_empty())
    };
    let indicator = filled(|role| matches!(role, Role::Indicator | Role::Unit));
    let target = filled(|role| matches!(role, Role::Target(_)));
    let agency = filled(|role| matches!(role, Role::Lead | Role::Support | Role::Funding));
    let activity = filled(|role| matches!(role, Role::Activity | Role::SubActivity));
    let written_out = is_written_out(&texts(sheet, row));
    if let Some(section) = section(sheet, table, numbered, row)
        .filter(|_| written_out || !(indicator || target || agency))
    {
        return Kind::Section(section);
    }
    match (activity || indicator, target, agency) {
        (true, ..) => Kind::Planned,
        (false, true, _) if is_under_merged(sheet, table, row) => Kind::Planned,
        (false, false, true) => Kind::Continued,
        _ => Kind::Other,
    }
}

/// Whether the row's activity or indicator is a merged cell that began above.
fn is_under_merged(sheet: &Sheet, table: &Table, row: u32) -> bool {
    let named = table.columns.iter().filter(|c| matches!(c.role, Role::Activity | Role::Indicator));
    named.into_iter().any(|c| sheet.merge_at(row, c.at).is_some_and(|area| area.top < row))
}

/// Words that begin the label of a sum.
const TOTALS: [&str; 6] =
    ["jumlah", "total", "sub total", "subtotal", "grand total", "rekapitulasi"];
/// Words that may follow them; an indicator counts something else ("Jumlah desa").
const OF_TOTALS: [&str; 16] = [
    "anggaran",
    "total",
    "jumlah",
    "seluruhnya",
    "keseluruhan",
    "strategi",
    "program",
    "biaya",
    "dana",
    "pagu",
    "kebutuhan",
    "semua",
    "kegiatan",
    "umum",
    "besar",
    "rp",
];

fn is_total(sheet: &Sheet, table: &Table, row: u32, used: &[u32]) -> bool {
    let Some((at, label)) = used.iter().find_map(|at| {
        let words = spoken(sheet.cell(row, *at))?;
        words.chars().any(char::is_alphabetic).then(|| (*at, plain(&words)))
    }) else {
        return false;
    };
    let Some(rest) = TOTALS.iter().find_map(|word| label.strip_prefix(word)) else { return false };
    let next = rest
        .trim_start_matches([':', '.', ' ', '('])
        .split([' ', ':', ')', '.'])
        .next()
        .unwrap_or_default();
    let role = table.columns.iter().find(|column| column.at == at).map(|column| column.role);
    let named = |wanted: Role| {
        table
            .columns
            .iter()
            .any(|c| c.role == wanted && c.at != at && spoken(sheet.cell(row, c.at)).is_some())
    };
    let bare = rest.is_empty()
        || (rest.starts_with([' ', ':', '.', '('])
            && (next.is_empty() || OF_TOTALS.contains(&next)));
    let sums = bare
        || rest.starts_with([' ', ':']) && role != Some(Role::Indicator) && !named(Role::Indicator);
    sums && !named(Role::Unit) && !named(Role::Lead)
}

fn texts(sheet: &Sheet, row: u32) -> Vec<String> {
    sheet.cells(row).filter_map(|(_, cell)| spoken(cell)).collect()
}

/// `STRATEGI I | : | Pencegahan`, as one line.
fn labelled(texts: &[String]) -> Option<String> {
    let [label, middle @ .., name] = texts else { return None };
    let colon = label.trim_end().ends_with(':') || name.starts_with(':') || !middle.is_empty();
    let bare = middle.is_empty() && is_bare_label(label);
    let apart = bare || colon && middle.iter().all(|text| text.trim() == ":");
    (names_strategy(label) && apart).then(|| {
        format!("{}: {}", label.trim_end_matches([':', ' ']), name.trim_start_matches([':', ' ']))
    })
}

/// Whether a row says in so many words which strategy begins, in one cell or in several; then it
/// may stand in any column.
fn is_written_out(texts: &[String]) -> bool {
    if let [only] = texts
        && let Some((label, name)) = only.split_once([':', '-', '–', '.'])
    {
        return is_bare_label(label) && name.chars().any(char::is_alphabetic);
    }
    labelled(texts).is_some()
}

/// Whether a label is only the word and its code: `Strategi`, `Strategi II`.
fn is_bare_label(label: &str) -> bool {
    let mut words = label.split_whitespace();
    let word = words.next().unwrap_or_default();
    let code = words.next();
    names_strategy(word) && code.is_none_or(|code| marker(code).is_some()) && words.next().is_none()
}

/// The one name of a row that has little else, with its code.
fn section(sheet: &Sheet, table: &Table, numbered: &[Marker], row: u32) -> Option<Section> {
    let role =
        |at: u32| table.columns.iter().find(|column| column.at == at).map(|column| column.role);
    // A strategy may carry its own budget; those cells are no names.
    let named: Vec<u32> = sheet
        .cells(row)
        .filter(|(at, cell)| {
            spoken(cell).is_some() && !matches!(role(*at), Some(Role::Budget(..) | Role::Skipped))
        })
        .map(|(at, _)| at)
        .collect();
    let texts: Vec<String> = named.iter().filter_map(|at| spoken(sheet.cell(row, *at))).collect();
    let last = *named.last()?;
    if let Some(line) = labelled(&texts) {
        let (code, name, mark) = marked(String::new(), &line);
        return Some(Section { code, name, mark, at: last });
    }
    let (code, name) = match texts.as_slice() {
        [only] => split_marker(only).map_or((String::new(), only.clone()), |(code, name)| {
            (code.to_owned(), name.to_owned())
        }),
        [code, name] if marker(code).is_some() => {
            (code.trim_matches(['.', ')', ' ']).to_owned(), name.clone())
        }
        _ => return None,
    };
    let wide = sheet.merge_at(row, last).is_some_and(|area| area.width() >= 3);
    let placed = wide || leads(table, last) || is_written_out(&texts);
    if !placed || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let (code, name, mark) = marked(code, &name);
    let finer = matches!(role(last), Some(Role::Activity | Role::SubActivity));
    let like_a_row = match mark {
        Mark::Strategy | Mark::Below => false,
        Mark::Bare => table.columns.iter().any(|column| column.role == Role::Strategy),
        Mark::Code(kind) => numbered.contains(&kind),
    };
    (!finer || wide || !like_a_row).then_some(Section { code, name, mark, at: last })
}

/// Whether a column is one of those that name things, or stands before the last of them.
fn leads(table: &Table, at: u32) -> bool {
    let names = |role: Role| {
        matches!(
            role,
            Role::No | Role::Strategy | Role::Programme | Role::Activity | Role::SubActivity
        )
    };
    let last =
        table.columns.iter().filter(|column| names(column.role)).map(|column| column.at).max();
    let own = table.columns.iter().find(|column| column.at == at);
    own.is_none_or(|column| names(column.role)) && last.is_some_and(|last| at <= last)
}

fn names_strategy(text: &str) -> bool {
    let plain = plain(text);
    ["strategi", "strategy", "pilar", "kebijakan", "arah kebijakan", "isu strategis"]
        .iter()
        .any(|word| plain.starts_with(word))
}

/// Takes the word `Strategi`, its code and its colon off a name.
fn marked(code: String, name: &str) -> (String, String, Mark) {
    let words = plain(name);
    let below = ["program", "kegiatan", "sub ", "output", "sasaran", "tujuan"]
        .iter()
        .any(|word| words.starts_with(word));
    if !names_strategy(name) {
        let mark = match marker(&code) {
            _ if below => Mark::Below,
            Some(kind) => Mark::Code(kind),
            None => Mark::Bare,
        };
        return (code, name.to_owned(), mark);
    }
    let mut rest = name.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_start();
    let mut found = code;
    if let Some((first, after)) = rest.split_once([' ', ':', '.', '-', '–'])
        && !first.is_empty()
        && (marker(first).is_some() || roman(first).is_some())
        && first.len() <= 4
    {
        if found.is_empty() {
            first.clone_into(&mut found);
        }
        rest = after;
    }
    let rest = rest.trim_start_matches([':', '.', '-', '–', ' ', ')']);
    // "Strategi Pencegahan" is a name; "Strategi 1:" is a mark before one.
    let stripped = !found.is_empty() || name.contains(':');
    let name = if rest.is_empty() || !stripped { name } else { rest };
    (found, name.to_owned(), Mark::Strategy)
}

/// The strategy that the rows of text above a table name, from the last such row.
pub fn strategy_above(sheet: &Sheet, rows: std::ops::Range<u32>) -> Option<(u32, Section)> {
    let lines: Vec<(u32, u32, Vec<String>)> = rows
        .rev()
        .take(ABOVE_MAX)
        .filter_map(|row| {
            let at = sheet.cells(row).next()?.0;
            Some((row, at, sheet.cells(row).filter_map(|(_, cell)| spoken(cell)).collect()))
        })
        .collect();
    let by_word = lines.iter().find_map(|(row, at, texts)| {
        let name = match texts.as_slice() {
            [only] => only.clone(),
            several => labelled(several)?,
        };
        let is_title = plain(&name).contains("rencana aksi");
        (names_strategy(&name) && !is_title).then(|| (*row, *at, marked(String::new(), &name)))
    });
    // "A. PENCEGAHAN" right above the headings.
    let by_code = || {
        let (row, at, texts) = lines.first()?;
        let [only] = texts.as_slice() else { return None };
        let (code, name) = split_marker(only)?;
        let coded = matches!(marker(code), Some(Marker::Letter | Marker::Roman));
        coded.then(|| (*row, *at, marked(code.to_owned(), name)))
    };
    let (row, at, (code, name, mark)) = by_word.or_else(by_code)?;
    Some((row, Section { code, name, mark, at }))
}

/// How many rows above a table are looked at.
const ABOVE_MAX: usize = 15;

/// The strategy that the name of a sheet says, where it says one: `Strategi 1`, `A. Pencegahan`.
pub fn strategy_of_sheet(name: &str) -> Option<(String, String)> {
    let (code, rest) =
        split_marker(name).map_or((String::new(), name), |(code, rest)| (code.to_owned(), rest));
    if code.is_empty() && !names_strategy(name) {
        return None;
    }
    let (code, name, _) = marked(code, rest);
    Some((code, name))
}

/// Names that spreadsheets or people give to a sheet and that say nothing.
pub fn is_generic(sheet_name: &str) -> bool {
    const GENERIC: [&str; 10] = [
        "sheet",
        "lembar",
        "worksheet",
        "matriks",
        "matrik",
        "rad",
        "data",
        "tabel",
        "rencana",
        "lampiran",
    ];
    let plain = plain(sheet_name);
    let first = plain.split([' ', '_', '-', '(']).next().unwrap_or_default();
    let word = first.trim_end_matches(|c: char| c.is_ascii_digit());
    word.is_empty() || GENERIC.contains(&word)
}
