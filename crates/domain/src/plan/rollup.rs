//! From members to a row, and from rows to their parent.

use super::{
    measure::Entry,
    ratio::{BILLION, Ratio},
};
use crate::figure::Figure;

/// What the members of a group reached together: counts add up, percentages as Σn / Σd.
///
/// None without members, and where shapes are mixed (a measure was changed under its reports).
pub fn sum(entries: impl IntoIterator<Item = Entry>) -> Option<Entry> {
    entries.into_iter().map(Some).reduce(|left, right| add(left?, right?)).flatten()
}

fn add(left: Entry, right: Entry) -> Option<Entry> {
    let plus = |a: Figure, b: Figure| Figure(a.0.saturating_add(b.0));
    match (left, right) {
        (Entry::Count(a), Entry::Count(b)) => Some(Entry::Count(plus(a, b))),
        (
            Entry::Fraction { numerator: a, denominator: b },
            Entry::Fraction { numerator: c, denominator: d },
        ) => Some(Entry::Fraction { numerator: plus(a, c), denominator: plus(b, d) }),
        _ => None,
    }
}

/// What one row brings to its parent at a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Judged: its achievement counts, capped at 1.
    Judged(Ratio),
    /// Due and not reported in time: counts as 0.
    Overdue,
    /// Due, but neither verified nor overdue: left out, and seen in the coverage.
    Open {
        /// Whether it has been reported and only waits for verification.
        reported: bool,
    },
    /// Reported, but there was no event to judge: without weight, and seen in the coverage.
    NoEvent,
    /// Nothing is expected: left out of both.
    NotDue,
}

/// A row's weight and what it brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighted {
    /// How much it counts beside its siblings; 1 unless the plan says otherwise.
    pub weight: u32,
    /// What it brings.
    pub part: Part,
}

/// How many of the rows that are due have been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Rows reported, verified or not.
    pub reported: u32,
    /// Rows that are due.
    pub due: u32,
}

/// A parent: strategy, activity or the whole plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parent {
    /// Σ w·min(a, 1) / Σ w over judged and overdue rows; none where there is no such row. Each
    /// row enters in 1/1,000,000,000, half up.
    pub achievement: Option<Ratio>,
    /// Reported over due, to be shown beside it.
    pub coverage: Coverage,
}

/// The parent of `rows`; their order does not matter.
pub fn parent(rows: impl IntoIterator<Item = Weighted>) -> Parent {
    let (mut reached, mut weights) = (0_i128, 0_i128);
    let mut coverage = Coverage::default();
    for row in rows {
        let (counts, billionths, reported) = match row.part {
            Part::NotDue => continue,
            Part::Judged(ratio) => (true, ratio.capped().billionths(), true),
            Part::Overdue => (true, 0, false),
            Part::Open { reported } => (false, 0, reported),
            Part::NoEvent => (false, 0, true),
        };
        coverage.due += 1;
        coverage.reported += u32::from(reported);
        if counts {
            reached += i128::from(row.weight) * billionths;
            weights += i128::from(row.weight);
        }
    }
    Parent { achievement: Ratio::new(reached, weights * BILLION), coverage }
}

/// The whole as it would be if each strategy counted so much: (weight, achievement); a strategy
/// without an achievement is left out.
pub fn what_if(strategies: impl IntoIterator<Item = (u32, Option<Ratio>)>) -> Option<Ratio> {
    let judged = strategies.into_iter().filter_map(|(weight, achievement)| {
        Some(Weighted { weight, part: Part::Judged(achievement?) })
    });
    parent(judged).achievement
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(weight: u32, num: i128, den: i128) -> Weighted {
        Weighted { weight, part: Part::Judged(Ratio::new(num, den).unwrap()) }
    }

    #[test]
    fn three_police_commands_add_up() {
        let operations = [1, 0, 2].map(|units| Entry::Count(Figure::whole(units)));
        assert_eq!(sum(operations), Some(Entry::Count(Figure::whole(3))));
    }

    #[test]
    fn percentages_of_a_group_are_weighted_by_their_denominators() {
        let part =
            |n, d| Entry::Fraction { numerator: Figure::whole(n), denominator: Figure::whole(d) };
        assert_eq!(sum([part(1, 1), part(0, 3), part(0, 0)]), Some(part(1, 4)));
        assert_eq!(sum([part(1, 1), Entry::Count(Figure::ZERO)]), None);
        assert_eq!(sum([]), None);
    }

    #[test]
    fn an_overdue_row_counts_zero_and_an_open_one_is_left_out() {
        let rows = [
            judged(1, 3, 2),
            Weighted { weight: 1, part: Part::Overdue },
            Weighted { weight: 5, part: Part::Open { reported: true } },
            Weighted { weight: 5, part: Part::Open { reported: false } },
            Weighted { weight: 5, part: Part::NoEvent },
            Weighted { weight: 9, part: Part::NotDue },
        ];
        let got = parent(rows);
        assert_eq!(got.achievement, Ratio::new(1, 2));
        assert_eq!(got.coverage, Coverage { reported: 3, due: 5 });
    }

    #[test]
    fn a_parent_without_due_rows_has_no_achievement() {
        assert_eq!(parent([]), Parent::default());
        assert_eq!(parent([Weighted { weight: 1, part: Part::NotDue }]), Parent::default());
    }

    #[test]
    fn other_weights_move_the_whole_and_what_is_not_judged_has_none() {
        let half = Ratio::new(1, 2);
        assert_eq!(what_if([(1, Ratio::new(1, 1)), (1, half), (9, None)]), Ratio::new(3, 4));
        assert_eq!(what_if([(0, Ratio::new(1, 1)), (5, half)]), half);
        assert_eq!(what_if([(0, half)]), None);
    }

    #[test]
    fn weights_are_respected() {
        let got = parent([judged(3, 1, 1), judged(1, 0, 1)]);
        assert_eq!(got.achievement, Ratio::new(3, 4));
    }
}
