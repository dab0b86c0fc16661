//! Words of a cell: what is compared, what is kept, and which years it names.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

use crate::{figure::Figure, region::name_key, sheet::Cell};

/// Longest name that is kept, in characters.
pub const NAME_MAX: usize = 500;

/// Signs without a width, which a person can't see and a comparison must not.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Text to read for its meaning: compatibility forms folded, lower case, single spaces, nothing
/// invisible.
pub fn plain(text: &str) -> String {
    let folded: String =
        text.nfkc().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text to keep: as written, on one line.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a cell says in words: its text, or its number without a needless fraction.
pub fn spoken(cell: &Cell) -> Option<String> {
    let words = match cell {
        Cell::Text(text) => tidy(text),
        Cell::Number(number) => number.to_string(),
        Cell::Percent(share) => format!("{}%", share * 100.0),
        Cell::Date(date) => format!("{:02}/{:02}/{}", date.day(), date.month(), date.year()),
        Cell::Empty | Cell::Flag(_) | Cell::Fault | Cell::Unstored => return None,
    };
    words.chars().any(|c| !is_invisible(c) && !c.is_whitespace()).then_some(words)
}

/// A figure as it would be typed: `1250`, `0,75`.
pub fn decimal(figure: Figure) -> String {
    let (units, part) = (figure.0 / Figure::ONE, figure.0 % Figure::ONE);
    if part == 0 {
        return units.to_string();
    }
    format!("{units},{:04}", part.abs()).trim_end_matches('0').to_owned()
}

/// A year that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearWord {
    /// `2024`.
    Calendar(i16),
    /// `Tahun 1`, `T1`: the nth of the plan.
    Nth(u8),
}

/// Years that are believed.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// The calendar years in a text, in order, each once.
pub fn years(text: &str) -> Vec<i16> {
    let mut found = Vec::new();
    for run in plain(text).split(|c: char| !c.is_ascii_digit()) {
        if run.len() == 4
            && let Ok(year) = run.parse::<i16>()
            && YEARS.contains(&year)
            && !found.contains(&year)
        {
            found.push(year);
        }
    }
    found
}

/// The year of a whole number in a heading.
pub fn year_of_number(number: f64) -> Option<i16> {
    YEARS.clone().find(|year| (f64::from(*year) - number).abs() < f64::EPSILON)
}

/// The nth year of `tahun 1`, `tahun ke-2`, `th iii`, `t1`.
pub fn nth_year(words: &[String]) -> Option<u8> {
    for (place, word) in words.iter().enumerate() {
        if let Some(number) = word.strip_prefix('t').and_then(small) {
            return Some(number);
        }
        if matches!(word.as_str(), "tahun" | "thn" | "th" | "year") {
            let next = words[place + 1..].iter().find(|word| *word != "ke");
            return next
                .and_then(|word| small(word.trim_start_matches("ke")).or_else(|| roman(word)));
        }
    }
    None
}

fn small(word: &str) -> Option<u8> {
    word.parse().ok().filter(|number| (1..=10).contains(number))
}

/// A Roman numeral from 1 to 20.
pub fn roman(word: &str) -> Option<u8> {
    const NUMERALS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let place = NUMERALS.iter().position(|numeral| *numeral == word.to_ascii_lowercase())?;
    u8::try_from(place + 1).ok()
}

/// Words of a heading, each put right where it is one slip away from a word that headings use.
pub fn heading_words(text: &str) -> Vec<String> {
    name_key(text).split(' ').filter(|word| !word.is_empty()).map(put_right).collect()
}

/// Words that headings are made of.
const VOCABULARY: &str = "nomor urut kode strategi kebijakan pilar bidang fokus tujuan program \
    programme kegiatan subkegiatan rencana aksi aktivitas uraian rincian upaya langkah tindakan \
    indikator tolok ukuran keberhasilan kinerja keluaran output hasil outcome satuan unit definisi \
    operasional rumus target volume sasaran anggaran pagu biaya alokasi indikatif kebutuhan rupiah \
    penanggung jawab penanggungjawab leading sektor pengampu koordinator pelaksana pelaksanaan \
    instansi lembaga perangkat daerah kerja terkait pendukung mitra terlibat sumber dana data \
    pendanaan pembiayaan keterangan catatan lokasi tempat wilayah waktu jadwal tahun periode \
    realisasi capaian progres baseline kondisi awal dasar jumlah total triwulan semester fisik \
    keuangan ribu juta miliar strategy activity indicator budget lead support funding notes \
    responsible agency agencies supporting source location definition gugus tugas isu strategis";

fn vocabulary() -> &'static Vec<&'static str> {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| VOCABULARY.split_whitespace().collect())
}

