//! Deciding about reports: the head of the agency approves, the secretariat verifies, both may
//! send back.

use domain::{
    access::{Act, Actor, check},
    id::{AgencyId, RealisationId, TaskForceId},
    notice::{About, Topic},
    plan::{self, Decidable, State},
};
use serde_json::json;
use store::{Tx, plan::RealisationRow};

use super::{
    PAGE, load, mark,
    model::Model,
    own, report_scope, scope, told,
    twin::Finder,
    view::{Twin, Waiting, WaitingList},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    notice::{To, Told, tell},
};

/// A desk at which reports wait to be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// The head of the agency that reports.
    Head,
    /// The secretariat of the task force.
    Secretariat,
}

impl Desk {
    /// The state of what waits here.
    const fn state(self) -> State {
        match self {
            Self::Head => State::Unapproved,
            Self::Secretariat => State::Submitted,
        }
    }

    const fn act(self) -> Act {
        match self {
            Self::Head => Act::RealisationApprove,
            Self::Secretariat => Act::RealisationVerify,
        }
    }

    /// The desk of whoever decides about reports.
    pub fn of(actor: &Actor) -> Option<Self> {
        [Self::Secretariat, Self::Head].into_iter().find(|desk| actor.may(desk.act()))
    }

    /// Whether the actor sits here for reports of this agency.
    fn check(self, actor: &Actor, taskforce: TaskForceId, agency: Option<AgencyId>) -> Result<()> {
        let scope = match agency {
            Some(agency) => report_scope(taskforce, agency),
            None => scope(taskforce),
        };
        Ok(check(actor, self.act(), &scope)?)
    }
}

/// The reports that wait at a desk, the longest waiting first.
///
/// # Errors
/// `Denied` without `realisation.verify` or, for the head, `realisation.approve`.
pub async fn waiting(app: &App, actor: &Actor, desk: Desk) -> Result<WaitingList> {
    let taskforce = own(actor)?;
    let agency = actor.agency.filter(|_| desk == Desk::Head);
    desk.check(actor, taskforce, agency)?;
    let mut tx = app.store.read().await?;
    let Some(model) = load::running(app, &mut tx, taskforce, None).await? else {
        return Ok(WaitingList { matrix: None, rows: Vec::new(), total: 0 });
    };
    let mut list = waiting_rows(&mut tx, actor, desk, &model, PAGE).await?;
    let finder = Finder::new(&mut tx, taskforce).await?;
    for one in &mut list.rows {
        one.twins = twins(&mut tx, &finder, &model, taskforce, one.revision.id).await?;
    }
    Ok(list)
}

/// The first `most` of what waits at the actor's desk, and how many there are.
pub(super) async fn waiting_rows(
    tx: &mut Tx,
    actor: &Actor,
    desk: Desk,
    model: &Model,
    most: usize,
) -> Result<WaitingList> {
    let (taskforce, plan) = (own(actor)?, model.matrix.plan.id);
    let mut rows = match (desk, actor.agency) {
        (Desk::Secretariat, _) => store::plan::list_waiting(tx, taskforce, plan, i64::MAX).await?,
        (Desk::Head, Some(agency)) => {
            store::plan::list_unapproved(tx, taskforce, plan, agency).await?
        }
        (Desk::Head, None) => Vec::new(),
    };
    let total = rows.len();
    rows.truncate(most);
    let mut list = Vec::with_capacity(rows.len());
    for row in &rows {
        list.push(told_waiting(tx, model, row).await?);
    }
    Ok(WaitingList { matrix: Some(model.matrix.clone()), rows: list, total })
}

async fn told_waiting(tx: &mut Tx, model: &Model, row: &RealisationRow) -> Result<Waiting> {
    let place = row.place;
    let evidence = store::plan::list_evidence(tx, row.taskforce, row.id).await?;
    let names = told::Names::of(tx, std::slice::from_ref(row), &evidence).await?;
    let teller = told::Teller { model, names: &names, evidence: &evidence };
    let (facts, shown) = model.row(model.place(place.indicator)?)?;
    let aim = facts.aim(&model.frame.scheme, place.checkpoint);
    let previous = model.previous(facts, place.agency, place.checkpoint);
    let history = model.frame.history(place.indicator, place.agency, place.checkpoint);
    let verified = history.and_then(|history| history.verified()).map(|verified| verified.entry);
    let head = history.and_then(|history| history.head()).map(|head| head.number);
    let mut revision = teller.revision(row, &[row]);
    revision.is_head = head.is_none_or(|head| head == row.revision);
    Ok(Waiting {
        row: shown.clone(),
        agency: model.agency(place.agency),
        head: model.head(place.checkpoint)?,
        target: aim.target,
        expected: aim.expected().map(plan::Expected::shown),
        replaces: verified.filter(|_| row.state != State::Verified),
        fell: told::fell(previous, row.entry),
        previous,
        revision,
        twins: Vec::new(),
    })
}

