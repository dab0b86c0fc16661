//! What a heading means.

mod topic;

use super::words::{YearWord, heading_words, nth_year, year_of_number, years};
use crate::sheet::Cell;

use topic::topic;
pub use topic::{ID_HEADING, Topic};

/// One heading, read.
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one heading")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// What it is about; none for a bare year, quarter or an unknown heading.
    pub topic: Option<Topic>,
    /// The year it names.
    pub year: Option<YearWord>,
    /// Whether it names a quarter or a half-year.
    pub part_of_year: bool,
    /// How many rupiah one of its numbers is.
    pub scale: i64,
    /// Whether it says that figures run on from year to year.
    pub cumulative: bool,
    /// Whether it only refines the heading above it: `APBD`, `III`.
    pub refines: bool,
    /// Whether its topic comes from a word that only says in what it is counted: `Rp`, `Vol`.
    pub weak: bool,
    /// Whether it names a sum: over years that stand below it, it is not one.
    pub summed: bool,
}

impl Label {
    /// Whether anything was understood.
    pub fn is_known(&self) -> bool {
        self.topic.is_some() || self.year.is_some() || self.part_of_year || self.refines
    }

    /// Whether it can stand over several columns.
    pub fn spans(&self) -> bool {
        let topic = matches!(
            self.topic,
            Some(
                Topic::Target
                    | Topic::Budget
                    | Topic::TargetAndBudget
                    | Topic::Money
                    | Topic::Schedule
                    | Topic::Realised
                    | Topic::Baseline
                    | Topic::YearColumn
            )
        );
        topic || (self.topic.is_none() && self.year.is_some())
    }
}

/// Longest heading, in characters.
const HEADING_MAX: usize = 90;

/// Reads one heading; none for an empty cell or what can be no heading.
pub fn read(cell: &Cell) -> Option<Label> {
    match cell {
        Cell::Number(number) => {
            let year = year_of_number(*number)?;
            Some(Label { year: Some(YearWord::Calendar(year)), scale: 1, ..Label::default() })
        }
        Cell::Text(text) if text.chars().count() <= HEADING_MAX => Some(read_text(text)),
        _ => None,
    }
}

fn read_text(text: &str) -> Label {
    let words = heading_words(text);
    let named = years(text);
    let year = match named.as_slice() {
        [year] => Some(YearWord::Calendar(*year)),
        // A range is the whole plan, not one of its years.
        [_, ..] => None,
        [] => nth_year(&words).map(YearWord::Nth),
    };
    let topic = topic(&words, text.trim(), year.is_some());
    Label {
        topic,
        year,
        summed: words.iter().any(|word| matches!(word.as_str(), "jumlah" | "total")),
        part_of_year: names_part_of_year(&words),
        scale: scale(&words),
        cumulative: words
            .iter()
            .any(|word| matches!(word.as_str(), "kumulatif" | "akumulasi" | "akumulatif")),
        refines: topic.is_none() && refines(&words),
        weak: matches!(topic, Some(Topic::Target | Topic::Budget)) && !names_figure(&words),
    }
}

fn names_figure(words: &[String]) -> bool {
    let strong = |word: &String| {
        matches!(word.as_str(), "target" | "anggaran" | "pagu" | "biaya" | "alokasi" | "budget")
    };
    words.iter().any(strong)
}

fn scale(words: &[String]) -> i64 {
    let found = words.iter().find_map(|word| match word.as_str() {
        "ribu" | "ribuan" | "rb" => Some(1_000),
        "juta" | "jutaan" | "jt" => Some(1_000_000),
        "miliar" | "milyar" | "miliaran" => Some(1_000_000_000),
        _ => None,
    });
    found.unwrap_or(1)
}

fn names_part_of_year(words: &[String]) -> bool {
    let is_part = |word: &String| {
        matches!(
            word.as_str(),
            "tw" | "triwulan" | "semester" | "smt" | "bulan" | "b03" | "b06" | "b09" | "b12"
        ) || word
            .strip_prefix("tw")
            .is_some_and(|n| matches!(n, "1" | "2" | "3" | "4" | "i" | "ii" | "iii" | "iv"))
            || matches!(word.as_str(), "q1" | "q2" | "q3" | "q4")
    };
    words.iter().any(is_part)
}

