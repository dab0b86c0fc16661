//! What a plan wants and what was reported, as far as judging it needs to know.

use std::collections::{BTreeMap, HashMap};

use super::{
    achievement::Aim,
    checkpoint::{Checkpoint, Scheme, Window, Years},
    measure::{Direction, Measure},
    realisation::History,
    rules::{Reporting, Rules},
    spread::Spread,
};
use crate::{
    agency::{GroupMember, Lead},
    figure::Figure,
    id::{AgencyId, GroupId, IndicatorId},
    region::name_key,
    time::Date,
};

/// Something that counts from a day on, until the next of its kind does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated<T> {
    /// First day it counts.
    pub since: Date,
    /// What counts.
    pub what: T,
}

/// The key under which a strategy, activity or indicator is found again at the next import: its
/// name without case, marks and punctuation, or the name itself where nothing else is in it.
pub fn key(name: &str) -> String {
    let key = name_key(name);
    if key.is_empty() { name.trim().to_owned() } else { key }
}

/// What counts on `day` out of a list in the order of days; the first for any earlier day.
pub fn on<T>(list: &[Dated<T>], day: Date) -> Option<&T> {
    let later = list.partition_point(|entry| entry.since <= day);
    list.get(later.saturating_sub(1)).map(|entry| &entry.what)
}

/// The target of one year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Target {
    /// The number; percentages in points. None where the plan names none.
    pub value: Option<Figure>,
    /// As written in the plan, where that says more than the number ("per kebutuhan").
    pub text: String,
}

/// One indicator: how to count, what is wanted, who answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The indicator.
    pub id: IndicatorId,
    /// How its figures add up.
    pub measure: Measure,
    /// Which way is better.
    pub direction: Direction,
    /// How much it counts beside its siblings.
    pub weight: u32,
    /// Where a cumulative count stood before the plan.
    pub baseline: Option<Figure>,
    /// Who answers (penanggung jawab), in the order of days.
    pub leads: Vec<Dated<Lead>>,
    /// Targets by year, each in the order of days.
    pub targets: BTreeMap<i16, Vec<Dated<Target>>>,
    /// Own spreads by year; even where absent.
    pub spreads: BTreeMap<i16, Spread>,
    /// First day it counts, where an amendment added it.
    pub from: Option<Date>,
    /// Last day it counts, where an amendment took it out.
    pub until: Option<Date>,
}

/// The members of each group.
pub type Groups = HashMap<GroupId, Vec<GroupMember>>;

/// The reports of each agency for each indicator at each checkpoint.
pub type Reports = HashMap<(IndicatorId, AgencyId, Checkpoint), History>;

/// Everything beside the rows.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The checkpoints of a year.
    pub scheme: Scheme,
    /// The years of the plan.
    pub years: Years,
    /// Today in the zone of the task force.
    pub today: Date,
    /// The day from which the plan binds: no checkpoint before it is judged or asked for. None
    /// where that day is not known, so all are.
    pub in_force: Option<Date>,
    /// Members of groups.
    pub groups: Groups,
    /// Reports.
    pub reports: Reports,
}

impl Frame {
    /// Whether the plan was in force on `day`.
    pub fn binds_on(&self, day: Date) -> bool {
        self.in_force.is_none_or(|from| from <= day)
    }
}

impl Row {
    /// Whether the row is part of the plan on `day`.
    pub fn counts_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// The target of `year` as the plan stood on `day`.
    pub fn target(&self, year: i16, day: Date) -> Option<&Target> {
        on(self.targets.get(&year)?, day)
    }

    /// Where a cumulative count should stand before `year`: the latest earlier target with a
    /// number, else the baseline, else nothing.
    pub fn before(&self, year: i16, day: Date) -> Figure {
        let earlier = self.targets.range(..year).rev();
        let mut numbers = earlier.filter_map(|(_, versions)| on(versions, day)?.value);
        numbers.next().or(self.baseline).unwrap_or_default()
    }

    /// What the row aims at by `checkpoint`, by the plan as it stood on the checkpoint's day.
    pub fn aim(&self, scheme: &Scheme, checkpoint: Checkpoint) -> Aim {
        let day = scheme.due(checkpoint).unwrap_or(Date::MAX);
        let even = Spread::Even;
        let spread = self.spreads.get(&checkpoint.year).unwrap_or(&even);
        Aim {
            measure: self.measure,
            direction: self.direction,
            target: self.target(checkpoint.year, day).and_then(|target| target.value),
            before: self.before(checkpoint.year, day),
            share: spread.share(scheme, self.measure, checkpoint),
        }
    }
}