/// One report as a desk decides about it, whatever its state.
///
/// # Errors
/// As [`waiting`]; `NotFound` for a report of another task force.
pub async fn review(app: &App, actor: &Actor, desk: Desk, id: RealisationId) -> Result<Waiting> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    desk.check(actor, taskforce, Some(row.place.agency))?;
    if desk == Desk::Secretariat && row.state == State::Unapproved {
        return Err(Error::NotFound);
    }
    let model = load::of(app, &mut tx, taskforce, row.plan).await?;
    let mut one = told_waiting(&mut tx, &model, &row).await?;
    let finder = Finder::new(&mut tx, taskforce).await?;
    one.twins = twins(&mut tx, &finder, &model, taskforce, id).await?;
    Ok(one)
}

async fn twins(
    tx: &mut Tx,
    finder: &Finder,
    model: &Model,
    taskforce: TaskForceId,
    id: RealisationId,
) -> Result<Vec<Twin>> {
    let evidence = store::plan::list_evidence(tx, taskforce, id).await?;
    finder.twins(tx, model, &evidence).await
}

/// Lets a reported figure count.
///
/// `version` is the one that was seen.
///
/// # Errors
/// `Denied` without `realisation.verify`; `NotFound` for a report of another task force;
/// `Conflict` where it changed or a newer revision came in the meantime; `Rule` where it is
/// decided already, or was sent by the same person.
pub async fn verify(app: &App, actor: &Actor, id: RealisationId, version: i64) -> Result<()> {
    let verdict = |report: Decidable| Ok((report.verify(actor.account())?, String::new()));
    decide(app, actor, Desk::Secretariat, (id, version), verdict).await
}

/// Passes a report of one's own agency on to the secretariat.
///
/// # Errors
/// As [`verify`], with `realisation.approve`.
pub async fn approve(app: &App, actor: &Actor, id: RealisationId, version: i64) -> Result<()> {
    let verdict = |report: Decidable| Ok((report.approve(actor.account())?, String::new()));
    decide(app, actor, Desk::Head, (id, version), verdict).await
}

/// Sends a report back from a desk to whoever wrote it, with a reason.
///
/// # Errors
/// As [`verify`]; `Rule` where the reason is empty.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    desk: Desk,
    seen: (RealisationId, i64),
    reason: &str,
) -> Result<()> {
    let verdict =
        |report: Decidable| Ok(report.give_back(desk.state(), actor.account(), reason)?);
    decide(app, actor, desk, seen, verdict).await
}

async fn decide(
    app: &App,
    actor: &Actor,
    desk: Desk,
    (id, version): (RealisationId, i64),
    verdict: impl FnOnce(Decidable) -> Result<(State, String)>,
) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.write().await?;
    let mut row = store::plan::get_realisation(&mut tx, taskforce, id).await?;
    desk.check(actor, taskforce, Some(row.place.agency))?;
    store::plan::update_revision(&mut tx, taskforce, row.plan).await?;
    let head = store::plan::find_head(&mut tx, taskforce, row.place).await?;
    let is_head = head.is_some_and(|head| head.id == id);
    // A link is its holder's, but whoever gave it out saw its address and could have used it.
    let mut submitted_by = row.submitted_by;
    if let (None, Some(link)) = (submitted_by, row.link) {
        submitted_by = store::plan::get_link(&mut tx, taskforce, link).await?.issued_by;
    }
    let report = Decidable { state: row.state, is_head, submitted_by };
    (row.state, row.return_reason) = verdict(report)?;
    row.version = version;
    let by = (actor.account(), Some(app.now()));
    if row.state == State::Submitted {
        (row.approved_by, row.approved_at) = by;
    } else {
        (row.decided_by, row.decided_at) = by;
    }
    if !store::plan::decide(&mut tx, &row, desk.state()).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({
        "state": row.state.code(),
        "indicator": row.place.indicator.to_string(),
        "agency": row.place.agency.to_string(),
        "checkpoint": mark(row.place.checkpoint),
        "revision": row.revision,
    });
    if row.state == State::Returned {
        tell_returned(app, &mut tx, actor, &row).await?;
    }
    let event = Event::new(desk.act(), "realisation", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Tells the office that its report came back.
async fn tell_returned(app: &App, tx: &mut Tx, actor: &Actor, row: &RealisationRow) -> Result<()> {
    let (code, name) = store::plan::get_row_name(tx, row.taskforce, row.place.indicator).await?;
    let named = format!("{code} {name}");
    let returned = Told {
        topic: Topic::ReportReturned,
        about: About::Indicator(row.place.indicator),
        name: named.trim(),
        day: None,
        mark: format!("{}/{}", row.id, row.version),
    };
    let to = [To::Agency(row.place.agency)];
    tell(app, tx, (row.taskforce, actor.account()), &returned, &to).await?;
    Ok(())
}
