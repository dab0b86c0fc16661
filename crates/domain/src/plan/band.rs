//! How far behind a row is, in words; the bounds are dated rule data.

use super::ratio::Ratio;
use crate::time::Date;

/// Where a row stands, as one word. Shown as word, shape and colour together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Band {
    /// Reached (tercapai).
    Achieved,
    /// Nearly (hampir).
    Near,
    /// Behind (tertinggal).
    Behind,
    /// Reported in full and waiting for the secretariat (menunggu verifikasi).
    Waiting,
    /// Not reported, and still in time (belum lapor).
    NotReported,
    /// Not reported, and the last day is over (lewat batas).
    Overdue,
    /// There was nothing to count (tidak ada kasus).
    NoCase,
    /// Nothing is expected at this checkpoint (belum dijadwalkan).
    Unscheduled,
}

impl Band {
    /// Every band, the worst news first among the judged ones.
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::Behind,
        Self::Near,
        Self::Achieved,
        Self::Waiting,
        Self::NotReported,
        Self::NoCase,
        Self::Unscheduled,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::Near => "near",
            Self::Behind => "behind",
            Self::Waiting => "waiting",
            Self::NotReported => "not_reported",
            Self::Overdue => "overdue",
            Self::NoCase => "no_case",
            Self::Unscheduled => "unscheduled",
        }
    }

    /// The band with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }
}

/// The five steps of the official local scale, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grade {
    /// Sangat tinggi.
    VeryHigh,
    /// Tinggi.
    High,
    /// Sedang.
    Medium,
    /// Rendah.
    Low,
    /// Sangat rendah.
    VeryLow,
}

impl Grade {
    /// Every grade, best first.
    pub const ALL: [Self; 5] = [Self::VeryHigh, Self::High, Self::Medium, Self::Low, Self::VeryLow];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::VeryHigh => "very_high",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::VeryLow => "very_low",
        }
    }
}

/// The bounds of one time, all on the whole percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// First day they count.
    pub since: Date,
    /// Where they come from, as people cite it.
    pub source: String,
    /// Lower bounds of the four better grades, falling: 91, 76, 66, 51.
    pub grades: [i64; 4],
    /// Lower bound of [`Band::Achieved`].
    pub achieved: i64,
    /// Lower bound of [`Band::Near`]; below it is [`Band::Behind`].
    pub near: i64,
}

impl Bounds {
    /// Whether the bounds fall, so that no percentage has two words or none.
    pub fn are_sound(&self) -> bool {
        self.grades.windows(2).all(|pair| pair[0] > pair[1]) && self.achieved > self.near
    }

    /// The word for an achievement.
    pub fn band(&self, achievement: Ratio) -> Band {
        match achievement.percent() {
            percent if percent >= self.achieved => Band::Achieved,
            percent if percent >= self.near => Band::Near,
            _ => Band::Behind,
        }
    }

    /// The grade of an achievement on the official scale.
    pub fn grade(&self, achievement: Ratio) -> Grade {
        let percent = achievement.percent();
        let reached = self.grades.iter().position(|bound| percent >= *bound);
        reached.and_then(|place| Grade::ALL.get(place).copied()).unwrap_or(Grade::VeryLow)
    }
}

#[cfg(test)]
pub(super) fn shipped() -> Bounds {
    Bounds {
        since: jiff::civil::date(2019, 1, 1),
        source: String::new(),
        grades: [91, 76, 66, 51],
        achieved: 91,
        near: 66,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(num: i128, den: i128) -> Ratio {
        Ratio::new(num, den).unwrap()
    }

    #[test]
    fn a_bound_belongs_to_the_better_word_and_the_rounded_percentage_decides() {
        let rows = [
            (at(91, 100), Band::Achieved, Grade::VeryHigh),
            (at(905, 1_000), Band::Achieved, Grade::VeryHigh),
            (at(9_049, 10_000), Band::Near, Grade::High),
            (at(76, 100), Band::Near, Grade::High),
            (at(66, 100), Band::Near, Grade::Medium),
            (at(655, 1_000), Band::Near, Grade::Medium),
            (at(6_549, 10_000), Band::Behind, Grade::Low),
            (at(51, 100), Band::Behind, Grade::Low),
            (at(50, 100), Band::Behind, Grade::VeryLow),
            (at(0, 1), Band::Behind, Grade::VeryLow),
            (at(3, 1), Band::Achieved, Grade::VeryHigh),
        ];
        for (ratio, band, grade) in rows {
            assert_eq!((shipped().band(ratio), shipped().grade(ratio)), (band, grade), "{ratio:?}");
        }
    }

    #[test]
    fn codes_come_back_as_the_band_they_were() {
        for band in Band::ALL {
            assert_eq!(Band::from_code(band.code()), Some(band));
        }
    }
}
