//! The days of the year on which a plan is measured, and the days left to report on them.

use jiff::ToSpan as _;

use crate::time::Date;

/// A part of one year's target, in 1/10,000; [`Share::WHOLE`] is all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Share(u16);

impl Share {
    /// Nothing yet.
    pub const NONE: Self = Self(0);
    /// The whole year.
    pub const WHOLE: Self = Self(10_000);

    /// `parts` of 10,000; none beyond the whole.
    pub const fn new(parts: u16) -> Option<Self> {
        if parts <= Self::WHOLE.0 { Some(Self(parts)) } else { None }
    }

    /// The parts of 10,000.
    pub const fn parts(self) -> u16 {
        self.0
    }

    /// What is left of the year after it.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(Self::WHOLE.0 - self.0)
    }
}

/// One checkpoint within a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What people write: `TW1`, `B06`.
    pub code: String,
    /// The month whose last day it is, 1 to 12.
    pub month: i8,
    /// The cumulative part of the year that an even spread expects by then.
    pub share: Share,
}

/// Why a list of points is no scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadScheme {
    /// No point at all, or more than one a month.
    #[error("a scheme has between 1 and 12 points, in the order of their months")]
    Months,
    /// Shares fall, or the last point does not reach the whole year.
    #[error("shares rise to the whole year at the last point")]
    Shares,
}

/// The checkpoints of every year of a plan, as dated rule data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scheme {
    code: String,
    points: Vec<Point>,
}

/// The first and the last year of a plan, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Years {
    /// First year.
    pub first: i16,
    /// Last year.
    pub last: i16,
}

impl Years {
    /// Each year in order.
    pub fn each(self) -> impl DoubleEndedIterator<Item = i16> {
        self.first..=self.last
    }

    /// Whether `year` belongs to the plan.
    pub const fn contains(self, year: i16) -> bool {
        self.first <= year && year <= self.last
    }
}

/// One checkpoint of one year; orders by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Checkpoint {
    /// The year.
    pub year: i16,
    /// Its place in the year's scheme, from 1.
    pub index: u8,
}

/// When a checkpoint can be reported in time; both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day after the checkpoint.
    pub opens: Date,
    /// The last day in time.
    pub deadline: Date,
}

impl Window {
    /// Whether a report on `day` comes too late.
    pub fn is_late(self, day: Date) -> bool {
        day > self.deadline
    }
}

impl Scheme {
    /// Quarters, TW1 to TW4: what offices of a kabupaten report by.
    pub fn quarters() -> Self {
        let points =
            [("TW1", 3, 2_500), ("TW2", 6, 5_000), ("TW3", 9, 7_500), ("TW4", 12, 10_000)].map(
                |(code, month, share)| Point { code: code.to_owned(), month, share: Share(share) },
            );
        Self { code: "TW".to_owned(), points: points.to_vec() }
    }

    /// A scheme from its points.
    ///
    /// # Errors
    /// Where months or cumulative shares do not rise, or the year is not reached.
    pub fn new(code: &str, points: Vec<Point>) -> Result<Self, BadScheme> {
        let months_rise = points.windows(2).all(|pair| pair[0].month < pair[1].month);
        let in_year = points.iter().all(|point| (1..=12).contains(&point.month));
        if points.is_empty() || !months_rise || !in_year {
            return Err(BadScheme::Months);
        }
        let shares_rise = points.windows(2).all(|pair| pair[0].share <= pair[1].share);
        if !shares_rise || points.last().map(|point| point.share) != Some(Share::WHOLE) {
            return Err(BadScheme::Shares);
        }
        Ok(Self { code: code.to_owned(), points })
    }

    /// The stored code of the scheme: `TW`, `B`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The points of a year in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The checkpoints of `year` in order.
    pub fn of_year(&self, year: i16) -> impl Iterator<Item = Checkpoint> + use<> {
        let count = u8::try_from(self.points.len()).unwrap_or(u8::MAX);
        (1..=count).map(move |index| Checkpoint { year, index })
    }

    /// Every checkpoint of a plan, in order of time.
    pub fn of_plan(&self, years: Years) -> Vec<Checkpoint> {
        years.each().flat_map(|year| self.of_year(year)).collect()
    }

    /// The point of a checkpoint, or none where the scheme has no such place.
    pub fn point(&self, checkpoint: Checkpoint) -> Option<&Point> {
        self.points.get(usize::from(checkpoint.index).checked_sub(1)?)
    }

    /// What people call a checkpoint within its year: `TW2`.
    pub fn label(&self, checkpoint: Checkpoint) -> &str {
        self.point(checkpoint).map_or("", |point| &point.code)
    }

    /// The checkpoint that people call `code` in `year`.
    pub fn find(&self, year: i16, code: &str) -> Option<Checkpoint> {
        self.of_year(year).find(|checkpoint| self.label(*checkpoint).eq_ignore_ascii_case(code))
    }

