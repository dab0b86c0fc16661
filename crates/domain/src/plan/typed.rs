//! Figures as people type them into a form: Indonesian dots and commas, spaces, "Rp".

use crate::figure::{Figure, Rupiah};

/// Largest figure a form takes: 100 billion units.
pub const FIGURE_MAX: Figure = Figure::whole(100_000_000_000);

/// Largest amount a form takes: a thousand trillion rupiah.
pub const RUPIAH_MAX: Rupiah = Rupiah(1_000_000_000_000_000);

/// Why typed text is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadFigure {
    /// Not a number, or with more than four decimals.
    Form,
    /// Below 0.
    Negative,
    /// Beyond what a form takes.
    TooLarge,
}

impl BadFigure {
    /// The code for a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "figure",
            Self::Negative => "negative",
            Self::TooLarge => "too_large",
        }
    }
}

/// A figure from `1250`, `1.250`, `1.250,5` or, as a number keypad writes it, `12.5`.
///
/// # Errors
/// Where it is no number, below 0, or beyond [`FIGURE_MAX`].
pub fn figure(text: &str) -> Result<Figure, BadFigure> {
    let (whole, decimals) = parts(text)?;
    if decimals.len() > 4 {
        return Err(BadFigure::Form);
    }
    let units: i64 = whole.parse().map_err(|_| BadFigure::TooLarge)?;
    let fraction: i64 = format!("{decimals:0<4}").parse().map_err(|_| BadFigure::Form)?;
    let figure = units.checked_mul(Figure::ONE).and_then(|value| value.checked_add(fraction));
    figure.map(Figure).filter(|value| *value <= FIGURE_MAX).ok_or(BadFigure::TooLarge)
}

/// Whole rupiah from `25000000`, `25.000.000`, `Rp25.000.000` or `Rp 25.000.000,00`.
///
/// # Errors
/// Where it is no amount of whole rupiah, below 0, or beyond [`RUPIAH_MAX`].
pub fn rupiah(text: &str) -> Result<Rupiah, BadFigure> {
    let text = text.trim();
    let named = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("rp"));
    let amount = if named { text[2..].trim_start_matches('.') } else { text };
    let amount = amount.trim().trim_end_matches(",-");
    let (whole, decimals) = parts(amount)?;
    if decimals.chars().any(|digit| digit != '0') {
        return Err(BadFigure::Form);
    }
    let rupiah = whole.parse().map(Rupiah).map_err(|_| BadFigure::TooLarge)?;
    if rupiah <= RUPIAH_MAX { Ok(rupiah) } else { Err(BadFigure::TooLarge) }
}

/// Digits before and after the decimal sign.
fn parts(text: &str) -> Result<(String, String), BadFigure> {
    let text: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    if let Some(rest) = text.strip_prefix(['-', '\u{2212}']) {
        return parts(rest).and(Err(BadFigure::Negative));
    }
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole.to_owned(), decimals.to_owned()),
        None => by_dot(&text),
    };
    let groups: Vec<&str> = whole.split('.').collect();
    let grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !grouped || digits.is_empty() || !all_digits(&digits) || !all_digits(&decimals) {
        return Err(BadFigure::Form);
    }
    Ok((digits, decimals))
}

/// One dot before exactly three digits parts thousands, else it is a decimal point.
fn by_dot(text: &str) -> (String, String) {
    match text.split_once('.') {
        Some((whole, rest)) if !rest.contains('.') && rest.len() != 3 && !rest.is_empty() => {
            (whole.to_owned(), rest.to_owned())
        }
        _ => (text.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_indonesians_write_them() {
        for (text, want) in [
            ("1250", 12_500_000),
            ("1.250", 12_500_000),
            (" 1 250 ", 12_500_000),
            ("1.250,5", 12_505_000),
            ("12.5", 125_000),
            ("0", 0),
            ("0,0001", 1),
            ("1.000.000", 10_000_000_000),
        ] {
            assert_eq!(figure(text), Ok(Figure(want)), "{text}");
        }
    }

    #[test]
    fn what_is_no_figure_says_why() {
        for text in ["", "lima", "1,2,3", "1.25.000", "1,00001", "1e9", "٣", ".5", "0x10", "12."] {
            assert_eq!(figure(text), Err(BadFigure::Form), "{text}");
        }
        assert_eq!(figure("-3"), Err(BadFigure::Negative));
        assert_eq!(figure("100000000001"), Err(BadFigure::TooLarge));
        assert_eq!(figure("99999999999999999999999"), Err(BadFigure::TooLarge));
    }

    #[test]
    fn money_is_read_with_or_without_its_signs() {
        for text in
            ["25000000", "25.000.000", "Rp25.000.000", "rp. 25.000.000,00", "Rp 25.000.000,-"]
        {
            assert_eq!(rupiah(text), Ok(Rupiah(25_000_000)), "{text}");
        }
        assert_eq!(rupiah("Rp10,50"), Err(BadFigure::Form));
        assert_eq!(rupiah("Rp-10"), Err(BadFigure::Negative));
        assert_eq!(rupiah("é"), Err(BadFigure::Form));
    }
}
