//! Putting a plan together, row by row.

use std::{collections::HashMap, ops::Range};

use super::{
    Activity, Indicator, Known, Strategy, Understood,
    agencies::Directory,
    column::Role,
    doubt::{Code, Doubt},
    fields::{Fields, Word},
    indicator::{self, Written},
    row::{self, Kind, Mark, Section},
    sheets::{self, Located, Page},
};
use crate::{
    plan::{Measure, Years, key},
    sheet::{Position, Workbook},
};

/// Reads every table of every visible sheet.
pub fn understand(workbook: &Workbook, known: &Known) -> Understood {
    let (pages, doubts) = sheets::pages(workbook);
    let title = sheets::title(&pages);
    let mut out =
        Understood { is_example: sheets::is_example(&title), doubts, ..Understood::default() };
    if pages.is_empty() {
        out.errors.push(Doubt::of_file(Code::NoTable));
        return out;
    }
    let years = match sheets::plan_years(&pages, &title) {
        Ok(years) => years,
        Err(code) => {
            out.errors.push(Doubt::of_file(code));
            return out;
        }
    };
    (out.title, out.years) = (title, Some(years));
    let mut builder = Builder::new(out, years, Directory::new(&known.names, &known.region));
    for page in &pages {
        builder.page(page, pages.len());
    }
    builder.finish()
}

/// The plan so far, and where the next row belongs.
pub(super) struct Builder {
    pub(super) out: Understood,
    pub(super) years: Years,
    pub(super) directory: Directory,
    strategies: HashMap<String, usize>,
    activities: HashMap<(usize, String), usize>,
    indicators: HashMap<(usize, usize, String), usize>,
    strategy: Option<usize>,
    activity: Option<usize>,
    indicator: Option<usize>,
}

impl Builder {
    fn new(out: Understood, years: Years, directory: Directory) -> Self {
        Self {
            out,
            years,
            directory,
            strategies: HashMap::new(),
            activities: HashMap::new(),
            indicators: HashMap::new(),
            strategy: None,
            activity: None,
            indicator: None,
        }
    }

    fn finish(mut self) -> Understood {
        self.out.strategies.retain(|strategy| !strategy.activities.is_empty());
        for strategy in &mut self.out.strategies {
            conclude_code(strategy);
        }
        self.out.doubts.sort_by_key(|doubt| doubt.at);
        if self.out.strategies.is_empty() {
            self.out.errors.push(Doubt::of_file(Code::NoRows));
        }
        self.out
    }

    fn page(&mut self, page: &Page<'_>, pages: usize) {
        (self.strategy, self.activity, self.indicator) = (None, None, None);
        let mut above = 0;
        for located in &page.tables {
            self.table(page, located, above..located.table.header.start, pages);
            above = located.table.rows.start;
        }
    }

    fn table(&mut self, page: &Page<'_>, located: &Located, above: Range<u32>, pages: usize) {
        let at = |column| Position { sheet: page.index, row: located.table.header.start, column };
        for (column, code, heading) in &located.table.doubts {
            self.out.doubts.push(Doubt::new(at(Some(*column)), *code, heading));
        }
        for column in located
            .table
            .columns
            .iter()
            .filter(|c| c.role == Role::Skipped || c.role == Role::Programme)
        {
            if !self.out.unused.contains(&column.heading) {
                self.out.unused.push(column.heading.clone());
            }
        }
        let fields = Fields::new(page, located, self.years);
        self.out.doubts.extend(fields.column_doubts());
        let named = self.name_before(page, located, above, pages);
        let mut rows = Rows {
            builder: self,
            page,
            located,
            fields: &fields,
            named,
            gap: false,
            held: Vec::new(),
        };
        for row in located.table.rows.clone() {
            rows.row(row);
        }
        rows.end();
    }

    /// Enters the strategy that stands above a table or in its sheet's name; says whether one does,
    /// so that headings between the rows are something smaller.
    fn name_before(
        &mut self,
        page: &Page<'_>,
        located: &Located,
        above: Range<u32>,
        pages: usize,
    ) -> bool {
        if located.has(Role::Strategy) {
            return true;
        }
        let said = located.strategies_as == Some(Mark::Strategy);
        let header = located.table.header.start;
        if let Some((row, section)) = row::strategy_above(page.sheet, above).filter(|_| !said) {
            let at = Position { sheet: page.index, row, column: Some(section.at) };
            self.enter_strategy(&section.code, &section.name, at);
            return true;
        }
        let at = Position { sheet: page.index, row: header, column: None };
        if let Some((code, name)) = row::strategy_of_sheet(&page.sheet.name).filter(|_| !said) {
            self.enter_strategy(&code, &name, at);
            return true;
        }
        let first_table = page.tables.first().is_some_and(|first| std::ptr::eq(first, located));
        if located.strategies_as.is_none()
            && pages > 1
            && first_table
            && !row::is_generic(&page.sheet.name)
        {
            self.enter_strategy("", &page.sheet.name, at);
            return true;
        }
        false
    }

