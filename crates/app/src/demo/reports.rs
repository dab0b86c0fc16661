//! What the offices of the demo reported: believable figures up to the last checkpoint that has
//! ended, with every state planted there relative to the day on which the demo is made.

use domain::{
    access::Actor,
    figure::Figure,
    id::RealisationId,
    plan::{Checkpoint, Form, Measure},
    time::{Date, Instant, Zone},
};
use store::plan::Place;

use super::{Walking, people::Cast, start_of};
use crate::{
    App, Error, Result,
    plan::{
        self, About, Attachment, NewReport,
        view::{CheckpointHead, Matrix, Row},
    },
};

/// What happened to one row at the last checkpoint; everywhere else it was reported and verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Reported in time and verified.
    Fine,
    /// Nothing came.
    Silent,
    /// Reported after the deadline, then verified.
    Late,
    /// Reported; nobody has looked yet.
    Waiting,
    /// Written yesterday; the head of the agency has not looked yet.
    Unapproved,
    /// Returned two days ago with a reason.
    Returned,
    /// Reported as nihil with a reason.
    Nihil,
    /// Verified, then corrected and verified again.
    Corrected,
}

/// Rows whose last checkpoint is not simply fine.
const FATES: &[(&str, Fate)] = &[
    ("A.4", Fate::Late),
    ("A.5", Fate::Silent),
    ("B.2", Fate::Silent),
    ("B.4", Fate::Waiting),
    ("C.3", Fate::Returned),
    ("C.6", Fate::Late),
    ("D.3", Fate::Waiting),
    ("D.5", Fate::Nihil),
    ("D.6", Fate::Waiting),
    ("E.1", Fate::Corrected),
    ("E.4", Fate::Unapproved),
    ("E.5", Fate::Returned),
];

/// How far a row comes, in percent of what is expected; 100 where it is not named.
const PACE: &[(&str, i64)] = &[
    ("A.1", 92),
    ("A.2", 58),
    ("A.3", 104),
    ("A.4", 81),
    ("A.5", 95),
    ("A.6", 71),
    ("B.2", 45),
    ("B.3", 88),
    ("B.4", 110),
    ("B.6", 64),
    ("C.1", 96),
    ("C.2", 83),
    ("C.3", 60),
    ("C.5", 77),
    ("D.3", 102),
    ("D.5", 50),
    ("E.5", 40),
    ("E.6", 86),
];

/// One report to come: who, for what, what is typed, and what becomes of it.
struct Plan {
    at: Instant,
    place: Place,
    form: Form,
    fate: Fate,
    /// The record of an event, on the day and at the place it was held.
    proof: Option<Attachment>,
}

/// Sends and decides every report in the order of time.
pub async fn fill(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    taskforce: &Actor,
    zone: Zone,
) -> Result<()> {
    let end = clock.end;
    let mut plans = Vec::new();
    for year in 2024..=zone.date(end).year().min(2026) {
        // The matrix at the end of the year knows the budget of that year.
        clock.set(start_of(Date::constant(year, 12, 31)));
        let home = plan::home(app, taskforce).await?;
        let matrix = home.matrix.ok_or_else(|| Error::internal("the demo has no plan"))?;
        plans.extend(planned(&matrix, year, zone.date(end), end));
    }
    plans.sort_by_key(|plan| plan.at);
    let mut returned = Vec::new();
    for one in plans {
        clock.set(one.at);
        if one.fate == Fate::Unapproved {
            plan::set_approval(app, &cast.secretariat, one.place.agency, true).await?;
        }
        let id = send(app, cast, &one, 0).await?;
        follow(app, clock, cast, &one, id, &mut returned).await?;
    }
    // Two days ago the secretariat went through what was not good enough.
    for (id, at) in returned {
        clock.set(at);
        let seen = (id, version(app, taskforce, id).await?);
        plan::give_back(app, &cast.secretariat, plan::Desk::Secretariat, seen, REASON).await?;
    }
    Ok(())
}

const REASON: &str = "Daftar hadir belum dilampirkan dan jumlah peserta berbeda dengan berita acara. Mohon dilengkapi.";
const DAY: i64 = Instant::DAY;

