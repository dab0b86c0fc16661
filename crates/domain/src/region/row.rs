//! Rows of a region file: which layout its header means, and what each line says or lacks.
//!
//! Three layouts are read. Ours, one tree: `code, parent_code, level, name, lat, lon`. The four
//! files of `idn-area-data`: `code, name` and `code, {province|regency|district}_code, name`.
//! RT and RW: `village_code, rw, rt`. A caller splits lines into cells and counts rows; nothing
//! here reads bytes.

use std::collections::{HashMap, HashSet};

use super::{
    BadCode, Level, Point, RegionCode,
    problem::{MAX_COLUMNS, MAX_NAME, Problem, RowError, Spot},
    tidy,
};

/// One region as a file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its code.
    pub code: RegionCode,
    /// Its name, tidied for display.
    pub name: String,
    /// Its centroid, if the file has one.
    pub point: Option<Point>,
    /// Where the file states it.
    pub at: Spot,
}

/// A known layout of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Ours: every level in one file.
    Tree,
    /// `idn-area-data`: one file per level, province to village.
    Official(Level),
    /// RT and RW below villages that exist.
    Units,
}

impl Layout {
    /// Whether a file of this layout lists all children of each parent it names, so that a
    /// stored region missing from it has ended. RT and RW files only add.
    pub const fn is_complete(self) -> bool {
        !matches!(self, Self::Units)
    }
}

/// A header that was understood: the layout and the place of each field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The layout.
    pub layout: Layout,
    columns: HashMap<&'static str, usize>,
    width: usize,
}

/// Fields by the names that files give them, ours first.
const FIELDS: [(&str, &[&str]); 10] = [
    ("code", &["code", "kode"]),
    ("parent_code", &["parent_code", "parent"]),
    ("province_code", &["province_code"]),
    ("regency_code", &["regency_code"]),
    ("district_code", &["district_code"]),
    ("level", &["level"]),
    ("name", &["name", "nama"]),
    ("lat", &["lat"]),
    ("lon", &["lon"]),
    ("village_code", &["village_code", "kode_desa", "kode_kelurahan"]),
];
const UNITS: [&str; 2] = ["rw", "rt"];

impl Header {
    /// Reads the first row of a file. Upper case and spaces around names do not matter; extra
    /// columns are passed over in our own layouts and mean another file in the official one.
    pub fn read(file: usize, cells: &[&str]) -> Result<Self, RowError> {
        let fail =
            |column, problem| RowError { at: Spot { file, row: 1 }, column, field: "", problem };
        if cells.len() > MAX_COLUMNS {
            return Err(fail(0, Problem::TooManyColumns));
        }
        let mut columns = HashMap::new();
        let mut strangers = 0;
        let mut seen = HashSet::new();
        for (index, cell) in cells.iter().enumerate() {
            let name = cell.trim().to_lowercase();
            if cell.chars().any(char::is_control) {
                return Err(fail(index + 1, Problem::Control));
            }
            let field = field_of(&name);
            let twice = field.is_some_and(|field| columns.insert(field, index).is_some());
            if twice || !name.is_empty() && !seen.insert(name) {
                return Err(fail(index + 1, Problem::DuplicateColumn));
            }
            strangers += usize::from(field.is_none());
        }
        let layout = layout_of(&columns, strangers).ok_or_else(|| fail(0, Problem::Header))?;
        Ok(Self { layout, columns, width: cells.len() })
    }

    /// Reads a row. A row of RT and RW gives two regions, others one; a blank line gives none.
    pub fn row(&self, at: Spot, cells: &[&str]) -> Result<Vec<Entry>, Vec<RowError>> {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(Vec::new());
        }
        let mut row = Row { header: self, at, cells, errors: Vec::new() };
        if cells.len() != self.width {
            row.fail("", Problem::Cells);
            return Err(row.errors);
        }
        let entries = match self.layout {
            Layout::Tree => row.tree(),
            Layout::Official(level) => row.official(level),
            Layout::Units => row.units(),
        };
        match entries {
            Some(entries) if row.errors.is_empty() => Ok(entries),
            _ => Err(row.errors),
        }
    }
}

impl Header {
    /// The place of a field from 1, 0 when the file has none.
    pub fn column(&self, field: &str) -> usize {
        self.columns.get(field).map_or(0, |index| index + 1)
    }
}

fn field_of(name: &str) -> Option<&'static str> {
    let known = FIELDS.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field);
    known.or_else(|| UNITS.into_iter().find(|unit| *unit == name))
}

fn layout_of(columns: &HashMap<&'static str, usize>, strangers: usize) -> Option<Layout> {
    let has = |field| columns.contains_key(field);
    if has("village_code") && has("rw") {
        return Some(Layout::Units);
    }
    if !(has("code") && has("name")) {
        return None;
    }
    if has("level") {
        return Some(Layout::Tree);
    }
    let level = match (has("province_code"), has("regency_code"), has("district_code")) {
        (false, false, false) => Level::Province,
        (true, false, false) => Level::Regency,
        (false, true, false) => Level::District,
        (false, false, true) => Level::Village,
        _ => return None,
    };
    (strangers == 0).then_some(Layout::Official(level))
}

