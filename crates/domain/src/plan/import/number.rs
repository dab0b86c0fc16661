//! Reading a target or a budget out of one cell.

use super::{
    doubt::Code,
    words::{decimal, plain, tidy},
};
use crate::{
    figure::{self, BadFigure, Figure, Rupiah},
    plan::{FIGURE_MAX, RUPIAH_MAX},
    sheet::Cell,
};

/// What a target cell says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amount {
    /// The number; percentages in points.
    pub value: Option<Figure>,
    /// Whether it stands there as a percentage.
    pub percent: bool,
    /// The unit written beside the number.
    pub unit: Option<String>,
    /// The words, where they say more than the number.
    pub text: String,
    /// Whether it says "as needed".
    pub as_needed: bool,
    /// What is doubtful, with a suggestion.
    pub doubt: Option<(Code, Option<String>)>,
}

impl Amount {
    fn doubted(code: Code) -> Self {
        Self { doubt: Some((code, None)), ..Self::default() }
    }

    /// Whether there is nothing: an empty cell, a dash, "n/a".
    pub fn is_nothing(&self) -> bool {
        self.value.is_none() && !self.as_needed && self.doubt.is_none()
    }
}

/// Words for "nothing planned".
const NOTHING: [&str; 17] = [
    "-",
    "–",
    "—",
    "--",
    "---",
    "n/a",
    "na",
    "n.a",
    "n.a.",
    "nihil",
    "tidak ada",
    "tdk ada",
    "belum ada",
    "kosong",
    "null",
    "...",
    "…",
];

/// Words for "whatever comes".
const AS_NEEDED: [&str; 19] = [
    "kebutuhan",
    "sesuai kasus",
    "sesuai jumlah",
    "sesuai kondisi",
    "sesuai laporan",
    "sesuai permintaan",
    "sesuai pengaduan",
    "berdasarkan kasus",
    "berdasarkan laporan",
    "insidental",
    "insidentil",
    "jika ada",
    "bila ada",
    "apabila ada",
    "kondisional",
    "situasional",
    "tentatif",
    "menyesuaikan",
    "as needed",
];

const TICKS: [&str; 8] = ["√", "✓", "✔", "v", "x", "ya", "ada", "☑"];

/// Reads a target.
pub fn target(cell: &Cell) -> Amount {
    match cell {
        Cell::Empty => Amount::default(),
        Cell::Number(number) => number_amount(*number, false),
        Cell::Percent(share) => number_amount(*share * 100.0, true),
        Cell::Text(text) => text_amount(text),
        Cell::Date(_) => Amount::doubted(Code::NumberDate),
        Cell::Flag(_) => Amount::doubted(Code::NumberTick),
        Cell::Fault => Amount::doubted(Code::CellFault),
        Cell::Unstored => Amount::doubted(Code::FormulaWithoutValue),
    }
}

fn number_amount(number: f64, percent: bool) -> Amount {
    match Figure::from_f64(number) {
        Some(figure) => checked(Amount { value: Some(figure), percent, ..Amount::default() }),
        None => Amount::doubted(Code::NumberLarge),
    }
}

/// Refuses numbers that no target can be.
fn checked(amount: Amount) -> Amount {
    match amount.value {
        Some(figure) if figure < Figure::ZERO => Amount::doubted(Code::NumberNegative),
        Some(figure) if figure > FIGURE_MAX => Amount::doubted(Code::NumberLarge),
        Some(figure) if amount.percent && figure > Figure::whole(100) => {
            let doubt = amount.doubt.or(Some((Code::PercentLarge, None)));
            Amount { doubt, ..amount }
        }
        _ => amount,
    }
}

fn text_amount(text: &str) -> Amount {
    let words = plain(text);
    let bare = words.trim_matches(['*', '"', '\'', ' ']);
    let has_digit = bare.chars().any(|c| c.is_ascii_digit());
    if bare.is_empty() || NOTHING.contains(&bare) {
        return Amount::default();
    }
    // Two lines with a number each are two answers, not `10 200`.
    if text.lines().filter(|line| line.chars().any(|c| c.is_ascii_digit())).count() > 1 {
        return Amount { text: tidy(text), ..Amount::doubted(Code::NumberUnread) };
    }
    if TICKS.contains(&bare) {
        return Amount { text: tidy(text), ..Amount::doubted(Code::NumberTick) };
    }
    if !has_digit && AS_NEEDED.iter().any(|phrase| bare.contains(phrase)) {
        return Amount { as_needed: true, text: tidy(text), ..Amount::default() };
    }
    let amount = number_in_words(bare)
        .unwrap_or_else(|| Amount { text: tidy(text), ..Amount::doubted(Code::NumberUnread) });
    checked(amount)
}

/// Words that may stand before a number and say no more than "at least" or "about".
const LEADERS: [&str; 15] = [
    "minimal",
    "minimum",
    "min.",
    "min",
    "maksimal",
    "maks.",
    "maks",
    "sekitar",
    "kurang lebih",
    "sebanyak",
    "≥",
    ">=",
    "≤",
    "±",
    ">",
];

