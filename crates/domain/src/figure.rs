//! Figures as people write them: counts, percentages and rupiah, exact in integers.

/// A quantity in 1/10,000 of its unit, so sums and comparisons are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Figure(pub i64);

impl Figure {
    /// One whole unit.
    pub const ONE: i64 = 10_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// `units` whole units.
    pub const fn whole(units: i64) -> Self {
        Self(units.saturating_mul(Self::ONE))
    }

    /// Half up to one decimal: nobody reads the fourth decimal of a percentage.
    #[must_use]
    pub const fn tenths(self) -> Self {
        const TENTH: i64 = Figure::ONE / 10;
        Self((self.0.saturating_add(TENTH / 2)).div_euclid(TENTH) * TENTH)
    }

    /// Whether it has no fraction.
    pub const fn is_whole(self) -> bool {
        self.0 % Self::ONE == 0
    }

    /// The figure that `text` writes the Indonesian way: `1.250`, `1.250,5`, `0,75`.
    ///
    /// See [`read`] for what else is understood.
    ///
    /// # Errors
    /// Where `text` is empty, no number, or too large.
    pub fn parse(text: &str) -> Result<Self, BadFigure> {
        read(text).map(|reading| reading.figure)
    }

    /// The figure nearest to a spreadsheet's number; none where it is too large or not finite.
    pub fn from_f64(number: f64) -> Option<Self> {
        const LIMIT: f64 = 9.0e18;
        let scaled = (number * 10_000.0).round();
        #[expect(clippy::cast_possible_truncation, reason = "bounded by LIMIT just before")]
        (scaled.abs() < LIMIT).then_some(Self(scaled as i64))
    }

    /// The figure a hundred times as large, as in 0.75 = 75 %; none where it is too large.
    pub fn hundredfold(self) -> Option<Self> {
        self.0.checked_mul(100).map(Self)
    }
}

/// Whole rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Rupiah(pub i64);

impl Rupiah {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The amount that `text` writes: `Rp25.000.000`, `Rp 25.000.000,-`, `25 juta`, `1,5 miliar`.
    /// A fraction of a rupiah is rounded half up.
    ///
    /// # Errors
    /// Where `text` is empty, no amount, or too large.
    pub fn parse(text: &str) -> Result<Self, BadFigure> {
        let lower = text.trim().to_lowercase();
        let bare = strip_currency(&lower);
        let (number, scale) = split_scale(bare);
        Self::scaled(Figure::parse(number)?, scale).ok_or(BadFigure::TooLarge)
    }

    /// `figure` times `scale` rupiah, rounded half up; none where it is too large.
    pub fn scaled(figure: Figure, scale: i64) -> Option<Self> {
        let ten_thousandths = i128::from(figure.0) * i128::from(scale);
        let one = i128::from(Figure::ONE);
        i64::try_from((ten_thousandths + one / 2).div_euclid(one)).ok().map(Self)
    }

    /// The sum; none where it is too large.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// Why text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum BadFigure {
    /// Nothing was written.
    Empty,
    /// Something else than a number was written.
    NotANumber,
    /// The number does not fit.
    TooLarge,
}

impl BadFigure {
    /// The stable code, as in a form's field errors.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotANumber => "number",
            Self::TooLarge => "too_large",
        }
    }
}

/// A number as read, with the second way to read it where there are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The number by the Indonesian rule: a dot groups thousands, a comma begins the fraction.
    pub figure: Figure,
    /// `1,250` is 1.25 here and 1250 to whoever writes the English way.
    pub otherwise: Option<Figure>,
}

/// Reads a plain number: digits, one sign in front, dots, commas or spaces between.
///
/// A dot that can't group thousands begins a fraction (`1.5`); with both signs present the later
/// one begins the fraction (`1,250.50`); several commas group (`25,000,000`). More than four
/// decimals are rounded half up.
///
/// # Errors
/// Where `text` is empty, no number, or too large.
pub fn read(text: &str) -> Result<Reading, BadFigure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(BadFigure::Empty);
    }
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let spaced = digits.contains([' ', '\u{a0}', '\u{202f}']);
    let joined = if spaced { join_groups(digits)? } else { digits.to_owned() };
    let sign = |figure: Figure| if negative { Figure(-figure.0) } else { figure };
    let (whole, fraction) = split_fraction(&joined)?;
    let figure = assemble(&whole, fraction)?;
    let otherwise = english_thousands(&joined).map(sign);
    Ok(Reading { figure: sign(figure), otherwise })
}

