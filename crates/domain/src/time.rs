//! Instants, dates and the three Indonesian time zones.

pub use jiff::civil::Date;

/// A moment, in microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// Microseconds in one second.
    pub const SECOND: i64 = 1_000_000;
    /// Microseconds in one day.
    pub const DAY: i64 = 86_400 * Self::SECOND;

    /// The moment `micros` microseconds later.
    #[must_use]
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Date, hour, minute and second in UTC.
    pub fn utc(self) -> (Date, u8, u8, u8) {
        let days = self.0.div_euclid(Self::DAY);
        let seconds = self.0.rem_euclid(Self::DAY) / Self::SECOND;
        let date = jiff::Span::new()
            .try_days(days)
            .ok()
            .and_then(|span| jiff::civil::date(1970, 1, 1).checked_add(span).ok())
            .unwrap_or(Date::MAX);
        let part = |value: i64| u8::try_from(value).unwrap_or(0);
        (date, part(seconds / 3_600), part(seconds / 60 % 60), part(seconds % 60))
    }
}

/// One of the three official zones; none has daylight saving time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Zone {
    /// Western Indonesia Time, UTC+7.
    Wib,
    /// Central Indonesia Time, UTC+8.
    Wita,
    /// Eastern Indonesia Time, UTC+9.
    Wit,
}

impl Zone {
    /// Every zone.
    pub const ALL: [Self; 3] = [Self::Wib, Self::Wita, Self::Wit];

    /// The stored code, which is also what people write behind a time.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// The zone with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.code() == code)
    }

    const fn hours(self) -> i64 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// The date on the wall calendar of this zone at `instant`.
    pub fn date(self, instant: Instant) -> Date {
        self.clock(instant).0
    }

    /// Date, hour and minute on the wall of this zone at `instant`.
    pub fn clock(self, instant: Instant) -> (Date, u8, u8) {
        let (date, hour, minute, _) = instant.plus(self.hours() * 3_600 * Instant::SECOND).utc();
        (date, hour, minute)
    }

    /// The moment `minutes` after midnight of `date` in this zone.
    pub fn at(self, date: Date, minutes: i64) -> Instant {
        let days = jiff::civil::date(1970, 1, 1).until(date).map_or(0, |span| span.get_days());
        let seconds = i64::from(days) * 86_400 + (minutes - self.hours() * 60) * 60;
        Instant(seconds * Instant::SECOND)
    }
}

/// The day so many days later; the day itself beyond the calendar.
pub fn days_after(day: Date, days: i64) -> Date {
    day.checked_add(jiff::Span::new().days(days)).unwrap_or(day)
}

/// Years that a typed date may have: a slip beyond them is no date that anybody means.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// A date from `yyyy-mm-dd`, of this century or those beside it; nothing else is read.
pub fn parse_date(text: &str) -> Option<Date> {
    let date = text.parse::<Date>().ok().filter(|date| date.to_string() == text)?;
    YEARS.contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_in_jakarta_is_five_in_the_afternoon_utc() {
        let instant = Instant(1_718_730_000 * Instant::SECOND); // 2024-06-18T17:00:00Z
        assert_eq!(Zone::Wib.clock(instant), (jiff::civil::date(2024, 6, 19), 0, 0));
        assert_eq!(Zone::Wib.date(instant.plus(-1)), jiff::civil::date(2024, 6, 18));
        assert_eq!(Zone::Wib.at(jiff::civil::date(2024, 6, 19), 0), instant);
        assert_eq!(instant.utc(), (jiff::civil::date(2024, 6, 18), 17, 0, 0));
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused() {
        assert_eq!(parse_date("2023-02-29"), None);
        assert_eq!(parse_date("2024-2-9"), None);
        assert!(parse_date("2024-02-29").is_some());
    }
}