fn put_right(word: &str) -> String {
    let length = word.chars().count();
    if length < 5 || vocabulary().contains(&word) {
        return word.to_owned();
    }
    let slips = if length < 8 { 1 } else { 2 };
    // People slip inside a word, hardly ever in its first letter; and most words are not near.
    let alike = |known: &&str| {
        known.len() >= 5
            && known.len().abs_diff(word.len()) <= slips
            && known.as_bytes()[0] == word.as_bytes()[0]
    };
    let near = |known: &&&str| alike(known) && strsim::osa_distance(known, word) <= slips;
    let nearest = vocabulary().iter().filter(near).min_by_key(|k| strsim::osa_distance(k, word));
    nearest.map_or_else(|| word.to_owned(), |known| (*known).to_owned())
}

/// What stands before a name in a list: `A.`, `1)`, `II.`, `2.1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Marker {
    /// A single letter.
    Letter,
    /// A Roman numeral.
    Roman,
    /// A whole number.
    Number,
    /// A code of several parts: `A.1`, `2.1`.
    Parts,
}

/// The kind of a list code that stands alone in its cell.
pub fn marker(code: &str) -> Option<Marker> {
    let code = code.trim().trim_matches(['.', ')', '(', ':', ' ']);
    let parts: Vec<&str> = code.split(['.', '-']).collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.len() <= 6 && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    if !parts.iter().all(is_part) {
        return None;
    }
    match parts.as_slice() {
        [one] if one.bytes().all(|b| b.is_ascii_digit()) => Some(Marker::Number),
        [one] if roman(one).is_some() => Some(Marker::Roman),
        [one] if one.len() == 1 => Some(Marker::Letter),
        [one] => letters_then_digits(one).then_some(Marker::Parts),
        many => many.iter().all(|p| p.len() <= 3).then_some(Marker::Parts),
    }
}

fn letters_then_digits(code: &str) -> bool {
    let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=2).contains(&letters)
        && letters < code.len()
        && code.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

/// Splits `A. Pencegahan` or `2) Sosialisasi` into its code and its name.
pub fn split_marker(text: &str) -> Option<(&str, &str)> {
    let (code, name) = text.split_once([' ', '\u{a0}'])?;
    let closed = code.ends_with(['.', ')', ':']);
    let name = name.trim();
    let spaced = name.trim_start_matches(['.', ')', ':']).trim_start();
    let apart = closed || spaced.len() < name.len();
    (apart && marker(code).is_some() && spaced.chars().any(char::is_alphabetic))
        .then_some((code.trim_end_matches(['.', ')', ':']), spaced))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::key;

    #[test]
    fn slips_in_headings_are_put_right() {
        for (written, read) in [
            ("INIDKATOR", "indikator"),
            ("Kegiatn", "kegiatan"),
            ("PENAGGUNG  JAWAB", "penanggung jawab"),
            ("Angaran (Rp)", "anggaran rp"),
            ("STARTEGI", "strategi"),
            ("Satun", "satuan"),
            ("SUM\u{200b}BER\nDANA", "sumber dana"),
        ] {
            assert_eq!(heading_words(written).join(" "), read, "{written}");
        }
        for other in ["sekolah", "korban", "perempuan", "tangerang", "sarana"] {
            assert_eq!(heading_words(other), [other]);
        }
    }

    #[test]
    fn years_are_found_wherever_they_stand() {
        assert_eq!(years("TAHUN 2024 - 2026 (CONTOH)"), [2024, 2026]);
        assert_eq!(years("Target TA.2025"), [2025]);
        assert_eq!(years("2024 s.d. 2024"), [2024]);
        assert!(years("Perbup 12024, nomor 1999").is_empty());
        assert_eq!(year_of_number(2024.0), Some(2024));
        assert_eq!(year_of_number(2024.5), None);
    }

    #[test]
    fn the_nth_year_is_read_in_words() {
        for (text, nth) in [
            ("T1", Some(1)),
            ("Tahun ke-2", Some(2)),
            ("Th. III", Some(3)),
            ("Tahun 1", Some(1)),
            ("Target", None),
            ("Tahun", None),
            ("T2024", None),
        ] {
            assert_eq!(nth_year(&heading_words(text)), nth, "{text}");
        }
    }

    #[test]
    fn list_codes_have_a_kind() {
        for (code, kind) in [
            ("A.", Some(Marker::Letter)),
            ("I.", Some(Marker::Roman)),
            ("12)", Some(Marker::Number)),
            ("A.1", Some(Marker::Parts)),
            ("2.1.3", Some(Marker::Parts)),
            ("A1", Some(Marker::Parts)),
            ("DPPPA", None),
            ("Pencegahan", None),
            ("", None),
        ] {
            assert_eq!(marker(code), kind, "{code}");
        }
        assert_eq!(split_marker("A. Pencegahan"), Some(("A", "Pencegahan")));
        assert_eq!(split_marker("2.1 ) Rakor"), Some(("2.1", "Rakor")));
        assert_eq!(split_marker("3 Polres dan bandara"), None);
        assert_eq!(split_marker("MoU rujukan"), None);
    }

    #[test]
    fn names_are_the_same_however_they_are_spaced() {
        assert_eq!(key("Sosialisasi  TPPO/PMI"), key("sosialisasi tppo pmi"));
        assert_eq!(key("So\u{200b}sialisasi"), "sosialisasi");
    }
}
