//! What is expected at a checkpoint, and how much of it was reached.

use super::{
    checkpoint::Share,
    measure::{Direction, Entry, Measure},
    ratio::{Ratio, round_half_up},
};
use crate::figure::Figure;

/// What one row aims at by one checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    /// How its figures add up.
    pub measure: Measure,
    /// Which way is better.
    pub direction: Direction,
    /// The target of the year; none where the plan names no number. Percentages in points.
    pub target: Option<Figure>,
    /// Where a cumulative count stood at the end of the year before: its target then, or the
    /// baseline in year one.
    pub before: Figure,
    /// The cumulative share of the year at this checkpoint.
    pub share: Share,
}

/// An expected value in 1/100,000,000 of the unit: a figure times a share, without a rounding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected(i128);

const WHOLE: i128 = Share::WHOLE.parts() as i128;

impl Expected {
    /// As people read it, half up to 1/10,000 of the unit.
    pub fn shown(self) -> Figure {
        Figure(i64::try_from(round_half_up(self.0, WHOLE)).unwrap_or(i64::MAX))
    }

    /// Whether nothing is expected.
    pub const fn is_nothing(self) -> bool {
        self.0 <= 0
    }

    /// Whether `figure` is at least what is expected.
    pub fn is_reached_by(self, figure: Figure) -> bool {
        i128::from(figure.0) * WHOLE >= self.0
    }
}

impl Aim {
    /// What should have been reached; none where no number is wanted.
    pub fn expected(&self) -> Option<Expected> {
        let target = i128::from(self.target?.0);
        let share = i128::from(self.share.parts());
        let before = i128::from(self.before.0);
        Some(Expected(match self.measure {
            Measure::AsNeeded => return None,
            Measure::PerPeriod | Measure::Milestone => target * share,
            Measure::Cumulative => before * WHOLE + (target - before) * share,
            Measure::Percentage => target * WHOLE,
        }))
    }

    /// Whether the row is judged at this checkpoint: a target above 0 and something expected.
    pub fn is_due(&self) -> bool {
        let wanted = self.target.is_some_and(|target| target.0 > 0);
        wanted && self.expected().is_some_and(|expected| !expected.is_nothing())
    }