    /// The last day that a checkpoint counts: the last day of its month.
    pub fn due(&self, checkpoint: Checkpoint) -> Option<Date> {
        let point = self.point(checkpoint)?;
        Some(Date::new(checkpoint.year, point.month, 1).ok()?.last_of_month())
    }

    /// Whether a checkpoint closes its year.
    pub fn closes_year(&self, checkpoint: Checkpoint) -> bool {
        usize::from(checkpoint.index) == self.points.len()
    }

    /// Whether the last day of a checkpoint is over on `today`.
    pub fn has_ended(&self, checkpoint: Checkpoint, today: Date) -> bool {
        self.due(checkpoint).is_some_and(|due| due < today)
    }

    /// The latest checkpoint of the plan that has ended on `today`.
    pub fn last_ended(&self, years: Years, today: Date) -> Option<Checkpoint> {
        let ended = |checkpoint: &Checkpoint| self.has_ended(*checkpoint, today);
        self.of_plan(years).into_iter().rev().find(ended)
    }

    /// The checkpoints that can be reported on `today`: those that have ended. Late is possible.
    pub fn reportable(&self, years: Years, today: Date) -> Vec<Checkpoint> {
        let ended = |checkpoint: &Checkpoint| self.has_ended(*checkpoint, today);
        self.of_plan(years).into_iter().filter(ended).collect()
    }

    /// The first checkpoint that has not ended on `today`.
    pub fn next(&self, years: Years, today: Date) -> Option<Checkpoint> {
        self.of_plan(years).into_iter().find(|checkpoint| !self.has_ended(*checkpoint, today))
    }

    /// When a checkpoint can be reported in time: `days` days from the day after it.
    pub fn window(&self, checkpoint: Checkpoint, days: u16) -> Option<Window> {
        let due = self.due(checkpoint)?;
        let opens = due.saturating_add(1.day());
        let deadline = due.saturating_add(i64::from(days).days());
        Some(Window { opens, deadline })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const PLAN: Years = Years { first: 2024, last: 2026 };

    fn at(year: i16, index: u8) -> Checkpoint {
        Checkpoint { year, index }
    }

    #[test]
    fn a_quarter_has_ended_on_the_day_after_its_last_day() {
        let scheme = Scheme::quarters();
        assert_eq!(scheme.last_ended(PLAN, date(2024, 3, 31)), None);
        assert_eq!(scheme.last_ended(PLAN, date(2024, 4, 1)), Some(at(2024, 1)));
        assert_eq!(scheme.last_ended(PLAN, date(2025, 1, 1)), Some(at(2024, 4)));
        assert_eq!(scheme.last_ended(PLAN, date(2029, 1, 1)), Some(at(2026, 4)));
    }

    #[test]
    fn the_window_is_the_fourteen_days_after_the_checkpoint() {
        let window = Scheme::quarters().window(at(2025, 2), 14).unwrap();
        assert_eq!((window.opens, window.deadline), (date(2025, 7, 1), date(2025, 7, 14)));
        assert!(!window.is_late(date(2025, 7, 14)));
        assert!(window.is_late(date(2025, 7, 15)));
    }

    #[test]
    fn february_ends_on_its_own_last_day() {
        let point =
            |month, share| Point { code: format!("B{month:02}"), month, share: Share(share) };
        let scheme = Scheme::new("B", vec![point(2, 1_000), point(12, 10_000)]).unwrap();
        for year in [i16::MAX, 10_000, i16::MIN] {
            assert_eq!(scheme.due(at(year, 1)), None, "a year that no calendar has");
        }
        assert_eq!(scheme.due(at(2024, 1)), Some(date(2024, 2, 29)));
        assert_eq!(scheme.due(at(2025, 1)), Some(date(2025, 2, 28)));
        assert_eq!(scheme.find(2025, "b12"), Some(at(2025, 2)));
        assert_eq!(scheme.due(at(2025, 3)), None);
    }

    #[test]
    fn a_scheme_that_does_not_reach_the_year_is_refused() {
        let point = |month, share| Point { code: String::new(), month, share: Share(share) };
        assert_eq!(Scheme::new("X", vec![]), Err(BadScheme::Months));
        assert_eq!(Scheme::new("X", vec![point(6, 1), point(6, 10_000)]), Err(BadScheme::Months));
        assert_eq!(Scheme::new("X", vec![point(13, 10_000)]), Err(BadScheme::Months));
        assert_eq!(Scheme::new("X", vec![point(6, 5_000)]), Err(BadScheme::Shares));
        let falling = vec![point(3, 6_000), point(6, 5_000), point(12, 10_000)];
        assert_eq!(Scheme::new("X", falling), Err(BadScheme::Shares));
    }

    #[test]
    fn reportable_grows_by_one_at_each_end_and_next_is_the_rest() {
        let scheme = Scheme::quarters();
        let today = date(2025, 7, 1);
        assert_eq!(scheme.reportable(PLAN, today).len(), 6);
        assert_eq!(scheme.next(PLAN, today), Some(at(2025, 3)));
        assert_eq!(scheme.next(PLAN, date(2027, 1, 1)), None);
    }
}
