//! Deciding what an indicator's figures are: how they add up, and in which unit.

use std::collections::BTreeMap;

use super::{
    doubt::{Code, Doubt},
    number::Amount,
    unit::{self, Kind},
    words::{plain, tidy},
};
use crate::{
    figure::Figure,
    plan::{Measure, Target},
    sheet::Position,
};

/// What a row says about its indicator.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// Its unit as written, and where.
    pub unit: Option<(String, Position)>,
    /// Its target cells: year, where, what.
    pub targets: Vec<(i16, Position, Amount)>,
    /// Whether a heading over the targets says that they run on from year to year.
    pub cumulative: bool,
}

/// What was decided.
#[derive(Debug, Clone, Default)]
pub struct Decided {
    /// Unit to keep.
    pub unit: String,
    /// How figures add up.
    pub measure: Option<Measure>,
    /// Targets by year.
    pub targets: BTreeMap<i16, Target>,
    /// What is doubtful.
    pub doubts: Vec<Doubt>,
}

/// Decides unit, measure and targets; `row` is where a doubt about the whole row stands.
pub fn decide(mut written: Written, row: Position) -> Decided {
    let mut decided = Decided::default();
    let percentage = is_percentage(&written);
    decided.unit = unit_of(&written, percentage, row, &mut decided.doubts);
    if percentage {
        raise_fractions(&mut written.targets, &mut decided.doubts);
    }
    for (year, at, amount) in &written.targets {
        let target = target(amount, *at, &decided.unit, percentage, &mut decided.doubts);
        decided.targets.entry(*year).or_insert(target);
    }
    let measure = measure(&written, &decided, percentage);
    decided.measure = Some(measure);
    let growth = growth(&written, &decided, measure, row);
    decided.doubts.extend(growth);
    decided
}

fn is_percentage(written: &Written) -> bool {
    let by_unit = written.unit.as_ref().is_some_and(|(unit, _)| unit::kind(unit) == Kind::Percent);
    let numbers = || written.targets.iter().filter(|(.., amount)| amount.value.is_some());
    let by_cells = numbers().next().is_some() && numbers().all(|(.., amount)| amount.percent);
    by_unit
        || by_cells
        || written.unit.is_none() && unit::in_name(&written.name).as_deref() == Some("%")
}

fn unit_of(written: &Written, percentage: bool, row: Position, doubts: &mut Vec<Doubt>) -> String {
    if percentage {
        let other = written.unit.as_ref().filter(|(unit, _)| unit::kind(unit) != Kind::Percent);
        if let Some((unit, at)) = other {
            doubts.push(Doubt::new(*at, Code::UnitConflict, unit).suggest("%"));
        }
        return "%".to_owned();
    }
    if let Some((unit, at)) = &written.unit {
        match unit::kind(unit) {
            Kind::Near(known) => {
                doubts.push(Doubt::new(*at, Code::UnitUnknown, unit).suggest(known));
            }
            Kind::Unknown => doubts.push(Doubt::new(*at, Code::UnitUnknown, unit)),
            Kind::Percent | Kind::Stock | Kind::Flow => {}
        }
        return tidy(unit);
    }
    let beside = written.targets.iter().find_map(|(.., amount)| amount.unit.clone());
    beside.or_else(|| unit::in_name(&written.name)).unwrap_or_else(|| {
        doubts.push(Doubt::new(row, Code::UnitMissing, &written.name));
        String::new()
    })
}

/// Under a percentage, `0,75` beside nothing above 1 means 75; beside `75%` in the same row too, for
/// cells of one row are often formatted in two ways.
fn raise_fractions(targets: &mut [(i16, Position, Amount)], doubts: &mut Vec<Doubt>) {
    let one = Figure::whole(1);
    let plain = |amount: &Amount| amount.value.filter(|_| !amount.percent);
    let small = targets.iter().all(|(.., amount)| {
        amount.value.is_none_or(|value| if amount.percent { value >= one } else { value <= one })
    });
    let first =
        targets.iter().find(|(.., a)| plain(a).is_some_and(|v| v > Figure::ZERO && v < one));
    let (true, Some((_, at, amount))) = (small, first) else { return };
    let shown = |figure: Figure| format!("{}%", figure.0 / (Figure::ONE / 100));
    let value = amount.value.unwrap_or_default();
    doubts.push(
        Doubt::new(*at, Code::PercentFraction, &super::words::decimal(value)).suggest(shown(value)),
    );
    for (.., amount) in targets.iter_mut().filter(|(.., amount)| !amount.percent) {
        amount.value = amount.value.and_then(Figure::hundredfold);
    }
}