    /// Reached over expected, uncapped; for "lower is better" 2 minus that, at least 0.
    ///
    /// None where nothing is expected (target 0 or no number, or nothing yet), where there was no
    /// event, and where the entry has not the shape of the measure.
    pub fn achievement(&self, entry: Entry) -> Option<Ratio> {
        if !self.is_due() || !entry.fits(self.measure) {
            return None;
        }
        let Expected(expected) = self.expected()?;
        let raw = match entry {
            Entry::Count(value) => Ratio::new(i128::from(value.0) * WHOLE, expected),
            Entry::Fraction { denominator, .. } if denominator.0 <= 0 => None,
            Entry::Fraction { numerator, denominator } => {
                // Points in 1/10,000 over points in 1/10,000: 100 n / d over T.
                let target = i128::from(self.target?.0);
                let points = i128::from(numerator.0) * 100 * i128::from(Figure::ONE);
                Ratio::new(points, i128::from(denominator.0) * target)
            }
        }?;
        Some(match self.direction {
            Direction::HigherIsBetter => raw.max(Ratio::ZERO),
            Direction::LowerIsBetter => raw.mirrored(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aim(measure: Measure, target: i64, before: i64, share: u16) -> Aim {
        Aim {
            measure,
            direction: Direction::HigherIsBetter,
            target: Some(Figure::whole(target)),
            before: Figure::whole(before),
            share: Share::new(share).unwrap(),
        }
    }

    fn count(units: i64) -> Entry {
        Entry::Count(Figure::whole(units))
    }

    fn part(numerator: i64, denominator: i64) -> Entry {
        Entry::Fraction {
            numerator: Figure::whole(numerator),
            denominator: Figure::whole(denominator),
        }
    }

    fn expected(aim: &Aim) -> Figure {
        aim.expected().unwrap().shown()
    }

    /// Rows of domain.md 3.2: (row, measure, target, before, share, expected in 1/10,000).
    #[test]
    fn the_rows_of_the_example_plan_expect_what_a_person_would_reckon() {
        let rows = [
            ("A1 2024 TW1", Measure::PerPeriod, 8, 0, 2_500, 20_000),
            ("A1 2025 TW2", Measure::PerPeriod, 10, 8, 5_000, 50_000),
            ("A1 2026 TW3", Measure::PerPeriod, 11, 10, 7_500, 82_500),
            ("A2 2024 TW2", Measure::Cumulative, 60, 0, 5_000, 300_000),
            ("A2 2025 TW1", Measure::Cumulative, 150, 60, 2_500, 825_000),
            ("A2 2025 TW4", Measure::Cumulative, 150, 60, 10_000, 1_500_000),
            ("A2 2026 TW2", Measure::Cumulative, 274, 150, 5_000, 2_120_000),
            ("A6 2025 TW1", Measure::Percentage, 75, 50, 2_500, 750_000),
            ("B1 2024 TW1", Measure::Milestone, 1, 0, 0, 0),
            ("B1 2024 TW4", Measure::Milestone, 1, 0, 10_000, 10_000),
            ("C5 2026 TW4", Measure::PerPeriod, 3_000, 1_500, 10_000, 30_000_000),
            ("E5 2024 TW1", Measure::PerPeriod, 5, 0, 2_500, 12_500),
        ];
        for (row, measure, target, before, share, want) in rows {
            assert_eq!(expected(&aim(measure, target, before, share)), Figure(want), "{row}");
        }
    }

    #[test]
    fn a2_with_120_villages_at_the_end_of_2025_is_at_80_percent() {
        let row = aim(Measure::Cumulative, 150, 60, 10_000);
        assert_eq!(row.achievement(count(120)).unwrap().percent(), 80);
    }

    #[test]
    fn a_percentage_is_measured_against_the_full_target_at_every_checkpoint() {
        let row = aim(Measure::Percentage, 75, 50, 2_500);
        assert_eq!(row.achievement(part(60, 100)).unwrap().percent(), 80);
        assert_eq!(row.achievement(part(3, 4)).unwrap(), Ratio::ONE);
    }

    #[test]
    fn without_an_expectation_there_is_no_achievement() {
        assert_eq!(aim(Measure::PerPeriod, 0, 0, 5_000).achievement(count(3)), None, "T = 0");
        assert_eq!(aim(Measure::PerPeriod, 8, 0, 0).achievement(count(3)), None, "E = 0");
        assert_eq!(aim(Measure::Cumulative, 0, 5, 5_000).achievement(count(3)), None, "T = 0");
        assert_eq!(aim(Measure::AsNeeded, 8, 0, 5_000).achievement(count(3)), None);
        let unwritten = Aim { target: None, ..aim(Measure::PerPeriod, 0, 0, 5_000) };
        assert_eq!(unwritten.achievement(count(3)), None, "no number");
        assert_eq!(aim(Measure::Percentage, 100, 0, 5_000).achievement(part(0, 0)), None);
    }

    #[test]
    fn an_entry_of_another_shape_is_not_judged() {
        assert_eq!(aim(Measure::Percentage, 75, 0, 5_000).achievement(count(3)), None);
        assert_eq!(aim(Measure::PerPeriod, 75, 0, 5_000).achievement(part(3, 4)), None);
    }

    #[test]
    fn lower_is_better_is_two_minus_the_ratio() {
        let days =
            Aim { direction: Direction::LowerIsBetter, ..aim(Measure::PerPeriod, 10, 0, 10_000) };
        let percent = |units| days.achievement(count(units)).unwrap().percent();
        assert_eq!([percent(0), percent(5), percent(10), percent(13)], [200, 150, 100, 70]);
        assert_eq!([percent(20), percent(500)], [0, 0]);
    }
}