async fn follow(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    one: &Plan,
    id: RealisationId,
    returned: &mut Vec<(RealisationId, Instant)>,
) -> Result<()> {
    match one.fate {
        Fate::Silent | Fate::Waiting | Fate::Unapproved => {}
        Fate::Returned => returned.push((id, clock.end.plus(-2 * DAY))),
        Fate::Fine | Fate::Late | Fate::Nihil => {
            verify(app, clock, cast, one.at.plus(3 * DAY), id).await?;
        }
        Fate::Corrected => {
            verify(app, clock, cast, one.at.plus(2 * DAY), id).await?;
            clock.set(one.at.plus(4 * DAY));
            let again = send(app, cast, one, 1).await?;
            verify(app, clock, cast, one.at.plus(5 * DAY), again).await?;
        }
    }
    Ok(())
}

async fn verify(
    app: &App,
    clock: &Walking,
    cast: &Cast,
    at: Instant,
    id: RealisationId,
) -> Result<()> {
    clock.set(at);
    let version = version(app, &cast.secretariat, id).await?;
    plan::verify(app, &cast.secretariat, id, version).await
}

async fn version(app: &App, actor: &Actor, id: RealisationId) -> Result<i64> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    let mut tx = app.store.read().await?;
    Ok(store::plan::get_realisation(&mut tx, taskforce, id).await?.version)
}

async fn send(app: &App, cast: &Cast, one: &Plan, base: u32) -> Result<RealisationId> {
    let mut form = one.form.clone();
    if base > 0 && !form.numerator.is_empty() {
        // The correction: one case more had been counted twice.
        form.numerator.clone_from(&form.denominator);
    }
    let attach = one.proof.clone().into_iter().collect();
    let report = NewReport { place: one.place, base, form, keep: Vec::new(), attach };
    plan::report(app, cast.of(one.place.agency), report).await
}

fn planned(matrix: &Matrix, year: i16, today: Date, end: Instant) -> Vec<Plan> {
    let ended: Vec<&CheckpointHead> =
        matrix.checkpoints.iter().filter(|head| head.due < today).collect();
    let Some(last) = ended.last().map(|head| head.checkpoint) else { return Vec::new() };
    let mut plans = Vec::new();
    // Before the second checkpoint of the first year there was no plan to report on.
    for head in ended.iter().skip(1).filter(|head| head.checkpoint.year == year) {
        for row in &matrix.rows {
            let fate = if head.checkpoint == last { fate(&row.code) } else { Fate::Fine };
            plans.extend(of_row(row, head, fate, end));
        }
    }
    plans
}

fn fate(code: &str) -> Fate {
    FATES.iter().find(|(known, _)| *known == code).map_or(Fate::Fine, |(_, fate)| *fate)
}

fn of_row(row: &Row, head: &CheckpointHead, fate: Fate, end: Instant) -> Vec<Plan> {
    let members = &row.lead.members;
    // Twenty-nine sub-districts report at the end of a year and at the last checkpoint only.
    let many = members.len() > 10;
    if fate == Fate::Silent || (many && head.checkpoint.index != 4 && head.due < last_of(end)) {
        return Vec::new();
    }
    let count = i64::try_from(members.len()).unwrap_or(1).max(1);
    let mut plans = Vec::new();
    for (place, member) in (0_i64..).zip(members) {
        // One police command and a few sub-districts are silent at the end.
        let quiet = fate == Fate::Fine && head.due >= last_of(end) && count > 1 && place % 7 == 2;
        if quiet {
            continue;
        }
        let days = match fate {
            Fate::Late => {
                6 + i64::from((head.deadline.day_of_year() - head.due.day_of_year()).abs())
            }
            Fate::Waiting => 12,
            _ => 3 + (place + i64::from(row.code.bytes().map(u32::from).sum::<u32>())) % 9,
        };
        // What was returned lacked just that.
        let proven = place == 0 && !matches!(fate, Fate::Returned | Fate::Nihil);
        let at = start_of(head.due).plus((days + 1) * DAY + place * 60 * Instant::SECOND);
        plans.push(Plan {
            at: if fate == Fate::Unapproved { end.plus(-DAY) } else { at },
            place: Place { indicator: row.id, agency: member.id, checkpoint: head.checkpoint },
            form: form(row, head.checkpoint, fate, (place, count)),
            fate,
            proof: proven.then(|| record(row, head)),
        });
    }
    plans
}

