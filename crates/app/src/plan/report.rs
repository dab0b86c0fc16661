//! Reporting: what is due from an agency, its form, and sending it.

use domain::{
    access::{Act, Actor, check},
    field::FieldErrors,
    file::FileClass,
    id::{AgencyId, EvidenceId, RealisationId, TaskForceId},
    plan::{
        self, Ask, Asked, Draft, Due, EVIDENCE_MAX, Entry, EvidenceKind, Form, Rule, State,
        caption, link, reportable,
    },
};
use serde_json::json;
use store::{
    StoreError, Tx,
    plan::{EvidenceRow, Place, RealisationRow},
};

use super::{
    mark,
    model::{self, Model},
    own, report_scope, told,
    view::{DueList, DueRow, ReportForm, Revision},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file::{self, Clean},
};

/// What the actor's own agency has to report now; empty without an agency or a plan.
///
/// # Errors
/// `Denied` without `realisation.report`.
pub async fn due(app: &App, actor: &Actor) -> Result<DueList> {
    let taskforce = own(actor)?;
    let Some(agency) = actor.agency else {
        return Ok(DueList { matrix: None, rows: Vec::new() });
    };
    check(actor, Act::RealisationReport, &report_scope(taskforce, agency))?;
    let mut tx = app.store.read().await?;
    let model = model::running(app, &mut tx, taskforce, None).await?;
    Ok(model.map_or(DueList { matrix: None, rows: Vec::new() }, |model| DueList {
        rows: due_rows(app, &model, agency),
        matrix: Some(model.matrix.clone()),
    }))
}

/// The overdue first, then by deadline; what is optional comes last.
pub(super) fn due_rows(app: &App, model: &Model, agency: AgencyId) -> Vec<DueRow> {
    let rules = &app.rules.plan;
    let due = model.rows.iter().flat_map(|row| model.frame.due(rules, row, agency));
    let mut rows: Vec<DueRow> = due.filter_map(|due| due_row(model, agency, due).ok()).collect();
    rows.sort_by_key(|row| (row.ask == Ask::Optional, !row.is_overdue, row.deadline));
    rows
}

fn due_row(model: &Model, agency: AgencyId, due: Due) -> Result<DueRow> {
    let (facts, row) = model.row(model.place(due.id)?)?;
    let aim = facts.aim(&model.frame.scheme, due.checkpoint);
    Ok(DueRow {
        row: row.clone(),
        agency: model.agency(agency),
        head: model.head(due.checkpoint)?,
        ask: due.ask,
        deadline: due.deadline,
        is_overdue: due.is_overdue,
        target: aim.target,
        expected: aim.expected().map(plan::Expected::shown),
        previous: model.previous(facts, agency, due.checkpoint),
    })
}

/// A place that may be reported, with the model it is part of.
struct Open {
    taskforce: TaskForceId,
    model: std::sync::Arc<Model>,
    place: Place,
    asked: Asked,
    /// Version of how the indicator counts.
    version: i64,
}

impl Open {
    /// Asks again, in the transaction that writes, what may have changed while files were cleaned.
    async fn still(&self, tx: &mut Tx) -> Result<()> {
        let indicator =
            store::plan::get_indicator(tx, self.taskforce, self.place.indicator).await?;
        if indicator.version != self.version {
            return Err(Error::Conflict);
        }
        let plan = store::plan::get(tx, self.taskforce, indicator.plan).await?;
        if plan.is_running { Ok(()) } else { Err(Rule::Closed.into()) }
    }
}

/// Loads what a report is about and asks whether it may be sent today.
async fn open(app: &App, tx: &mut Tx, actor: &Actor, place: Place) -> Result<Open> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationReport, &report_scope(taskforce, place.agency))?;
    let indicator = store::plan::get_indicator(tx, taskforce, place.indicator).await?;
    let model = model::of(app, tx, taskforce, indicator.plan).await?;
    let (facts, _) = model.row(model.place(place.indicator)?)?;
    if !model.frame.members(facts, place.checkpoint).contains(&place.agency) {
        return Err(Error::NotFound);
    }
    if !model.matrix.plan.is_running {
        return Err(Rule::Closed.into());
    }
    reportable(&model.frame.scheme, model.frame.years, place.checkpoint, model.today())?;
    let asked = Asked {
        measure: facts.measure,
        over_whole: indicator.over_whole,
        previous: model.previous(facts, place.agency, place.checkpoint),
    };
    Ok(Open { taskforce, model, place, asked, version: indicator.version })
}

