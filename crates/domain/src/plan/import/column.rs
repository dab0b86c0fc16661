//! What each column of a table is read as.

use super::{
    doubt::Code,
    role::{Label, Topic},
    words::YearWord,
};
use crate::plan::key;

/// The headings over one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The column, from 0.
    pub column: u32,
    /// Its headings from top to bottom.
    pub labels: Vec<Label>,
    /// All of them as one text.
    pub text: String,
    /// Whether its lowest heading is one cell with that of the column to its left.
    pub joined: bool,
}

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Running number or code.
    No,
    /// Strategy.
    Strategy,
    /// Programme: it parts activities but is not kept.
    Programme,
    /// Activity.
    Activity,
    /// Part of an activity, which then is the activity.
    SubActivity,
    /// Indicator.
    Indicator,
    /// Unit.
    Unit,
    /// How the indicator is counted.
    Definition,
    /// Where its data come from.
    DataSource,
    /// Where it stood before the plan.
    Baseline,
    /// Target of a year; none where no heading names it.
    Target(Option<YearWord>),
    /// Budget of a year, and how many rupiah one of its numbers is.
    Budget(Option<YearWord>, i64),
    /// The year of the row's target.
    Year,
    /// Responsible agency.
    Lead,
    /// Supporting agencies.
    Support,
    /// Source of funding.
    Funding,
    /// Sub-activity code of SIPD.
    Sipd,
    /// The identifier of a row of ours.
    Id,
    /// Understood, and not part of a plan here.
    Skipped,
}

/// One column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Which, from 0.
    pub at: u32,
    /// As what.
    pub role: Role,
    /// Whether its heading says that figures run on from year to year.
    pub cumulative: bool,
    /// Its heading.
    pub heading: String,
}

/// One column before the columns are compared.
#[derive(Debug, Clone)]
struct Candidate {
    heading: Heading,
    topic: Option<Topic>,
    year: Option<YearWord>,
    part_of_year: bool,
    scale: i64,
}

type Doubts = Vec<(u32, Code, String)>;

/// Decides for every column, and says what is doubtful.
pub fn assign(headings: Vec<Heading>) -> (Vec<Column>, Doubts) {
    let mut candidates: Vec<Candidate> = headings.into_iter().map(candidate).collect();
    let mut doubts = Doubts::new();
    drop_twins(&mut candidates, &mut doubts);
    part_target_from_budget(&mut candidates);
    settle_targets(&mut candidates);
    settle_names(&mut candidates);
    settle_agencies(&mut candidates);
    settle_own(&mut candidates);
    let columns = candidates.iter().filter_map(|one| finished(one, &mut doubts)).collect();
    (columns, doubts)
}

/// The topic of a column is that of its lowest heading; `Rp` under `Realisasi` is realised.
fn candidate(heading: Heading) -> Candidate {
    let labels = &heading.labels;
    let own = labels.iter().rev().find(|label| label.topic.is_some());
    let kept = [Topic::Realised, Topic::Baseline, Topic::Schedule];
    let above = labels.iter().find_map(|label| label.topic.filter(|topic| kept.contains(topic)));
    let topic = match own {
        Some(label) if label.weak => above.or(label.topic),
        Some(label) => label.topic,
        None => None,
    };
    let year = labels.iter().rev().find_map(|label| label.year);
    let summed = labels.iter().any(|label| label.summed);
    let topic = match topic {
        // `Tahun` over 2024, 2025 and 2026 names no column of years.
        Some(Topic::YearColumn) if year.is_some() => None,
        Some(Topic::Target | Topic::Budget) if summed && year.is_none() => Some(Topic::Total),
        other => other,
    };
    Candidate {
        topic,
        year,
        part_of_year: labels.iter().any(|label| label.part_of_year),
        scale: labels.iter().map(|label| label.scale).max().unwrap_or(1),
        heading,
    }
}

/// Of columns with the same heading and year only the first is read.
fn drop_twins(candidates: &mut [Candidate], doubts: &mut Doubts) {
    for place in 1..candidates.len() {
        let (before, rest) = candidates.split_at_mut(place);
        let one = &mut rest[0];
        let same = |other: &&Candidate| {
            other.topic == one.topic
                && other.year == one.year
                && key(&other.heading.text) == key(&one.heading.text)
        };
        if !before.iter().any(|other| same(&other)) {
            continue;
        }
        // One merged heading over two columns parts a number from its unit, or target from budget.
        if one.topic.is_none() || one.topic == Some(Topic::TargetAndBudget) {
            continue;
        }
        if !one.heading.joined {
            doubts.push((one.heading.column, Code::ColumnTwice, one.heading.text.clone()));
        }
        one.topic = if one.topic == Some(Topic::Target) && one.heading.joined {
            Some(Topic::Unit)
        } else {
            Some(Topic::Note)
        };
    }
}

/// Under one heading for both, the first column of a year is the target and the next the budget.
fn part_target_from_budget(candidates: &mut [Candidate]) {
    for place in 0..candidates.len() {
        if candidates[place].topic != Some(Topic::TargetAndBudget) {
            continue;
        }
        let year = candidates[place].year;
        let taken =
            candidates[..place].iter().any(|c| c.topic == Some(Topic::Target) && c.year == year);
        candidates[place].topic = Some(if taken { Topic::Budget } else { Topic::Target });
    }
}