/// Where the events of the demo were held.
const PLACES: [&str; 8] = [
    "Tanjung Pasir, Teluknaga",
    "Kosambi",
    "Pakuhaji",
    "Curug",
    "Balaraja",
    "Cikupa",
    "Tigaraksa",
    "Kronjo",
];

/// The official record of an event in the weeks before a checkpoint.
fn record(row: &Row, head: &CheckpointHead) -> Attachment {
    // Two offices claim one event: the secretariat sees it before it verifies.
    let code = if row.code == "D.6" { "D.3" } else { row.code.as_str() };
    let at = head.checkpoint;
    // Another day for each row, as 11 and 60 share no divisor.
    let place =
        code.bytes().fold(0, |sum, byte| sum * 7 + usize::from(byte)) + usize::from(at.index);
    let days = i64::try_from(place * 11 % 60).unwrap_or(0) + 3;
    let on = Zone::Wib.date(start_of(head.due).plus(-days * DAY));
    Attachment::Link {
        url: format!("https://contoh.invalid/berita-acara/{code}/{}-{}", at.year, at.index),
        about: About {
            caption: "Contoh tautan berita acara".to_owned(),
            on: on.to_string(),
            // A safe house is on no map.
            place: PLACES
                .get(place % PLACES.len())
                .filter(|_| code != "E.3")
                .copied()
                .unwrap_or_default()
                .to_owned(),
        },
    }
}

/// A day that only the last ended checkpoint lies behind: a quarter before the end.
fn last_of(end: Instant) -> Date {
    Zone::Wib.date(end.plus(-92 * DAY))
}

fn form(row: &Row, at: Checkpoint, fate: Fate, (place, count): (i64, i64)) -> Form {
    if fate == Fate::Nihil {
        let nihil_reason =
            "Pertemuan diundur ke triwulan berikutnya karena jadwal daerah lain.".to_owned();
        return Form { nihil: true, nihil_reason, ..Form::default() };
    }
    let pace = PACE.iter().find(|(code, _)| *code == row.code).map_or(100, |(_, pace)| *pace);
    let mut form = Form {
        spend: spend(row, at, pace)
            .filter(|_| place == 0)
            .map(|amount| amount.to_string())
            .unwrap_or_default(),
        ..Form::default()
    };
    let target =
        |year: i16| row.years.iter().find(|cell| cell.year == year).and_then(|cell| cell.target);
    let index = i64::from(at.index);
    match row.measure {
        Measure::Percentage => {
            // In the last quarter of its plan year E.2 had nobody to serve.
            let whole = if row.code == "E.2" && fate == Fate::Fine && index == 3 {
                0
            } else {
                2 + index * 3
            };
            let wanted = target(at.year).unwrap_or(Figure::whole(100)).0;
            form.numerator =
                (whole * wanted * pace / 100 / Figure::whole(100).0).min(whole).to_string();
            form.denominator = whole.to_string();
        }
        Measure::AsNeeded => form.value = index.to_string(),
        measure => {
            let until = target(at.year).unwrap_or(Figure::ZERO).0;
            let before = if measure == Measure::Cumulative {
                target(at.year - 1).unwrap_or(Figure::ZERO).0
            } else {
                0
            };
            let all = (before + (until - before) * index / 4) * pace / 100 / Figure::ONE;
            let rest = all % count;
            form.value = (all / count + i64::from(place < rest)).to_string();
        }
    }
    if pace < 75 {
        form.obstacle.push_str(
            "Anggaran kegiatan baru tersedia setelah perubahan APBD dan petugas berganti.",
        );
        form.follow_up
            .push_str("Dijadwalkan ulang bersama kecamatan; surat tugas sudah disiapkan.");
    }
    form
}

fn spend(row: &Row, at: Checkpoint, pace: i64) -> Option<i64> {
    Some(row.budget?.0 * i64::from(at.index) / 4 * pace.min(100) / 100)
}