/// `1.250`, `5 dokumen`, `75%`, `1 (satu) dokumen`, `min. 10 desa`.
fn number_in_words(words: &str) -> Option<Amount> {
    let leader = LEADERS.iter().find(|leader| words.starts_with(**leader));
    let rest = leader.map_or(words, |leader| words[leader.len()..].trim_start());
    let rest = spelled_first(rest).unwrap_or(rest);
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '-' | '+')))
        .unwrap_or(rest.len());
    let (number, tail) = rest.split_at(end);
    let number = number.trim().trim_end_matches(['.', ',', '-', '+']).trim_end();
    let reading = figure::read(number).ok()?;
    let mut amount = Amount { value: Some(reading.figure), ..Amount::default() };
    let tail = after_brackets(tail.trim());
    amount.percent =
        tail.starts_with('%') || tail.starts_with("persen") || tail.starts_with("prosen");
    let unit =
        tail.trim_start_matches('%').trim_start_matches("persen").trim_start_matches("prosen");
    let unit = unit.trim_matches(['.', ',', ';', '*', ':', ' ']);
    if unit.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    amount.unit = (!unit.is_empty()).then(|| unit.to_owned());
    if leader.is_some() {
        words.clone_into(&mut amount.text);
    }
    if let Some(otherwise) = reading.otherwise {
        // People who write `1,250` of whole things mean thousands: nobody plans 1.25 villages.
        amount.value = Some(if amount.percent { reading.figure } else { otherwise });
        amount.doubt = Some((Code::NumberAmbiguous, amount.value.map(decimal)));
    }
    Some(amount)
}

/// `satu (1) dokumen` and `satu dokumen` with the number in front.
fn spelled_first(words: &str) -> Option<&str> {
    const SPELLED: [(&str, &str); 12] = [
        ("satu", "1"),
        ("dua", "2"),
        ("tiga", "3"),
        ("empat", "4"),
        ("lima", "5"),
        ("enam", "6"),
        ("tujuh", "7"),
        ("delapan", "8"),
        ("sembilan", "9"),
        ("sepuluh", "10"),
        ("sebelas", "11"),
        ("seratus", "100"),
    ];
    let (first, rest) = words.split_once(' ')?;
    SPELLED.iter().find(|(word, _)| *word == first)?;
    let bracket = rest.trim_start().strip_prefix('(')?;
    Some(bracket)
}

/// The text behind `(satu)` or `)`.
fn after_brackets(tail: &str) -> &str {
    let tail = tail.strip_prefix(')').unwrap_or(tail).trim_start();
    match tail.strip_prefix('(').and_then(|inner| inner.split_once(')')) {
        Some((inside, rest)) if !inside.chars().any(|c| c.is_ascii_digit()) => rest.trim_start(),
        _ => tail,
    }
}

/// What a budget cell says: an amount, nothing, or a doubt.
pub fn budget(cell: &Cell, scale: i64) -> Result<Option<Rupiah>, Code> {
    let amount = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => {
            let figure = Figure::from_f64(*number).ok_or(Code::NumberLarge)?;
            Rupiah::scaled(figure, scale).ok_or(Code::NumberLarge)?
        }
        Cell::Text(text) => match budget_text(text, scale)? {
            Some(amount) => amount,
            None => return Ok(None),
        },
        Cell::Percent(_) => return Err(Code::NumberUnread),
        Cell::Date(_) => return Err(Code::NumberDate),
        Cell::Flag(_) => return Err(Code::NumberTick),
        Cell::Fault => return Err(Code::CellFault),
        Cell::Unstored => return Err(Code::FormulaWithoutValue),
    };
    match amount {
        amount if amount < Rupiah::ZERO => Err(Code::NumberNegative),
        amount if amount > RUPIAH_MAX => Err(Code::NumberLarge),
        amount => Ok(Some(amount)),
    }
}