/// The form of a report, filled with what was sent last.
///
/// # Errors
/// `NotFound` for a row that the agency does not report, also by a guessed id; `Denied` for
/// another agency; `Rule` before the checkpoint has ended and for a closed plan.
pub async fn report_form(app: &App, actor: &Actor, place: Place) -> Result<ReportForm> {
    let mut tx = app.store.read().await?;
    let open = open(app, &mut tx, actor, place).await?;
    let head = store::plan::find_head(&mut tx, open.taskforce, place).await?;
    let revision = match &head {
        Some(head) => Some(told_head(&mut tx, &open, head).await?),
        None => None,
    };
    let model = &open.model;
    let (facts, _) = model.row(model.place(place.indicator)?)?;
    let known = model.frame.due(&app.rules.plan, facts, place.agency);
    let asked_for = known.into_iter().find(|due| due.checkpoint == place.checkpoint);
    // A report that nobody asks for may be corrected, or sent early.
    let optional = Due {
        id: place.indicator,
        checkpoint: place.checkpoint,
        ask: Ask::Optional,
        deadline: model.head(place.checkpoint)?.deadline,
        is_overdue: false,
    };
    Ok(ReportForm {
        due: due_row(model, place.agency, asked_for.unwrap_or(optional))?,
        asked: open.asked,
        base: head.as_ref().map_or(0, |head| head.revision),
        form: revision.as_ref().map(filled).unwrap_or_default(),
        head: revision,
        matrix: model.matrix.clone(),
    })
}

async fn told_head(tx: &mut Tx, open: &Open, head: &RealisationRow) -> Result<Revision> {
    let names = told::accounts(tx, std::slice::from_ref(head)).await?;
    let evidence = store::plan::list_evidence(tx, open.taskforce, head.id).await?;
    let teller = told::Teller { model: &open.model, names: &names, evidence: &evidence };
    Ok(teller.revision(head, &[head]))
}

/// The fields of a form as they were sent; figures without dots, as the reader takes them back.
fn filled(revision: &Revision) -> Form {
    let (value, numerator, denominator) = match revision.entry {
        Entry::Count(value) => (plain(value), String::new(), String::new()),
        Entry::Fraction { numerator, denominator } => {
            (String::new(), plain(numerator), plain(denominator))
        }
    };
    Form {
        value,
        numerator,
        denominator,
        spend: revision.spend.map(|spend| spend.0.to_string()).unwrap_or_default(),
        obstacle: revision.obstacle.clone(),
        follow_up: revision.follow_up.clone(),
        nihil: revision.nihil.is_some(),
        nihil_reason: revision.nihil.clone().unwrap_or_default(),
    }
}

fn plain(figure: domain::figure::Figure) -> String {
    let (units, part) = (figure.0 / 10_000, figure.0 % 10_000);
    if part == 0 {
        return units.to_string();
    }
    format!("{units},{part:04}").trim_end_matches('0').to_owned()
}

/// Evidence as it comes from a form.
#[derive(Debug, Clone)]
pub enum Attachment {
    /// A document or a picture; which of the two is told by its content.
    File {
        /// Name as sent.
        name: String,
        /// Content.
        bytes: Vec<u8>,
        /// What it shows.
        caption: String,
    },
    /// An address of a page elsewhere.
    Link {
        /// The address as typed.
        url: String,
        /// What it shows.
        caption: String,
    },
}

/// A report as it comes from a form.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// Whose report for what.
    pub place: Place,
    /// The revision that the form started from; 0 where nothing had been sent.
    pub base: u32,
    /// The fields as typed.
    pub form: Form,
    /// Evidence of the revision before that goes on.
    pub keep: Vec<EvidenceId>,
    /// New evidence.
    pub attach: Vec<Attachment>,
}

/// Evidence that was checked and is ready to be stored.
enum Piece {
    File(Clean, String),
    Link(String, String),
}

