//! Every report taken out as one long table, read and written a piece at a time.

use std::path::Path;

use domain::{
    access::{Act, Actor, Reach, check},
    figure::Figure,
    time::Zone,
};
use report::sheet::{Stream, StreamFault, TextStream, Value};
use serde_json::json;
use store::plan::ReportLine;

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
    loop {
        let piece = store::plan::list_report_lines(&mut tx, taskforce, after, PIECE).await?;
        let Some((of, last)) = piece.last() else { break };
        after = Some((*of, last.id));
        rows += piece.len();
        for (_, line) in piece {
            out.push(&cells(line)).map_err(Error::internal)?;
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

    fn push(&mut self, cells: &[Value]) -> std::result::Result<(), StreamFault> {
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

fn cells(line: ReportLine) -> [Value; 25] {
    let figure = |figure: Option<Figure>| {
        figure.map_or(Value::Empty, |figure| number(figure.0, Figure::ONE))
    };
    let day = |at: Option<domain::time::Instant>| match at {
        Some(at) => Value::Text(Zone::Wib.date(at).to_string()),
        None => Value::Empty,
    };
    let words = |text: String| if text.is_empty() { Value::Empty } else { Value::Text(text) };
    [
        words(line.taskforce),
        words(line.plan),
        words(line.strategy),
        words(line.activity_code),
        words(line.activity),
        words(line.indicator),
        words(line.unit),
        words(line.measure.code().to_owned()),
        words(line.agency),
        number(i64::from(line.year), 1),
        number(line.checkpoint, 1),
        number(line.revision, 1),
        words(line.state.code().to_owned()),
        figure(line.value),
        figure(line.numerator),
        figure(line.denominator),
        line.spend.map_or(Value::Empty, |spend| number(spend.0, 1)),
        words(line.obstacle),
        words(line.follow_up),
        words(line.nihil_reason),
        day(Some(line.submitted_at)),
        day(line.approved_at),
        day(line.decided_at),
        words(line.return_reason),
        words(line.via.code().to_owned()),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "a spreadsheet holds 15 digits")]
fn number(parts: i64, one: i64) -> Value {
    Value::Number(parts as f64 / one as f64)
}
