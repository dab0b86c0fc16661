//! Telling people of a meeting: invitations, changes, that it is off, that its minutes are there.

use std::collections::BTreeSet;

use domain::{
    access::{Act, Actor},
    action::State,
    id::{AgencyId, MeetingId},
    meeting::{Rule, Step},
    notice::{About, Topic},
    time::Zone,
};
use report::calendar::Entry;
use serde_json::json;
use store::{Tx, meeting::MeetingRow};
use text::Lang;

use super::managed;
use crate::{
    App, Error, Result,
    audit::{self, Event},
    notice::{LEADERSHIP, To, Told, tell},
};

/// What people are told of a meeting; one that is closed is not named.
pub(crate) fn told(row: &MeetingRow, topic: Topic, mark: String) -> Told<'_> {
    Told {
        topic,
        about: About::Meeting(row.id),
        name: if row.draft.kind.is_closed() { "" } else { &row.draft.title },
        day: Some(row.draft.held_on),
        mark,
    }
}

/// A meeting for a calendar; a closed one says only when.
pub fn entry(row: &MeetingRow, zone: Zone, is_off: bool, site: &str) -> Entry {
    let draft = &row.draft;
    let closed = draft.kind.is_closed();
    let open = |text: &str| if closed { String::new() } else { text.to_owned() };
    Entry {
        uid: format!("{}@gugus", row.id),
        sequence: u32::try_from(row.facts).unwrap_or(u32::MAX),
        title: if closed {
            Lang::Id.notice_calendar_closed().to_owned()
        } else {
            draft.title.clone()
        },
        place: open(&draft.place),
        note: open(&draft.note),
        starts: zone.at(draft.held_on, draft.starts.minutes()),
        ends: draft.ends.map(|ends| zone.at(draft.held_on, ends.minutes())),
        url: format!("{site}/rapat/{}", row.id),
        is_off,
    }
}

/// Sends the invitations to every office that has not been told yet, and what changed to those that
/// were told something else. Returns how many offices that were.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Rule` once the meeting has begun, and where nobody is left
/// to be told.
pub async fn send(app: &App, actor: &Actor, id: MeetingId) -> Result<usize> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.is_preparing() {
        return Err(Rule::Stage.into());
    }
    let mut offices = 0;
    for invited in store::meeting::list_invitations(&mut tx, row.taskforce, id).await? {
        let topic = match invited.told {
            None => Topic::MeetingInvited,
            Some(told) if told < row.facts => Topic::MeetingChanged,
            Some(_) => continue,
        };
        // Somebody who is invited again after being left out is told again.
        let mark = format!("{}/{}", row.facts, row.version);
        let to = [To::Agency(invited.agency)];
        tell(app, &mut tx, (row.taskforce, actor.account()), &told(&row, topic, mark), &to).await?;
        let place = (row.taskforce, id, invited.agency);
        store::meeting::update_told(&mut tx, place, row.facts).await?;
        offices += 1;
    }
    if offices == 0 {
        return Err(Error::Rule(Rule::AllTold.code()));
    }
    store::meeting::update_version(&mut tx, row.taskforce, id).await?;
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "told": offices }))).await?;
    tx.commit().await?;
    Ok(offices)
}

/// Tells an office that it is no longer invited, where it had been told that it was.
pub(super) async fn withdrawn(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, agency): (&MeetingRow, AgencyId),
) -> Result<()> {
    let one = told(row, Topic::MeetingWithdrawn, format!("{}/{}", row.facts, row.version));
    tell(app, tx, (row.taskforce, actor.account()), &one, &[To::Agency(agency)]).await?;
    Ok(())
}

/// Tells those concerned that the meeting took a step.
pub(super) async fn stepped(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, step): (&MeetingRow, Step),
) -> Result<()> {
    let topic = match step {
        Step::Cancel => Topic::MeetingCancelled,
        Step::Circulate => Topic::MinutesCirculated,
        Step::Lock => Topic::MinutesLocked,
        Step::Open | Step::Close | Step::Return | Step::Approve => return Ok(()),
    };
    let mut offices = BTreeSet::new();
    for invited in store::meeting::list_invitations(tx, row.taskforce, row.id).await? {
        // Whoever was never told of the meeting need not hear that it is off.
        if step != Step::Cancel || invited.told.is_some() {
            offices.insert(invited.agency);
        }
    }
    if step != Step::Cancel {
        let came = store::meeting::list_attendees(tx, row.taskforce, row.id).await?;
        offices.extend(came.into_iter().map(|one| one.agency));
    }
    let to: Vec<To> = offices.into_iter().map(To::Agency).collect();
    let by = (row.taskforce, actor.account());
    tell(app, tx, by, &told(row, topic, row.version.to_string()), &to).await?;
    if step == Step::Circulate {
        // Of what is closed only those who sat there know.
        let waits = told(row, Topic::MinutesApproval, row.version.to_string());
        if !row.draft.kind.is_closed() {
            tell(app, tx, by, &waits, &[LEADERSHIP]).await?;
        }
        given(app, tx, actor, row).await?;
    }
    Ok(())
}

/// Tells each office what the meeting gave it to do.
async fn given(app: &App, tx: &mut Tx, actor: &Actor, row: &MeetingRow) -> Result<()> {
    for action in store::action::list_of_meeting(tx, row.taskforce, row.id).await? {
        if action.state != State::Open {
            continue;
        }
        let one = Told {
            topic: Topic::ActionGiven,
            about: About::Action(action.id),
            name: if row.draft.kind.is_closed() { "" } else { &action.draft.what },
            day: Some(action.draft.due_on),
            mark: action.draft.agency.to_string(),
        };
        let to = [To::Agency(action.draft.agency)];
        tell(app, tx, (row.taskforce, actor.account()), &one, &to).await?;
    }
    Ok(())
}
