//! Exact fractions, so that a band never depends on a binary rounding.

use std::cmp::Ordering;

/// A fraction in lowest terms with a positive denominator.
///
/// Exact for every figure below 10^15 in 1/10,000 of a unit (100 billion units), which is what
/// entry accepts; beyond that it saturates instead of wrapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    den: i128,
}

/// Billionths in one whole.
pub const BILLION: i128 = 1_000_000_000;

impl Ratio {
    /// 0.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// 1.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num` / `den`; none where `den` is 0.
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let divisor = i128::try_from(divisor).unwrap_or(1);
        let sign = den.signum();
        Some(Self { num: num / divisor * sign, den: den / divisor * sign })
    }

    /// The whole percentage, half up: 65.5 % is 66, 65.49 % is 65.
    pub fn percent(self) -> i64 {
        let whole = round_half_up(self.num.saturating_mul(100), self.den);
        i64::try_from(whole).unwrap_or(i64::MAX)
    }

    /// The fraction in 1/1,000,000,000, half up; sums over rows are taken in these.
    pub fn billionths(self) -> i128 {
        round_half_up(self.num.saturating_mul(BILLION), self.den)
    }

    /// The fraction held between 0 and 1.
    #[must_use]
    pub fn capped(self) -> Self {
        self.clamp(Self::ZERO, Self::ONE)
    }

    /// The fraction of `part` out of `all` of it; unchanged where `all` is 0.
    #[must_use]
    pub fn scaled(self, part: u32, all: u32) -> Self {
        let num = self.num.saturating_mul(i128::from(part));
        Self::new(num, self.den.saturating_mul(i128::from(all))).unwrap_or(self)
    }

    /// 2 minus the fraction, at least 0: the mirror that makes "lower is better" comparable.
    #[must_use]
    pub fn mirrored(self) -> Self {
        let num = self.den.saturating_mul(2).saturating_sub(self.num);
        Self { num, den: self.den }.max(Self::ZERO)
    }
}

impl Ord for Ratio {
    /// By continued fractions: exact, and no product that could overflow.
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (*self, *other);
        loop {
            let whole = left.num.div_euclid(left.den).cmp(&right.num.div_euclid(right.den));
            if whole != Ordering::Equal {
                return whole;
            }
            let (a, b) = (left.num.rem_euclid(left.den), right.num.rem_euclid(right.den));
            if a == 0 || b == 0 {
                return a.signum().cmp(&b.signum());
            }
            (left, right) = (Self { num: right.den, den: b }, Self { num: left.den, den: a });
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `num` / `den` to the nearest whole number, halves upwards; `den` is positive.
pub(super) fn round_half_up(num: i128, den: i128) -> i128 {
    num.saturating_mul(2).saturating_add(den).div_euclid(den.saturating_mul(2))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ratio(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).unwrap()
    }

    #[test]
    fn halves_round_up() {
        assert_eq!(ratio(655, 1000).percent(), 66);
        assert_eq!(ratio(6549, 10_000).percent(), 65);
        assert_eq!(ratio(905, 1000).percent(), 91);
        assert_eq!(ratio(1, 3).percent(), 33);
        assert_eq!(ratio(2, 3).percent(), 67);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(Ratio::new(1, 0), None);
    }

    proptest! {
        #[test]
        fn order_is_that_of_cross_products(
            a in 0..10_000_i128, b in 1..10_000_i128, c in 0..10_000_i128, d in 1..10_000_i128,
        ) {
            prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn a_mirrored_ratio_is_never_negative(a in 0..10_000_i128, b in 1..10_000_i128) {
            let mirrored = ratio(a, b).mirrored();
            prop_assert!(mirrored >= Ratio::ZERO);
            prop_assert_eq!(mirrored >= Ratio::ONE, a <= b);
        }

        #[test]
        fn the_percentage_is_within_half_a_point(a in 0..1_000_000_i128, b in 1..10_000_i128) {
            let twice = i128::from(ratio(a, b).percent()) * 2;
            prop_assert!((twice - 1) * b <= a * 200 && a * 200 < (twice + 1) * b);
        }
    }
}
