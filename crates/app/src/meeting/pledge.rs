//! What offices pledge at a meeting, and what is found of it later.

use domain::{
    access::{Act, Actor},
    id::{MeetingId, PledgeId},
    meeting::{
        Judgement, JudgementForm, PaperRule, Pledge, PledgeForm, PledgeState, is_looked_at,
        takes_pledges,
    },
};
use serde_json::json;
use store::{Tx, meeting::PledgeRow};

use super::{locked, managed, own, scope, seen, usable};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Most pledges of one meeting.
const PLEDGES_MAX: usize = 200;

/// Writes down what an office pledges at a meeting. `key` is that of the form, so a form that is
/// sent twice writes once.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound` for an agency or a row that the task
/// force does not know; `Rule` at a case conference, before the meeting and once its minutes are
/// approved, and for a closed agency; `Conflict` for another pledge under a used key.
pub async fn pledge(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    key: PledgeId,
    form: &PledgeForm,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    takes_pledges(row.draft.kind, row.stage)?;
    let pledge = Pledge::parse(form, row.draft.held_on)?;
    if let Some(old) = store::meeting::find_pledge(&mut tx, row.taskforce, key).await? {
        let same = old.meeting == id && old.pledge == pledge;
        return if same { Ok(()) } else { Err(Error::Conflict) };
    }
    usable(&mut tx, row.taskforce, pledge.agency, row.draft.held_on).await?;
    if let Some(indicator) = pledge.indicator {
        store::plan::get_row_name(&mut tx, row.taskforce, indicator).await?;
    }
    let there = store::meeting::list_pledges(&mut tx, row.taskforce, id).await?;
    if there.len() >= PLEDGES_MAX {
        return Err(PaperRule::Full.into());
    }
    let stored = PledgeRow {
        taskforce: row.taskforce,
        id: key,
        meeting: id,
        pledge,
        state: PledgeState::Given,
        note: String::new(),
        judged_in: None,
        judged: None,
        version: 1,
        is_example: row.is_example,
        created_by: actor.account(),
        created_at: app.now(),
        title: row.draft.title,
        held_on: row.draft.held_on,
        stage: row.stage,
    };
    store::meeting::insert_pledge(&mut tx, &stored).await?;
    record(app, &mut tx, actor, &stored, "given").await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a pledge out that was written down by mistake.
///
/// # Errors
/// As [`pledge`]; `NotFound` where the meeting has none with this id; `Rule` for one that was judged.
pub async fn withdraw_pledge(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    pledge: PledgeId,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    let stored = store::meeting::find_pledge(&mut tx, row.taskforce, pledge).await?;
    let stored = stored.filter(|one| one.meeting == id).ok_or(Error::NotFound)?;
    takes_pledges(row.draft.kind, row.stage)?;
    if !store::meeting::delete_pledge(&mut tx, row.taskforce, pledge).await? {
        return Err(PaperRule::Judged.into());
    }
    record(app, &mut tx, actor, &stored, "withdrawn").await?;
    tx.commit().await?;
    Ok(())
}

/// A pledge as the secretariat sees it, to judge it.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound`.
pub async fn pledge_of(app: &App, actor: &Actor, id: PledgeId) -> Result<PledgeRow> {
    let taskforce = own(actor)?;
    domain::access::check(actor, Act::MeetingManage, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    store::meeting::find_pledge(&mut tx, taskforce, id).await?.ok_or(Error::NotFound)
}

/// Says what was found of a pledge, over version `version` of it: in a later coordination meeting,
/// or by the secretariat alone. What was found before is replaced; the trail has both.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound`; `Rule` for a meeting that does not look
/// at it; `Conflict` where somebody else judged since.
pub async fn judge(
    app: &App,
    actor: &Actor,
    id: PledgeId,
    (form, version): (&JudgementForm, i64),
    inside: Option<MeetingId>,
) -> Result<()> {
    let taskforce = own(actor)?;
    domain::access::check(actor, Act::MeetingManage, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let stored = store::meeting::find_pledge(&mut tx, taskforce, id).await?;
    let stored = stored.ok_or(Error::NotFound)?;
    locked(&mut tx, taskforce, stored.meeting).await?;
    let found = Judgement::parse(form)?;
    if let Some(inside) = inside {
        looked_at(&mut tx, actor, &stored, inside).await?;
    }
    let same = stored.state == found.verdict && stored.note == found.note;
    if same && stored.judged_in == inside {
        return Ok(());
    }
    let changed = PledgeRow {
        state: found.verdict,
        note: found.note,
        judged_in: inside,
        judged: Some((actor.account(), app.now())),
        version,
        ..stored
    };
    if !store::meeting::update_pledge(&mut tx, &changed).await? {
        return Err(Error::Conflict);
    }
    record(app, &mut tx, actor, &changed, changed.state.code()).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses a meeting that does not look at the pledge: the one that took it, an earlier one, and
/// one that is over or no coordination meeting.
async fn looked_at(
    tx: &mut Tx,
    actor: &Actor,
    pledge: &PledgeRow,
    inside: MeetingId,
) -> Result<()> {
    let row = seen(tx, actor, inside).await?;
    is_looked_at(row.draft.kind, row.stage)?;
    if row.id == pledge.meeting || row.draft.held_on < pledge.held_on {
        return Err(PaperRule::NotThere.into());
    }
    Ok(())
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, row: &PledgeRow, what: &str) -> Result<()> {
    let detail = json!({
        "pledge": what, "id": row.id.to_string(), "agency": row.pledge.agency.to_string(),
    });
    let place = row.judged_in.unwrap_or(row.meeting);
    let event = Event::new(Act::MeetingManage, "meeting", place).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}
