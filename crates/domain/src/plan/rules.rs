//! The dated rules by which a plan is judged: checkpoint schemes, bounds and days to report.

use serde::Deserialize;

use super::{
    band::Bounds,
    budget::BudgetWindow,
    checkpoint::{BadScheme, Point, Scheme, Share},
};
use crate::time::{Date, parse_date};

/// The rules that ship with the program (`rules/plan.toml`).
pub const SHIPPED: &str = include_str!("../../../../rules/plan.toml");

/// The days to report, of one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reporting {
    /// First day they count.
    pub since: Date,
    /// Days from the end of a checkpoint to the last day in time.
    pub days: u16,
    /// Days from being returned to the last day in time.
    pub return_days: u16,
    /// Whether the task force has confirmed them; until then pages say so.
    pub confirmed: bool,
}

/// Every dated rule of plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    schemes: Vec<Scheme>,
    bounds: Vec<Bounds>,
    reporting: Vec<Reporting>,
    windows: Vec<BudgetWindow>,
}

/// Why a file of rules can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRules {
    /// Not the TOML that is expected.
    #[error("plan rules: {0}")]
    Form(String),
    /// A scheme that is none.
    #[error("plan rules, scheme {0}: {1}")]
    Scheme(String, BadScheme),
    /// Bounds that leave a gap or overlap.
    #[error("plan rules: bounds since {0} do not fall")]
    Bounds(String),
    /// A kind of rule without any entry.
    #[error("plan rules: no {0}")]
    Empty(&'static str),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    scheme: Vec<SchemeText>,
    bounds: Vec<BoundsText>,
    reporting: Vec<ReportingText>,
    window: Vec<BudgetWindow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SchemeText {
    code: String,
    points: Vec<PointText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointText {
    code: String,
    month: i8,
    share: u16,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoundsText {
    since: String,
    source: String,
    grades: [i64; 4],
    achieved: i64,
    near: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportingText {
    since: String,
    days: u16,
    return_days: u16,
    confirmed: bool,
}

impl Rules {
    /// Reads a file of rules.
    ///
    /// # Errors
    /// Where it is not the expected TOML, or a rule contradicts itself.
    pub fn parse(text: &str) -> Result<Self, BadRules> {
        let file: File = toml::from_str(text).map_err(|cause| BadRules::Form(cause.to_string()))?;
        let schemes = file.scheme.into_iter().map(scheme).collect::<Result<Vec<_>, _>>()?;
        let mut bounds = file.bounds.into_iter().map(bounds).collect::<Result<Vec<_>, _>>()?;
        let mut reporting = file.reporting.iter().map(reporting).collect::<Result<Vec<_>, _>>()?;
        bounds.sort_by_key(|rule| rule.since);
        reporting.sort_by_key(|rule| rule.since);
        for (kind, empty) in [
            ("scheme", schemes.is_empty()),
            ("bounds", bounds.is_empty()),
            ("reporting", reporting.is_empty()),
        ] {
            if empty {
                return Err(BadRules::Empty(kind));
            }
        }
        if let Some(bad) = file.window.iter().find(|window| !window.is_sound()) {
            return Err(BadRules::Form(format!("the window {} has no months or money", bad.code)));
        }
        Ok(Self { schemes, bounds, reporting, windows: file.window })
    }

    /// The scheme with this code; quarters where it is not known.
    pub fn scheme(&self, code: &str) -> Scheme {
        let known = self.schemes.iter().find(|scheme| scheme.code() == code);
        known.cloned().unwrap_or_else(Scheme::quarters)
    }

    /// Every scheme a plan can use.
    pub fn schemes(&self) -> &[Scheme] {
        &self.schemes
    }

    /// When budgets can be changed.
    pub fn windows(&self) -> &[BudgetWindow] {
        &self.windows
    }

    /// The bounds that count on `day`; the first ones for any earlier day.
    pub fn bounds(&self, day: Date) -> &Bounds {
        let later = self.bounds.partition_point(|rule| rule.since <= day);
        &self.bounds[later.saturating_sub(1)]
    }

    /// The days to report that count on `day`; the first ones for any earlier day.
    pub fn reporting(&self, day: Date) -> Reporting {
        let later = self.reporting.partition_point(|rule| rule.since <= day);
        self.reporting[later.saturating_sub(1)]
    }
}

fn day(text: &str) -> Result<Date, BadRules> {
    parse_date(text).ok_or_else(|| BadRules::Form(format!("{text} is no date")))
}

fn scheme(text: SchemeText) -> Result<Scheme, BadRules> {
    let point = |point: PointText| {
        let share = Share::new(point.share).ok_or(BadScheme::Shares)?;
        Ok(Point { code: point.code, month: point.month, share })
    };
    let points = text.points.into_iter().map(point).collect::<Result<Vec<_>, BadScheme>>();
    points
        .and_then(|points| Scheme::new(&text.code, points))
        .map_err(|cause| BadRules::Scheme(text.code, cause))
}

fn bounds(text: BoundsText) -> Result<Bounds, BadRules> {
    let BoundsText { since, source, grades, achieved, near } = text;
    let rule = Bounds { since: day(&since)?, source, grades, achieved, near };
    if rule.are_sound() { Ok(rule) } else { Err(BadRules::Bounds(since)) }
}

fn reporting(text: &ReportingText) -> Result<Reporting, BadRules> {
    let &ReportingText { days, return_days, confirmed, .. } = text;
    Ok(Reporting { since: day(&text.since)?, days, return_days, confirmed })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_shipped_rules_are_the_quarters_and_bounds_of_today() {
        let rules = Rules::parse(SHIPPED).unwrap();
        assert_eq!(rules.scheme("TW"), Scheme::quarters());
        assert_eq!(
            rules.scheme("B").label(super::super::Checkpoint { year: 2025, index: 1 }),
            "B03"
        );
        assert_eq!(rules.bounds(date(2025, 1, 1)).grades, [91, 76, 66, 51]);
        assert_eq!(rules.bounds(date(2001, 1, 1)).near, 66);
        let reporting = rules.reporting(date(2025, 1, 1));
        assert_eq!((reporting.days, reporting.confirmed), (14, false));
    }

    #[test]
    fn a_rule_counts_from_its_own_day() {
        let later =
            "[[reporting]]\nsince = \"2026-01-01\"\ndays = 10\nreturn_days = 5\nconfirmed = true\n";
        let rules = Rules::parse(&format!("{SHIPPED}\n{later}")).unwrap();
        assert_eq!(rules.reporting(date(2025, 12, 31)).days, 14);
        assert_eq!(rules.reporting(date(2026, 1, 1)).days, 10);
    }

    #[test]
    fn rules_that_contradict_themselves_are_refused() {
        assert!(matches!(Rules::parse("x = 1"), Err(BadRules::Form(_))));
        let crossed = SHIPPED.replace("near = 66", "near = 95");
        assert!(matches!(Rules::parse(&crossed), Err(BadRules::Bounds(_))));
        let short = SHIPPED.replace("share = 10000", "share = 9000");
        assert!(matches!(Rules::parse(&short), Err(BadRules::Scheme(..))));
    }
}
