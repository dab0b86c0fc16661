//! How the target of a year is spread over its checkpoints.

use super::{
    checkpoint::{Checkpoint, Scheme, Share},
    measure::Measure,
};
use crate::figure::Figure;

/// Names of the fields for spreads, by the place of the year.
pub const SPREAD_FIELDS: [&str; 10] = [
    "spread_1",
    "spread_2",
    "spread_3",
    "spread_4",
    "spread_5",
    "spread_6",
    "spread_7",
    "spread_8",
    "spread_9",
    "spread_10",
];

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

    /// A spread as people type it, cumulative percentages with spaces between (`0 30 60 100%`);
    /// nothing typed is even.
    ///
    /// # Errors
    /// The code of the cause: as [`BadSpread::code`], `number` for what is no percentage.
    pub fn parse(scheme: &Scheme, typed: &str) -> Result<Self, &'static str> {
        let parts =
            typed.split([' ', ';', '\n', '\t']).filter(|part| !part.is_empty() && *part != "%");
        let share = |part: &str| {
            let percent = Figure::parse(part.trim_end_matches('%')).map_err(|_| "number")?;
            let parts = u16::try_from(percent.0 / (Figure::ONE / 100)).ok().and_then(Share::new);
            parts.ok_or("number")
        };
        let shares = parts.map(share).collect::<Result<Vec<_>, _>>()?;
        if shares.is_empty() {
            return Ok(Self::Even);
        }
        Self::own(scheme, shares).map_err(BadSpread::code)
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

    #[test]
    fn a_spread_is_read_as_it_is_typed() {
        let scheme = Scheme::quarters();
        let parse = |typed| Spread::parse(&scheme, typed);
        assert_eq!(parse(" "), Ok(Spread::Even));
        let own = Spread::Own(shares(&[0, 3_050, 6_000, 10_000]));
        assert_eq!(parse("0 30,5% 60; 100 %"), Ok(own));
        assert_eq!(parse("0 30 60"), Err("spread_length"));
        assert_eq!(parse("30 20 60 100"), Err("spread_falls"));
        assert_eq!(parse("0 0 0 99"), Err("spread_unreached"));
        for bad in ["0 0 x 100", "0 0 0 101", "-1 0 0 100"] {
            assert_eq!(parse(bad), Err("number"), "{bad}");
        }
    }
}
