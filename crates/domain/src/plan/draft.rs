//! A report as it is typed, checked into one that can be sent.

use super::measure::{Entry, Measure};
use crate::{
    field::{FieldErrors, text},
    figure::{Figure, Rupiah},
};

/// Largest figure a report takes: 100 billion units.
pub const FIGURE_MAX: Figure = Figure::whole(100_000_000_000);

/// Largest amount a report takes: a thousand trillion rupiah.
pub const RUPIAH_MAX: Rupiah = Rupiah(1_000_000_000_000_000);

/// Longest obstacle or follow-up, in characters.
pub const TEXT_MAX: usize = 2_000;

/// Longest reason of a nihil, in characters.
pub const NIHIL_REASON_MAX: usize = 500;

/// The form of a report; every field as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// The count, for every measure but percentages.
    pub value: String,
    /// How many reached it.
    pub numerator: String,
    /// Out of how many.
    pub denominator: String,
    /// Spent since 1 January, in rupiah; may be empty.
    pub spend: String,
    /// What stands in the way (kendala).
    pub obstacle: String,
    /// What is done about it (tindak lanjut).
    pub follow_up: String,
    /// Nothing happened since the last report.
    pub nihil: bool,
    /// Why nothing happened.
    pub nihil_reason: String,
}

/// What a row asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How it counts.
    pub measure: Measure,
    /// Whether its definition lets the part be larger than the whole.
    pub over_whole: bool,
    /// The figure of the agency's last report that still runs: of the same year, or of any year
    /// of a cumulative count. A nihil carries it on.
    pub previous: Option<Entry>,
}

/// A checked report, not stored yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What was reached.
    pub entry: Entry,
    /// Spent since 1 January.
    pub spend: Option<Rupiah>,
    /// What stands in the way; may be empty.
    pub obstacle: String,
    /// What is done about it; may be empty.
    pub follow_up: String,
    /// Why nothing happened since the last report; none where something did.
    pub nihil: Option<String>,
}

impl Draft {
    /// Checks a typed report against what its row asks for.
    ///
    /// A nihil needs its reason and carries the previous figure on: for a count that means "no
    /// more than before", for a percentage without one "no event".
    ///
    /// # Errors
    /// Per field: `required`, `number`, `negative`, `too_large`, `numerator_over`, `too_long`.
    pub fn parse(form: &Form, asked: Asked) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let entry = if form.nihil { Some(carried(asked)) } else { entry(form, asked, &mut errors) };
        let spend = spend(form, &mut errors);
        let obstacle = text("obstacle", &form.obstacle, TEXT_MAX, &mut errors);
        let follow_up = text("follow_up", &form.follow_up, TEXT_MAX, &mut errors);
        let reason = text("nihil_reason", &form.nihil_reason, NIHIL_REASON_MAX, &mut errors);
        if form.nihil && reason.is_empty() {
            errors.push("nihil_reason", "required");
        }
        let nihil = form.nihil.then_some(reason);
        // An entry is only absent where an error says why.
        let entry = entry.unwrap_or_else(|| Entry::nothing(asked.measure));
        errors.or(Self { entry, spend, obstacle, follow_up, nihil })
    }
}

fn carried(asked: Asked) -> Entry {
    let previous = asked.previous.filter(|entry| entry.fits(asked.measure));
    previous.unwrap_or_else(|| Entry::nothing(asked.measure))
}

fn entry(form: &Form, asked: Asked, errors: &mut FieldErrors) -> Option<Entry> {
    if asked.measure != Measure::Percentage {
        return figure("value", &form.value, errors).map(Entry::Count);
    }
    let numerator = figure("numerator", &form.numerator, errors);
    let denominator = figure("denominator", &form.denominator, errors);
    let (numerator, denominator) = (numerator?, denominator?);
    let empty = denominator == Figure::ZERO && numerator > Figure::ZERO;
    if empty || numerator > denominator && !asked.over_whole {
        errors.push("numerator", "numerator_over");
        return None;
    }
    Some(Entry::Fraction { numerator, denominator })
}

fn figure(field: &'static str, typed: &str, errors: &mut FieldErrors) -> Option<Figure> {
    let figure = Figure::parse(typed).map_err(|bad| errors.push(field, bad.code())).ok()?;
    within(field, figure, Figure::ZERO, FIGURE_MAX, errors)
}