fn target(
    amount: &Amount,
    at: Position,
    unit: &str,
    percentage: bool,
    doubts: &mut Vec<Doubt>,
) -> Target {
    if let Some((code, suggestion)) = &amount.doubt {
        doubts
            .push(Doubt { suggestion: suggestion.clone(), ..Doubt::new(at, *code, &amount.text) });
    } else if percentage
        && !amount.percent
        && amount.value.is_some_and(|value| value > Figure::whole(100))
    {
        let value = amount.value.unwrap_or_default();
        doubts.push(Doubt::new(at, Code::PercentLarge, &super::words::decimal(value)));
    }
    let other_unit =
        amount.unit.as_deref().filter(|beside| !percentage && !same_unit(beside, unit));
    let stray_percent = amount.percent && !percentage;
    if let Some(beside) = other_unit.or(stray_percent.then_some("%")) {
        doubts.push(Doubt::new(at, Code::UnitConflict, beside).suggest(unit));
        let value = amount.value.filter(|_| !stray_percent);
        let number = amount.value.map(super::words::decimal).unwrap_or_default();
        return Target { value, text: format!("{number} {beside}").trim().to_owned() };
    }
    Target { value: amount.value, text: amount.text.clone() }
}

fn same_unit(beside: &str, unit: &str) -> bool {
    let (beside, unit) = (plain(beside), plain(unit));
    let bare = beside.trim_matches(['(', ')', ' ']);
    bare == unit || bare.starts_with(&unit) || unit.contains(bare) || abbreviates(bare, &unit)
}

/// Whether the letters of `short` stand in `long` in their order, from the first on: `org`, `kl`.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = long.chars();
    short.chars().next() == long.chars().next()
        && short.chars().filter(|c| c.is_alphanumeric()).all(|c| letters.any(|other| other == c))
}

fn measure(written: &Written, decided: &Decided, percentage: bool) -> Measure {
    let has_number = decided.targets.values().any(|target| target.value.is_some());
    let as_needed = written.targets.iter().any(|(.., amount)| amount.as_needed);
    if as_needed && !has_number {
        Measure::AsNeeded
    } else if percentage {
        Measure::Percentage
    } else if says_cumulative(written) {
        Measure::Cumulative
    } else {
        Measure::PerPeriod
    }
}

fn says_cumulative(written: &Written) -> bool {
    let says = |text: &str| {
        ["kumulatif", "akumulasi", "akumulatif", "cumulative"]
            .iter()
            .any(|word| plain(text).contains(word))
    };
    written.cumulative
        || says(&written.name)
        || written.unit.as_ref().is_some_and(|(unit, _)| says(unit))
}

/// Figures that only grow under a unit of which there are only so many look cumulative; figures
/// that say so must not fall.
fn growth(written: &Written, decided: &Decided, measure: Measure, row: Position) -> Option<Doubt> {
    let place =
        |year: i16| written.targets.iter().find(|(y, ..)| *y == year).map_or(row, |(_, at, _)| *at);
    let numbers: Vec<(i16, Figure)> =
        decided.targets.iter().filter_map(|(year, target)| Some((*year, target.value?))).collect();
    let rises = numbers.windows(2).all(|pair| pair[0].1 < pair[1].1);
    let falls = numbers.windows(2).find(|pair| pair[1].1 < pair[0].1);
    match (measure, falls) {
        (Measure::Cumulative, Some([_, (year, figure)])) => {
            Some(Doubt::new(place(*year), Code::CumulativeFalls, &super::words::decimal(*figure)))
        }
        (Measure::PerPeriod, _)
            if rises
                && numbers.len() >= 2
                && numbers.len() == decided.targets.len()
                && unit::kind(&decided.unit) == Kind::Stock =>
        {
            let shown: Vec<String> =
                numbers.iter().map(|(_, figure)| super::words::decimal(*figure)).collect();
            Some(Doubt::new(place(numbers[0].0), Code::LooksCumulative, &shown.join(" / ")))
        }
        _ => None,
    }
}
