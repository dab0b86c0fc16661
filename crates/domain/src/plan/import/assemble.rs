//! Putting a plan together, row by row.

mod rows;

use std::{collections::HashMap, ops::Range};

use rows::Rows;

use super::{
    Activity, Indicator, Known, Strategy, Understood,
    agencies::Directory,
    column::Role,
    doubt::{Code, Doubt},
    fields::Fields,
    row::{self, Mark},
    sheets::{self, Located, Page},
};
use crate::{
    plan::{Years, key},
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
    let mut builder = Builder::new(out, years, Directory::new(known));
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
        // A cell merged over many rows is doubted once.
        self.out.doubts.dedup();
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
                sipd: String::new(),
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