/// Sends a report, the first or a new revision; nothing counts before it is verified.
///
/// # Errors
/// As [`report_form`]; `Invalid` for fields and files; `Conflict` where another revision was sent
/// since the form was opened.
pub async fn report(app: &App, actor: &Actor, new: NewReport) -> Result<RealisationId> {
    let mut tx = app.store.read().await?;
    let open = open(app, &mut tx, actor, new.place).await?;
    drop(tx);
    let draft = Draft::parse(&new.form, open.asked);
    let count = new.keep.len() + new.attach.len();
    // Files take a second each, so a form that is wrong anyway does not wait for them.
    let (draft, pieces) = match draft {
        Ok(draft) => (draft, pieces(app, new.attach, count).await?),
        Err(errors) => return Err(errors.into()),
    };
    let mut tx = app.store.write().await?;
    let plan = open.model.matrix.plan.id;
    store::plan::update_revision(&mut tx, open.taskforce, plan).await?;
    open.still(&mut tx).await?;
    let head = store::plan::find_head(&mut tx, open.taskforce, open.place).await?;
    if head.as_ref().map_or(0, |head| head.revision) != new.base {
        return Err(Error::Conflict);
    }
    let row = row(app, actor, &open, draft, new.base.saturating_add(1));
    match store::plan::insert_realisation(&mut tx, &row).await {
        Err(StoreError::Taken) => return Err(Error::Conflict),
        other => other?,
    }
    let kept = keep(app, &mut tx, &row, &new.keep).await?;
    put_all(app, &mut tx, actor, &row, kept, pieces).await?;
    let detail = json!({
        "indicator": row.place.indicator.to_string(),
        "agency": row.place.agency.to_string(),
        "checkpoint": mark(row.place.checkpoint),
        "revision": row.revision,
    });
    let event = Event::new(Act::RealisationReport, "realisation", row.id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(row.id)
}

fn row(app: &App, actor: &Actor, open: &Open, draft: Draft, revision: u32) -> RealisationRow {
    RealisationRow {
        taskforce: open.taskforce,
        id: RealisationId(app.ids.next()),
        plan: open.model.matrix.plan.id,
        place: open.place,
        revision,
        state: State::Submitted,
        entry: draft.entry,
        spend: draft.spend,
        obstacle: draft.obstacle,
        follow_up: draft.follow_up,
        nihil: draft.nihil,
        submitted_by: actor.account(),
        submitted_at: app.now(),
        decided_by: None,
        decided_at: None,
        return_reason: String::new(),
        version: 1,
    }
}

/// Checks and cleans evidence, before a transaction begins.
async fn pieces(app: &App, attachments: Vec<Attachment>, count: usize) -> Result<Vec<Piece>> {
    if count > EVIDENCE_MAX {
        let mut errors = FieldErrors::default();
        errors.push("evidence", "too_many");
        return Err(errors.into());
    }
    let mut pieces = Vec::with_capacity(attachments.len());
    for attachment in attachments {
        pieces.push(match attachment {
            Attachment::Link { url, caption: typed } => Piece::Link(link(&url)?, caption(&typed)),
            Attachment::File { name, bytes, caption: typed } => {
                Piece::File(file::clean(app, "evidence", name, bytes).await?, caption(&typed))
            }
        });
    }
    Ok(pieces)
}

/// Copies evidence of earlier revisions of the same report to a new one; returns how many.
async fn keep(app: &App, tx: &mut Tx, row: &RealisationRow, ids: &[EvidenceId]) -> Result<i64> {
    let mut position = 0;
    for id in ids {
        let piece = store::plan::get_evidence(tx, row.taskforce, *id).await?;
        let source = store::plan::get_realisation(tx, row.taskforce, piece.realisation).await?;
        if source.place != row.place {
            return Err(Error::NotFound);
        }
        let id = EvidenceId(app.ids.next());
        let copy = EvidenceRow { id, realisation: row.id, position, ..piece };
        store::plan::insert_evidence(tx, &copy).await?;
        position += 1;
    }
    Ok(position)
}

/// Stores evidence under a revision, from `position` on.
async fn put_all(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &RealisationRow,
    mut position: i64,
    pieces: Vec<Piece>,
) -> Result<()> {
    for piece in pieces {
        let (kind, stored, url, caption) = match piece {
            Piece::Link(url, caption) => (EvidenceKind::Link, None, url, caption),
            Piece::File(clean, caption) => {
                let picture = clean.kind.is_picture();
                let kind = if picture { EvidenceKind::Photo } else { EvidenceKind::File };
                let class = FileClass::Internal;
                let id = file::put(app, tx, actor, row.taskforce, class, &clean).await?;
                (kind, Some(id), String::new(), caption)
            }
        };
        let evidence = EvidenceRow {
            taskforce: row.taskforce,
            id: EvidenceId(app.ids.next()),
            realisation: row.id,
            kind,
            file: stored,
            url,
            caption,
            position,
            created_by: actor.account(),
            created_at: app.now(),
        };
        store::plan::insert_evidence(tx, &evidence).await?;
        position += 1;
    }
    Ok(())
}

/// Adds evidence to a report that waits for verification.
///
/// # Errors
/// `NotFound` for a report of another task force; `Denied` for another agency; `Rule` once it is
/// decided; `Invalid` for files and addresses, and beyond ten pieces.
pub async fn attach(
    app: &App,
    actor: &Actor,
    id: RealisationId,
    attachment: Attachment,
) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    check(actor, Act::RealisationReport, &report_scope(taskforce, row.place.agency))?;
    let count = store::plan::list_evidence(&mut tx, taskforce, id).await?.len();
    drop(tx);
    let pieces = pieces(app, vec![attachment], count + 1).await?;
    let mut tx = app.store.write().await?;
    store::plan::update_revision(&mut tx, taskforce, row.plan).await?;
    // Read again: it may have been decided while the file was cleaned.
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    if row.state != State::Submitted {
        return Err(Rule::Decided.into());
    }
    let stored = store::plan::list_evidence(&mut tx, taskforce, id).await?;
    let position = stored.last().map_or(0, |last| last.position + 1);
    put_all(app, &mut tx, actor, &row, position, pieces).await?;
    let event = Event::new(Act::RealisationReport, "realisation", id).taskforce(taskforce);
    let event = event.detail(&json!({ "attached": 1 }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
