//! Who is invited, what they answer, and who comes.

use std::collections::BTreeSet;

use domain::{
    access::{Act, Actor, Denied, check},
    id::{AgencyId, AttendeeId, MeetingId},
    meeting::{Answer, AnswerForm, Attendee, AttendeeForm, Rule, Via},
};
use serde_json::json;
use store::{StoreError, Tx, meeting::AttendeeRow};

use super::{locked, managed, manages, own, part, scope, seen, tell, usable};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Sets the list of those who are invited, as seen in version `seen` of the meeting; an office that
/// is left out loses its answer.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound` for an agency that the task force does not know;
/// `Rule` for one that is closed, and once the meeting has begun; `Conflict` where it changed since.
pub async fn invite(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (agencies, seen): (&BTreeSet<AgencyId>, Option<i64>),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.is_preparing() {
        return Err(Rule::Stage.into());
    }
    if seen.is_some_and(|seen| seen != row.version) {
        return Err(Error::Conflict);
    }
    let before = store::meeting::list_invitations(&mut tx, row.taskforce, id).await?;
    let told = before.iter().filter(|one| one.told.is_some());
    let told: BTreeSet<AgencyId> = told.map(|one| one.agency).collect();
    let before: BTreeSet<AgencyId> = before.into_iter().map(|one| one.agency).collect();
    for agency in agencies.difference(&before) {
        usable(&mut tx, row.taskforce, *agency, row.draft.held_on).await?;
        store::meeting::insert_invitation(&mut tx, row.taskforce, id, *agency).await?;
    }
    for agency in before.difference(agencies) {
        store::meeting::delete_invitation(&mut tx, row.taskforce, id, *agency).await?;
        let place = (row.taskforce, id, *agency);
        store::meeting::update_links_revoked(&mut tx, place, app.now()).await?;
        if told.contains(agency) {
            tell::withdrawn(app, &mut tx, actor, (&row, *agency)).await?;
        }
    }
    store::meeting::update_version(&mut tx, row.taskforce, id).await?;
    let detail = json!({ "invited": agencies.len() });
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps what an office answers: by itself, or as told to the secretariat.
///
/// # Errors
/// `Denied` for another office; `Invalid`; `NotFound` where the office is not invited; `Rule` once
/// the meeting has begun.
pub async fn reply(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    agency: AgencyId,
    form: &AnswerForm,
) -> Result<()> {
    let taskforce = own(actor)?;
    if !manages(actor, taskforce) {
        check(actor, Act::MeetingTakePart, &scope(taskforce).agency(agency))?;
    }
    let answer = Answer::parse(form)?;
    let mut tx = app.store.write().await?;
    seen(&mut tx, actor, id).await?;
    let row = locked(&mut tx, taskforce, id).await?;
    if !row.stage.is_preparing() {
        return Err(Rule::Stage.into());
    }
    let by = (actor.account(), app.now());
    if !store::meeting::update_reply(&mut tx, (taskforce, id, agency), &answer, by).await? {
        return Err(Error::NotFound);
    }
    let detail = json!({ "agency": agency.to_string(), "reply": answer.reply.code() });
    let event = Event::new(Act::MeetingTakePart, "meeting", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts somebody on the list of those present.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound` for an agency that the task force does
/// not know; `Rule` for who is on it already, and once the minutes are approved.
pub async fn attend(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    agency: Option<AgencyId>,
    form: &AttendeeForm,
) -> Result<AttendeeId> {
    let parsed = Attendee::parse(form);
    let (attendee, agency) = match (parsed, agency) {
        (Ok(attendee), Some(agency)) => (attendee, agency),
        (parsed, agency) => {
            let mut errors = parsed.err().unwrap_or_default();
            if agency.is_none() {
                errors.push("agency", "required");
            }
            return Err(errors.into());
        }
    };
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.takes_attendance() {
        return Err(Rule::Stage.into());
    }
    usable(&mut tx, row.taskforce, agency, row.draft.held_on).await?;
    let stored = AttendeeRow {
        taskforce: row.taskforce,
        id: AttendeeId(app.ids.next()),
        meeting: id,
        agency,
        attendee,
        via: Via::Operator,
        created_by: actor.account(),
        created_at: app.now(),
    };
    match store::meeting::insert_attendee(&mut tx, &stored).await {
        Err(StoreError::Taken) => return Err(Rule::Twice.into()),
        other => other?,
    }
    record(app, &mut tx, actor, &stored, "came").await?;
    tx.commit().await?;
    Ok(stored.id)
}

/// Takes somebody off the list who was put on it by mistake.
///
/// # Errors
/// As [`attend`]; `NotFound` where nobody with this id is on it.
pub async fn leave(app: &App, actor: &Actor, id: MeetingId, attendee: AttendeeId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.takes_attendance() {
        return Err(Rule::Stage.into());
    }
    let all = store::meeting::list_attendees(&mut tx, row.taskforce, id).await?;
    let stored = all.into_iter().find(|one| one.id == attendee).ok_or(Error::NotFound)?;
    store::meeting::delete_attendee(&mut tx, row.taskforce, id, attendee).await?;
    record(app, &mut tx, actor, &stored, "struck").await?;
    tx.commit().await?;
    Ok(())
}

async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &AttendeeRow,
    what: &str,
) -> Result<()> {
    // Whoever approves has seen the list as it is.
    store::meeting::update_version(tx, row.taskforce, row.meeting).await?;
    // The trail keeps the office, not the name of a person.
    let detail = json!({ "agency": row.agency.to_string(), "attendance": what });
    let event = Event::new(Act::MeetingManage, "meeting", row.meeting).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// The agency for which the actor takes part in a meeting: invited, or with somebody there whom the
/// secretariat put on the list; what somebody says of themselves at the door gives no rights.
///
/// # Errors
/// `Denied` for everybody else.
pub(super) async fn participant(
    tx: &mut Tx,
    actor: &Actor,
    id: MeetingId,
) -> Result<Option<AgencyId>> {
    let taskforce = own(actor)?;
    if manages(actor, taskforce) {
        return Ok(None);
    }
    let denied = |elsewhere| Denied { act: Act::MeetingTakePart, elsewhere };
    let agency = part(actor, Act::MeetingTakePart).ok_or(denied(false))?;
    let invited = store::meeting::list_invitations(tx, taskforce, id).await?;
    let came = store::meeting::list_attendees(tx, taskforce, id).await?;
    let takes = invited.iter().any(|one| one.agency == agency)
        || came.iter().any(|one| one.agency == agency && one.via != Via::Door);
    if takes { Ok(Some(agency)) } else { Err(denied(true).into()) }
}