    /// Makes the strategy of this name the one that rows belong to.
    fn enter_strategy(&mut self, code: &str, name: &str, at: Position) {
        let name = self.kept(name, at);
        let index = *self.strategies.entry(key(&name)).or_insert_with(|| {
            let key = key(&name);
            self.out.strategies.push(Strategy {
                code: code.to_owned(),
                name,
                key,
                at,
                activities: Vec::new(),
            });
            self.out.strategies.len() - 1
        });
        if self.strategy != Some(index) {
            (self.strategy, self.activity, self.indicator) = (Some(index), None, None);
        }
    }

    fn enter_activity(&mut self, code: &str, name: &str, at: Position) -> Option<()> {
        let strategy = self.strategy?;
        let name = self.kept(name, at);
        let activities = &mut self.out.strategies[strategy].activities;
        let index = *self.activities.entry((strategy, key(&name))).or_insert_with(|| {
            activities.push(Activity {
                code: code.to_owned(),
                key: key(&name),
                name,
                at,
                support: Vec::new(),
                budgets: std::collections::BTreeMap::new(),
                funding: String::new(),
                indicators: Vec::new(),
            });
            activities.len() - 1
        });
        if self.activity != Some(index) {
            (self.activity, self.indicator) = (Some(index), None);
        }
        Some(())
    }

    /// The activity that rows belong to.
    pub(super) fn current_activity(&mut self) -> Option<&mut Activity> {
        self.out.strategies.get_mut(self.strategy?)?.activities.get_mut(self.activity?)
    }

    /// The indicator read last.
    pub(super) fn current_indicator(&mut self) -> Option<&mut Indicator> {
        let indicator = self.indicator?;
        self.current_activity()?.indicators.get_mut(indicator)
    }

    pub(super) fn doubt(&mut self, doubt: Doubt) {
        self.out.doubts.push(doubt);
    }

    /// A name short enough to be kept.
    pub(super) fn kept(&mut self, name: &str, at: Position) -> String {
        if name.chars().count() <= super::NAME_MAX {
            return name.to_owned();
        }
        self.doubt(Doubt::new(at, Code::TextCut, name));
        name.chars().take(super::NAME_MAX).collect()
    }

    /// Adds an indicator, or the years it lacks to the one that is there; false for a repetition.
    fn add_indicator(&mut self, indicator: Indicator) -> bool {
        let (Some(strategy), Some(activity)) = (self.strategy, self.activity) else { return false };
        let indicators = &mut self.out.strategies[strategy].activities[activity].indicators;
        let place = (strategy, activity, indicator.key.clone());
        let Some(index) = self.indicators.get(&place).copied() else {
            self.indicators.insert(place, indicators.len());
            self.indicator = Some(indicators.len());
            indicators.push(indicator);
            return true;
        };
        let there = &mut indicators[index];
        let other_years = !indicator.targets.is_empty()
            && indicator.targets.keys().all(|year| !there.targets.contains_key(year));
        if other_years {
            there.targets.extend(indicator.targets);
            there.lead = there.lead.or(indicator.lead);
            self.indicator = Some(index);
        }
        other_years
    }
}

/// The code of a strategy, from its activities' codes where it has none of its own: `A.1` → `A`.
fn conclude_code(strategy: &mut Strategy) {
    if !strategy.code.is_empty() {
        return;
    }
    let prefix =
        |activity: &Activity| activity.code.rsplit_once('.').map(|(prefix, _)| prefix.to_owned());
    let mut prefixes = strategy.activities.iter().map(prefix);
    if let Some(Some(first)) = prefixes.next()
        && prefixes.all(|prefix| prefix.as_ref() == Some(&first))
    {
        strategy.code = first;
    }
}

/// Goes through the rows of one table.
struct Rows<'a, 'p> {
    builder: &'a mut Builder,
    page: &'p Page<'p>,
    located: &'p Located,
    fields: &'a Fields<'p>,
    /// Whether the strategy is named outside the rows' own headings.
    named: bool,
    /// Whether an empty row came since the last row that was read.
    gap: bool,
    /// Rows after a gap that may be a signature or remarks.
    held: Vec<(u32, Kind)>,
}

impl Rows<'_, '_> {
    fn row(&mut self, row: u32) {
        let kind = self.located.kind(self.page.sheet, row);
        match kind {
            Kind::Blank => self.gap = true,
            Kind::Total => {}
            Kind::Planned if self.fields.is_solid(row) => {
                self.release();
                self.planned(row);
            }
            other if self.gap => self.held.push((row, other)),
            other => self.read(row, other),
        }
    }

    /// A row that surely is planned shows that those before it belonged to the table.
    fn release(&mut self) {
        self.gap = false;
        for (row, kind) in std::mem::take(&mut self.held) {
            self.read(row, kind);
        }
    }

    /// What follows the last planned row after a gap is a signature or a remark; nothing is lost
    /// with it.
    fn end(&mut self) {
        self.held.clear();
    }

    fn read(&mut self, row: u32, kind: Kind) {
        match kind {
            Kind::Section(section) => self.section(row, &section),
            Kind::Planned => self.planned(row),
            Kind::Continued if self.builder.activity.is_some() => {
                self.fields.continue_agencies(self.builder, row);
            }
            Kind::Continued | Kind::Other => self.unread(row),
            Kind::Blank | Kind::Total => {}
        }
    }

