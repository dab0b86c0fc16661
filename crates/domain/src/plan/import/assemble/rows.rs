//! Going through the rows of one table.

use super::{
    super::{
        Indicator,
        column::Role,
        doubt::{Code, Doubt},
        fields::{Fields, Word},
        indicator::{self, Written},
        row::{Kind, Mark, Section, opens_signatures},
        sheets::{Located, Page},
        words::{split_marker, spoken},
    },
    Builder,
};
use crate::{
    plan::{Measure, key},
    sheet::Position,
};

/// Goes through the rows of one table.
pub(super) struct Rows<'a, 'p> {
    pub(super) builder: &'a mut Builder,
    pub(super) page: &'p Page<'p>,
    pub(super) located: &'p Located,
    pub(super) fields: &'a Fields<'p>,
    /// Whether the strategy is named outside the rows' own headings.
    pub(super) named: bool,
    /// Whether an empty row came since the last row that was read.
    pub(super) gap: bool,
    /// Rows after a gap that may be a signature or remarks.
    pub(super) held: Vec<(u32, Kind)>,
}

impl Rows<'_, '_> {
    pub(super) fn row(&mut self, row: u32) {
        let kind = self.located.kind(self.page.sheet, row);
        match kind {
            Kind::Blank => self.gap = true,
            Kind::Total => {}
            Kind::Planned if self.fields.is_solid(row) => {
                self.release();
                self.planned(row);
            }
            other if self.gap || self.opens_signatures(row) => {
                self.gap = true;
                self.held.push((row, other));
            }
            other => self.read(row, other),
        }
    }

    fn opens_signatures(&self, row: u32) -> bool {
        let texts = self.page.sheet.cells(row).filter_map(|(_, cell)| cell.as_text());
        texts.into_iter().any(opens_signatures)
    }

    /// A row that surely is planned shows that those before it belonged to the table.
    fn release(&mut self) {
        self.gap = false;
        for (row, kind) in std::mem::take(&mut self.held) {
            self.read(row, kind);
        }
    }

    /// What follows the last planned row after a gap is a signature or a remark; only what looks
    /// like an activity and stands before the signatures is said to be unread.
    pub(super) fn end(&mut self) {
        for (row, kind) in std::mem::take(&mut self.held) {
            if self.opens_signatures(row) {
                break;
            }
            if kind == Kind::Planned {
                self.unread(row);
            }
        }
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
        let first = self.page.sheet.cells(row).find_map(|(_, cell)| spoken(cell));
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
            id: self.fields.id(row),
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
        self.fields.sipd(self.builder, row);
    }

    fn enter_strategy(&mut self, row: u32) {
        if let Some(word) = self.fields.word(self.builder, row, Role::Strategy) {
            let (code, name) = split_marker(&word.text).unwrap_or(("", &word.text));
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
