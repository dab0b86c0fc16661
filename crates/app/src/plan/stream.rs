//! Every report taken out as one long table, read and written a piece at a time.

use std::path::Path;

use domain::{
    access::{Act, Actor, Reach, check},
    figure::Figure,
    id::TaskForceId,
    time::Instant,
};
use report::sheet::{Stream, StreamFault, TextStream, Value};
use serde_json::json;
use store::plan::{ReportLine, ReportWords};

use super::scope;
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Headings of the table, in the order of its columns.
const HEADINGS: [&str; 25] = [
    "gugus tugas",
    "rencana",
    "strategi",
    "kode",
    "kegiatan",
    "indikator",
    "satuan",
    "ukuran",
    "instansi",
    "tahun",
    "titik pantau",
    "revisi",
    "keadaan",
    "realisasi",
    "pembilang",
    "penyebut",
    "anggaran terserap",
    "kendala",
    "tindak lanjut",
    "sebab nihil",
    "dikirim",
    "disetujui",
    "diputuskan",
    "sebab dikembalikan",
    "cara",
];

/// Rows read at once.
const PIECE: i64 = 2_000;

/// Writes every report of the actor's task force, or of all where the actor is in none, to an XLSX
/// file, or a CSV file where its name ends so; returns how many. `say` hears how far it is.
///
/// # Errors
/// `Denied` without `plan.print`, and for all task forces without the reach of the system;
/// `Internal` where the file can't be written.
pub async fn export_reports(
    app: &App,
    actor: &Actor,
    path: &Path,
    say: &mut (dyn FnMut(usize) + Send),
) -> Result<usize> {
    let taskforce = actor.taskforce;
    match taskforce {
        Some(own) => check(actor, Act::PlanPrint, &scope(own))?,
        None if actor.role.grants.get(&Act::PlanPrint) == Some(&Reach::System) => {}
        None => return Err(Error::NotFound),
    }
    let mut tx = app.store.write().await?;
    let detail = json!({ "export": "reports" });
    let event = Event::new(Act::PlanPrint, "realisation", "").detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    let mut out = Out::new(path).map_err(Error::internal)?;
    let (mut after, mut rows) = (None, 0);
    let mut tx = app.store.read().await?;
    let mut words: Option<(TaskForceId, ReportWords)> = None;
    loop {
        let piece = store::plan::list_report_lines(&mut tx, taskforce, after, PIECE).await?;
        let Some(last) = piece.last() else { break };
        after = Some((last.taskforce, last.id));
        rows += piece.len();
        for line in &piece {
            if words.as_ref().is_none_or(|(of, _)| *of != line.taskforce) {
                let of_taskforce = store::plan::get_report_words(&mut tx, line.taskforce).await?;
                words = Some((line.taskforce, of_taskforce));
            }
            let Some((_, words)) = &words else { continue };
            out.push(&cells(line, words)?).map_err(Error::internal)?;
        }
        say(rows);
    }
    drop(tx);
    let path = path.to_owned();
    let save = move || out.save(&path).map_err(Error::internal);
    tokio::task::spawn_blocking(save).await.map_err(Error::internal)??;
    Ok(rows)
}

/// The file that grows.
enum Out {
    Sheet(Box<Stream>),
    Text(Box<TextStream>),
}

impl Out {
    fn new(path: &Path) -> std::result::Result<Self, StreamFault> {
        if path.extension().is_some_and(|end| end == "csv") {
            return TextStream::new(path, &HEADINGS).map(|stream| Self::Text(Box::new(stream)));
        }
        Stream::new("Laporan", &HEADINGS).map(|stream| Self::Sheet(Box::new(stream)))
    }

    fn push(&mut self, cells: &[Value<'_>]) -> std::result::Result<(), StreamFault> {
        match self {
            Self::Sheet(stream) => stream.push(cells),
            Self::Text(stream) => stream.push(cells),
        }
    }

    fn save(self, path: &Path) -> std::result::Result<(), StreamFault> {
        match self {
            Self::Sheet(stream) => stream.save(path),
            Self::Text(stream) => stream.save(),
        }
    }
}

fn cells<'a>(line: &'a ReportLine, words: &'a ReportWords) -> Result<[Value<'a>; 25]> {
    let of_row = words.indicators.get(&line.indicator);
    let of_row = of_row.ok_or_else(|| Error::internal("a report without its row"))?;
    let figure = |figure: Option<Figure>| {
        figure.map_or(Value::Empty, |figure| number(figure.0, Figure::ONE))
    };
    let day = |at: Option<Instant>| {
        at.map_or(Value::Empty, |at| Value::Text(words.zone.date(at).to_string().into()))
    };
    let text = |text: &'a str| match text {
        "" => Value::Empty,
        text => Value::Text(text.into()),
    };
    Ok([
        text(&words.taskforce),
        text(&of_row.plan),
        text(&of_row.strategy),
        text(&of_row.activity_code),
        text(&of_row.activity),
        text(&of_row.indicator),
        text(&of_row.unit),
        text(of_row.measure.code()),
        text(words.agencies.get(&line.agency).map_or("", String::as_str)),
        number(i64::from(line.year), 1),
        number(line.checkpoint, 1),
        number(line.revision, 1),
        text(line.state.code()),
        figure(line.value),
        figure(line.numerator),
        figure(line.denominator),
        line.spend.map_or(Value::Empty, |spend| number(spend.0, 1)),
        text(&line.obstacle),
        text(&line.follow_up),
        text(&line.nihil_reason),
        day(Some(line.submitted_at)),
        day(line.approved_at),
        day(line.decided_at),
        text(&line.return_reason),
        text(line.via.code()),
    ])
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds 15 digits")]
fn number(parts: i64, one: i64) -> Value<'static> {
    Value::Number(parts as f64 / one as f64)
}
