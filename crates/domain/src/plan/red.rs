//! The red list: what is behind, and in which order to talk about it.

use std::cmp::Reverse;

use super::{
    band::Band,
    checkpoint::Share,
    matrix::Cell,
    ratio::{BILLION, Ratio},
};

/// Why a row is red.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Below the lower bound of "nearly", at this whole percentage of what was expected.
    Behind {
        /// Reached, in percent of what was expected.
        percent: i64,
    },
    /// Not reported, and the last day is over.
    Overdue,
}

/// Why a cell belongs on the red list: it is behind or overdue. What is still in time, waits for
/// the secretariat, had no event or is not scheduled never does.
pub fn why(cell: &Cell) -> Option<Why> {
    match (cell.band, cell.achievement) {
        (Band::Behind, Some(achievement)) => Some(Why::Behind { percent: achievement.percent() }),
        (Band::Overdue, _) => Some(Why::Overdue),
        _ => None,
    }
}

/// How urgent a row is: weight x (1 − a) x the share of the year that is left to mend it, and at
/// the end of a year, where nothing is left, weight x (1 − a). Larger is more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Urgency(i128, i128);

/// The urgency of a row; overdue counts as nothing reached.
pub fn urgency(weight: u32, achievement: Option<Ratio>, share: Share) -> Urgency {
    let reached = achievement.map_or(0, |ratio| ratio.capped().billionths());
    let lack = i128::from(weight) * (BILLION - reached);
    Urgency(lack * i128::from(share.rest().parts()), lack)
}

/// Puts the most urgent first; rows of the same urgency keep the order of the plan.
pub fn order<T>(rows: &mut [T], urgency: impl Fn(&T) -> Urgency) {
    rows.sort_by_key(|row| Reverse(urgency(row)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half() -> Option<Ratio> {
        Ratio::new(1, 2)
    }

    fn share(parts: u16) -> Share {
        Share::new(parts).unwrap()
    }

    #[test]
    fn weight_lack_and_time_left_make_a_row_urgent() {
        let base = urgency(1, half(), share(5_000));
        assert!(urgency(2, half(), share(5_000)) > base);
        assert!(urgency(1, None, share(5_000)) > base);
        assert!(urgency(1, half(), share(2_500)) > base);
        assert!(urgency(1, Ratio::new(3, 5), share(5_000)) < base);
    }

    #[test]
    fn at_the_end_of_the_year_the_lack_alone_decides() {
        assert!(urgency(1, None, Share::WHOLE) > urgency(1, half(), Share::WHOLE));
        let mut rows = [("A", half()), ("B", None), ("C", half())];
        order(&mut rows, |(_, ratio)| urgency(1, *ratio, Share::WHOLE));
        assert_eq!(rows.map(|(name, _)| name), ["B", "A", "C"]);
    }
}
