//! Sub-task forces as dated data: the rules name them, a term keeps the set of its day.

use serde::Deserialize;

use crate::{
    id::{SubTaskForceId, TermId},
    time::{Date, parse_date},
};

/// A sub-task force of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubTaskForce {
    /// Identifier within the task force.
    pub id: SubTaskForceId,
    /// The term.
    pub term: TermId,
    /// Its number as printed ("IV").
    pub number: String,
    /// Its field of work, in Indonesian as in the rule.
    pub name: String,
    /// Its place in lists.
    pub position: i64,
}

/// One dated set of sub-task forces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubTaskForceSet {
    /// Code that a term keeps.
    pub code: String,
    /// First day it is in force.
    pub from: Date,
    /// The rule it comes from.
    pub source: String,
    /// Whether the client must still confirm it.
    pub to_confirm: bool,
    /// Number and name of each, in order.
    pub subs: Vec<(String, String)>,
}

/// Why a rules file is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("sub-task forces: {0}")]
pub struct BadRules(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    set: Vec<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    code: String,
    from: String,
    source: String,
    to_confirm: bool,
    sub: Vec<Sub>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sub {
    number: String,
    name: String,
}

/// Reads `rules/sub-taskforces.toml`, oldest set first.
///
/// # Errors
/// [`BadRules`] where the file has another shape, a wrong date, a code twice, or no set.
pub fn parse_sets(text: &str) -> Result<Vec<SubTaskForceSet>, BadRules> {
    let file: File = toml::from_str(text).map_err(|error| BadRules(error.to_string()))?;
    let mut sets = file.set.into_iter().map(checked).collect::<Result<Vec<_>, _>>()?;
    sets.sort_by_key(|set| set.from);
    for (index, set) in sets.iter().enumerate() {
        if sets[..index].iter().any(|other| other.code == set.code) {
            return Err(BadRules(format!("{} stands twice", set.code)));
        }
    }
    if sets.is_empty() { Err(BadRules("no set".to_owned())) } else { Ok(sets) }
}

fn checked(set: Set) -> Result<SubTaskForceSet, BadRules> {
    let from =
        parse_date(&set.from).ok_or_else(|| BadRules(format!("{}: {}", set.code, set.from)))?;
    let subs = set.sub.into_iter().map(|sub| (sub.number, sub.name)).collect();
    Ok(SubTaskForceSet {
        code: set.code,
        from,
        source: set.source,
        to_confirm: set.to_confirm,
        subs,
    })
}

/// The set in force on `date`: the last that has begun.
pub fn set_on(sets: &[SubTaskForceSet], date: Date) -> Option<&SubTaskForceSet> {
    sets.iter().filter(|set| set.from <= date).max_by_key(|set| set.from)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const SHIPPED: &str = include_str!("../../../../rules/sub-taskforces.toml");

    #[test]
    fn the_shipped_file_reads_and_a_past_day_has_its_own_set() {
        let sets = parse_sets(SHIPPED).expect("the shipped file is good");
        let on = |date| set_on(&sets, date).map(|set| set.subs.len());
        assert_eq!(on(date(2005, 1, 1)), None);
        assert_eq!(on(date(2019, 6, 1)), Some(5));
        assert_eq!(on(date(2024, 6, 19)), Some(6));
        assert!(set_on(&sets, date(2026, 1, 1)).is_some_and(|set| set.to_confirm));
    }

    #[test]
    fn a_file_with_an_unknown_key_or_a_wrong_date_is_refused() {
        let good = "[[set]]\ncode = \"a\"\nfrom = \"2024-01-01\"\nsource = \"x\"\n\
                    to_confirm = false\nsub = []\n";
        assert!(parse_sets(good).is_ok());
        assert!(parse_sets(&good.replace("source", "sumber")).is_err());
        assert!(parse_sets(&good.replace("01-01", "13-01")).is_err());
        assert!(parse_sets(&format!("{good}{good}")).is_err());
    }
}
