//! Counts with provenance: a figure never stands without what was counted, who says so and as of
//! when. A count is corrected by a new one, never edited.

use crate::{
    field::{FieldErrors, text, words},
    figure::Figure,
    region::name_key,
    time::{Date, parse_date},
};

/// Longest subject, in characters.
pub const SUBJECT_MAX: usize = 120;
/// Longest definition, source or reason, in characters.
pub const TEXT_MAX: usize = 1_000;
/// Largest count.
pub const COUNT_MAX: Figure = Figure::whole(1_000_000_000);
/// First year a count may speak of: the year of the republic.
const FIRST_YEAR: i16 = 1945;

/// The years that a count covers, as far as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First year; none where the source does not say.
    pub from: Option<i16>,
    /// Last year; none where the source does not say, so the day it speaks of ends it.
    pub until: Option<i16>,
}

/// A count, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What was counted, as people call it: counts of one subject stand side by side.
    pub subject: String,
    /// How many; a whole number.
    pub figure: Figure,
    /// The source's own words, where they say more than the number; may be empty.
    pub wording: String,
    /// Which years.
    pub period: Period,
    /// What counts and what does not; empty where the source does not say.
    pub definition: String,
    /// Who says so, and where.
    pub source: String,
    /// The day on which the source said so.
    pub as_of: Date,
}

/// The form of a count; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of `Count`")]
pub struct CountForm {
    pub subject: String,
    pub figure: String,
    pub wording: String,
    pub from: String,
    pub until: String,
    pub definition: String,
    pub source: String,
    pub as_of: String,
}

impl Count {
    /// Checks a typed count on the day `today`.
    ///
    /// # Errors
    /// Per field: `required`, `too_long`, `number`, `negative`, `too_large`, `year`, `date`,
    /// `date_order`, `future`.
    pub fn parse(form: &CountForm, today: Date) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let subject = words("subject", &form.subject, SUBJECT_MAX, &mut errors);
        let figure = figure(&form.figure, &mut errors);
        let wording = text("wording", &form.wording, TEXT_MAX, &mut errors);
        let period = Period {
            from: year("from", &form.from, today, &mut errors),
            until: year("until", &form.until, today, &mut errors),
        };
        if let (Some(from), Some(until)) = (period.from, period.until)
            && from > until
        {
            errors.push("until", "date_order");
        }
        let definition = text("definition", &form.definition, TEXT_MAX, &mut errors);
        let source = words("source", &form.source, TEXT_MAX, &mut errors);
        let as_of = as_of(&form.as_of, today, &mut errors);
        errors.or(Self { subject, figure, wording, period, definition, source, as_of })
    }

    /// What groups counts of the same thing: the subject without case and signs.
    pub fn key(&self) -> String {
        key(&self.subject)
    }

    /// Last year that the count may cover.
    fn last_year(&self) -> i16 {
        self.period.until.unwrap_or(self.as_of.year())
    }

    /// Whether two counts of one subject can't both be the whole truth: different figures for
    /// years that may overlap. A period that is not stated may be any up to the day of the source.
    pub fn disagrees(&self, other: &Self) -> bool {
        let begins = |count: &Self| count.period.from.unwrap_or(i16::MIN);
        let apart = self.last_year() < begins(other) || other.last_year() < begins(self);
        self.key() == other.key() && self.figure != other.figure && !apart
    }
}

/// A subject without case and signs.
pub fn key(subject: &str) -> String {
    let key = name_key(subject);
    if key.is_empty() { subject.trim().to_owned() } else { key }
}

fn figure(typed: &str, errors: &mut FieldErrors) -> Figure {
    let code = match Figure::parse(typed) {
        _ if typed.trim().is_empty() => "required",
        Ok(figure) if figure < Figure::ZERO => "negative",
        Ok(figure) if figure > COUNT_MAX => "too_large",
        Ok(figure) if figure.is_whole() => return figure,
        _ => "number",
    };
    errors.push("figure", code);
    Figure::ZERO
}

fn year(field: &'static str, typed: &str, today: Date, errors: &mut FieldErrors) -> Option<i16> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let year = typed.parse().ok().filter(|year| (FIRST_YEAR..=today.year()).contains(year));
    if year.is_none() {
        errors.push(field, "year");
    }
    year
}

fn as_of(typed: &str, today: Date, errors: &mut FieldErrors) -> Date {
    let code = match parse_date(typed.trim()) {
        _ if typed.trim().is_empty() => "required",
        Some(day) if day > today => "future",
        Some(day) => return day,
        None => "date",
    };
    errors.push("as_of", code);
    today
}

/// Why a count is not corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rule {
    /// A newer count took its place already.
    #[error("a newer count took its place")]
    Corrected,
}

impl Rule {
    /// Stable code; `text` has its sentence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Corrected => "stats.corrected",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn form() -> CountForm {
        CountForm {
            subject: "Kasus TPPO".to_owned(),
            figure: "7".to_owned(),
            from: "2020".to_owned(),
            until: "2024".to_owned(),
            source: "DPPPA, rapat koordinasi".to_owned(),
            as_of: "2024-06-19".to_owned(),
            ..CountForm::default()
        }
    }

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn a_count_needs_a_source_and_a_day_but_admits_an_unstated_definition() {
        let count = Count::parse(&form(), TODAY).unwrap();
        assert_eq!((count.figure, count.definition.as_str()), (Figure::whole(7), ""));
        let bare = CountForm { source: " ".into(), as_of: String::new(), ..form() };
        let errors = Count::parse(&bare, TODAY).unwrap_err();
        assert_eq!(errors.of("source"), Some("required"));
        assert_eq!(errors.of("as_of"), Some("required"));
    }

    #[test]
    fn figures_years_and_days_that_can_not_be_are_named() {
        for (field, form, code) in [
            ("figure", CountForm { figure: "tujuh".into(), ..form() }, "number"),
            ("figure", CountForm { figure: "7,5".into(), ..form() }, "number"),
            ("figure", CountForm { figure: "-1".into(), ..form() }, "negative"),
            ("figure", CountForm { figure: "9999999999".into(), ..form() }, "too_large"),
            ("from", CountForm { from: "20".into(), ..form() }, "year"),
            ("until", CountForm { until: "2027".into(), ..form() }, "year"),
            ("until", CountForm { until: "2019".into(), ..form() }, "date_order"),
            ("as_of", CountForm { as_of: "2026-11-25".into(), ..form() }, "future"),
            ("as_of", CountForm { as_of: "19/06/2024".into(), ..form() }, "date"),
        ] {
            assert_eq!(Count::parse(&form, TODAY).unwrap_err().of(field), Some(code), "{form:?}");
        }
    }

    #[test]
    fn counts_disagree_where_their_years_may_overlap() {
        let seven = Count::parse(&form(), TODAY).unwrap();
        let none = |from: &str, until: &str, subject: &str| {
            let form = CountForm {
                subject: subject.into(),
                figure: "0".into(),
                from: from.into(),
                until: until.into(),
                as_of: "2022-03-01".into(),
                ..form()
            };
            Count::parse(&form, TODAY).unwrap()
        };
        assert!(seven.disagrees(&none("", "", "kasus tppo")), "an unstated period may overlap");
        assert!(none("2021", "", "Kasus TPPO").disagrees(&seven));
        assert!(!seven.disagrees(&none("", "2019", "Kasus TPPO")), "the years before");
        assert!(!seven.disagrees(&none("", "", "Korban TPPO")), "another subject");
        assert!(!seven.disagrees(&Count { source: "lain".into(), ..seven.clone() }), "same figure");
    }
}
