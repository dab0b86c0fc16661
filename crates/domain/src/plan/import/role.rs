//! What a heading means.

use super::words::{YearWord, heading_words, nth_year, year_of_number, years};
use crate::sheet::Cell;

/// What a column is about, as one heading says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Running number or code.
    No,
    /// Strategy; the smaller, the more surely.
    Strategy(u8),
    /// Programme.
    Programme,
    /// Activity; the smaller, the more surely.
    Activity(u8),
    /// Part of an activity.
    SubActivity,
    /// Output.
    Output,
    /// Indicator.
    Indicator,
    /// Unit.
    Unit,
    /// How the indicator is counted.
    Definition,
    /// Where its data come from.
    DataSource,
    /// Where it stood before the plan.
    Baseline,
    /// Target.
    Target,
    /// Budget.
    Budget,
    /// Target and budget under one heading; the headings below part them.
    TargetAndBudget,
    /// Responsible agency; the smaller, the more surely.
    Lead(u8),
    /// Supporting agencies.
    Support,
    /// Source of funding.
    Funding,
    /// Budget or source of funding; whether years stand below it decides.
    Money,
    /// Place.
    Location,
    /// Remarks.
    Note,
    /// When it is done.
    Schedule,
    /// What was reached.
    Realised,
    /// What it is good for.
    Objective,
    /// A year of its own in each row.
    YearColumn,
    /// A sum.
    Total,
}

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

/// Finds the first topic whose words are there; the order below is the order of trust.
fn topic(words: &[String], raw: &str, has_year: bool) -> Option<Topic> {
    let has = |word: &str| words.iter().any(|w| w == word);
    let any = |list: &[&str]| list.iter().any(|word| has(word));
    let joined = words.join(" ");
    if matches!(
        joined.as_str(),
        "no" | "nomor" | "no urut" | "nomor urut" | "kode" | "no kode" | "num"
    ) || raw == "#"
    {
        return Some(Topic::No);
    }
    if has("sumber") && any(&["dana", "anggaran", "pendanaan", "pembiayaan", "biaya"])
        || joined == "funding"
    {
        return Some(Topic::Funding);
    }
    if has("sumber") && has("data") || joined == "data source" {
        return Some(Topic::DataSource);
    }
    if any(&["definisi", "rumus", "definition"])
        || has("cara") && any(&["hitung", "perhitungan", "pengukuran"])
    {
        return Some(Topic::Definition);
    }
    if any(&["realisasi", "progres", "progress", "realisation"]) || has("capaian") && !has("target")
    {
        return Some(Topic::Realised);
    }
    if has("baseline") || any(&["data", "kondisi", "kinerja", "nilai"]) && any(&["awal", "dasar"]) {
        return Some(Topic::Baseline);
    }
    let who = agency_topic(words, &joined);
    if who.is_some() {
        return who;
    }
    if any(&["lokasi", "tempat", "location"]) {
        return Some(Topic::Location);
    }
    if any(&["keterangan", "ket", "catatan", "notes", "note"]) {
        return Some(Topic::Note);
    }
    figure_topic(words, raw, has_year).or_else(|| name_topic(words, &joined, has_year))
}

fn agency_topic(words: &[String], joined: &str) -> Option<Topic> {
    let has = |word: &str| words.iter().any(|w| w == word);
    let any = |list: &[&str]| list.iter().any(|word| has(word));
    if has("penanggung") || any(&["penanggungjawab", "pj", "responsible"]) {
        return Some(Topic::Lead(1));
    }
    let supports =
        any(&["terkait", "pendukung", "mitra", "terlibat", "support", "supporting", "stakeholder"]);
    if supports && !any(&["kegiatan", "indikator"]) {
        return Some(Topic::Support);
    }
    if any(&["leading", "lead"]) {
        return Some(Topic::Lead(2));
    }
    if any(&["pengampu", "koordinator", "pic"]) {
        return Some(Topic::Lead(3));
    }
    if has("pelaksana") {
        return Some(Topic::Lead(4));
    }
    let bare = [
        "opd",
        "skpd",
        "instansi",
        "perangkat daerah",
        "unit kerja",
        "lembaga",
        "agency",
        "instansi lembaga",
        "opd instansi",
    ];
    bare.contains(&joined).then_some(Topic::Lead(5))
}

/// Columns of figures; of two such words the first decides ("Target Indikator", "Satuan Target").
fn figure_topic(words: &[String], raw: &str, has_year: bool) -> Option<Topic> {
    let of = |word: &String| match word.as_str() {
        "target" | "volume" | "vol" | "fisik" => Some(Topic::Target),
        "anggaran" | "pagu" | "biaya" | "alokasi" | "rp" | "rupiah" | "budget" | "keuangan"
        | "dana" => Some(Topic::Budget),
        "pendanaan" | "pembiayaan" => Some(Topic::Money),
        "satuan" | "unit" => Some(Topic::Unit),
        "indikator" | "indicator" | "iku" | "ikk" | "keberhasilan" | "tolok" => {
            Some(Topic::Indicator)
        }
        _ => None,
    };
    let found: Vec<Topic> = words.iter().filter_map(of).collect();
    let has = |topic: Topic| found.contains(&topic);
    let summed = words.iter().any(|word| matches!(word.as_str(), "jumlah" | "total"));
    match found.first() {
        Some(Topic::Target | Topic::Budget) if summed && !has_year => Some(Topic::Total),
        Some(Topic::Target) if has(Topic::Budget) || has(Topic::Money) => {
            Some(Topic::TargetAndBudget)
        }
        Some(first) => Some(*first),
        None if raw == "%" => Some(Topic::Target),
        None => None,
    }
}

fn name_topic(words: &[String], joined: &str, has_year: bool) -> Option<Topic> {
    let has = |word: &str| words.iter().any(|w| w == word);
    let first = words.first().map_or("", String::as_str);
    if matches!(first, "jumlah" | "total") {
        return Some(Topic::Total);
    }
    if ["keluaran", "output", "hasil", "outcome"].iter().any(|word| has(word)) {
        return Some(Topic::Output);
    }
    if ["waktu", "jadwal", "periode", "pelaksanaan"].iter().any(|word| has(word)) {
        return Some(Topic::Schedule);
    }
    if matches!(first, "sub" | "subkegiatan" | "rincian") && (has("kegiatan") || has("subkegiatan"))
    {
        return Some(Topic::SubActivity);
    }
    let activity =
        ["kegiatan", "activity", "aksi", "aktivitas", "uraian", "upaya", "langkah", "tindakan"];
    if let Some(rank) = activity.iter().position(|word| has(word)) {
        return Some(Topic::Activity(u8::from(rank > 1)));
    }
    if ["program", "programme"].iter().any(|word| has(word)) {
        return Some(Topic::Programme);
    }
    let strategy: [&[&str]; 5] = [
        &["strategi", "strategy"],
        &["pilar"],
        &["kebijakan"],
        &["bidang", "gugus"],
        &["isu", "fokus", "tujuan", "misi"],
    ];
    if let Some(rank) = strategy.iter().position(|words| words.iter().any(|word| has(word))) {
        return Some(Topic::Strategy(u8::try_from(rank).unwrap_or(u8::MAX)));
    }
    if has("sasaran") {
        return Some(Topic::Objective);
    }
    (matches!(joined, "tahun" | "thn" | "year") && !has_year).then_some(Topic::YearColumn)
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
            ("Total Anggaran", Topic::Total),
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
