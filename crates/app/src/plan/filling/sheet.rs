//! The workbook that an office takes out.

use domain::{
    access::Actor,
    id::AgencyId,
    plan::{Entry, LineKey, Measure},
};
use report::plan::FillLine;
use text::Lang;

use super::permit;
use crate::{
    App, Error, Result,
    plan::{
        load, own,
        report::due_rows,
        view::{AgencyName, CheckpointHead, DueRow, Row},
    },
};

/// How a sheet writes its figures, in the words of the pages.
#[derive(Clone, Copy)]
pub struct SheetWords {
    /// A target or an expected figure of a row.
    pub figure: fn(Lang, &Row, domain::figure::Figure) -> String,
    /// A reported figure of a row.
    pub entry: fn(Lang, &Row, Entry) -> String,
    /// A checkpoint.
    pub checkpoint: fn(&CheckpointHead) -> String,
    /// The activity of a row.
    pub activity: fn(&Row) -> String,
}

impl std::fmt::Debug for SheetWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SheetWords")
    }
}

/// The workbook of an agency: a line for each report that is waited for, with its usual name.
///
/// # Errors
/// `Denied` for another agency; `NotFound` where no plan runs or the agency reports nothing.
pub async fn sheet(
    app: &App,
    actor: &Actor,
    agency: AgencyId,
    words: SheetWords,
) -> Result<(AgencyName, Vec<u8>)> {
    let taskforce = own(actor)?;
    permit(actor, taskforce, agency)?;
    let model = load::running_now(app, taskforce, None).await?.ok_or(Error::NotFound)?;
    let name = model.agency(agency);
    let rows = due_rows(app, &model, agency);
    // The office fills it in its own language, whoever took it out.
    let lang = Lang::Id;
    let lines: Vec<FillLine> = rows
        .iter()
        .map(|due| {
            let place = (due.row.id, agency, due.head.checkpoint);
            let history = model.frame.history(place.0, place.1, place.2);
            let base = history.and_then(|history| history.head()).map_or(0, |head| head.number);
            line(lang, due, base, words)
        })
        .collect();
    if lines.is_empty() {
        return Err(Error::NotFound);
    }
    let title = lang.plan_fill_sheet_title(&name.full);
    let how = lang.plan_fill_sheet_how();
    let work = move || report::plan::filling(&title, how, &lines).map_err(Error::internal);
    let bytes = tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
    Ok((name, bytes))
}

fn line(lang: Lang, due: &DueRow, base: u32, words: SheetWords) -> FillLine {
    let row = &due.row;
    let figure = |figure: Option<_>| figure.map(|figure| (words.figure)(lang, row, figure));
    let key =
        LineKey { indicator: row.id, agency: due.agency.id, checkpoint: due.head.checkpoint, base };
    FillLine {
        key: key.to_string(),
        checkpoint: (words.checkpoint)(&due.head),
        deadline: lang.date(due.deadline),
        activity: (words.activity)(row),
        indicator: row.name.clone(),
        unit: row.unit.clone(),
        target: figure(due.target).unwrap_or_default(),
        expected: figure(due.expected).unwrap_or_default(),
        previous: due.previous.map(|entry| (words.entry)(lang, row, entry)).unwrap_or_default(),
        is_percentage: row.measure == Measure::Percentage,
    }
}
