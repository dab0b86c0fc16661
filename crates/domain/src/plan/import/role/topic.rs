//! What a heading is about, by its words.

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
    /// Sub-activity code of SIPD.
    Sipd,
    /// A sum.
    Total,
    /// The identifier of a row of ours, in a sheet that was exported.
    Id,
}

/// The heading over identifiers in a sheet that was exported.
pub const ID_HEADING: &str = "ID GUGUS";

/// Finds the first topic whose words are there; the order below is the order of trust.
pub fn topic(words: &[String], raw: &str, has_year: bool) -> Option<Topic> {
    let has = |word: &str| words.iter().any(|w| w == word);
    let any = |list: &[&str]| list.iter().any(|word| has(word));
    let joined = words.join(" ");
    if raw == ID_HEADING {
        return Some(Topic::Id);
    }
    if has("sipd") || has("kode") && any(&["subkegiatan", "sub", "rekening"]) {
        return Some(Topic::Sipd);
    }
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
    figure_topic(words, raw).or_else(|| name_topic(words, &joined, has_year))
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
fn figure_topic(words: &[String], raw: &str) -> Option<Topic> {
    let of = |word: &String| match word.as_str() {
        "target" | "volume" | "vol" | "fisik" => Some(Topic::Target),
        "anggaran" | "pagu" | "biaya" | "alokasi" | "rp" | "rupiah" | "budget" | "keuangan"
        | "dana" => Some(Topic::Budget),
        "pendanaan" | "pembiayaan" => Some(Topic::Money),
        "satuan" | "sat" | "unit" => Some(Topic::Unit),
        "indikator" | "indicator" | "iku" | "ikk" | "keberhasilan" | "tolok" => {
            Some(Topic::Indicator)
        }
        _ => None,
    };
    let found: Vec<Topic> = words.iter().filter_map(of).collect();
    let has = |topic: Topic| found.contains(&topic);
    match found.first() {
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
