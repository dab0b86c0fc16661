//! Budget windows: when in the year of an office the money for an activity can still be changed.

use serde::Deserialize;

use crate::time::Date;

/// When a budget document is open, as a dated rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetWindow {
    /// Stable code; `text` has its name and what it allows.
    pub code: String,
    /// First and last month in which it is open.
    pub months: (i8, i8),
    /// Which year it decides: 0 its own, 1 the next.
    pub ahead: i16,
    /// Sources of money that it decides, as plans write them; the first is the usual one.
    pub funding: Vec<String>,
    /// Whether the task force has confirmed it; until then pages say so.
    pub confirmed: bool,
}

/// A window that is open or will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening<'a> {
    /// The rule.
    pub window: &'a BudgetWindow,
    /// First day it is open.
    pub opens: Date,
    /// Last day it is open.
    pub closes: Date,
    /// The year whose money it decides.
    pub year: i16,
}

impl Opening<'_> {
    /// Whether it is open on `day`.
    pub fn is_open(&self, day: Date) -> bool {
        self.opens <= day && day <= self.closes
    }
}

/// The window that closes next, on `day` or after it, for money of this funding; none where no rule
/// knows the source. Money without a source counts as the regency's own.
pub fn next_opening<'a>(
    windows: &'a [BudgetWindow],
    funding: &str,
    day: Date,
) -> Option<Opening<'a>> {
    let knows = |window: &&BudgetWindow| {
        let plain = funding.trim().trim_matches('-').is_empty();
        window.funding.iter().enumerate().any(|(place, source)| {
            plain && place == 0 && source == "APBD" || names(funding, source)
        })
    };
    let openings = windows.iter().filter(knows).flat_map(|window| {
        [day.year(), day.year() + 1].into_iter().filter_map(|year| window.in_year(year))
    });
    openings.filter(|opening| opening.closes >= day).min_by_key(|opening| opening.closes)
}

/// Whether a source stands among those of a row: `APBD` in `APBD, DAK`, not in `APBDes`.
fn names(funding: &str, source: &str) -> bool {
    funding.split([',', ';', '/', '+']).any(|part| part.trim().eq_ignore_ascii_case(source))
}

impl BudgetWindow {
    /// Whether its months are months, in order.
    pub fn is_sound(&self) -> bool {
        let (first, last) = self.months;
        1 <= first && first <= last && last <= 12 && !self.funding.is_empty()
    }

    fn in_year(&self, year: i16) -> Option<Opening<'_>> {
        let opens = Date::new(year, self.months.0, 1).ok()?;
        let closes = Date::new(year, self.months.1, 1).ok()?.last_of_month();
        Some(Opening { window: self, opens, closes, year: year + self.ahead })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Rules, SHIPPED};

    fn next(funding: &str, day: crate::time::Date) -> Option<(String, crate::time::Date, i16)> {
        let rules = Rules::parse(SHIPPED).unwrap();
        let opening = super::next_opening(rules.windows(), funding, day)?;
        Some((opening.window.code.clone(), opening.closes, opening.year))
    }

    #[test]
    fn the_window_that_closes_next_is_named() {
        let named = |code: &str, closes, year| Some((code.to_owned(), closes, year));
        let november = next("APBD", date(2026, 11, 24));
        assert_eq!(november, named("apbd", date(2026, 11, 30), 2027));
        assert_eq!(next("APBD", date(2026, 12, 1)), named("renja", date(2027, 5, 31), 2028));
        assert_eq!(next("APBD, DAK", date(2026, 8, 31)).unwrap().0, "kua_ppas");
        assert_eq!(next("APBD", date(2026, 9, 1)), named("apbd_p", date(2026, 9, 30), 2026));
        assert_eq!(next("-", date(2026, 9, 1)).unwrap().0, "apbd_p", "the regency's own");
    }

    #[test]
    fn a_source_that_no_rule_knows_has_no_window() {
        assert_eq!(next("CSR", date(2026, 9, 1)), None);
        assert_eq!(next("Dana Desa", date(2026, 9, 1)).unwrap().0, "apbdes");
        assert_ne!(next("APBDes, APBN", date(2026, 9, 1)).map(|one| one.0), Some("apbd_p".into()));
    }
}
