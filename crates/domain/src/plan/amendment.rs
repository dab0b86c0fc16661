//! Amendments: dated versions of a plan in force. What was judged before stays judged as it was.

use super::{Rule, Years, draft::TEXT_MAX, life::NUMBER_MAX};
use crate::{
    field::{FieldErrors, text, words},
    time::{Date, parse_date},
};

/// A dated version of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// First day its changes count.
    pub since: Date,
    /// The regulation or the minutes it rests on.
    pub basis: String,
    /// What is changed and why; may be empty.
    pub note: String,
}

/// The form of an amendment; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AmendmentForm {
    /// First day.
    pub since: String,
    /// What it rests on.
    pub basis: String,
    /// What is changed and why.
    pub note: String,
}

impl Amendment {
    /// Checks a typed amendment.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `date`.
    pub fn parse(form: &AmendmentForm) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let since = parse_date(&form.since);
        if since.is_none() {
            errors.push("since", if form.since.trim().is_empty() { "required" } else { "date" });
        }
        let basis = words("basis", &form.basis, NUMBER_MAX, &mut errors);
        let note = text("note", &form.note, TEXT_MAX, &mut errors);
        errors.or(Self { since: since.unwrap_or(Date::MIN), basis, note })
    }
}

/// Whether a plan of these years can be amended from `since` on, `latest` being the first day of
/// its latest version.
///
/// # Errors
/// [`Rule::AmendsPast`] for a day that is over, [`Rule::AmendmentOrder`] for one before the latest
/// version, [`Rule::OutsidePlan`] after the plan.
pub fn amendable(years: Years, latest: Option<Date>, since: Date, today: Date) -> Result<(), Rule> {
    if since < today {
        return Err(Rule::AmendsPast);
    }
    if latest.is_some_and(|latest| since < latest) {
        return Err(Rule::AmendmentOrder);
    }
    if years.contains(since.year()) { Ok(()) } else { Err(Rule::OutsidePlan) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_amendment_counts_from_today_at_the_earliest_and_after_the_one_before() {
        let years = Years { first: 2024, last: 2026 };
        let today = date(2025, 5, 10);
        let latest = Some(date(2025, 7, 1));
        let at = |latest, day| amendable(years, latest, day, today);
        assert_eq!(at(None, today), Ok(()));
        assert_eq!(at(None, date(2025, 5, 9)), Err(Rule::AmendsPast));
        assert_eq!(at(latest, date(2025, 6, 30)), Err(Rule::AmendmentOrder));
        assert_eq!(at(latest, date(2025, 7, 1)), Ok(()));
        assert_eq!(at(None, date(2027, 1, 1)), Err(Rule::OutsidePlan));
    }

    #[test]
    fn an_amendment_names_what_it_rests_on() {
        let form = AmendmentForm { since: "2025-07-01".to_owned(), ..AmendmentForm::default() };
        assert_eq!(Amendment::parse(&form).unwrap_err().of("basis"), Some("required"));
        let bad = AmendmentForm { since: "30/02/2025".to_owned(), ..form };
        assert_eq!(Amendment::parse(&bad).unwrap_err().of("since"), Some("date"));
    }
}