impl Frame {
    /// The agencies that report a row at `checkpoint`, in the order of the group.
    pub fn members(&self, row: &Row, checkpoint: Checkpoint) -> Vec<AgencyId> {
        let day = self.scheme.due(checkpoint).unwrap_or(Date::MAX);
        if !row.counts_on(day) {
            return Vec::new();
        }
        match on(&row.leads, day) {
            Some(Lead::Agency(agency)) => vec![*agency],
            Some(Lead::Group(group)) => {
                let members = self.groups.get(group).into_iter().flatten();
                members
                    .filter(|member| member.tenure.contains(day))
                    .map(|member| member.agency)
                    .collect()
            }
            None => Vec::new(),
        }
    }

    /// The reports of one agency, empty where there is none.
    pub fn history(&self, row: IndicatorId, agency: AgencyId, at: Checkpoint) -> Option<&History> {
        self.reports.get(&(row, agency, at))
    }

    /// When `checkpoint` is reported in time, and the days that counted on its date.
    pub fn window(&self, rules: &Rules, checkpoint: Checkpoint) -> Option<(Window, Reporting)> {
        let reporting = rules.reporting(self.scheme.due(checkpoint)?);
        Some((self.scheme.window(checkpoint, reporting.days)?, reporting))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::agency::Tenure;

    fn dated(since: Date, units: i64) -> Dated<Target> {
        let what = Target { value: Some(Figure::whole(units)), text: String::new() };
        Dated { since, what }
    }

    fn row() -> Row {
        let start = date(2024, 1, 1);
        Row {
            id: IndicatorId(Uuid::nil()),
            measure: Measure::Cumulative,
            direction: Direction::HigherIsBetter,
            weight: 1,
            baseline: Some(Figure::whole(5)),
            leads: vec![],
            targets: BTreeMap::from([
                (2024, vec![dated(start, 60)]),
                (2025, vec![dated(start, 150), dated(date(2025, 5, 1), 120)]),
                (2026, vec![dated(start, 274)]),
            ]),
            spreads: BTreeMap::new(),
            from: None,
            until: None,
        }
    }

    #[test]
    fn a_checkpoint_is_judged_by_the_plan_of_its_date() {
        let scheme = Scheme::quarters();
        let target = |index| row().aim(&scheme, Checkpoint { year: 2025, index }).target;
        assert_eq!(target(1), Some(Figure::whole(150)));
        assert_eq!(target(2), Some(Figure::whole(120)));
    }

    #[test]
    fn a_cumulative_count_starts_at_the_baseline_and_then_at_the_year_before() {
        let scheme = Scheme::quarters();
        let before = |year| row().aim(&scheme, Checkpoint { year, index: 4 }).before;
        assert_eq!(before(2024), Figure::whole(5));
        assert_eq!(before(2025), Figure::whole(60));
        assert_eq!(before(2026), Figure::whole(120));
        let mut gap = row();
        gap.targets.insert(2025, vec![Dated { since: date(2024, 1, 1), what: Target::default() }]);
        assert_eq!(gap.before(2026, date(2026, 3, 31)), Figure::whole(60), "a year without number");
    }

    #[test]
    fn a_day_before_the_first_version_uses_the_first_version() {
        assert_eq!(
            on(&[dated(date(2025, 1, 1), 1)], date(2024, 1, 1)).unwrap().value,
            Some(Figure::whole(1))
        );
        assert_eq!(on::<Target>(&[], date(2024, 1, 1)), None);
    }

    #[test]
    fn a_row_that_an_amendment_added_or_took_out_counts_only_between_its_days() {
        let (from, until) = (Some(date(2025, 7, 1)), Some(date(2026, 3, 30)));
        let row = Row { from, until, ..row() };
        let scheme = Scheme::quarters();
        let counts = |year, index| row.counts_on(scheme.due(Checkpoint { year, index }).unwrap());
        assert!(!counts(2025, 2) && counts(2025, 3) && counts(2025, 4) && !counts(2026, 1));
    }

    #[test]
    fn a_member_counts_only_between_its_days() {
        let (group, left, stays) = (GroupId(Uuid::nil()), 1, 2);
        let agency = |n| AgencyId(Uuid::from_u128(n));
        let start = date(2024, 1, 1);
        let member =
            |n, until| GroupMember { agency: agency(n), tenure: Tenure { from: start, until } };
        let frame = Frame {
            scheme: Scheme::quarters(),
            years: Years { first: 2024, last: 2026 },
            today: date(2025, 7, 1),
            in_force: None,
            groups: HashMap::from([(
                group,
                vec![member(left, Some(date(2025, 3, 31))), member(stays, None)],
            )]),
            reports: HashMap::new(),
        };
        let lead = Dated { since: start, what: Lead::Group(group) };
        let row = Row { leads: vec![lead], ..row() };
        let members = |index| frame.members(&row, Checkpoint { year: 2025, index });
        assert_eq!(members(1), [agency(left), agency(stays)]);
        assert_eq!(members(2), [agency(stays)]);
    }
}
