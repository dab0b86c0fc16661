//! Offices, their holders, and desks.

use domain::{
    access::{Act, Actor},
    agency::{Desk, DeskKind, Holder, HolderDraft, Office, OfficeDraft, Rule, appoint},
    field::FieldErrors,
    id::{AgencyId, DeskId, HolderId, OfficeId},
    time::Date,
};
use store::Tx;

use super::permit;
use crate::{App, Error, Result, audit, audit::Event};

/// Longest name of a desk, in characters.
const DESK_NAME: usize = 120;

/// Adds an office to an agency, below the ones it has.
///
/// # Errors
/// `Rule("agency.closed")` for an agency that no longer exists on `today`.
pub async fn add_office(
    app: &App,
    actor: &Actor,
    agency: AgencyId,
    draft: OfficeDraft,
    today: Date,
) -> Result<OfficeId> {
    let mut tx = app.store.write().await?;
    open_agency(&mut tx, actor, agency, today).await?;
    let last = store::agency::list_offices(&mut tx, agency).await?;
    let office = Office {
        id: OfficeId(app.ids.next()),
        agency,
        title: draft.title,
        is_head: draft.is_head,
        position: last.last().map_or(1, |office| office.position + 1),
    };
    store::agency::insert_office(&mut tx, &office, app.now()).await?;
    let event = Event::new(Act::AgencyEdit, "office", office.id)
        .detail(&serde_json::json!({ "agency": agency.to_string() }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(office.id)
}

/// Appoints a holder; whoever has to go ends the day before.
///
/// # Errors
/// `Rule("agency.holder_overlap")` where two would hold the office on one day.
pub async fn set_holder(
    app: &App,
    actor: &Actor,
    office: OfficeId,
    draft: HolderDraft,
    today: Date,
) -> Result<HolderId> {
    let mut tx = app.store.write().await?;
    let stored = store::agency::get_office(&mut tx, office).await?;
    open_agency(&mut tx, actor, stored.agency, today).await?;
    let holders = store::agency::list_holders(&mut tx, office).await?;
    let ends = appoint(&holders, &draft).map_err(|rule| Error::Rule(rule.code()))?;
    for (holder, last) in ends {
        store::agency::update_holder_end(&mut tx, holder, last).await?;
    }
    let holder = Holder {
        id: HolderId(app.ids.next()),
        office,
        person: draft.person,
        kind: draft.kind,
        tenure: draft.tenure,
        is_example: false,
        source: draft.source,
    };
    store::agency::insert_holder(&mut tx, &holder, app.now()).await?;
    let detail = serde_json::json!({
        "office": office.to_string(),
        "kind": holder.kind.code(),
        "from": holder.tenure.from.to_string(),
    });
    let event = Event::new(Act::AgencyEdit, "holder", holder.id).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(holder.id)
}

/// Ends whoever holds an office without an end, with `last` as the last day: the office is vacant
/// from then on.
///
/// # Errors
/// `NotFound` where nobody holds it so, or nobody did yet on that day.
pub async fn vacate(app: &App, actor: &Actor, office: OfficeId, last: Date) -> Result<()> {
    let mut tx = app.store.write().await?;
    let stored = store::agency::get_office(&mut tx, office).await?;
    permit(&mut tx, actor, Act::AgencyEdit, stored.agency).await?;
    let holders = store::agency::list_holders(&mut tx, office).await?;
    let open = |holder: &&Holder| holder.tenure.until.is_none() && holder.tenure.from <= last;
    let open: Vec<HolderId> = holders.iter().filter(open).map(|holder| holder.id).collect();
    if open.is_empty() {
        return Err(Error::NotFound);
    }
    for holder in open {
        store::agency::update_holder_end(&mut tx, holder, last).await?;
    }
    let event = Event::new(Act::AgencyEdit, "office", office)
        .detail(&serde_json::json!({ "vacant_after": last.to_string() }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Adds a desk to an agency.
///
/// # Errors
/// `Invalid` for an empty or overlong name.
pub async fn add_desk(
    app: &App,
    actor: &Actor,
    agency: AgencyId,
    kind: DeskKind,
    name: &str,
    today: Date,
) -> Result<DeskId> {
    let name = desk_name(name)?;
    let mut tx = app.store.write().await?;
    open_agency(&mut tx, actor, agency, today).await?;
    let desk = Desk { id: DeskId(app.ids.next()), agency, kind, name, is_active: true };
    store::agency::insert_desk(&mut tx, &desk, app.now()).await?;
    let event = Event::new(Act::AgencyEdit, "desk", desk.id)
        .detail(&serde_json::json!({ "agency": agency.to_string(), "kind": kind.code() }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(desk.id)
}

fn desk_name(typed: &str) -> Result<String, FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = typed.trim();
    if name.is_empty() {
        errors.push("name", "required");
    } else if name.chars().count() > DESK_NAME {
        errors.push("name", "too_long");
    } else if name.contains(char::is_control) {
        errors.push("name", "control");
    }
    errors.or(name.to_owned())
}

/// Opens or closes a desk for new work.
pub async fn set_desk_active(app: &App, actor: &Actor, id: DeskId, is_active: bool) -> Result<()> {
    let mut tx = app.store.write().await?;
    let desk = store::agency::get_desk(&mut tx, id).await?;
    permit(&mut tx, actor, Act::AgencyEdit, desk.agency).await?;
    store::agency::update_desk_active(&mut tx, id, is_active).await?;
    let event = Event::new(Act::AgencyEdit, "desk", id)
        .detail(&serde_json::json!({ "is_active": is_active }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses to add anything to an agency that is out of reach or no longer exists.
async fn open_agency(tx: &mut Tx, actor: &Actor, id: AgencyId, today: Date) -> Result<()> {
    let agency = store::agency::get(tx, id).await?;
    permit(tx, actor, Act::AgencyEdit, id).await?;
    if agency.exists_on(today) { Ok(()) } else { Err(Error::Rule(Rule::AgencyClosed.code())) }
}
