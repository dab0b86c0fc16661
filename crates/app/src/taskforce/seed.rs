//! A task force with its terms and seats from files, for the demo and for a new installation.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Tenure,
    id::{SeatId, TaskForceId, TermId},
    taskforce::{Decree, Layer, Seat, SeatOffice, SubTaskForce, Term, TermState, set_on},
    time::Zone,
};
use serde::Deserialize;
use store::{Tx, taskforce::TaskForceRow};

use super::term::store_subs;
use crate::{
    App, Error, Result,
    agency::{Known, bad, day, tenure},
    audit,
    audit::Event,
};

/// Region whose agencies and task force ship.
const REGION: &str = "36.03";
/// Its agencies as they ship.
pub const AGENCIES: &str = include_str!("../../data/agencies-36.03.toml");
/// Its task force as it ships.
pub const SEATS: &str = include_str!("../../data/taskforce-36.03.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    region: String,
    name: String,
    zone: String,
    place: Option<String>,
    address: Option<String>,
    term: Vec<TermEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermEntry {
    state: String,
    number: String,
    signed_on: String,
    title: String,
    from: String,
    until: String,
    #[serde(default)]
    example: bool,
    seat: Vec<SeatEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeatEntry {
    layer: String,
    sub: Option<String>,
    label: Option<String>,
    /// `SHORT` or `SHORT/Title`; none leaves the seat vacant.
    office: Option<String>,
    #[serde(default)]
    confirm: bool,
}

/// Puts the shipped task force of Kabupaten Tangerang into the database; where the region has one
/// already, nothing changes. `demo` marks it as filled with examples.
///
/// # Errors
/// As [`seed`].
pub async fn seed_shipped(app: &App, actor: &Actor, demo: bool) -> Result<TaskForceId> {
    seed(app, actor, AGENCIES, SEATS, demo).await
}

/// Puts the agencies of a region that ship into the address book of the actor's task force, with
/// their offices and without the people who are examples, and returns how many; none where none ship.
///
/// # Errors
/// `Denied` without `agency.edit`, `NotFound` for who is in no task force, `Rule("taken")` where one
/// of them exists.
pub async fn bring_agencies(app: &App, actor: &Actor, region: &str) -> Result<usize> {
    let own = actor.taskforce.ok_or(Error::NotFound)?;
    check(actor, Act::AgencyEdit, &Scope::taskforce(own))?;
    if region != REGION {
        return Ok(0);
    }
    let mut tx = app.store.write().await?;
    let brought = crate::agency::seed(app, &mut tx, own, AGENCIES, false).await?.agencies();
    store::region::update_jurisdiction_agencies(&mut tx).await?;
    let detail = serde_json::json!({ "agencies": brought });
    let event = Event::new(Act::AgencyEdit, "taskforce", own).taskforce(own).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(brought)
}

/// Puts a task force with its agencies, terms and seats into the database from two files; where
/// the region has one already, nothing changes.
///
/// # Errors
/// `Denied` without `agency.edit` and `taskforce.edit` of the system, `Internal` naming what is
/// wrong in a file.
pub async fn seed(
    app: &App,
    actor: &Actor,
    agencies: &str,
    taskforce: &str,
    demo: bool,
) -> Result<TaskForceId> {
    let file: File = toml::from_str(taskforce).map_err(Error::internal)?;
    let mut tx = app.store.write().await?;
    let own = TaskForceId(app.ids.next());
    check(actor, Act::AgencyEdit, &Scope::taskforce(own))?;
    check(actor, Act::TaskforceEdit, &Scope::taskforce(own))?;
    if let Some(known) = store::taskforce::find(&mut tx, &file.region).await? {
        return Ok(known.id);
    }
    store::taskforce::insert(&mut tx, &row(own, &file, demo)?, app.now()).await?;
    let known = crate::agency::seed(app, &mut tx, own, agencies, true).await?;
    for entry in &file.term {
        term(app, &mut tx, own, &known, entry).await?;
    }
    let detail = serde_json::json!({
        "agencies": known.agencies(), "groups": known.groups, "terms": file.term.len(),
    });
    let event = Event::new(Act::TaskforceEdit, "taskforce", own).taskforce(own).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(own)
}

fn row(id: TaskForceId, file: &File, demo: bool) -> Result<TaskForceRow> {
    Ok(TaskForceRow {
        id,
        region: file.region.clone(),
        name: file.name.clone(),
        zone: Zone::from_code(&file.zone).ok_or_else(|| bad("zone", &file.zone))?,
        is_demo: demo,
        place: file.place.clone(),
        address: file.address.clone(),
    })
}

async fn term(
    app: &App,
    tx: &mut Tx,
    own: TaskForceId,
    known: &Known,
    entry: &TermEntry,
) -> Result<()> {
    let valid = tenure(&entry.from, Some(&entry.until))?;
    let set = set_on(&app.rules.sub_taskforces, valid.from)
        .ok_or_else(|| bad("rules of", &entry.from))?;
    let term = Term {
        id: TermId(app.ids.next()),
        state: TermState::from_code(&entry.state).ok_or_else(|| bad("state", &entry.state))?,
        decree: Decree {
            number: entry.number.clone(),
            signed_on: day(&entry.signed_on)?,
            title: entry.title.clone(),
        },
        valid,
        rule_version: set.code.clone(),
        to_confirm: set.to_confirm,
        is_example: entry.example,
        version: 1,
    };
    store::taskforce::insert_term(tx, own, &term, app.now()).await?;
    let subs = store_subs(app, tx, own, &term, set).await?;
    for (seat, position) in entry.seat.iter().zip(1_i64..) {
        let built = build(app, &term, &subs, seat, position)?;
        store::taskforce::insert_seat(tx, own, &built).await?;
        if let Some(office) = &seat.office {
            let office = known.office(office)?;
            let given = SeatOffice { office, tenure: Tenure::open(valid.from) };
            store::taskforce::insert_seat_office(tx, own, built.id, given).await?;
        }
    }
    Ok(())
}

fn build(
    app: &App,
    term: &Term,
    subs: &[SubTaskForce],
    entry: &SeatEntry,
    position: i64,
) -> Result<Seat> {
    let layer = Layer::from_code(&entry.layer).ok_or_else(|| bad("layer", &entry.layer))?;
    let sub = match entry.sub.as_deref() {
        Some(number) => {
            let sub = subs.iter().find(|sub| sub.number == number);
            Some(sub.ok_or_else(|| bad("sub", number))?)
        }
        None => None,
    };
    domain::taskforce::check_slot(layer, term.id, sub.map(|sub| sub.term))
        .map_err(|rule| Error::internal(format!("seed file: seat {position}: {rule}")))?;
    Ok(Seat {
        id: SeatId(app.ids.next()),
        term: term.id,
        layer,
        sub: sub.map(|sub| sub.id),
        position,
        label: entry.label.clone(),
        to_confirm: entry.confirm,
    })
}
