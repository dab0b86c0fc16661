//! The plan before the running one, closed with its evaluation, and the one after it, being made.
//! Rows are after the public outline of 2019; figures, regulations and findings are invented.

use domain::{
    figure::Figure,
    id::PlanId,
    meeting::Outcome,
    plan::{
        Band, Carry, Checkpoint, EvaluationForm, Form, Measure, NewPlan, ProposalForm, Regulation,
        Step, Years, fell_short,
    },
    time::{Date, Instant},
};
use store::plan::Place;

use super::{Walking, between, people::Cast, start_of};
use crate::{
    App, Error, Result,
    plan::{
        self, NewReport,
        view::{Filter, Matrix, Row},
    },
};

const BEFORE: &[u8] = include_bytes!("../../data/rad-36.03-2019-2023.csv");
const DAY: i64 = Instant::DAY;
/// The years of the plan before.
pub const OLD: Years = Years { first: 2019, last: 2023 };
/// The years of the running plan.
pub const NOW: Years = Years { first: 2024, last: 2026 };
const NEXT: Years = Years { first: 2027, last: 2029 };

/// The plan 2019-2023: in force, reported at the end of each year, evaluated and closed.
pub async fn before(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    super::import(app, &cast.secretariat, "rad-2019-2023.csv", BEFORE).await?;
    let id = enact(app, cast, OLD, Date::constant(2019, 3, 18)).await?;
    for year in OLD.each() {
        clock.set(start_of(Date::constant(year + 1, 1, 8)));
        for row in &matrix(app, cast, id).await?.rows {
            report(app, cast, row, year).await?;
        }
    }
    clock.set(start_of(Date::constant(2024, 2, 12)));
    for row in &matrix(app, cast, id).await?.rows {
        let form = finding(row);
        plan::evaluate(app, &cast.secretariat, row.id, 0, &form).await?;
    }
    let note = "Evaluasi akhir dibahas dalam rapat gugus tugas (contoh).";
    plan::step(app, &cast.secretariat, id, Step::Close, note).await
}

/// Records the regulation of the plan of these years, signed on a day.
pub async fn enact(app: &App, cast: &Cast, years: Years, on: Date) -> Result<PlanId> {
    let id = plan::of_years(app, &cast.secretariat, years).await?;
    let regulation = Regulation {
        number: format!("Peraturan Bupati Tangerang Nomor 00 Tahun {} (contoh)", on.year()),
        title: format!(
            "Rencana Aksi Daerah Pencegahan dan Penanganan TPPO Tahun {}-{}",
            years.first, years.last
        ),
        signed_on: on,
        in_force_on: on,
    };
    plan::enact(app, &cast.secretariat, id, regulation).await?;
    Ok(id)
}

async fn matrix(app: &App, cast: &Cast, id: PlanId) -> Result<std::sync::Arc<Matrix>> {
    let filter = Filter { plan: Some(id), ..Filter::default() };
    let page = plan::matrix(app, &cast.secretariat, &filter).await?;
    page.map(|page| page.matrix).ok_or_else(|| Error::internal("the demo has no such plan"))
}

/// How far a row came at the end of a year, in percent; the pandemic years were slow.
const fn pace(code: &str, year: i16) -> i64 {
    match (code.as_bytes(), year) {
        (b"1.1", 2020 | 2021) => 55,
        (b"1.1", _) => 78,
        (b"1.2", 2020 | 2021) | (b"3.2", 2020) => 0,
        (b"1.3", _) => 120,
        _ => 100,
    }
}

async fn report(app: &App, cast: &Cast, row: &Row, year: i16) -> Result<()> {
    let target = row.years.iter().find(|cell| cell.year == year).and_then(|cell| cell.target);
    let wanted = target.unwrap_or(Figure::ZERO).0 / Figure::ONE;
    let reached = wanted * pace(&row.code, year) / 100;
    let count = i64::try_from(row.lead.members.len()).unwrap_or(1).max(1);
    for (place, member) in (0_i64..).zip(&row.lead.members) {
        let mut form = Form::default();
        if row.measure == Measure::Percentage {
            (form.numerator, form.denominator) = ("2".to_owned(), "2".to_owned());
        } else {
            let own = reached / count + i64::from(place < reached % count);
            form.value = own.to_string();
        }
        let at = Checkpoint { year, index: 4 };
        let place = Place { indicator: row.id, agency: member.id, checkpoint: at };
        let new = NewReport { place, base: 0, form, keep: Vec::new(), attach: Vec::new() };
        let id = plan::report(app, cast.of(member.id), new).await?;
        plan::verify(app, &cast.secretariat, id, 1).await?;
    }
    Ok(())
}

fn finding(row: &Row) -> EvaluationForm {
    let finding = match row.band() {
        Band::Achieved => "Target akhir tercapai; kegiatan sudah menjadi bagian kerja instansi.",
        Band::NoCase => "Tidak ada kasus pada tahun terakhir; layanan tetap siap.",
        _ => "Sebagian besar dilaksanakan, tetapi target akhir belum tercapai.",
    };
    let cause = if fell_short(row.band()) {
        "Dua tahun pandemi menghentikan pertemuan, dan anggaran dialihkan."
    } else {
        ""
    };
    EvaluationForm {
        finding: format!("{finding} (contoh)"),
        cause: cause.to_owned(),
        advice: "Dilanjutkan dengan target yang lebih dekat ke desa.".to_owned(),
    }
}