fn spend(form: &Form, errors: &mut FieldErrors) -> Option<Rupiah> {
    if form.spend.trim().is_empty() {
        return None;
    }
    let spend = Rupiah::parse(&form.spend).map_err(|bad| errors.push("spend", bad.code())).ok()?;
    within("spend", spend, Rupiah::ZERO, RUPIAH_MAX, errors)
}

fn within<T: Ord + Copy>(
    field: &'static str,
    value: T,
    least: T,
    most: T,
    errors: &mut FieldErrors,
) -> Option<T> {
    if value < least {
        errors.push(field, "negative");
        return None;
    }
    if value > most {
        errors.push(field, "too_large");
        return None;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(measure: Measure) -> Asked {
        Asked { measure, over_whole: false, previous: None }
    }

    fn part(numerator: i64, denominator: i64) -> Entry {
        Entry::Fraction {
            numerator: Figure::whole(numerator),
            denominator: Figure::whole(denominator),
        }
    }

    fn fraction(numerator: &str, denominator: &str) -> Form {
        Form {
            numerator: numerator.to_owned(),
            denominator: denominator.to_owned(),
            ..Form::default()
        }
    }

    #[test]
    fn a_part_larger_than_its_whole_is_refused_unless_the_definition_allows_it() {
        let refused = Draft::parse(&fraction("5", "4"), asked(Measure::Percentage)).unwrap_err();
        assert_eq!(refused.of("numerator"), Some("numerator_over"));
        let over = Asked { over_whole: true, ..asked(Measure::Percentage) };
        assert_eq!(Draft::parse(&fraction("5", "4"), over).unwrap().entry, part(5, 4));
        let of_nothing = Draft::parse(&fraction("5", "0"), over).unwrap_err();
        assert_eq!(of_nothing.of("numerator"), Some("numerator_over"));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let form = Form {
            value: "-1".to_owned(),
            spend: "banyak".to_owned(),
            obstacle: "x".repeat(TEXT_MAX + 1),
            ..Form::default()
        };
        let errors = Draft::parse(&form, asked(Measure::PerPeriod)).unwrap_err();
        assert_eq!(errors.of("value"), Some("negative"));
        assert_eq!(errors.of("spend"), Some("number"));
        assert_eq!(errors.of("obstacle"), Some("too_long"));
    }

    #[test]
    fn figures_beyond_all_reason_are_refused() {
        let form = Form {
            value: "100.000.000.001".to_owned(),
            spend: "Rp-5".to_owned(),
            ..Form::default()
        };
        let errors = Draft::parse(&form, asked(Measure::PerPeriod)).unwrap_err();
        assert_eq!(errors.of("value"), Some("too_large"));
        assert_eq!(errors.of("spend"), Some("negative"));
    }

    #[test]
    fn a_percentage_asks_for_both_its_parts() {
        let errors = Draft::parse(&Form::default(), asked(Measure::Percentage)).unwrap_err();
        assert_eq!(errors.of("numerator"), Some("required"));
        assert_eq!(errors.of("denominator"), Some("required"));
        assert_eq!(errors.of("value"), None);
    }

    #[test]
    fn nihil_needs_a_reason_and_carries_the_last_figure_on() {
        let mut form = Form { nihil: true, ..Form::default() };
        let errors = Draft::parse(&form, asked(Measure::PerPeriod)).unwrap_err();
        assert_eq!(errors.of("nihil_reason"), Some("required"));
        form.nihil_reason = "anggaran belum cair".to_owned();
        let first = Draft::parse(&form, asked(Measure::PerPeriod)).unwrap();
        assert_eq!(first.entry, Entry::Count(Figure::ZERO));
        let previous = Some(Entry::Count(Figure::whole(4)));
        let later = Draft::parse(&form, Asked { previous, ..asked(Measure::PerPeriod) }).unwrap();
        assert_eq!(later.entry, Entry::Count(Figure::whole(4)));
        let none = Draft::parse(&form, asked(Measure::Percentage)).unwrap();
        assert_eq!(none.entry, part(0, 0));
    }

    #[test]
    fn prose_loses_only_what_no_database_can_keep() {
        let form = Form {
            value: "3".to_owned(),
            obstacle: " =1+1\0\r\n<script> ".to_owned(),
            ..Form::default()
        };
        let draft = Draft::parse(&form, asked(Measure::PerPeriod)).unwrap();
        assert_eq!(draft.obstacle, "=1+1\n<script>");
        assert_eq!(draft.spend, None);
    }
}
