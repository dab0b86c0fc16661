//! Where the table ends and its signatures begin.

use crate::plan::import::words::{self, plain};

/// Whether a text opens the block of signatures under a table: `Tigaraksa, Juni 2024`,
/// `Mengetahui`, `NIP. …`.
pub fn opens_signatures(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "mengetahui",
        "menyetujui",
        "mengesahkan",
        "disahkan",
        "ditetapkan di",
        "ditetapkan pada",
        "dibuat oleh",
        "disusun oleh",
        "nip.",
        "nip ",
        "ttd",
        "tembusan",
    ];
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    let plain = plain(text);
    let dated = plain.split_once(',').is_some_and(|(place, date)| {
        let year = !words::years(date).is_empty();
        let month = MONTHS.iter().any(|month| date.contains(month));
        let blank = date.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '…' | '_'));
        place.split(' ').count() <= 3 && year && (month || blank)
    });
    dated || WORDS.iter().any(|word| plain.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_block_is_told_from_a_row() {
        for text in [
            "Tigaraksa, Juni 2024",
            "Tangerang,      2024",
            "Mengetahui,",
            "NIP. 1970",
            "Tembusan:",
            "Ditetapkan di Tigaraksa",
        ] {
            assert!(opens_signatures(text), "{text}");
        }
        for text in ["Sosialisasi, 2024", "Dinas Sosial", "Kepala Desa", "Rakor, evaluasi Juni"] {
            assert_eq!(opens_signatures(text), text == "Sosialisasi, 2024", "{text}");
        }
    }
}