fn refines(words: &[String]) -> bool {
    let known = |word: &String| {
        matches!(
            word.as_str(),
            "apbd"
                | "apbn"
                | "dak"
                | "kab"
                | "kabupaten"
                | "prov"
                | "provinsi"
                | "desa"
                | "csr"
                | "lainnya"
                | "lain"
                | "i"
                | "ii"
                | "iii"
                | "iv"
                | "nilai"
                | "angka"
        )
    };
    !words.is_empty() && words.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic_of(text: &str) -> Option<Topic> {
        read(&Cell::Text(text.into())).and_then(|label| label.topic)
    }

    #[test]
    fn headings_of_many_offices_are_understood() {
        for (text, topic) in [
            ("NO", Topic::No),
            ("No.", Topic::No),
            ("STRATEGI", Topic::Strategy(0)),
            ("Arah Kebijakan", Topic::Strategy(2)),
            ("KEGIATAN", Topic::Activity(0)),
            ("Program/Kegiatan", Topic::Activity(0)),
            ("RENCANA AKSI", Topic::Activity(1)),
            ("Program", Topic::Programme),
            ("SUB KEGIATAN", Topic::SubActivity),
            ("KODE SIPD", Topic::Sipd),
            ("Kode Sub Kegiatan", Topic::Sipd),
            ("Indikator Kinerja Kegiatan", Topic::Indicator),
            ("Tolok Ukur", Topic::Indicator),
            ("Keluaran (Output)", Topic::Output),
            ("SATUAN", Topic::Unit),
            ("Satuan Target", Topic::Unit),
            ("Unit Kerja", Topic::Lead(5)),
            ("Definisi Operasional", Topic::Definition),
            ("Sumber Data", Topic::DataSource),
            ("Sumber Dana", Topic::Funding),
            ("Sumber Pembiayaan", Topic::Funding),
            ("Data Awal (Baseline) 2023", Topic::Baseline),
            ("Kondisi Awal", Topic::Baseline),
            ("TARGET 2024", Topic::Target),
            ("Target Capaian Kinerja", Topic::Target),
            ("Target Indikator", Topic::Target),
            ("Volume", Topic::Target),
            ("PAGU ANGGARAN (Rp)", Topic::Budget),
            ("Kebutuhan Dana", Topic::Budget),
            ("Rp", Topic::Budget),
            ("Target dan Pagu Indikatif", Topic::TargetAndBudget),
            ("PENANGGUNG JAWAB", Topic::Lead(1)),
            ("PJ", Topic::Lead(1)),
            ("Leading Sector", Topic::Lead(2)),
            ("Instansi Pelaksana", Topic::Lead(4)),
            ("OPD", Topic::Lead(5)),
            ("Instansi Terkait", Topic::Support),
            ("Mitra / Instansi Pendukung", Topic::Support),
            ("LOKASI", Topic::Location),
            ("Ket.", Topic::Note),
            ("Waktu Pelaksanaan", Topic::Schedule),
            ("Realisasi Target 2024", Topic::Realised),
            ("Capaian 2023", Topic::Realised),
            ("Jumlah Kegiatan", Topic::Total),
            ("Total Anggaran", Topic::Budget),
            ("Sasaran", Topic::Objective),
            ("Kelompok Sasaran", Topic::Objective),
            ("Tahun", Topic::YearColumn),
            ("Responsible agency", Topic::Lead(1)),
            ("Activity", Topic::Activity(0)),
        ] {
            assert_eq!(topic_of(text), Some(topic), "{text}");
        }
        for text in ["Nama", "Kabupaten Tangerang", "2024", "TW 1", ""] {
            assert_eq!(topic_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_or_a_quarter_is_read_beside_the_topic() {
        let label = |text: &str| read(&Cell::Text(text.into())).unwrap();
        assert_eq!(label("Target Tahun 2025").year, Some(YearWord::Calendar(2025)));
        assert_eq!(label("Target 2024-2026").year, None);
        assert_eq!(label("Target Tahun ke-2").year, Some(YearWord::Nth(2)));
        assert_eq!(label("T1").year, Some(YearWord::Nth(1)));
        assert!(label("TW II 2024").part_of_year && label("TW1").part_of_year);
        assert_eq!(label("ANGGARAN (Rp Juta)").scale, 1_000_000);
        assert!(label("Target (kumulatif)").cumulative);
        assert!(label("APBD Kab").refines && !label("APBD").spans());
        assert_eq!(read(&Cell::Number(2026.0)).unwrap().year, Some(YearWord::Calendar(2026)));
        assert_eq!(read(&Cell::Number(12.0)), None);
    }
}