/// Bare years, and years of a schedule, are targets where nothing else is.
fn settle_targets(candidates: &mut [Candidate]) {
    let has_targets = candidates.iter().any(|c| c.topic == Some(Topic::Target));
    for one in candidates.iter_mut() {
        let bare = one.topic.is_none() && one.year.is_some() && !one.part_of_year;
        let scheduled = one.topic == Some(Topic::Schedule) && one.year.is_some();
        if !has_targets && (bare || scheduled) {
            one.topic = Some(Topic::Target);
        } else if bare || scheduled {
            one.topic = Some(Topic::Schedule);
        }
        one.topic = match one.topic {
            Some(Topic::Money) if one.year.is_some() => Some(Topic::Budget),
            Some(Topic::Money) => Some(Topic::Funding),
            other => other,
        };
    }
    let by_year = |topic| candidates.iter().any(|c| c.topic == Some(topic) && c.year.is_some());
    let (targets, budgets) = (by_year(Topic::Target), by_year(Topic::Budget));
    // A column without a year beside columns with one is their sum.
    for one in candidates.iter_mut().filter(|one| one.year.is_none() && !one.part_of_year) {
        let summed = one.topic == Some(Topic::Target) && targets
            || one.topic == Some(Topic::Budget) && budgets;
        if summed {
            one.topic = Some(Topic::Total);
        }
    }
}

/// One strategy, one activity and one indicator are read; what else has the name goes around them.
fn settle_names(candidates: &mut [Candidate]) {
    let strategies =
        |topic| if let Some(Topic::Strategy(rank)) = topic { Some(rank) } else { None };
    keep_best(candidates, strategies, Topic::Objective);
    // Where two columns are activities, the finer one stands further to the right.
    let last = candidates.iter().rposition(|c| matches!(c.topic, Some(Topic::Activity(_))));
    for (place, one) in candidates.iter_mut().enumerate() {
        if matches!(one.topic, Some(Topic::Activity(_))) && Some(place) != last {
            one.topic = Some(Topic::Programme);
        }
    }
    let has = |list: &[Candidate], topic| list.iter().any(|c| c.topic == Some(topic));
    if !has(candidates, Topic::Indicator) {
        rename(candidates, Topic::Output, Topic::Indicator);
    }
    if last.is_none() {
        let stands_in =
            if has(candidates, Topic::SubActivity) { Topic::SubActivity } else { Topic::Programme };
        rename(candidates, stands_in, Topic::Activity(0));
    }
    let indicators = |topic| (topic == Some(Topic::Indicator)).then_some(0);
    keep_best(candidates, indicators, Topic::Output);
    let units = |topic| (topic == Some(Topic::Unit)).then_some(0);
    keep_best(candidates, units, Topic::Note);
}

/// The surest heading names who is responsible; the others name who helps.
fn settle_agencies(candidates: &mut [Candidate]) {
    let leads = |topic| if let Some(Topic::Lead(rank)) = topic { Some(rank) } else { None };
    keep_best(candidates, leads, Topic::Support);
}

/// In a sheet that was exported the columns of what was reached are no surprise.
fn settle_own(candidates: &mut [Candidate]) {
    if candidates.iter().any(|one| one.topic == Some(Topic::Id)) {
        for one in candidates.iter_mut().filter(|one| one.topic == Some(Topic::Realised)) {
            one.topic = Some(Topic::Total);
        }
    }
}

/// Keeps the first column of the lowest rank and turns the others into `other`.
fn keep_best(
    candidates: &mut [Candidate],
    rank: impl Fn(Option<Topic>) -> Option<u8>,
    other: Topic,
) {
    let best = candidates.iter().filter_map(|c| rank(c.topic)).min();
    let mut kept = false;
    for one in candidates.iter_mut().filter(|one| rank(one.topic).is_some()) {
        if rank(one.topic) == best && !kept {
            kept = true;
        } else {
            one.topic = Some(other);
        }
    }
}

/// Gives the first column of topic `from` the topic `to`.
fn rename(candidates: &mut [Candidate], from: Topic, to: Topic) {
    if let Some(one) = candidates.iter_mut().find(|one| one.topic == Some(from)) {
        one.topic = Some(to);
    }
}

fn finished(one: &Candidate, doubts: &mut Doubts) -> Option<Column> {
    let mut doubt = |code| doubts.push((one.heading.column, code, one.heading.text.clone()));
    let role = match one.topic {
        None => {
            doubt(if one.part_of_year { Code::ColumnQuarter } else { Code::ColumnUnknown });
            return None;
        }
        Some(Topic::Target | Topic::Budget) if one.part_of_year => {
            doubt(Code::ColumnQuarter);
            return None;
        }
        Some(Topic::Realised) => {
            doubt(Code::ColumnRealised);
            return None;
        }
        Some(topic) => role(topic, one),
    };
    Some(Column {
        at: one.heading.column,
        role,
        cumulative: one.heading.labels.iter().any(|label| label.cumulative),
        heading: one.heading.text.clone(),
    })
}

fn role(topic: Topic, one: &Candidate) -> Role {
    match topic {
        Topic::No => Role::No,
        Topic::Strategy(_) => Role::Strategy,
        Topic::Programme => Role::Programme,
        Topic::Activity(_) => Role::Activity,
        Topic::SubActivity => Role::SubActivity,
        Topic::Indicator => Role::Indicator,
        Topic::Unit => Role::Unit,
        Topic::Definition => Role::Definition,
        Topic::DataSource => Role::DataSource,
        Topic::Baseline => Role::Baseline,
        Topic::Target | Topic::TargetAndBudget => Role::Target(one.year),
        Topic::Budget | Topic::Money => Role::Budget(one.year, one.scale),
        Topic::YearColumn => Role::Year,
        Topic::Lead(_) => Role::Lead,
        Topic::Support => Role::Support,
        Topic::Funding => Role::Funding,
        Topic::Sipd => Role::Sipd,
        Topic::Id => Role::Id,
        Topic::Output
        | Topic::Location
        | Topic::Note
        | Topic::Schedule
        | Topic::Realised
        | Topic::Objective
        | Topic::Total => Role::Skipped,
    }
}
