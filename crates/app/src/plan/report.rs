//! Reporting: what is due from an agency, its form, and sending it.

use domain::{
    access::{Act, Actor, check},
    id::{AgencyId, EvidenceId, RealisationId, TaskForceId},
    plan::{self, Ask, Asked, Draft, Due, Entry, Form, Rule, State, Via, reportable},
};
use serde_json::json;
use store::{
    StoreError, Tx,
    plan::{Place, RealisationRow},
};

use super::{
    evidence::{self, Attachment},
    link::{link_of, live},
    load, mark,
    model::Model,
    own, report_scope, told,
    view::{DueList, DueRow, ReportForm, Revision},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
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
    let model = load::running_now(app, taskforce, None).await?;
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
pub(super) struct Open {
    taskforce: TaskForceId,
    pub model: std::sync::Arc<Model>,
    pub place: Place,
    pub asked: Asked,
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
        if plan.is_running() { Ok(()) } else { Err(Rule::Closed.into()) }
    }
}

/// Loads what a report is about and asks whether it may be sent today.
async fn open(app: &App, tx: &mut Tx, actor: &Actor, place: Place) -> Result<Open> {
    let taskforce = own(actor)?;
    check(actor, Act::RealisationReport, &report_scope(taskforce, place.agency))?;
    opened(app, tx, taskforce, place).await
}

/// The same for whoever was asked before.
pub(super) async fn opened(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    place: Place,
) -> Result<Open> {
    let indicator = store::plan::get_indicator(tx, taskforce, place.indicator).await?;
    let model = load::of(app, tx, taskforce, indicator.plan).await?;
    let (facts, _) = model.row(model.place(place.indicator)?)?;
    if !model.frame.members(facts, place.checkpoint).contains(&place.agency) {
        return Err(Error::NotFound);
    }
    if !model.matrix.plan.is_running() {
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
    let evidence = store::plan::list_evidence(tx, open.taskforce, head.id).await?;
    let names = told::Names::of(tx, std::slice::from_ref(head), &evidence).await?;
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

/// Sends a report, the first or a new revision; nothing counts before it is verified.
///
/// # Errors
/// As [`report_form`]; `Invalid` for fields and files; `Conflict` where another revision was sent
/// since the form was opened.
pub async fn report(app: &App, actor: &Actor, new: NewReport) -> Result<RealisationId> {
    let mut tx = app.store.read().await?;
    let open = open(app, &mut tx, actor, new.place).await?;
    drop(tx);
    // Files take a second each, so a form that is wrong anyway does not wait for them.
    let draft = Draft::parse(&new.form, open.asked)?;
    let count = new.keep.len() + new.attach.len();
    let pieces = evidence::clean(app, open.taskforce, new.attach, count).await?;
    let mut tx = app.store.write().await?;
    let plan = open.model.matrix.plan.id;
    store::plan::update_revision(&mut tx, open.taskforce, plan).await?;
    open.still(&mut tx).await?;
    let head = store::plan::find_head(&mut tx, open.taskforce, open.place).await?;
    if head.as_ref().map_or(0, |head| head.revision) != new.base {
        return Err(Error::Conflict);
    }
    live(app, &mut tx, actor, open.taskforce).await?;
    let mut row = row(app, actor, &open, draft, new.base.saturating_add(1));
    row.state = first_state(&mut tx, actor, &row).await?;
    insert(app, &mut tx, actor, &row).await?;
    let kept = evidence::keep(app, &mut tx, &row, &new.keep).await?;
    evidence::put(app, &mut tx, actor, &row, kept, pieces).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Stores a new revision with its event.
///
/// # Errors
/// `Conflict` where somebody else sent this revision in the meantime.
pub(super) async fn insert(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &RealisationRow,
) -> Result<()> {
    match store::plan::insert_realisation(tx, row).await {
        Err(StoreError::Taken) => return Err(Error::Conflict),
        other => other?,
    }
    let detail = json!({
        "indicator": row.place.indicator.to_string(),
        "agency": row.place.agency.to_string(),
        "checkpoint": mark(row.place.checkpoint),
        "revision": row.revision,
        "via": row.via.code(),
    });
    let act = if actor.may(Act::RealisationReport) {
        Act::RealisationReport
    } else {
        Act::RealisationUpload
    };
    let event = Event::new(act, "realisation", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

pub(super) fn row(
    app: &App,
    actor: &Actor,
    open: &Open,
    draft: Draft,
    revision: u32,
) -> RealisationRow {
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
        via: if link_of(actor).is_some() { Via::Link } else { Via::Page },
        link: link_of(actor),
        approved_by: None,
        approved_at: None,
    }
}

/// Where a new report waits first: with the head of its agency where they want to see it, unless
/// they wrote it themselves.
pub(super) async fn first_state(tx: &mut Tx, actor: &Actor, row: &RealisationRow) -> Result<State> {
    if actor.may(Act::RealisationApprove) {
        return Ok(State::Submitted);
    }
    let wanted = store::plan::has_approval(tx, row.taskforce, row.place.agency).await?;
    Ok(if wanted { State::Unapproved } else { State::Submitted })
}
