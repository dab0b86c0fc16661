//! National action plans: which of their strategies a local one serves, from a day on.

use serde::Deserialize;

use crate::{
    region::name_key,
    time::{Date, parse_date},
};

/// The mappings that ship with the program (`rules/national.toml`).
pub const NATIONAL: &str = include_str!("../../../../rules/national.toml");

/// A national plan with its strategies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalPlan {
    /// Stable code: `ran-2020-2024`.
    pub code: String,
    /// As printed.
    pub title: String,
    /// What it is in force by.
    pub basis: String,
    /// First day that its mapping counts.
    pub since: Date,
    /// Whether strategies and mapping are confirmed; until then pages say so.
    pub confirmed: bool,
    /// Its strategies.
    pub strategies: Vec<NationalStrategy>,
}

/// A strategy of a national plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalStrategy {
    /// As printed: `1`.
    pub code: String,
    /// Name.
    pub name: String,
    words: Vec<String>,
}

/// A file of mappings that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("national plans: {0}")]
pub struct BadNational(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    plan: Vec<PlanText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanText {
    code: String,
    title: String,
    basis: String,
    since: String,
    confirmed: bool,
    strategies: Vec<StrategyText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StrategyText {
    code: String,
    name: String,
    words: Vec<String>,
}

/// Reads mappings, the oldest first.
///
/// # Errors
/// Where a file is no such TOML, a day is none, or a plan has no strategies or a strategy no words.
pub fn parse(file: &str) -> Result<Vec<NationalPlan>, BadNational> {
    let file: File = toml::from_str(file).map_err(|cause| BadNational(cause.to_string()))?;
    let mut plans = file.plan.into_iter().map(plan).collect::<Result<Vec<_>, _>>()?;
    plans.sort_by_key(|plan| plan.since);
    Ok(plans)
}

fn plan(text: PlanText) -> Result<NationalPlan, BadNational> {
    let bad = |why: &str| BadNational(format!("{}: {why}", text.code));
    let since = parse_date(&text.since).ok_or_else(|| bad("`since` is no day"))?;
    if text.strategies.is_empty() || text.strategies.iter().any(|one| one.words.is_empty()) {
        return Err(bad("a strategy without words"));
    }
    let strategy = |one: StrategyText| NationalStrategy {
        words: one.words.iter().map(|word| name_key(word)).collect(),
        code: one.code,
        name: one.name,
    };
    Ok(NationalPlan {
        strategies: text.strategies.into_iter().map(strategy).collect(),
        code: text.code,
        title: text.title,
        basis: text.basis,
        since,
        confirmed: text.confirmed,
    })
}

/// The national plan whose mapping counts on a day: the latest that has begun, else the first.
pub fn counting(plans: &[NationalPlan], day: Date) -> Option<&NationalPlan> {
    plans.iter().rev().find(|plan| plan.since <= day).or(plans.first())
}

impl NationalPlan {
    /// The place of the strategy that a local strategy of this name serves; none where no word
    /// fits.
    pub fn serves(&self, local: &str) -> Option<usize> {
        let name = format!(" {} ", name_key(local));
        let fits = |word: &String| name.contains(&format!(" {word} "));
        self.strategies.iter().position(|one| one.words.iter().any(fits))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_shipped_mapping_takes_every_strategy_of_both_plans() {
        let plans = parse(NATIONAL).unwrap();
        let plan = counting(&plans, date(2026, 9, 30)).unwrap();
        let code = |name| plan.serves(name).map(|place| plan.strategies[place].code.as_str());
        for (name, serves) in [
            ("Pendidikan dan kesadaran masyarakat", "1"),
            ("Penguatan hukum", "3"),
            ("Pelatihan dan kapasitas", "4"),
            ("Pengembangan jaringan kerja sama", "4"),
            ("Pemulihan dan reintegrasi", "2"),
            ("Norma hukum dan penegakan", "3"),
        ] {
            assert_eq!(code(name), Some(serves), "{name}");
        }
        assert_eq!(code("Penghukuman"), None, "a word, not a part of one");
    }

    #[test]
    fn a_new_national_plan_counts_from_its_day_on() {
        let text = NATIONAL.replace("2019-01-01", "2027-01-01").replace("2020-2024", "baru");
        let both = format!("{NATIONAL}\n{text}");
        let plans = parse(&both).unwrap();
        assert_eq!(counting(&plans, date(2026, 12, 31)).unwrap().code, "ran-2020-2024");
        assert_eq!(counting(&plans, date(2027, 3, 31)).unwrap().code, "ran-baru");
        assert_eq!(counting(&plans, date(2000, 1, 1)).unwrap().code, "ran-2020-2024");
    }
}