/// A row being read, with what is wrong so far.
struct Row<'a> {
    header: &'a Header,
    at: Spot,
    cells: &'a [&'a str],
    errors: Vec<RowError>,
}

impl Row<'_> {
    fn fail(&mut self, field: &'static str, problem: Problem) {
        let column = self.header.column(field);
        self.errors.push(RowError { at: self.at, column, field, problem });
    }

    fn cell(&self, field: &str) -> &str {
        self.header
            .columns
            .get(field)
            .and_then(|index| self.cells.get(*index))
            .map_or("", |cell| cell.trim())
    }

    fn code(&mut self, field: &'static str) -> Option<RegionCode> {
        let problem = match (self.cell(field), RegionCode::parse(self.cell(field))) {
            ("", _) => Problem::Required,
            (_, Ok(code)) => return Some(code),
            (_, Err(BadCode::Kind)) => Problem::Kind,
            (_, Err(BadCode::Form | BadCode::Zero)) => Problem::Code,
        };
        self.fail(field, problem);
        None
    }

    fn name(&mut self, level: Level) -> String {
        let name = tidy(self.cell("name"), level);
        if name.is_empty() {
            self.fail("name", Problem::Required);
        } else if self.cell("name").chars().any(char::is_control) {
            self.fail("name", Problem::Control);
        } else if name.chars().count() > MAX_NAME {
            self.fail("name", Problem::TooLong);
        }
        name
    }

    /// The stated parent must be the one the code contains; an absent column says nothing.
    fn check_parent(&mut self, field: &'static str, code: &RegionCode) {
        if !self.header.columns.contains_key(field) {
            return;
        }
        let parent = code.parent();
        let stated = self.cell(field);
        let agrees = match &parent {
            None => stated.is_empty(),
            Some(parent) => RegionCode::parse(stated).as_ref() == Ok(parent),
        };
        if !agrees {
            self.fail(field, Problem::Parent);
        }
    }

    fn entry(&mut self, code: RegionCode) -> Entry {
        let name = self.name(code.level());
        Entry { code, name, point: self.point(), at: self.at }
    }

    fn tree(&mut self) -> Option<Vec<Entry>> {
        let code = self.code("code")?;
        if self.cell("level") != code.level().code() {
            self.fail("level", Problem::Level);
        }
        self.check_parent("parent_code", &code);
        Some(vec![self.entry(code)])
    }

    fn official(&mut self, level: Level) -> Option<Vec<Entry>> {
        let code = self.code("code")?;
        if code.level() != level {
            self.fail("code", Problem::Level);
            return None;
        }
        match level {
            Level::Regency => self.check_parent("province_code", &code),
            Level::District => self.check_parent("regency_code", &code),
            Level::Village => self.check_parent("district_code", &code),
            Level::Province | Level::Rw | Level::Rt => {}
        }
        Some(vec![self.entry(code)])
    }

    fn units(&mut self) -> Option<Vec<Entry>> {
        let village = self.code("village_code")?;
        if village.level() != Level::Village {
            self.fail("village_code", Problem::Level);
            return None;
        }
        if self.cell("rw").is_empty() {
            let problem =
                if self.cell("rt").is_empty() { Problem::Required } else { Problem::NoRw };
            self.fail("rw", problem);
            return None;
        }
        let rw = self.number("rw").and_then(|rw| village.rw(rw).ok())?;
        let mut entries = vec![self.unit("RW", &rw)];
        if !self.cell("rt").is_empty() {
            let rt = self.number("rt").and_then(|rt| rw.rt(rt).ok())?;
            entries.push(self.unit("RT", &rt));
        }
        Some(entries)
    }

    fn unit(&self, prefix: &str, code: &RegionCode) -> Entry {
        let digits = &code.as_str()[code.as_str().len() - 3..];
        Entry { code: code.clone(), name: format!("{prefix} {digits}"), point: None, at: self.at }
    }

    /// `3`, `003`, `RW 03`, `RW.3`.
    fn number(&mut self, field: &'static str) -> Option<u16> {
        let cell = self.cell(field).to_lowercase();
        let digits =
            cell.strip_prefix(field).unwrap_or(&cell).trim_start_matches([' ', '.', '/', '-']);
        let plain = digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|number| plain && (1..=999).contains(number));
        if number.is_none() {
            self.fail(field, Problem::Number);
        }
        number
    }

    fn point(&mut self) -> Option<Point> {
        let (lat, lon) = (self.cell("lat"), self.cell("lon"));
        if lat.is_empty() && lon.is_empty() {
            return None;
        }
        let (lat, lon) = (micro(lat), micro(lon));
        // Indonesia with its seas; a swapped or truncated pair falls outside.
        let lat = lat.filter(|lat| (-12_000_000..=7_000_000).contains(lat));
        let lon = lon.filter(|lon| (94_000_000..=142_000_000).contains(lon));
        if let (Some(lat), Some(lon)) = (lat, lon) {
            return Some(Point { lat, lon });
        }
        self.fail(if lat.is_none() { "lat" } else { "lon" }, Problem::Point);
        None
    }
}

/// Decimal degrees to millionths, digits behind the sixth dropped.
fn micro(text: &str) -> Option<i64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let padded: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let value = whole.parse::<i64>().ok()? * 1_000_000 + padded.parse::<i64>().ok()?;
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests;
