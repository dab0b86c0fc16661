//! Names that compare and sort: one normalised key per name, for every noun.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::Level;

/// A name's key: compatibility-decomposed, lower case, no marks, no punctuation, single spaces.
/// Two names with one key are the same name written differently; byte order of keys is the
/// order of names in lists. Apostrophes and quotes join ("Du'en" = "duen"), other signs part.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().flat_map(char::to_lowercase).nfkd() {
        if c.is_alphanumeric() && !is_combining_mark(c) {
            key.push(c);
        } else if !(joins(c) || key.is_empty() || key.ends_with(' ')) {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Signs inside a word, and marks on a letter; the word goes on behind them.
fn joins(c: char) -> bool {
    is_combining_mark(c)
        || matches!(
            c,
            '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | 'ʼ' | '\u{ad}' | '\u{200b}'
                ..='\u{200f}' | '\u{feff}'
        )
}

/// Words that say what a region is and that people write or leave out, as keys.
const PREFIXES: [(&str, Level); 15] = [
    ("daerah istimewa", Level::Province),
    ("provinsi", Level::Province),
    ("prov", Level::Province),
    ("kabupaten administrasi", Level::Regency),
    ("kota administrasi", Level::Regency),
    ("kabupaten", Level::Regency),
    ("kab", Level::Regency),
    ("kota", Level::Regency),
    ("kecamatan", Level::District),
    ("kec", Level::District),
    ("distrik", Level::District),
    ("kelurahan", Level::Village),
    ("kel", Level::Village),
    ("desa", Level::Village),
    ("ds", Level::Village),
];

/// The key a region is stored and found under: without the word for its own level, so that
/// "Kabupaten Tangerang", "KAB. TANGERANG" and "Tangerang" are one, while a village named
/// "Kota Baru" keeps its name.
pub fn region_key(name: &str, level: Level) -> String {
    let key = name_key(name);
    let bare =
        PREFIXES.iter().filter(|(_, of)| *of == level).find_map(|(word, _)| after(&key, word));
    bare.map(str::to_owned).unwrap_or(key)
}

/// The keys to look for when somebody types a name: as typed, and without a leading
/// "Kabupaten", "Kec." and the like (both the same when there is none).
pub fn search_keys(typed: &str) -> (String, String) {
    let key = name_key(typed);
    let bare = PREFIXES.iter().find_map(|(word, _)| after(&key, word)).map(str::to_owned);
    let bare = bare.unwrap_or_else(|| key.clone());
    (key, bare)
}

fn after<'a>(key: &'a str, word: &str) -> Option<&'a str> {
    key.strip_prefix(word)?.strip_prefix(' ')
}

/// Abbreviations that stay upper case when an all-capitals name is written out.
const CAPITALS: [&str; 2] = ["DKI", "DI"];

/// A name to show: spaces tidied, and a province or regency written in capitals only
/// ("KABUPATEN TANGERANG") put in title case.
pub fn tidy(name: &str, level: Level) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let shouted = level <= Level::Regency && !name.chars().any(char::is_lowercase);
    if !shouted {
        return name;
    }
    let words = name.split(' ').map(|word| match word {
        "DAN" => "dan".to_owned(),
        _ if CAPITALS.contains(&word) => word.to_owned(),
        _ => title(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn title(word: &str) -> String {
    let mut first = true;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if first {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        first = !c.is_alphanumeric();
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn writing_differences_share_a_key() {
        for (a, b) in [
            ("Rajeg Mulya", " RAJEG   mulya"),
            ("Bu Nuapu’u", "Bu Nuapu'u"),
            ("Soka\"an", "Soka'an"),
            ("Pasar-Kemis", "Pasar Kemis"),
            ("Kec. Curug", "kec curug"),
            ("Café", "cafe"),
            ("Ｍａｕｋ", "Mauk"),
        ] {
            assert_eq!(name_key(a), name_key(b));
        }
        assert_ne!(name_key("Sepatan"), name_key("Sepatan Timur"));
        assert_eq!(name_key(" -- "), "");
    }

    #[test]
    fn the_word_for_the_level_is_optional() {
        for name in ["Kabupaten Tangerang", "KAB. TANGERANG", "Tangerang", "Kota Tangerang"] {
            assert_eq!(region_key(name, Level::Regency), "tangerang");
        }
        assert_eq!(region_key("Kota Baru", Level::Village), "kota baru");
        assert_eq!(region_key("Desa", Level::Village), "desa");
        assert_eq!(search_keys("Kec. Rajeg"), ("kec rajeg".to_owned(), "rajeg".to_owned()));
        assert_eq!(search_keys("Kota Baru"), ("kota baru".to_owned(), "baru".to_owned()));
    }

    #[test]
    fn capitals_are_written_out_for_provinces_and_regencies() {
        assert_eq!(tidy("KABUPATEN  TANGERANG", Level::Regency), "Kabupaten Tangerang");
        assert_eq!(tidy("DKI JAKARTA", Level::Province), "DKI Jakarta");
        assert_eq!(tidy("KOTA BAU-BAU", Level::Regency), "Kota Bau-Bau");
        assert_eq!(
            tidy("KABUPATEN PANGKAJENE DAN KEPULAUAN", Level::Regency),
            "Kabupaten Pangkajene dan Kepulauan"
        );
        assert_eq!(tidy("SP II", Level::Village), "SP II");
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key_and_knows_no_case(name in "\\PC{0,40}") {
            let key = name_key(&name);
            prop_assert_eq!(name_key(&key), key.clone());
            prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
        }

        #[test]
        fn letter_case_never_changes_the_key(name in "[A-Za-z .'-]{0,40}") {
            prop_assert_eq!(name_key(&name.to_uppercase()), name_key(&name.to_lowercase()));
        }
    }
}