fn budget_text(text: &str, scale: i64) -> Result<Option<Rupiah>, Code> {
    let words = plain(text);
    let bare = words.split('(').next().unwrap_or_default().trim();
    let bare = bare.trim_start_matches("rp").trim_start_matches(['.', ':', ' ']);
    if bare.is_empty()
        || NOTHING.contains(&bare)
        || AS_NEEDED.iter().any(|phrase| bare.contains(phrase))
    {
        return Ok(None);
    }
    let in_words = bare.chars().any(char::is_alphabetic);
    let number = [",-", ".-", ",--"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    let amount = if in_words {
        Rupiah::parse(bare)
    } else {
        Figure::parse(number)
            .and_then(|figure| Rupiah::scaled(figure, scale).ok_or(BadFigure::TooLarge))
    };
    match amount {
        Ok(amount) => Ok(Some(amount)),
        Err(BadFigure::TooLarge) => Err(Code::NumberLarge),
        Err(_) => Err(Code::NumberUnread),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Amount {
        target(&Cell::Text(text.into()))
    }

    #[test]
    fn targets_are_read_as_offices_write_them() {
        for (text, units, unit, percent) in [
            ("5", 5, None, false),
            ("1.250", 1_250, None, false),
            ("5 dokumen", 5, Some("dokumen"), false),
            ("5dokumen", 5, Some("dokumen"), false),
            ("75%", 75, None, true),
            ("75 %", 75, None, true),
            ("75 persen", 75, None, true),
            ("100% (semua)", 100, Some("(semua)"), true),
            ("1 (satu) dokumen", 1, Some("dokumen"), false),
            ("Satu (1) Dokumen", 1, Some("dokumen"), false),
            ("min. 10 desa", 10, Some("desa"), false),
            ("≥ 75%", 75, None, true),
            ("2 kali.", 2, Some("kali"), false),
            ("\u{200b}12\u{a0}", 12, None, false),
            ("１２", 12, None, false),
            ("0", 0, None, false),
            ("10 RT/RW", 10, Some("rt/rw"), false),
        ] {
            let amount = read(text);
            assert_eq!(amount.value, Some(Figure::whole(units)), "{text}");
            assert_eq!(amount.unit.as_deref(), unit, "{text}");
            assert_eq!(amount.percent, percent, "{text}");
            assert_eq!(amount.doubt, None, "{text}");
        }
        assert_eq!(target(&Cell::Percent(0.75)).value, Some(Figure::whole(75)));
        assert_eq!(target(&Cell::Number(12.5)).value, Some(Figure(125_000)));
    }

    #[test]
    fn words_for_whatever_comes_are_no_number_and_no_doubt() {
        for text in
            ["per kebutuhan", "Sesuai Kebutuhan", "sesuai kasus", "Jika ada kasus", "insidentil"]
        {
            let amount = read(text);
            assert!(amount.as_needed && amount.doubt.is_none() && amount.text == text, "{text}");
        }
        for text in ["-", " – ", "n/a", "Nihil", "tidak ada", "", "…"] {
            assert!(read(text).is_nothing(), "{text}");
        }
    }

    #[test]
    fn what_can_t_be_read_is_a_doubt_and_never_a_guess() {
        for (text, code) in [
            ("5-10", Code::NumberUnread),
            ("2 x 12 kegiatan", Code::NumberUnread),
            ("1 dokumen dan 2 laporan", Code::NumberUnread),
            ("terlaksana", Code::NumberUnread),
            ("TW I: 5", Code::NumberUnread),
            ("10\n200", Code::NumberUnread),
            ("=SUM(A1:A3)", Code::NumberUnread),
            ("√", Code::NumberTick),
            ("-5", Code::NumberNegative),
            ("999.999.999.999", Code::NumberLarge),
            ("99999999999999999999", Code::NumberUnread),
            ("150%", Code::PercentLarge),
        ] {
            assert_eq!(read(text).doubt.map(|(code, _)| code), Some(code), "{text}");
        }
        for (cell, code) in [
            (Cell::Unstored, Code::FormulaWithoutValue),
            (Cell::Fault, Code::CellFault),
            (Cell::Flag(true), Code::NumberTick),
            (Cell::Number(1e30), Code::NumberLarge),
            (Cell::Number(-1.0), Code::NumberNegative),
            (Cell::Number(f64::NAN), Code::NumberLarge),
        ] {
            assert_eq!(target(&cell).doubt.map(|(code, _)| code), Some(code), "{cell:?}");
            assert_eq!(target(&cell).value, None);
        }
    }

    #[test]
    fn a_number_with_two_readings_is_taken_as_thousands_and_doubted() {
        let amount = read("1,250 orang");
        assert_eq!(amount.value, Some(Figure::whole(1_250)));
        assert_eq!(amount.doubt, Some((Code::NumberAmbiguous, Some("1250".into()))));
    }

    #[test]
    fn budgets_are_read_with_their_scale() {
        let read = |text: &str, scale| budget(&Cell::Text(text.into()), scale);
        assert_eq!(read("Rp25.000.000", 1), Ok(Some(Rupiah(25_000_000))));
        assert_eq!(read("Rp. 25.000.000,- (APBD)", 1), Ok(Some(Rupiah(25_000_000))));
        assert_eq!(read("25", 1_000_000), Ok(Some(Rupiah(25_000_000))));
        assert_eq!(read("25 juta", 1_000_000), Ok(Some(Rupiah(25_000_000))));
        assert_eq!(budget(&Cell::Number(2.5), 1_000_000), Ok(Some(Rupiah(2_500_000))));
        for nothing in ["-", "Rp -", "Rp", "menyesuaikan", "sesuai kebutuhan", ""] {
            assert_eq!(read(nothing, 1), Ok(None), "{nothing}");
        }
        assert_eq!(read("APBD", 1), Err(Code::NumberUnread));
        assert_eq!(read("-5.000", 1), Err(Code::NumberNegative));
        assert_eq!(budget(&Cell::Number(1e18), 1), Err(Code::NumberLarge));
        assert_eq!(budget(&Cell::Unstored, 1), Err(Code::FormulaWithoutValue));
    }
}
