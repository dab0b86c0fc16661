//! Numbers and days in words, as an official record spells them so that nobody changes a digit.

use domain::time::Date;

use crate::Lang;

const UNITS: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
];

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Ends of English ordinals that are no cardinal with "th".
const ORDINALS: [(&str, &str); 7] = [
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("five", "fifth"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("twelve", "twelfth"),
];

impl Lang {
    /// A whole number in words: `dua ribu dua puluh empat`, `two thousand and twenty-four`.
    pub fn numeral(self, number: u32) -> String {
        match self {
            Self::Id => indonesian(number),
            Self::En => english(number),
        }
    }

    /// `kedua`, `second`: the place of a party in a record.
    pub fn ordinal(self, place: u32) -> String {
        match self {
            Self::Id if place == 1 => "kesatu".to_owned(),
            Self::Id => format!("ke{}", indonesian(place)),
            Self::En => ordinal(&english(place)),
        }
    }

    /// Day, month and year of a date in words, for a sentence to put together.
    pub fn date_in_words(self, date: Date) -> (String, &'static str, String) {
        let day = u32::from(date.day().unsigned_abs());
        let year = u32::from(date.year().unsigned_abs());
        let day = match self {
            Self::Id => self.numeral(day),
            Self::En => self.ordinal(day),
        };
        (day, self.month(date.month()), self.numeral(year))
    }
}

fn word(words: &[&'static str], at: u32) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

/// `head`, and the words of what is left over where something is.
fn with_rest(head: &str, gap: &str, rest: u32, words: fn(u32) -> String) -> String {
    if rest == 0 { head.to_owned() } else { format!("{head}{gap}{}", words(rest)) }
}

fn indonesian(number: u32) -> String {
    let more = |head: String, rest| with_rest(&head, " ", rest, indonesian);
    match number {
        0..=11 => word(&UNITS, number).to_owned(),
        12..=19 => format!("{} belas", word(&UNITS, number - 10)),
        20..=99 => more(format!("{} puluh", word(&UNITS, number / 10)), number % 10),
        100..=199 => more("seratus".to_owned(), number - 100),
        200..=999 => more(format!("{} ratus", word(&UNITS, number / 100)), number % 100),
        1_000..=1_999 => more("seribu".to_owned(), number - 1_000),
        2_000..=999_999 => more(format!("{} ribu", indonesian(number / 1_000)), number % 1_000),
        1_000_000..=999_999_999 => {
            more(format!("{} juta", indonesian(number / 1_000_000)), number % 1_000_000)
        }
        _ => more(format!("{} miliar", indonesian(number / 1_000_000_000)), number % 1_000_000_000),
    }
}

fn english(number: u32) -> String {
    match number {
        0..=19 => word(&SMALL, number).to_owned(),
        20..=99 => with_rest(word(&TENS, number / 10), "-", number % 10, english),
        100..=999 => {
            let head = format!("{} hundred", word(&SMALL, number / 100));
            with_rest(&head, " and ", number % 100, english)
        }
        _ => {
            let (unit, name) = match number {
                1_000..=999_999 => (1_000, "thousand"),
                1_000_000..=999_999_999 => (1_000_000, "million"),
                _ => (1_000_000_000, "billion"),
            };
            let gap = if number % unit < 100 { " and " } else { " " };
            with_rest(&format!("{} {name}", english(number / unit)), gap, number % unit, english)
        }
    }
}

/// The last word of a cardinal made an ordinal.
fn ordinal(cardinal: &str) -> String {
    for (cardinal_end, ordinal_end) in ORDINALS {
        if let Some(head) = cardinal.strip_suffix(cardinal_end) {
            return format!("{head}{ordinal_end}");
        }
    }
    match cardinal.strip_suffix('y') {
        Some(head) => format!("{head}ieth"),
        None => format!("{cardinal}th"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_as_an_office_spells_them() {
        for (number, id, en) in [
            (0, "nol", "zero"),
            (1, "satu", "one"),
            (10, "sepuluh", "ten"),
            (11, "sebelas", "eleven"),
            (12, "dua belas", "twelve"),
            (19, "sembilan belas", "nineteen"),
            (20, "dua puluh", "twenty"),
            (31, "tiga puluh satu", "thirty-one"),
            (100, "seratus", "one hundred"),
            (111, "seratus sebelas", "one hundred and eleven"),
            (205, "dua ratus lima", "two hundred and five"),
            (1_000, "seribu", "one thousand"),
            (1_100, "seribu seratus", "one thousand one hundred"),
            (
                1_945,
                "seribu sembilan ratus empat puluh lima",
                "one thousand nine hundred and forty-five",
            ),
            (2_000, "dua ribu", "two thousand"),
            (2_024, "dua ribu dua puluh empat", "two thousand and twenty-four"),
            (11_000, "sebelas ribu", "eleven thousand"),
            (100_001, "seratus ribu satu", "one hundred thousand and one"),
            (1_000_000, "satu juta", "one million"),
        ] {
            assert_eq!(Lang::Id.numeral(number), id);
            assert_eq!(Lang::En.numeral(number), en);
        }
    }

    #[test]
    fn a_day_is_spelled_in_both_languages() {
        let rakor = Date::constant(2024, 6, 19);
        let (day, month, year) = Lang::Id.date_in_words(rakor);
        assert_eq!(
            format!("{} tanggal {day} bulan {month} tahun {year}", Lang::Id.weekday(rakor)),
            "Rabu tanggal sembilan belas bulan Juni tahun dua ribu dua puluh empat"
        );
        let (day, month, year) = Lang::En.date_in_words(rakor);
        assert_eq!(
            format!("{} the {day} of {month} {year}", Lang::En.weekday(rakor)),
            "Wednesday the nineteenth of June two thousand and twenty-four"
        );
        for (day, words) in [
            (1, "first"),
            (2, "second"),
            (3, "third"),
            (5, "fifth"),
            (8, "eighth"),
            (9, "ninth"),
            (11, "eleventh"),
            (12, "twelfth"),
            (20, "twentieth"),
            (21, "twenty-first"),
            (30, "thirtieth"),
            (31, "thirty-first"),
        ] {
            assert_eq!(Lang::En.ordinal(day), words);
        }
        assert_eq!(
            (Lang::Id.ordinal(1).as_str(), Lang::Id.ordinal(2).as_str()),
            ("kesatu", "kedua")
        );
    }
}