/// Joins `25 000 000`; spaces between anything but groups of three are no number.
fn join_groups(text: &str) -> Result<String, BadFigure> {
    let mut parts = text.split([' ', '\u{a0}', '\u{202f}']);
    let first = parts.next().unwrap_or_default();
    let whole_groups = parts.all(|part| {
        let digits = part.split([',']).next().unwrap_or_default();
        digits.len() == 3 && is_digits(digits)
    });
    if is_digits(first) && first.len() <= 3 && whole_groups {
        Ok(text.chars().filter(|c| !c.is_whitespace()).collect())
    } else {
        Err(BadFigure::NotANumber)
    }
}

/// Splits into the digits before and behind the decimal sign.
fn split_fraction(text: &str) -> Result<(String, &str), BadFigure> {
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let (group, decimal) = match (dots, commas) {
        (0, 0) => return Ok((text.to_owned(), "")),
        (0, 1) => ('.', Some(',')),
        (1, 0) if !groups_thousands(text, '.') => (',', Some('.')),
        (_, 0) => ('.', None),
        (0, _) => (',', None),
        (_, 1) if text.rfind(',') > text.rfind('.') => ('.', Some(',')),
        (1, _) => (',', Some('.')),
        _ => return Err(BadFigure::NotANumber),
    };
    let (whole, fraction) = match decimal.and_then(|sign| text.split_once(sign)) {
        Some((_, "")) => return Err(BadFigure::NotANumber),
        Some(parts) => parts,
        None => (text, ""),
    };
    if whole.contains(group) && !groups_thousands(whole, group) {
        return Err(BadFigure::NotANumber);
    }
    Ok((whole.replace(group, ""), fraction))
}

/// Whether every `sign` stands before exactly three digits, with one to three in front.
fn groups_thousands(text: &str, sign: char) -> bool {
    let mut parts = text.split(sign);
    let first = parts.next().unwrap_or_default();
    is_digits(first)
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && parts.all(|part| part.len() == 3 && is_digits(part))
}

/// The other reading of `1,250`: one comma that may also group thousands.
fn english_thousands(text: &str) -> Option<Figure> {
    let single = text.matches(',').count() == 1 && !text.contains('.');
    if !(single && groups_thousands(text, ',')) {
        return None;
    }
    assemble(&text.replace(',', ""), "").ok()
}

fn assemble(whole: &str, fraction: &str) -> Result<Figure, BadFigure> {
    if !is_digits(whole) || !(fraction.is_empty() || is_digits(fraction)) {
        return Err(BadFigure::NotANumber);
    }
    let units: i64 = whole.parse().map_err(|_| BadFigure::TooLarge)?;
    let part = rounded_fraction(fraction);
    let scaled = units.checked_mul(Figure::ONE).and_then(|value| value.checked_add(part));
    scaled.map(Figure).ok_or(BadFigure::TooLarge)
}

/// The first four decimals as 1/10,000, rounded half up by the fifth.
fn rounded_fraction(digits: &str) -> i64 {
    let digit = |place: usize| i64::from(digits.as_bytes().get(place).map_or(0, |b| b - b'0'));
    let four = (0..4).fold(0, |sum, place| sum * 10 + digit(place));
    four + i64::from(digit(4) >= 5)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Without `Rp`, `IDR` and the closing `,-` of an amount in words.
fn strip_currency(text: &str) -> &str {
    let bare = text.strip_prefix("rp").or_else(|| text.strip_prefix("idr")).unwrap_or(text);
    let bare = bare.trim_start_matches(['.', ':']).trim();
    let bare = bare.strip_suffix("rupiah").unwrap_or(bare).trim_end();
    [",-", ".-", ",--", ",–"].into_iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare)
}

/// Words behind an amount that multiply it.
const SCALES: [(&str, i64); 11] = [
    ("ribu", 1_000),
    ("rb", 1_000),
    ("juta", 1_000_000),
    ("jt", 1_000_000),
    ("miliar", 1_000_000_000),
    ("milyar", 1_000_000_000),
    ("mlr", 1_000_000_000),
    ("miliyar", 1_000_000_000),
    ("m", 1_000_000_000),
    ("triliun", 1_000_000_000_000),
    ("trilyun", 1_000_000_000_000),
];

