//! The door of a meeting: a code on its day, by which those present put themselves on the list from
//! their own phones.

use domain::{
    access::{Act, Actor},
    field::FieldErrors,
    id::{AgencyId, AttendeeId, MeetingId},
    meeting::{Attendee, AttendeeForm, DOOR_LENGTH, PRESENT_MAX, Rule, Stage, Via, door_code},
    time::Zone,
};
use serde_json::json;
use store::{
    StoreError, Tx,
    meeting::{AttendeeRow, MeetingRow},
};

use super::{agencies, locked, managed, today, usable, view::Office};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Most people of one office who put themselves on the list, so that one hand can't fill it.
const DOOR_MAX: usize = 15;

/// Opens the door, or shuts it; each opening has a code of its own.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Rule` once the meeting is over, and for a case conference.
pub async fn set_door(app: &App, actor: &Actor, id: MeetingId, open: bool) -> Result<()> {
    let code: String = vault::random::password(&*app.random)?
        .to_ascii_uppercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(DOOR_LENGTH)
        .collect();
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if open && !matches!(row.stage, Stage::Planned | Stage::Running) {
        return Err(Rule::Stage.into());
    }
    if open && row.draft.kind.is_closed() {
        return Err(Rule::Closed.into());
    }
    let door = open.then_some(code.as_str());
    store::meeting::update_door(&mut tx, row.taskforce, id, door).await?;
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "door": open }))).await?;
    tx.commit().await?;
    Ok(())
}

/// What whoever stands at the door sees.
#[derive(Debug, Clone)]
pub struct Door {
    /// The meeting: what it is called, its day and place.
    pub row: MeetingRow,
    /// Zone of its day.
    pub zone: Zone,
    /// Offices to choose from, those invited first.
    pub offices: Vec<Office>,
    /// Name of the task force.
    pub taskforce: String,
}

/// A meeting whose door stands open today.
async fn opened(app: &App, tx: &mut Tx, code: &str) -> Result<MeetingRow> {
    let code = door_code(code).ok_or(Error::NotFound)?;
    let row = store::meeting::find_door(tx, &code).await?.ok_or(Error::NotFound)?;
    let today = today(app, tx, row.taskforce).await?;
    let live = matches!(row.stage, Stage::Planned | Stage::Running)
        && row.draft.held_on == today
        && !row.draft.kind.is_closed();
    if live { Ok(row) } else { Err(Error::NotFound) }
}

/// Looks in by the code of a door.
///
/// # Errors
/// `NotFound` for a code that never was, of another day, or of a door that is shut: all look alike.
pub async fn knock(app: &App, code: &str) -> Result<Door> {
    let mut tx = app.store.read().await?;
    let row = opened(app, &mut tx, code).await?;
    let own = store::taskforce::get(&mut tx, row.taskforce).await?;
    let invited = store::meeting::list_invitations(&mut tx, row.taskforce, row.id).await?;
    let known = agencies(&mut tx, row.taskforce).await?;
    let mut offices: Vec<(bool, Office)> = known
        .values()
        .filter(|agency| agency.exists_on(row.draft.held_on))
        .map(|agency| {
            let office = Office {
                id: agency.id,
                short: agency.short_name.clone(),
                full: agency.full_name.clone(),
            };
            (!invited.iter().any(|one| one.agency == agency.id), office)
        })
        .collect();
    offices.sort_by(|one, two| (one.0, &one.1.short).cmp(&(two.0, &two.1.short)));
    let offices = offices.into_iter().map(|(_, office)| office).collect();
    Ok(Door { row, zone: own.zone, offices, taskforce: own.name })
}

/// Puts whoever stands at the door on the list.
///
/// # Errors
/// As [`knock`]; `Invalid`; `Rule` for who is on it already, and for a full list.
pub async fn enter(
    app: &App,
    code: &str,
    agency: Option<AgencyId>,
    form: &AttendeeForm,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let found = opened(app, &mut tx, code).await?;
    // Again under the lock: it may have been closed in between.
    locked(&mut tx, found.taskforce, found.id).await?;
    let row = opened(app, &mut tx, code).await?;
    let parsed = Attendee::parse(form);
    let (attendee, agency) = match (parsed, agency) {
        (Ok(attendee), Some(agency)) => (attendee, agency),
        (parsed, agency) => {
            let mut errors: FieldErrors = parsed.err().unwrap_or_default();
            if agency.is_none() {
                errors.push("agency", "required");
            }
            return Err(errors.into());
        }
    };
    usable(&mut tx, row.taskforce, agency, row.draft.held_on).await?;
    let there = store::meeting::list_attendees(&mut tx, row.taskforce, row.id).await?;
    if there.len() >= PRESENT_MAX {
        return Err(Rule::ListFull.into());
    }
    let of_office = |one: &&AttendeeRow| one.agency == agency && one.via == Via::Door;
    if there.iter().filter(of_office).count() >= DOOR_MAX {
        return Err(Rule::OfficeFull.into());
    }
    let new = AttendeeRow {
        taskforce: row.taskforce,
        id: AttendeeId(app.ids.next()),
        meeting: row.id,
        agency,
        attendee,
        via: Via::Door,
        created_by: None,
        created_at: app.now(),
    };
    match store::meeting::insert_attendee(&mut tx, &new).await {
        Err(StoreError::Taken) => return Err(Rule::Twice.into()),
        other => other?,
    }
    let detail = json!({ "agency": agency.to_string(), "attendance": "came by the door" });
    let event = Event::new(Act::MeetingTakePart, "meeting", row.id).taskforce(row.taskforce);
    let actor = Actor::door(row.id, row.taskforce);
    audit::append(app, &mut tx, &actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
