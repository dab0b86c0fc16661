//! How an indicator counts, which way is better, and what one report says.

use crate::figure::Figure;

/// How the figures of an indicator add up over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Counted since 1 January; every year starts at nothing.
    PerPeriod,
    /// Counted since the plan began; the target of a year includes the years before.
    Cumulative,
    /// A part of a whole, both counted since 1 January. Figures of a percentage (targets,
    /// baselines) are percentage points: 75 % is `Figure::whole(75)`.
    Percentage,
    /// Done by one checkpoint of the year; nothing is expected before it.
    Milestone,
    /// Counted where it happens; nothing is expected ("per kebutuhan").
    AsNeeded,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 5] =
        [Self::PerPeriod, Self::Cumulative, Self::Percentage, Self::Milestone, Self::AsNeeded];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PerPeriod => "per_period",
            Self::Cumulative => "cumulative",
            Self::Percentage => "percentage",
            Self::Milestone => "milestone",
            Self::AsNeeded => "as_needed",
        }
    }

    /// The measure with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.code() == code)
    }
}

/// Which way an indicator should move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Direction {
    /// More is better; nearly every indicator.
    #[default]
    HigherIsBetter,
    /// Less is better, such as days of waiting.
    LowerIsBetter,
}

impl Direction {
    /// Both directions.
    pub const ALL: [Self; 2] = [Self::HigherIsBetter, Self::LowerIsBetter];

    /// The stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::HigherIsBetter => "higher",
            Self::LowerIsBetter => "lower",
        }
    }

    /// The direction with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.code() == code)
    }
}

/// What one report says was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// A count, or done / not done of a milestone.
    Count(Figure),
    /// A part of a whole, for a percentage.
    Fraction {
        /// How many reached it.
        numerator: Figure,
        /// Out of how many; 0 where there was no event.
        denominator: Figure,
    },
}

impl Entry {
    /// Nothing reached, in the shape that `measure` asks for.
    pub const fn nothing(measure: Measure) -> Self {
        match measure {
            Measure::Percentage => {
                Self::Fraction { numerator: Figure::ZERO, denominator: Figure::ZERO }
            }
            _ => Self::Count(Figure::ZERO),
        }
    }

    /// Whether it has the shape that `measure` asks for.
    pub const fn fits(self, measure: Measure) -> bool {
        matches!(self, Self::Fraction { .. }) == matches!(measure, Measure::Percentage)
    }

    /// Whether there was nothing to count: a whole of 0, or a count of 0.
    pub const fn is_empty(self) -> bool {
        match self {
            Self::Count(value) => value.0 == 0,
            Self::Fraction { denominator, .. } => denominator.0 == 0,
        }
    }

    /// The figure that people read: the count, or the percentage half up to 1/10,000 point; none
    /// where a percentage had no event.
    pub fn shown(self) -> Option<Figure> {
        match self {
            Self::Count(value) => Some(value),
            Self::Fraction { denominator, .. } if denominator.0 <= 0 => None,
            Self::Fraction { numerator, denominator } => {
                let points = i128::from(numerator.0) * 100 * i128::from(Figure::ONE);
                let rounded = super::ratio::round_half_up(points, i128::from(denominator.0));
                Some(Figure(i64::try_from(rounded).unwrap_or(i64::MAX)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_as_what_they_were() {
        for measure in Measure::ALL {
            assert_eq!(Measure::from_code(measure.code()), Some(measure));
        }
        for direction in Direction::ALL {
            assert_eq!(Direction::from_code(direction.code()), Some(direction));
        }
    }

    #[test]
    fn a_percentage_is_shown_in_points_and_without_an_event_not_at_all() {
        let two_thirds =
            Entry::Fraction { numerator: Figure::whole(2), denominator: Figure::whole(3) };
        assert_eq!(two_thirds.shown(), Some(Figure(666_667)));
        assert_eq!(Entry::nothing(Measure::Percentage).shown(), None);
        assert_eq!(Entry::nothing(Measure::PerPeriod).shown(), Some(Figure::ZERO));
    }
}
