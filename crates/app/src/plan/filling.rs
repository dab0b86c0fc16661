//! Reports by workbook: an office takes out what it has to report, fills it by hand, and sends it
//! in itself or through the secretariat. Read, shown, then stored all together or not at all.

use std::sync::Arc;

use domain::{
    access::{Act, Actor, check},
    figure::Rupiah,
    id::{AgencyId, EvidenceId, ImportId, PlanId, TaskForceId},
    plan::{Draft, Entry, FilledBook, FilledFault, FilledLine, LineKey, State, Via, filled},
    sheet::{Position, Workbook},
    time::Instant,
};
use serde_json::json;
use store::{
    Tx,
    plan::{Place, RealisationRow, UploadRow, Uploaded},
};
use text::Lang;

use super::{
    evidence,
    import::{Finding, Source, read, words},
    own,
    report::{self as reporting, Open, first_state, opened},
    report_scope, scope,
    view::{AgencyName, CheckpointHead, Row},
};
use crate::{App, Error, Result};

mod sheet;

pub use sheet::{SheetWords, sheet};

/// Whether the actor may send in the workbook of this agency: its own, or any for the secretariat.
fn permit(actor: &Actor, taskforce: TaskForceId, agency: AgencyId) -> Result<()> {
    if actor.may(Act::RealisationUpload) {
        return Ok(check(actor, Act::RealisationUpload, &scope(taskforce))?);
    }
    Ok(check(actor, Act::RealisationReport, &report_scope(taskforce, agency))?)
}

/// What becomes of a filled line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It will be sent.
    New,
    /// It has been sent just so.
    Same,
    /// Somebody sent another figure since the sheet was taken out; that one stays.
    Overtaken,
}

/// A filled line as it was understood.
#[derive(Debug, Clone)]
pub struct Line {
    /// The row of the plan.
    pub row: Arc<Row>,
    /// The agency that reports.
    pub agency: AgencyName,
    /// The checkpoint.
    pub head: CheckpointHead,
    /// What is reported.
    pub entry: Entry,
    /// Why nothing happened; none where something did.
    pub nihil: Option<String>,
    /// What was spent.
    pub spend: Option<Rupiah>,
    /// What stood in the way, and what is done about it; may be empty.
    pub words: [String; 2],
    /// What the agency reported before.
    pub previous: Option<Entry>,
    /// What becomes of it.
    pub fate: Fate,
}

/// A filled workbook as it was understood.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// The kept upload; absent where it can't be stored.
    pub id: Option<ImportId>,
    /// Name of the file.
    pub name: String,
    /// Its filled lines, in the order of the file.
    pub lines: Vec<Line>,
    /// How many lines were left empty.
    pub empty: usize,
    /// Why it can't be stored, each with its cell.
    pub errors: Vec<Finding>,
}

impl Preview {
    /// How many lines have this fate.
    pub fn count(&self, fate: Fate) -> usize {
        self.lines.iter().filter(|line| line.fate == fate).count()
    }
}

/// Lines that may be stored, with what they are about.
struct Understood {
    lines: Vec<(Open, Draft, Line, u32)>,
    errors: Vec<Finding>,
    empty: usize,
}

/// Shows what a filled workbook would do and keeps it until it is confirmed, a day at most.
///
/// # Errors
/// `Denied` for who neither reports nor sends in for others. What is wrong with the file stands in
/// the preview.
pub async fn preview(app: &App, actor: &Actor, lang: Lang, source: Source) -> Result<Preview> {
    let taskforce = granted(actor)?;
    let name: String = source.name.chars().filter(|c| !c.is_control()).take(100).collect();
    let mut preview = look(app, actor, lang, &source).await?;
    preview.name = name;
    if !preview.errors.is_empty() || preview.count(Fate::New) == 0 {
        return Ok(preview);
    }
    let row = UploadRow {
        taskforce,
        id: ImportId(app.ids.next()),
        what: Uploaded::Reports,
        account: actor.account(),
        file_name: preview.name.clone(),
        sha256: vault::digest::sha256(&source.bytes).to_vec(),
        content: source.bytes,
        choices: json!({ "new": preview.count(Fate::New) }).to_string(),
        created_at: app.now(),
        applied_at: None,
    };
    let mut tx = app.store.write().await?;
    store::plan::delete_old_uploads(&mut tx, taskforce, app.now().plus(-Instant::DAY)).await?;
    store::plan::insert_upload(&mut tx, &row).await?;
    tx.commit().await?;
    preview.id = Some(row.id);
    Ok(preview)
}

/// What a kept workbook would do now.
///
/// # Errors
/// As [`preview`]; `NotFound` where it is somebody else's or forgotten.
pub async fn show(app: &App, actor: &Actor, lang: Lang, id: ImportId) -> Result<Preview> {
    let upload = kept(app, actor, id).await?;
    let source = Source { name: upload.file_name.clone(), bytes: upload.content };
    let mut preview = look(app, actor, lang, &source).await?;
    let usable = preview.errors.is_empty() && preview.count(Fate::New) > 0;
    preview.id = usable.then_some(id);
    preview.name = upload.file_name;
    Ok(preview)
}