/// What offices propose: agency, strategy, activity, indicator, unit, targets, reason.
type Idea = (
    &'static str,
    usize,
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 3],
    &'static str,
);

const IDEAS: [Idea; 4] = [
    (
        "Disnaker",
        0,
        "Klinik dokumen calon pekerja migran di kecamatan",
        "Jumlah kecamatan dengan klinik",
        "kecamatan",
        ["5", "10", "15"],
        "Banyak berkas ditolak karena tidak lengkap, lalu calon pekerja beralih ke calo.",
    ),
    (
        "Diskominfo",
        0,
        "Pemantauan iklan kerja palsu di media sosial",
        "Jumlah laporan pemantauan",
        "laporan",
        ["12", "12", "12"],
        "Perekrutan berpindah ke grup percakapan.",
    ),
    (
        "UPTD PPA",
        4,
        "Pendampingan keluarga korban setelah pulang",
        "keluarga didampingi",
        "%",
        ["70", "80", "90"],
        "Keluarga adalah tempat pertama korban kembali.",
    ),
    (
        "Kesbangpol",
        3,
        "Perjalanan studi banding ke luar negeri",
        "Jumlah perjalanan",
        "perjalanan",
        ["1", "1", "1"],
        "Melihat praktik negara lain.",
    ),
];

/// The plan 2027-2029 on the day the demo is made: proposals came in, rows of the running plan are
/// carried on, and the discussion has begun.
pub async fn after(app: &App, clock: &Walking, cast: &Cast) -> Result<()> {
    let end = clock.end;
    clock.set(end.plus(-45 * DAY));
    let running = plan::of_years(app, &cast.secretariat, NOW).await?;
    let now = matrix(app, cast, running).await?;
    let new = NewPlan {
        title: "RENCANA AKSI DAERAH PENCEGAHAN DAN PENANGANAN TINDAK PIDANA PERDAGANGAN ORANG KABUPATEN TANGERANG TAHUN 2027 - 2029 (CONTOH)".to_owned(),
        years: NEXT,
        scheme: "TW".to_owned(),
        strategies: now.strategies.iter().map(|one| (one.code.clone(), one.name.clone())).collect(),
    };
    let next = plan::create(app, &cast.secretariat, new).await?;
    clock.set(end.plus(-30 * DAY));
    let mut ids = Vec::new();
    for idea in &IDEAS {
        ids.push(propose(app, cast, next, idea).await?);
    }
    clock.set(end.plus(-20 * DAY));
    for (code, choice, reason) in [
        ("A.1", "kept", ""),
        ("A.2", "changed", "Sisanya tinggal desa di pesisir; hitung desa dengan Satgas aktif."),
        ("B.1", "dropped", "Dokumennya sudah ada; peraturan baru ditangani lewat tahap rencana."),
        ("D.1", "kept", ""),
        ("E.1", "kept", ""),
    ] {
        let row = now.rows.iter().find(|row| row.code == code).ok_or(Error::NotFound)?;
        let carry = Carry::parse(choice, reason).map_err(Error::Invalid)?;
        plan::carry(app, &cast.secretariat, row.id, 0, carry).await?;
    }
    clock.set(end.plus(-12 * DAY));
    plan::step(app, &cast.secretariat, next, Step::Discuss, "").await?;
    clock.set(end.plus(-6 * DAY));
    let carried = plan::proposals(app, &cast.secretariat, next).await?.rows;
    let carried = carried.iter().filter(|row| row.origin.is_some()).map(|row| row.id);
    let agreed = ids[..2].iter().copied().chain(carried.take(2));
    let mut settled: Vec<_> = agreed.map(|id| (id, Outcome::Agreed, "")).collect();
    let why = "Tidak langsung menurunkan risiko warga; dana dialihkan ke klinik dokumen (contoh).";
    settled.push((ids[3], Outcome::Dropped, why));
    between::drafting(app, clock, cast, &settled).await
}

async fn propose(
    app: &App,
    cast: &Cast,
    next: PlanId,
    idea: &Idea,
) -> Result<domain::id::ProposalId> {
    let (agency, strategy, activity, indicator, unit, targets, reason) = *idea;
    let agency = crate::agency::find(app, agency).await?.ok_or(Error::NotFound)?;
    let actor = cast.of(agency);
    let matrix = plan::proposals(app, actor, next).await?.matrix;
    let strategy = matrix.strategies.get(strategy).ok_or(Error::NotFound)?;
    let form = ProposalForm {
        strategy: strategy.id.to_string(),
        activity: activity.to_owned(),
        indicator: indicator.to_owned(),
        unit: unit.to_owned(),
        measure: if unit == "%" { Measure::Percentage } else { Measure::PerPeriod }
            .code()
            .to_owned(),
        funding: "APBD".to_owned(),
        reason: reason.to_owned(),
        targets: targets.map(str::to_owned).to_vec(),
        ..ProposalForm::default()
    };
    plan::propose(app, actor, next, &form, None).await
}
