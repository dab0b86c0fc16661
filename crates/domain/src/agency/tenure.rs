//! A dated stretch of days, both ends included, as decrees write it ("s.d. 31 Desember 2026").

use crate::time::Date;

/// From one day until another, both included; without an end it runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tenure {
    /// First day.
    pub from: Date,
    /// Last day; none while it runs on.
    pub until: Option<Date>,
}

impl Tenure {
    /// The days from `from` until `until`, unless they run backwards.
    pub fn new(from: Date, until: Option<Date>) -> Option<Self> {
        until.is_none_or(|until| from <= until).then_some(Self { from, until })
    }

    /// From `from`, with no end in sight.
    pub const fn open(from: Date) -> Self {
        Self { from, until: None }
    }

    /// Whether `date` is one of the days.
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && self.until.is_none_or(|until| date <= until)
    }

    /// Whether a day is in both.
    pub fn overlaps(self, other: Self) -> bool {
        other.until.is_none_or(|until| self.from <= until)
            && self.until.is_none_or(|until| other.from <= until)
    }

    /// The last day this has to have so that `next` can follow without a shared day; none when
    /// it has an end already or would end before it began.
    pub fn end_before(self, next: Date) -> Option<Date> {
        let end = next.yesterday().ok()?;
        (self.until.is_none() && self.from <= end).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_ends_belong_to_the_tenure() {
        let year = Tenure::new(date(2024, 1, 1), Some(date(2024, 12, 31)));
        let year = year.expect("a year runs forward");
        assert!(year.contains(date(2024, 1, 1)) && year.contains(date(2024, 12, 31)));
        assert!(!year.contains(date(2023, 12, 31)) && !year.contains(date(2025, 1, 1)));
    }

    #[test]
    fn a_tenure_that_runs_backwards_is_refused() {
        assert_eq!(Tenure::new(date(2024, 1, 2), Some(date(2024, 1, 1))), None);
    }

    #[test]
    fn tenures_that_touch_on_one_day_overlap() {
        let first = Tenure { from: date(2024, 1, 1), until: Some(date(2024, 6, 30)) };
        assert!(first.overlaps(Tenure::open(date(2024, 6, 30))));
        assert!(!first.overlaps(Tenure::open(date(2024, 7, 1))));
        assert!(Tenure::open(date(2020, 1, 1)).overlaps(first));
    }
}