fn split_scale(text: &str) -> (&str, i64) {
    let scaled = SCALES.iter().find_map(|(word, scale)| {
        let number = text.strip_suffix(word)?.trim_end();
        number.ends_with(|c: char| c.is_ascii_digit()).then_some((number, *scale))
    });
    scaled.unwrap_or((text, 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn figures_are_read_the_indonesian_way() {
        for (text, ten_thousandths) in [
            ("0", 0),
            ("5", 50_000),
            ("1.250", 12_500_000),
            ("1.250,5", 12_505_000),
            ("0,75", 7_500),
            ("1,5", 15_000),
            ("1.5", 15_000),
            ("0.125", 1_250),
            ("1234.567", 12_345_670),
            ("12.345.678", 123_456_780_000),
            ("25,000,000", 250_000_000_000),
            ("1,250.50", 12_505_000),
            ("25 000 000", 250_000_000_000),
            ("25 000,5", 250_005_000),
            (" 1.250 ", 12_500_000),
            ("-3", -30_000),
            ("+3", 30_000),
            ("33,33335", 333_334),
            ("007", 70_000),
        ] {
            assert_eq!(Figure::parse(text), Ok(Figure(ten_thousandths)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "1.25.3",
            "1.2.3",
            "12.34.567",
            "1,2,3",
            "1.250,",
            ",5",
            ".5",
            "5 dokumen",
            "5 6",
            "--5",
            "5-",
            "1e5",
            "NaN",
            "inf",
            "٥",
            "0x10",
            "1.250.50,5,0",
            "½",
            "1 25",
        ] {
            assert_eq!(Figure::parse(text), Err(BadFigure::NotANumber), "{text}");
        }
        assert_eq!(Figure::parse("  "), Err(BadFigure::Empty));
        assert_eq!(Figure::parse("99999999999999999999"), Err(BadFigure::TooLarge));
        assert_eq!(Figure::parse("922337203685478"), Err(BadFigure::TooLarge));
    }

    #[test]
    fn a_comma_before_three_digits_can_be_read_in_two_ways() {
        let reading = read("1,250").unwrap();
        assert_eq!(reading.figure, Figure(12_500));
        assert_eq!(reading.otherwise, Some(Figure::whole(1_250)));
        for plain in ["1.250", "1,25", "0,250", "1,250.5", "1.250,125"] {
            assert_eq!(read(plain).unwrap().otherwise, None, "{plain}");
        }
    }

    #[test]
    fn amounts_are_read_with_and_without_their_words() {
        for (text, rupiah) in [
            ("Rp25.000.000", 25_000_000),
            ("Rp 25.000.000,-", 25_000_000),
            ("Rp. 25.000.000,00", 25_000_000),
            ("25.000.000", 25_000_000),
            ("IDR 25,000,000", 25_000_000),
            ("25 juta", 25_000_000),
            ("Rp1,5 miliar", 1_500_000_000),
            ("1,2 M", 1_200_000_000),
            ("750 rb", 750_000),
            ("10000000 rupiah", 10_000_000),
            ("0", 0),
            ("Rp0,50", 1),
        ] {
            assert_eq!(Rupiah::parse(text), Ok(Rupiah(rupiah)), "{text}");
        }
        for text in ["APBD", "Rp", "Rp juta", "m", "25 juta lebih"] {
            assert!(Rupiah::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_spreadsheets_number_is_taken_to_the_nearest_ten_thousandth() {
        assert_eq!(Figure::from_f64(0.1), Some(Figure(1_000)));
        assert_eq!(Figure::from_f64(100.0 / 3.0), Some(Figure(333_333)));
        assert_eq!(Figure::from_f64(25_000_000.0), Some(Figure::whole(25_000_000)));
        assert_eq!(Figure::from_f64(-0.000_01), Some(Figure::ZERO));
        for number in [1e300, f64::NAN, f64::INFINITY, -1e16] {
            assert_eq!(Figure::from_f64(number), None, "{number}");
        }
    }

    fn grouped(units: i64) -> String {
        let digits = units.to_string();
        let mut text = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                text.push('.');
            }
            text.push(digit);
        }
        text
    }

    proptest! {
        #[test]
        fn what_is_written_with_dots_is_read_back(units in 0i64..900_000_000_000, part in 0i64..10_000) {
            let text = format!("{},{part:04}", grouped(units));
            prop_assert_eq!(Figure::parse(&text), Ok(Figure(units * Figure::ONE + part)));
            prop_assert_eq!(Figure::parse(&grouped(units)), Ok(Figure::whole(units)));
        }

        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC*") {
            let _ = Figure::parse(&text);
            let _ = Rupiah::parse(&text);
        }

        #[test]
        fn anything_made_of_digits_and_signs_is_answered(text in "[0-9., -]{0,30}") {
            let _ = read(&text);
            let _ = Rupiah::parse(&text);
        }
    }
}
