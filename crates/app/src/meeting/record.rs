//! The official record of a meeting, and what is added to the report on it.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor},
    agency::{Holder, holder_on},
    id::{AgencyId, MeetingId},
    meeting::{
        ActivityDraft, ActivityForm, RecordDraft, RecordForm, Signed, SignedForm, activity_at,
        record_at,
    },
};
use serde_json::json;
use store::{
    Tx,
    meeting::{ActivityRow, MeetingRow, RecordRow},
};

use super::{managed, usable, view::Show};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Most parties that a record begins with.
const FIRST: usize = 12;

/// The record that a meeting begins with: what was decided, agreed by those who carry it out.
pub fn first_record(show: &Show) -> RecordForm {
    let points: Vec<String> = show
        .decisions()
        .map(|decided| decided.row.decision.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let acting = show.decisions().flat_map(|decided| decided.actions.iter().map(|one| one.agency));
    let came = show.guests.iter().filter(|guest| guest.came).map(|guest| guest.office.id);
    let mut offices: Vec<AgencyId> = Vec::new();
    for office in acting.chain(came) {
        if !offices.contains(&office) && offices.len() < FIRST {
            offices.push(office);
        }
    }
    let party = |office: &AgencyId| {
        let guest = show.guests.iter().find(|guest| guest.office.id == *office);
        let (name, title) = guest.and_then(|guest| guest.head.clone()).unwrap_or_default();
        SignedForm { agency: office.to_string(), name, title }
    };
    RecordForm {
        points: points.join("\n"),
        parties: offices.iter().map(party).collect(),
        ..RecordForm::default()
    }
}

/// Keeps the official record of a meeting, over version `version` of it; 0 where there was none. A
/// party without a name is signed for by the head of the office on the day of the meeting.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound` for an agency that the task force does
/// not know; `Rule` before the meeting has begun, for a record that stands once the minutes are
/// locked, and for a closed agency; `Conflict` where somebody else wrote since.
pub async fn save_record(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    form: &RecordForm,
    version: i64,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    let old = store::meeting::find_record(&mut tx, row.taskforce, id).await?;
    record_at(row.stage, old.is_none())?;
    let mut draft = RecordDraft::parse(form)?;
    fill(&mut tx, &row, &mut draft).await?;
    if old.as_ref().is_some_and(|old| old.draft == draft) {
        return Ok(());
    }
    let new = RecordRow {
        taskforce: row.taskforce,
        meeting: id,
        draft,
        version,
        updated_by: actor.account(),
        updated_at: app.now(),
    };
    match old {
        None if version == 0 => {
            store::meeting::insert_record(&mut tx, &RecordRow { version: 1, ..new.clone() })
                .await?;
        }
        Some(_) if store::meeting::update_record(&mut tx, &new).await? => {}
        None | Some(_) => return Err(Error::Conflict),
    }
    let parties = new.draft.parties.len();
    let detail =
        json!({ "record": "written", "parties": parties, "points": new.draft.points.len() });
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Checks the offices, and names the head of each where nobody was.
async fn fill(tx: &mut Tx, row: &MeetingRow, draft: &mut RecordDraft) -> Result<()> {
    let day = row.draft.held_on;
    let mut heads: HashMap<AgencyId, Vec<Holder>> = HashMap::new();
    for (agency, holder) in store::agency::list_heads(tx, Some(row.taskforce)).await? {
        heads.entry(agency).or_default().extend(holder);
    }
    for party in &mut draft.parties {
        usable(tx, row.taskforce, party.agency, day).await?;
        if !party.signed.name.is_empty() {
            continue;
        }
        let holders = heads.get(&party.agency).map(Vec::as_slice).unwrap_or_default();
        if let Some(holder) = holder_on(holders, day) {
            let office = store::agency::get_office(tx, holder.office).await?.title;
            let title = match holder.kind.prefix() {
                Some(prefix) => format!("{prefix} {office}"),
                None => office,
            };
            let typed = std::mem::take(&mut party.signed.title);
            let title = if typed.is_empty() { title } else { typed };
            party.signed = Signed { name: holder.person.name.clone(), title };
        }
    }
    Ok(())
}

/// Keeps what is added to the report on a meeting, over version `version` of it; 0 where there was
/// nothing.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `Rule` before the meeting has begun; `Conflict`
/// where somebody else wrote since.
pub async fn save_activity(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    form: &ActivityForm,
    version: i64,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    activity_at(row.stage)?;
    let draft = ActivityDraft::parse(form)?;
    let old = store::meeting::find_activity(&mut tx, row.taskforce, id).await?;
    if old.as_ref().is_some_and(|old| old.draft == draft) {
        return Ok(());
    }
    let new = ActivityRow {
        taskforce: row.taskforce,
        meeting: id,
        draft,
        version,
        updated_by: actor.account(),
        updated_at: app.now(),
    };
    match old {
        None if version == 0 => {
            let first = ActivityRow { version: 1, ..new };
            store::meeting::insert_activity(&mut tx, &first).await?;
        }
        Some(_) if store::meeting::update_activity(&mut tx, &new).await? => {}
        None | Some(_) => return Err(Error::Conflict),
    }
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "report": "written" }))).await?;
    tx.commit().await?;
    Ok(())
}