/// Sends every line of a kept workbook that is new, all together; returns how many.
///
/// # Errors
/// As [`show`]; `Conflict` where something in it became wrong since it was shown.
pub async fn confirm(app: &App, actor: &Actor, lang: Lang, id: ImportId) -> Result<usize> {
    let upload = kept(app, actor, id).await?;
    let source = Source { name: upload.file_name, bytes: upload.content };
    let Ok(workbook) = read(app, source).await? else { return Err(Error::Conflict) };
    let mut tx = app.store.write().await?;
    store::plan::lock(&mut tx, upload.taskforce).await?;
    let understood = understood(app, &mut tx, actor, lang, &workbook).await?;
    if !understood.errors.is_empty() {
        return Err(Error::Conflict);
    }
    let taskforce = upload.taskforce;
    let new = understood.lines.iter().filter(|(_, _, line, _)| line.fate == Fate::New).count();
    let told = json!({ "new": new }).to_string();
    if upload.applied_at.is_none() && upload.choices != told {
        return Err(Error::Conflict);
    }
    store::plan::update_upload_applied(&mut tx, taskforce, id, app.now()).await?;
    let mut rows = Vec::new();
    for (open, draft, line, base) in understood.lines {
        if line.fate == Fate::New {
            let revision = base.saturating_add(1);
            let row = reporting::row(app, actor, &open, draft, revision);
            let state = first_state(&mut tx, actor, &row).await?;
            rows.push(RealisationRow { via: Via::Workbook, state, ..row });
        }
    }
    let plans: std::collections::BTreeSet<PlanId> = rows.iter().map(|row| row.plan).collect();
    for plan in plans {
        store::plan::update_revision(&mut tx, taskforce, plan).await?;
    }
    for row in &rows {
        let before = store::plan::find_head(&mut tx, taskforce, row.place).await?;
        reporting::insert(app, &mut tx, actor, row).await?;
        if let Some(before) = before {
            // A workbook carries no evidence; what proved the revision before goes on.
            let pieces = store::plan::list_evidence(&mut tx, taskforce, before.id).await?;
            let pieces: Vec<EvidenceId> = pieces.iter().map(|piece| piece.id).collect();
            evidence::keep(app, &mut tx, row, &pieces).await?;
        }
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// Whether the actor may send in a workbook at all.
///
/// # Errors
/// `Denied` for who neither reports nor sends in for others.
pub fn permitted(actor: &Actor) -> Result<()> {
    granted(actor).map(drop)
}

/// The task force of whoever may send in a workbook at all.
fn granted(actor: &Actor) -> Result<TaskForceId> {
    let taskforce = own(actor)?;
    let nobody = AgencyId(uuid::Uuid::nil());
    permit(actor, taskforce, actor.agency.unwrap_or(nobody))?;
    Ok(taskforce)
}

async fn kept(app: &App, actor: &Actor, id: ImportId) -> Result<UploadRow> {
    let taskforce = granted(actor)?;
    let mut tx = app.store.read().await?;
    let what = (Uploaded::Reports, id);
    Ok(store::plan::get_upload(&mut tx, taskforce, actor.account(), what).await?)
}

async fn look(app: &App, actor: &Actor, lang: Lang, source: &Source) -> Result<Preview> {
    let workbook = match read(app, source.clone()).await? {
        Ok(workbook) => workbook,
        Err(error) => {
            let errors = words::refused(lang, &error).errors;
            return Ok(Preview { errors, ..Preview::default() });
        }
    };
    let mut tx = app.store.read().await?;
    let understood = understood(app, &mut tx, actor, lang, &workbook).await?;
    let lines = understood.lines.into_iter().map(|(_, _, line, _)| line).collect();
    let (errors, empty) = (understood.errors, understood.empty);
    Ok(Preview { lines, empty, errors, ..Preview::default() })
}

async fn understood(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    lang: Lang,
    workbook: &Workbook,
) -> Result<Understood> {
    let book = filled(workbook);
    let tell = Tell { lang, workbook };
    let mut all = Understood { lines: Vec::new(), errors: Vec::new(), empty: book.empty };
    all.errors.extend(book.faults.iter().map(|fault| tell.fault(fault)));
    for line in &book.lines {
        match one(app, tx, actor, line).await {
            Ok(Ok(found)) => all.lines.push(found),
            Ok(Err(errors)) => all.errors.extend(
                errors.0.iter().map(|error| tell.at(book.place(line.at, error.field), error.code)),
            ),
            Err(Error::NotFound | Error::Denied(_)) => {
                all.errors.push(tell.at(line.at, "not_yours"));
            }
            Err(Error::Rule(code)) => all.errors.push(tell.at(line.at, code)),
            Err(other) => return Err(other),
        }
    }
    all.errors.sort_by_key(|error| (error.row, error.column.clone()));
    let nothing: &FilledBook = &book;
    if all.errors.is_empty() && nothing.lines.is_empty() {
        all.errors.push(tell.fault(&FilledFault { at: None, code: "nothing_filled" }));
    }
    Ok(all)
}

type Found = (Open, Draft, Line, u32);

async fn one(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    line: &FilledLine,
) -> Result<Result<Found, domain::field::FieldErrors>> {
    let taskforce = own(actor)?;
    let LineKey { indicator, agency, checkpoint, base } = line.key;
    permit(actor, taskforce, agency)?;
    let open = opened(app, tx, taskforce, Place { indicator, agency, checkpoint }).await?;
    let draft = match Draft::parse(&line.form, open.asked) {
        Ok(draft) => draft,
        Err(errors) => return Ok(Err(errors)),
    };
    let head = store::plan::find_head(tx, taskforce, open.place).await?;
    let fate = fate(&draft, base, head.as_ref());
    let (_, row) = open.model.row(open.model.place(indicator)?)?;
    let told = Line {
        row: row.clone(),
        agency: open.model.agency(agency),
        head: open.model.head(checkpoint)?,
        entry: draft.entry,
        nihil: draft.nihil.clone(),
        spend: draft.spend,
        words: [draft.obstacle.clone(), draft.follow_up.clone()],
        previous: open.asked.previous,
        fate,
    };
    Ok(Ok((open, draft, told, base)))
}

fn fate(draft: &Draft, base: u32, head: Option<&RealisationRow>) -> Fate {
    let Some(head) = head else { return if base == 0 { Fate::New } else { Fate::Overtaken } };
    let same = draft.entry == head.entry
        && draft.spend == head.spend
        && draft.obstacle == head.obstacle
        && draft.follow_up == head.follow_up
        && draft.nihil == head.nihil
        // What was returned can be sent again as it was, once.
        && !(head.state == State::Returned && head.revision == base);
    match (same, head.revision == base) {
        (true, _) => Fate::Same,
        (false, true) => Fate::New,
        (false, false) => Fate::Overtaken,
    }
}

/// Puts faults into words.
struct Tell<'a> {
    lang: Lang,
    workbook: &'a Workbook,
}

impl Tell<'_> {
    fn fault(&self, fault: &FilledFault) -> Finding {
        match fault.at {
            Some(at) => self.at(at, fault.code),
            None => self.built(None, (None, None), fault.code),
        }
    }

    fn at(&self, at: Position, code: &'static str) -> Finding {
        let sheet = self.workbook.sheets.get(at.sheet).map(|sheet| sheet.name.clone());
        self.built(sheet, (Some(at.row_number()), at.column_name()), code)
    }

    fn built(&self, sheet: Option<String>, place: words::Place, code: &'static str) -> Finding {
        let lang = self.lang;
        let (why, fix) = match code {
            "no_table" => (lang.plan_fill_no_table(), lang.plan_fill_no_table_fix()),
            "nothing_filled" => (lang.plan_fill_nothing(), lang.plan_fill_nothing_fix()),
            "no_key" => (lang.plan_fill_no_key(), lang.plan_fill_no_key_fix()),
            "twice" => (lang.plan_fill_twice(), lang.plan_fill_twice_fix()),
            "nihil_and_figure" => (lang.plan_fill_both(), lang.plan_fill_both_fix()),
            "percent_cell" => (lang.plan_fill_percent(), lang.plan_fill_percent_fix()),
            "date_cell" => (lang.plan_fill_date(), lang.plan_fill_number_fix()),
            "fault_cell" | "formula_cell" => {
                (lang.plan_fill_formula(), lang.plan_fill_formula_fix())
            }
            "not_yours" => (lang.plan_fill_not_yours(), lang.plan_fill_not_yours_fix()),
            "required" => (lang.plan_fill_required(), lang.plan_fill_required_fix()),
            "numerator_over" => (lang.plan_fill_over(), lang.plan_fill_over_fix()),
            "negative" => (lang.plan_fill_negative(), lang.plan_fill_number_fix()),
            "too_large" => (lang.plan_fill_too_large(), lang.plan_fill_number_fix()),
            "too_long" => (lang.plan_fill_too_long(), lang.plan_fill_too_long_fix()),
            "plan.outside_plan" => (lang.plan_fill_outside(), lang.plan_fill_no_key_fix()),
            "plan.not_ended" => (lang.plan_fill_not_ended(), ""),
            "plan.closed" => (lang.plan_fill_closed(), ""),
            _ => (lang.plan_fill_number(), lang.plan_fill_number_fix()),
        };
        words::built(sheet, place, code, why.to_owned(), fix.to_owned())
    }
}
