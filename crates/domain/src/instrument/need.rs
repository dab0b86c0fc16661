//! What an instrument needs, by its kind: dated data.

use serde::Deserialize;

use super::Kind;
use crate::time::{Date, parse_date};

/// The rules that ship with the program (`rules/instrument.toml`).
pub const SHIPPED: &str = include_str!("../../../../rules/instrument.toml");

/// What one kind needs, of one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub struct Needs {
    since: Date,
    kind: Kind,
    /// It is harmonised before it is signed.
    pub harmonised: bool,
    /// It is in force only once it was promulgated.
    pub published: bool,
    /// It says until when it holds.
    pub term: bool,
    /// How many parties it has at least.
    pub parties: usize,
    /// Whether the task force has confirmed it; until then pages say so.
    pub confirmed: bool,
}

impl Needs {
    /// What is asked of an instrument that was signed before anybody entered it: how it was
    /// harmonised and who its parties are is added later, if at all.
    #[must_use]
    pub const fn recorded(self) -> Self {
        Self { harmonised: false, parties: 0, ..self }
    }
}

/// When an end is told, of one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    since: Date,
    /// How many days before the last day.
    pub before: i64,
    /// How many days after it an answer is still asked for.
    pub after: i64,
    /// Whether the task force has confirmed it.
    pub confirmed: bool,
}

/// Every rule, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    needs: Vec<Needs>,
    warnings: Vec<Warning>,
}

/// Why a file of rules can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("instrument rules: {0}")]
pub struct BadNeed(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<NeedText>,
    warning: Vec<WarningText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the lines of the file")]
struct NeedText {
    since: String,
    kind: String,
    harmonised: bool,
    published: bool,
    term: bool,
    parties: usize,
    confirmed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WarningText {
    since: String,
    before: i64,
    after: i64,
    confirmed: bool,
}

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    /// Where it is not the expected TOML, or a kind or the warning has no rule.
    pub fn parse(text: &str) -> Result<Self, BadNeed> {
        let file: File = toml::from_str(text).map_err(|error| BadNeed(error.to_string()))?;
        let mut needs = file.kind.into_iter().map(need).collect::<Result<Vec<_>, _>>()?;
        let mut warnings = file.warning.into_iter().map(warning).collect::<Result<Vec<_>, _>>()?;
        needs.sort_by_key(|one| one.since);
        warnings.sort_by_key(|one| one.since);
        if warnings.is_empty() {
            return Err(BadNeed("no warning".to_owned()));
        }
        match Kind::ALL.into_iter().find(|kind| !needs.iter().any(|one| one.kind == *kind)) {
            Some(kind) => Err(BadNeed(format!("no rule for {}", kind.code()))),
            None => Ok(Self { needs, warnings }),
        }
    }

    /// What a kind needs on `day`; by its first rule for any earlier day.
    pub fn of(&self, kind: Kind, day: Date) -> Needs {
        let own = || self.needs.iter().filter(|one| one.kind == kind);
        let found = own().take_while(|one| one.since <= day).last().or_else(|| own().next());
        // `parse` has refused a file without one for each kind.
        found.copied().unwrap_or(Needs {
            since: Date::MIN,
            kind,
            harmonised: false,
            published: false,
            term: false,
            parties: 0,
            confirmed: false,
        })
    }

    /// When an end is told on `day`.
    pub fn warning(&self, day: Date) -> Warning {
        let found = self.warnings.iter().take_while(|one| one.since <= day).last();
        found.or_else(|| self.warnings.first()).copied().unwrap_or(Warning {
            since: Date::MIN,
            before: 0,
            after: 0,
            confirmed: false,
        })
    }
}

fn since(text: &str) -> Result<Date, BadNeed> {
    parse_date(text).ok_or_else(|| BadNeed(format!("{text} is no day")))
}

fn need(text: NeedText) -> Result<Needs, BadNeed> {
    let kind = Kind::from_code(&text.kind).ok_or_else(|| BadNeed(text.kind.clone()))?;
    let NeedText { harmonised, published, term, parties, confirmed, .. } = text;
    Ok(Needs { since: since(&text.since)?, kind, harmonised, published, term, parties, confirmed })
}

fn warning(text: WarningText) -> Result<Warning, BadNeed> {
    let WarningText { before, after, confirmed, .. } = text;
    if before < 0 || after < 0 {
        return Err(BadNeed("days are counted from nought".to_owned()));
    }
    Ok(Warning { since: since(&text.since)?, before, after, confirmed })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn every_kind_has_a_rule_and_none_is_confirmed_yet() {
        let rules = Rules::parse(SHIPPED).unwrap();
        assert!(Kind::ALL.iter().all(|kind| !rules.of(*kind, TODAY).confirmed));
        let regulation = rules.of(Kind::Regulation, TODAY);
        assert!(regulation.harmonised && regulation.published && !regulation.term);
        let agreement = rules.of(Kind::Agreement, date(2010, 1, 1));
        assert_eq!((agreement.term, agreement.parties), (true, 2));
        assert_eq!(rules.warning(TODAY).before, 90);
    }

    #[test]
    fn a_later_rule_counts_from_its_day_and_a_bad_one_is_named() {
        let later = "[[kind]]\nsince = \"2027-01-01\"\nkind = \"decree\"\nharmonised = true\n\
                     published = false\nterm = false\nparties = 0\nconfirmed = true\n";
        let rules = Rules::parse(&format!("{SHIPPED}\n{later}")).unwrap();
        assert!(!rules.of(Kind::Decree, date(2026, 12, 31)).harmonised);
        assert!(rules.of(Kind::Decree, date(2027, 1, 1)).harmonised);
        assert!(Rules::parse(later).is_err(), "the other kinds have none");
        for (good, bad) in [("before = 90", "before = -1"), ("\"decree\"", "\"ukaz\"")] {
            assert!(Rules::parse(&SHIPPED.replace(good, bad)).is_err(), "{bad}");
        }
    }
}
