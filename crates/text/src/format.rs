//! Dates, numbers, rupiah and percentages as people read them.

use domain::{
    figure::{Figure, Rupiah},
    time::{Date, Instant, Zone},
};

use crate::Lang;

impl Lang {
    /// `19/06/2024` in both languages.
    pub fn date(self, date: Date) -> String {
        format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
    }

    /// `19 Juni 2024` or `19 June 2024`.
    pub fn long_date(self, date: Date) -> String {
        format!("{} {} {}", date.day(), self.month(date.month()), date.year())
    }

    /// `Rabu, 19 Juni 2024` or `Wednesday, 19 June 2024`.
    pub fn weekday_date(self, date: Date) -> String {
        format!("{}, {}", self.weekday(date), self.long_date(date))
    }

    /// `Rabu` or `Wednesday`.
    pub fn weekday(self, date: Date) -> &'static str {
        let names = match self {
            Self::Id => ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
            Self::En => {
                ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            }
        };
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        names.get(day).copied().unwrap_or_default()
    }

    /// `19/06/2024 09.30 WIB`, or with a colon in English.
    pub fn stamp(self, instant: Instant, zone: Zone) -> String {
        let (date, hour, minute) = zone.clock(instant);
        let colon = match self {
            Self::Id => '.',
            Self::En => ':',
        };
        format!("{} {hour:02}{colon}{minute:02} {}", self.date(date), zone.code())
    }

    /// Name of the month 1 to 12; anything else is a dash.
    pub const fn month(self, month: i8) -> &'static str {
        let names = match self {
            Self::Id => [
                "Januari",
                "Februari",
                "Maret",
                "April",
                "Mei",
                "Juni",
                "Juli",
                "Agustus",
                "September",
                "Oktober",
                "November",
                "Desember",
            ],
            Self::En => [
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ],
        };
        if month >= 1 && month <= 12 { names[(month - 1).unsigned_abs() as usize] } else { "-" }
    }

    /// `1.250` in Indonesian, `1,250` in English.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
        if number < 0 {
            out.push('-');
        }
        for (index, digit) in digits.char_indices() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(self.thousands());
            }
            out.push(digit);
        }
        out
    }

    /// `1.250,5`: as many decimals as the figure has, four at most.
    pub fn figure(self, figure: Figure) -> String {
        let whole = figure.0 / Figure::ONE;
        let rest = (figure.0 % Figure::ONE).unsigned_abs();
        let sign = if whole == 0 && figure.0 < 0 { "-" } else { "" };
        let number = self.number(whole);
        if rest == 0 {
            return number;
        }
        let decimals = format!("{rest:04}");
        format!("{sign}{number}{}{}", self.decimal(), decimals.trim_end_matches('0'))
    }

    /// `Rp25.000.000`; the Indonesian form in both languages, as on every document.
    pub fn rupiah(self, rupiah: Rupiah) -> String {
        let sign = if rupiah.0 < 0 { "-" } else { "" };
        let amount = Self::Id.number(rupiah.0);
        format!("{sign}Rp{}", amount.trim_start_matches('-'))
    }

    /// `75%`.
    pub fn percent(self, whole: i64) -> String {
        format!("{}%", self.number(whole))
    }

    const fn thousands(self) -> char {
        match self {
            Self::Id => '.',
            Self::En => ',',
        }
    }

    const fn decimal(self) -> char {
        match self {
            Self::Id => ',',
            Self::En => '.',
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_in_an_office() {
        assert_eq!(Lang::Id.number(1_250), "1.250");
        assert_eq!(Lang::En.number(-1_234_567), "-1,234,567");
        assert_eq!(Lang::Id.figure(Figure(12_505_000)), "1.250,5");
        assert_eq!(Lang::Id.figure(Figure(-5_000)), "-0,5");
        assert_eq!(Lang::En.rupiah(Rupiah(25_000_000)), "Rp25.000.000");
        assert_eq!(Lang::Id.rupiah(Rupiah(-500)), "-Rp500");
    }

    #[test]
    fn dates_read_day_first() {
        let rakor = Date::constant(2024, 6, 19);
        assert_eq!(Lang::Id.weekday_date(rakor), "Rabu, 19 Juni 2024");
        assert_eq!(Lang::En.weekday_date(rakor), "Wednesday, 19 June 2024");
        let date = domain::time::parse_date("2024-06-19").unwrap();
        assert_eq!(Lang::Id.date(date), "19/06/2024");
        assert_eq!(Lang::Id.long_date(date), "19 Juni 2024");
        assert_eq!(Lang::En.long_date(date), "19 June 2024");
    }
}
