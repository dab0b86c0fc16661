//! Preparing a meeting: day, place, who is invited, and an agenda that begins with what is red.

use std::collections::BTreeSet;

use domain::{
    access::{Act, Actor, check},
    id::{AgencyId, MeetingId, SubTaskForceId, TaskForceId},
    meeting::{Draft, Form, Kind, Rule, Stage},
    taskforce::TermState,
    time::Date,
};
use serde_json::json;
use store::{Tx, meeting::MeetingRow};

use super::{
    agenda::{self, Material},
    managed, own, scope, today,
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Prepares a meeting: its agenda is drafted, and the offices that usually come are invited. `key` is
/// that of the form, so a form that is sent twice prepares once.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `Rule` for a sub-task force of no running term;
/// `Conflict` for another meeting under a used key.
pub async fn create(
    app: &App,
    actor: &Actor,
    form: &Form,
    key: Option<MeetingId>,
) -> Result<MeetingId> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingManage, &scope(taskforce))?;
    let draft = Draft::parse(form)?;
    let material = Material::gather(app, actor).await?;
    let mut tx = app.store.write().await?;
    let own = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(own.zone);
    let id = key.unwrap_or_else(|| MeetingId(app.ids.next()));
    if let Some(old) = store::meeting::find(&mut tx, taskforce, id).await? {
        return if old.draft == draft { Ok(id) } else { Err(Error::Conflict) };
    }
    let guests = guests(&mut tx, taskforce, &draft, today, &material).await?;
    let row = MeetingRow {
        taskforce,
        id,
        draft,
        stage: Stage::Planned,
        pen: None,
        door: None,
        facts: 1,
        is_example: own.is_demo,
        version: 1,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::meeting::insert(&mut tx, &row).await?;
    for agency in &guests {
        store::meeting::insert_invitation(&mut tx, taskforce, row.id, *agency).await?;
    }
    let items = agenda::draft(app, &mut tx, &row, &guests, &material, true).await?;
    let detail = json!({
        "kind": row.draft.kind.code(), "held_on": row.draft.held_on.to_string(),
        "guests": guests.len(), "items": items,
    });
    let event = Event::new(Act::MeetingManage, "meeting", row.id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Changes day, place and words of a meeting that has not begun.
///
/// # Errors
/// As [`create`]; `Conflict` where somebody else changed it since version `seen`; `Rule` once it
/// has begun.
pub async fn edit(app: &App, actor: &Actor, id: MeetingId, form: &Form, seen: i64) -> Result<()> {
    let draft = Draft::parse(form)?;
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.is_preparing() {
        return Err(Rule::Stage.into());
    }
    let today = today(app, &mut tx, row.taskforce).await?;
    if draft.sub != row.draft.sub
        && let Some(sub) = draft.sub
    {
        seats(&mut tx, row.taskforce, Some(sub), today).await?;
    }
    // What an invitation says; a change of it has to be told again.
    let said =
        |one: &Draft| (one.held_on, one.starts, one.ends, one.place.clone(), one.title.clone());
    let facts = row.facts + i64::from(said(&draft) != said(&row.draft));
    let changed = MeetingRow { draft, facts, version: seen, ..row };
    if !store::meeting::update(&mut tx, &changed).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({ "held_on": changed.draft.held_on.to_string() });
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(changed.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Who is usually invited: the task force, the sub-task force, whoever answers for a row.
async fn guests(
    tx: &mut Tx,
    taskforce: TaskForceId,
    draft: &Draft,
    today: Date,
    material: &Material,
) -> Result<BTreeSet<AgencyId>> {
    let mut guests = match draft.kind {
        Kind::Plenary => seats(tx, taskforce, None, today).await?,
        Kind::Sub => seats(tx, taskforce, draft.sub, today).await?,
        Kind::PlanReview => material.agencies().collect(),
        Kind::CaseConference | Kind::Incident | Kind::InterRegional => BTreeSet::new(),
    };
    let known = super::agencies(tx, taskforce).await?;
    guests.retain(|id| known.get(id).is_some_and(|agency| agency.exists_on(draft.held_on)));
    Ok(guests)
}

/// The agencies with a seat in the running term, or in one of its sub-task forces.
pub(super) async fn seats(
    tx: &mut Tx,
    taskforce: TaskForceId,
    sub: Option<SubTaskForceId>,
    today: Date,
) -> Result<BTreeSet<AgencyId>> {
    let terms = store::taskforce::list_terms(tx, taskforce).await?;
    let running = terms.into_iter().find(|term| term.state == TermState::Running);
    let Some(term) = running else {
        return if sub.is_some() { Err(Rule::Sub.into()) } else { Ok(BTreeSet::new()) };
    };
    if let Some(sub) = sub {
        let subs = store::taskforce::list_subs(tx, taskforce, term.id).await?;
        subs.iter().find(|one| one.id == sub).ok_or(Rule::Sub)?;
    }
    let seats = store::taskforce::list_seats(tx, taskforce, term.id).await?;
    let given = store::taskforce::list_seat_offices(tx, taskforce, term.id).await?;
    let offices = store::taskforce::list_seated_offices(tx, taskforce, term.id).await?;
    let wanted = seats.iter().filter(|seat| sub.is_none() || seat.sub == sub);
    let held = wanted.flat_map(|seat| {
        let own = given.iter().filter(move |(id, _)| *id == seat.id);
        own.filter(|(_, office)| office.tenure.contains(today)).map(|(_, office)| office.office)
    });
    Ok(held
        .filter_map(|id| offices.iter().find(|one| one.office.id == id))
        .map(|one| one.office.agency)
        .collect())
}