    fn unread(&mut self, row: u32) {
        let first = self.page.sheet.cells(row).find_map(|(_, cell)| super::words::spoken(cell));
        let at = Position { sheet: self.page.index, row, column: None };
        self.builder.doubt(Doubt::new(at, Code::RowUnread, &first.unwrap_or_default()));
    }

    fn section(&mut self, row: u32, section: &Section) {
        let in_column = self.fields.column_of(Role::Strategy) == Some(section.at);
        let is_strategy = if self.named {
            in_column || section.mark == Mark::Strategy
        } else {
            Some(section.mark) == self.located.strategies_as
        };
        if is_strategy {
            let at = Position { sheet: self.page.index, row, column: Some(section.at) };
            self.builder.enter_strategy(&section.code, &section.name, at);
        } else {
            (self.builder.activity, self.builder.indicator) = (None, None);
        }
    }

    fn planned(&mut self, row: u32) {
        self.gap = false;
        self.enter_strategy(row);
        let at = self.fields.position(row, None);
        let activity = self.fields.activity(self.builder, row);
        let indicator = self.fields.word(self.builder, row, Role::Indicator);
        let Some((name, where_)) = self.place(row, activity, indicator) else {
            return self.unread(row);
        };
        let mut written = Written {
            name: name.clone(),
            unit: self.fields.word(self.builder, row, Role::Unit).map(|word| (word.text, word.at)),
            cumulative: self.fields.says_cumulative(),
            ..Written::default()
        };
        let read = self.fields.targets(row);
        written.targets = read.cells;
        let decided = indicator::decide(written, at);
        let lead = self.fields.lead(self.builder, row);
        let shown = self.builder.kept(&name, where_);
        let name = shown.clone();
        let indicator = Indicator {
            key: key(&name),
            name,
            at: where_,
            unit: decided.unit,
            measure: decided.measure.unwrap_or(Measure::PerPeriod),
            definition: self.fields.prose(self.builder, row, Role::Definition),
            data_source: self.fields.prose(self.builder, row, Role::DataSource),
            baseline: self.fields.baseline(self.builder, row),
            lead: lead.lead,
            targets: decided.targets,
        };
        if !self.builder.add_indicator(indicator) {
            let at = self.fields.position(row, where_.column);
            self.builder.doubt(Doubt::new(at, Code::DuplicateRow, &shown));
            return;
        }
        self.builder.out.targets += read.numbers;
        self.builder.out.doubts.extend(read.doubts);
        self.builder.out.doubts.extend(decided.doubts);
        self.builder.out.doubts.extend(lead.doubts);
        self.fields.supports(self.builder, row, lead.others);
        self.fields.budgets(self.builder, row);
    }

    fn enter_strategy(&mut self, row: u32) {
        if let Some(word) = self.fields.word(self.builder, row, Role::Strategy) {
            let (code, name) = super::words::split_marker(&word.text).unwrap_or(("", &word.text));
            self.builder.enter_strategy(code, name, word.at);
        } else if self.builder.strategy.is_none() {
            let at = self.fields.position(row, self.fields.column_of(Role::Strategy));
            let name = self.page.sheet.name.clone();
            self.builder.doubt(Doubt::new(at, Code::RowWithoutStrategy, &name));
            self.builder.enter_strategy("", &name, at);
        }
    }

    /// Enters the row's activity and says the name of its indicator; one stands for the other
    /// where it is missing.
    fn place(
        &mut self,
        row: u32,
        activity: Option<Word>,
        indicator: Option<Word>,
    ) -> Option<(String, Position)> {
        let code = self.fields.code(row);
        let carried = self.builder.activity.is_some();
        match (activity, indicator) {
            (Some(activity), Some(indicator)) => {
                let (own, name) = activity.parted();
                self.builder.enter_activity(code.as_deref().unwrap_or(own), name, activity.at)?;
                Some((indicator.parted().1.to_owned(), indicator.at))
            }
            (Some(activity), None) => {
                let (own, name) = activity.parted();
                self.builder.enter_activity(code.as_deref().unwrap_or(own), name, activity.at)?;
                if self.fields.column_of(Role::Indicator).is_some() {
                    let at = self.fields.position(row, self.fields.column_of(Role::Indicator));
                    self.builder.doubt(Doubt::new(at, Code::IndicatorMissing, name));
                }
                Some((name.to_owned(), activity.at))
            }
            (None, Some(indicator)) => {
                let name = indicator.parted().1;
                if !carried {
                    if self.fields.column_of(Role::Activity).is_some() {
                        let at = self.fields.position(row, self.fields.column_of(Role::Activity));
                        self.builder.doubt(Doubt::new(at, Code::ActivityMissing, name));
                    }
                    self.builder.enter_activity(
                        code.as_deref().unwrap_or_default(),
                        name,
                        indicator.at,
                    )?;
                }
                Some((name.to_owned(), indicator.at))
            }
            (None, None) => None,
        }
    }
}
