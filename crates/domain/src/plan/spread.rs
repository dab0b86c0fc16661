//! How the target of a year is spread over its checkpoints.

use super::{
    checkpoint::{Checkpoint, Scheme, Share},
    measure::Measure,
};

/// The cumulative shares of one year of one indicator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Spread {
    /// As the scheme spreads a year; a milestone is then due at the last checkpoint.
    #[default]
    Even,
    /// The row's own cumulative share at each checkpoint.
    Own(Vec<Share>),
}

/// Why shares are no spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSpread {
    /// Not one share for each checkpoint.
    #[error("a spread has one share for each checkpoint")]
    Length,
    /// Shares fall from one checkpoint to the next.
    #[error("shares never fall")]
    Falls,
    /// The last checkpoint does not reach the whole target.
    #[error("the last checkpoint reaches the whole target")]
    Unreached,
}

impl BadSpread {
    /// The stable code of the cause.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "spread_length",
            Self::Falls => "spread_falls",
            Self::Unreached => "spread_unreached",
        }
    }
}

impl Spread {
    /// The row's own spread.
    ///
    /// # Errors
    /// Where the shares do not rise to the whole target, one for each checkpoint.
    pub fn own(scheme: &Scheme, shares: Vec<Share>) -> Result<Self, BadSpread> {
        if shares.len() != scheme.points().len() {
            return Err(BadSpread::Length);
        }
        if shares.windows(2).any(|pair| pair[0] > pair[1]) {
            return Err(BadSpread::Falls);
        }
        if shares.last() != Some(&Share::WHOLE) {
            return Err(BadSpread::Unreached);
        }
        Ok(Self::Own(shares))
    }

    /// Nothing before `due`, everything from then on: the spread of a milestone.
    pub fn step(scheme: &Scheme, due: Checkpoint) -> Self {
        let share = |checkpoint: Checkpoint| {
            if checkpoint.index < due.index { Share::NONE } else { Share::WHOLE }
        };
        Self::Own(scheme.of_year(due.year).map(share).collect())
    }

    /// The cumulative share of the year at `checkpoint` for an indicator of this measure.
    ///
    /// A milestone is only ever nothing or all: a share below the whole means not yet due.
    pub fn share(&self, scheme: &Scheme, measure: Measure, checkpoint: Checkpoint) -> Share {
        let place = usize::from(checkpoint.index).saturating_sub(1);
        let own = match self {
            Self::Own(shares) => shares.get(place).copied(),
            Self::Even => None,
        };
        let milestone = measure == Measure::Milestone;
        match own {
            Some(share) if milestone && share < Share::WHOLE => Share::NONE,
            Some(share) => share,
            None if milestone && !scheme.closes_year(checkpoint) => Share::NONE,
            None => scheme.point(checkpoint).map_or(Share::WHOLE, |point| point.share),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(parts: &[u16]) -> Vec<Share> {
        parts.iter().map(|part| Share::new(*part).unwrap()).collect()
    }

    fn tw(index: u8) -> Checkpoint {
        Checkpoint { year: 2025, index }
    }

    #[test]
    fn an_even_spread_reaches_the_whole_at_the_last_checkpoint() {
        let scheme = Scheme::quarters();
        let got: Vec<u16> = scheme
            .of_year(2025)
            .map(|at| Spread::Even.share(&scheme, Measure::PerPeriod, at).parts())
            .collect();
        assert_eq!(got, [2_500, 5_000, 7_500, 10_000]);
    }

    #[test]
    fn a_milestone_is_expected_from_its_checkpoint_on() {
        let scheme = Scheme::quarters();
        let spread = Spread::step(&scheme, tw(2));
        let share = |index| spread.share(&scheme, Measure::Milestone, tw(index));
        assert_eq!(share(1), Share::NONE);
        assert_eq!([share(2), share(3), share(4)], [Share::WHOLE; 3]);
        let even = |index| Spread::Even.share(&scheme, Measure::Milestone, tw(index));
        assert_eq!([even(1), even(3), even(4)], [Share::NONE, Share::NONE, Share::WHOLE]);
    }

    #[test]
    fn a_spread_that_falls_or_stops_short_is_refused() {
        let scheme = Scheme::quarters();
        let own = |parts: &[u16]| Spread::own(&scheme, shares(parts));
        assert_eq!(own(&[0, 10_000]), Err(BadSpread::Length));
        assert_eq!(own(&[0, 5_000, 4_000, 10_000]), Err(BadSpread::Falls));
        assert_eq!(own(&[0, 5_000, 5_000, 9_999]), Err(BadSpread::Unreached));
        assert!(own(&[0, 5_000, 5_000, 10_000]).is_ok());
    }
}
