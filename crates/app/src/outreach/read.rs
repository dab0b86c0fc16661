//! Reading orders and receipts.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Act, Actor, check},
    id::{DecisionId, MeetingId, OrderId, RegionId, TaskForceId},
    outreach::{Reach, Reaches},
    time::Date,
};
use store::{
    Tx,
    outreach::{OrderRow, ReceiptRow, Steps, TallyRow},
};

use super::{
    answers, manages, own, scope, seen, top,
    view::{Answer, Below, Coverage, District, Index, Line, Owed, Place, Shelf, Show, Source},
};
use crate::{App, Error, Result, meeting};

/// The orders of one shelf, and what the actor has to answer.
///
/// # Errors
/// `Denied` without `outreach.view`.
pub async fn index(app: &App, actor: &Actor, shelf: Shelf) -> Result<Index> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let tops: HashMap<OrderId, Steps> =
        store::outreach::list_tops(&mut tx, taskforce).await?.into_iter().collect();
    let manages = manages(actor, taskforce);
    let mut rows = store::outreach::list(&mut tx, taskforce).await?;
    rows.retain(|row| manages || row.issued_on.is_some());
    let count = |shelf: Shelf| rows.iter().filter(|row| shelf.holds(row.stage)).count();
    let counts = Shelf::ALL.into_iter().map(|shelf| (shelf, count(shelf))).collect();
    let mut lines = Vec::new();
    for row in rows.into_iter().filter(|row| shelf.holds(row.stage)) {
        let office = known.get(&row.order.agency);
        let office = office.map(|one| one.short_name.clone()).unwrap_or_default();
        let ended: i64 = ended(&mut tx, &row, today).await?.values().sum();
        let steps = tops.get(&row.id).copied().unwrap_or_default();
        let coverage = coverage(&row, steps, ended, today);
        lines.push(Line { row, office, coverage });
    }
    if shelf == Shelf::Running {
        // What is due first stands first.
        lines.reverse();
    }
    let owed = owes(&mut tx, actor, today).await?;
    Ok(Index { lines, counts, owed, manages, today })
}

fn coverage(row: &OrderRow, steps: Steps, ended: i64, today: Date) -> Coverage {
    let is_overdue = row.stage.is_running() && row.order.due_on < today;
    Coverage { steps, ended, is_overdue }
}

/// Open receipts of an order whose region is no more, by sub-district.
async fn ended(tx: &mut Tx, row: &OrderRow, today: Date) -> Result<HashMap<RegionId, i64>> {
    if row.issued_on.is_none() {
        return Ok(HashMap::new());
    }
    let key = (row.taskforce, row.id);
    Ok(store::outreach::count_ended(tx, key, today).await?.into_iter().collect())
}

/// What the actor has still to answer; nothing for whoever answers for no region of their own.
pub async fn owed(app: &App, actor: &Actor) -> Result<Owed> {
    let Some(taskforce) = actor.taskforce.filter(|_| actor.region.is_some()) else {
        return Ok(Owed::default());
    };
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    owes(&mut tx, actor, today).await
}

async fn owes(tx: &mut Tx, actor: &Actor, today: Date) -> Result<Owed> {
    let Some(region) = own_region(tx, actor).await? else { return Ok(Owed::default()) };
    let path = store::region::get(tx, region).await?.code.path();
    let rows = store::outreach::list_owed(tx, own(actor)?, &path, today).await?;
    Ok(Owed { region: Some(region), rows })
}

/// The region of the actor's assignment, where they answer for it.
async fn own_region(tx: &mut Tx, actor: &Actor) -> Result<Option<RegionId>> {
    let (Some(taskforce), Some(code)) = (actor.taskforce, actor.region.as_deref()) else {
        return Ok(None);
    };
    let found = top(tx, code).await?;
    Ok(found.filter(|row| answers(actor, taskforce, &row.code).is_ok()).map(|row| row.id))
}

/// An order with what came back of it.
///
/// # Errors
/// `Denied` without `outreach.view`; `NotFound`, also for one that was never sent down.
pub async fn show(app: &App, actor: &Actor, id: OrderId) -> Result<Show> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let today = app.today(zone);
    let office = store::agency::get(&mut tx, row.order.agency).await?;
    let (whole, districts) = districts(&mut tx, &row, today).await?;
    let mut areas = Vec::new();
    for area in &row.order.areas {
        areas.push(store::region::get(&mut tx, *area).await?.name);
    }
    areas.sort();
    let steps = store::outreach::list_steps(&mut tx, taskforce, id).await?;
    let people: HashSet<_> =
        steps.iter().map(|step| step.taken_by).chain([row.created_by]).flatten().collect();
    Ok(Show {
        office: meeting::view::Office {
            id: office.id,
            short: office.short_name,
            full: office.full_name,
        },
        source: source(&mut tx, actor, &row).await?,
        areas,
        region: store::region::get(&mut tx, row.region).await?.code.to_string(),
        coverage: whole.0,
        reaches: whole.1,
        districts,
        steps,
        people: meeting::people(&mut tx, people).await?,
        manages: manages(actor, taskforce),
        own: own_region(&mut tx, actor).await?,
        zone,
        today,
        row,
    })
}

/// What an order carries out, where the actor may see that meeting.
async fn source(tx: &mut Tx, actor: &Actor, row: &OrderRow) -> Result<Option<Source>> {
    let Some((meeting, decision)) = row.from else { return Ok(None) };
    let Ok(meeting) = meeting::seen(tx, actor, meeting).await else { return Ok(None) };
    let decided = store::meeting::get_decision(tx, row.taskforce, meeting.id, decision).await?;
    Ok(Some(Source { meeting, number: decided.position, text: decided.decision.text }))
}

type Whole = (Coverage, Reaches);

/// The roll-up of an order: the whole, and each sub-district.
async fn districts(tx: &mut Tx, row: &OrderRow, today: Date) -> Result<(Whole, Vec<District>)> {
    let Some(day) = row.issued_on else { return Ok((Whole::default(), Vec::new())) };
    let key = (row.taskforce, row.id);
    let ended = ended(tx, row, today).await?;
    let mut reached: HashMap<RegionId, Reaches> = HashMap::new();
    for (region, level, reach) in store::outreach::list_tally_reach(tx, key).await? {
        reached.entry(region).or_default().insert(level, reach);
    }
    let mut whole = Whole::default();
    let mut districts = Vec::new();
    for tally in store::outreach::list_tallies(tx, key, day).await? {
        let reaches = reached.remove(&tally.region).unwrap_or_default();
        if tally.region == row.region {
            whole = (coverage(row, tally.steps, ended.values().sum(), today), reaches);
            continue;
        }
        let gone = ended.get(&tally.region).copied().unwrap_or(0);
        let coverage = coverage(row, tally.steps, gone, today);
        districts.push(District { coverage, reach: sum(&reaches), tally });
    }
    Ok((whole, districts))
}

fn sum(reaches: &Reaches) -> Reach {
    let mut sum = Reach::default();
    for reach in reaches.values() {
        sum += *reach;
    }
    sum
}

/// An order in one sub-district or village.
///
/// # Errors
/// `Denied` without `outreach.view`; `NotFound` where neither it nor a village of it received the
/// order.
pub async fn place(app: &App, actor: &Actor, (id, region): (OrderId, RegionId)) -> Result<Place> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let day = row.issued_on.ok_or(Error::NotFound)?;
    let zone = store::taskforce::get(&mut tx, row.taskforce).await?.zone;
    let today = app.today(zone);
    let key = (row.taskforce, id);
    let tallies = store::outreach::list_tallies(&mut tx, key, day).await?;
    let is_district = |one: &&TallyRow| one.region == region && one.region != row.region;
    let tally = tallies.iter().find(is_district);
    let below = |receipt: ReceiptRow| below(actor, &row, receipt, today);
    let (own, villages): (Vec<Below>, Vec<Below>) = match tally {
        Some(_) => {
            let all = store::outreach::list_receipts(&mut tx, key, Some(region), day).await?;
            all.into_iter().map(below).partition(|one| one.receipt.region == region)
        }
        None => {
            let one = store::outreach::get_receipt(&mut tx, key, region, day).await?;
            (vec![below(one)], Vec::new())
        }
    };
    let own = own.into_iter().next();
    let answers_given = given(&mut tx, (row.taskforce, id, region)).await?;
    let above = own.as_ref().map(|one| one.receipt.district).filter(|above| *above != region);
    let above = above.and_then(|id| tallies.iter().find(|one| one.region == id));
    let mut reaches = Reaches::new();
    for (of, level, reach) in store::outreach::list_tally_reach(&mut tx, key).await? {
        if of == region && reach != Reach::default() {
            reaches.insert(level, reach);
        }
    }
    let gone = ended(&mut tx, &row, today).await?.get(&region).copied().unwrap_or(0);
    let code = store::region::get(&mut tx, region).await?.code;
    let said = own.iter().chain(&villages).filter_map(|one| one.receipt.acknowledged?.0);
    let reported = answers_given.iter().filter_map(|one| one.row.reported_by);
    let people = meeting::people(&mut tx, said.chain(reported).collect()).await?;
    let name = tally.map(|one| one.name.clone());
    let name = name.or_else(|| own.as_ref().map(|one| one.receipt.name.clone()));
    Ok(Place {
        region,
        name: name.unwrap_or_default(),
        above: above.map(|one| (one.region, one.name.clone())),
        own,
        answers: answers_given,
        coverage: tally.map(|one| coverage(&row, one.steps, gone, today)),
        reaches,
        below: villages,
        answers_all: tally.is_some() && answers(actor, row.taskforce, &code).is_ok(),
        people,
        zone,
        today,
        row,
    })
}

fn below(actor: &Actor, row: &OrderRow, receipt: ReceiptRow, today: Date) -> Below {
    let is_ended = receipt.closed_on.is_some_and(|on| on <= today);
    Below {
        is_late: row.stage.is_running() && receipt.state.is_late(row.order.due_on, today, is_ended),
        answers: answers(actor, row.taskforce, &receipt.now).is_ok(),
        is_ended,
        receipt,
    }
}

/// Every version of what a region reported.
async fn given(tx: &mut Tx, place: (TaskForceId, OrderId, RegionId)) -> Result<Vec<Answer>> {
    let files = store::outreach::list_files(tx, place).await?;
    let mut answers = Vec::new();
    for row in store::outreach::list_reports(tx, place).await? {
        let of = files.iter().filter(|(report, _)| *report == row.id);
        answers.push(Answer {
            reaches: store::outreach::list_reaches(tx, place.0, row.id).await?,
            files: of.map(|(_, file)| *file).collect(),
            row,
        });
    }
    Ok(answers)
}

/// The orders that carry out the decisions of a meeting, by decision; of whoever may see them.
///
/// # Errors
/// `NotFound` for a meeting that the actor may not see.
pub async fn of_meeting(
    app: &App,
    actor: &Actor,
    id: MeetingId,
) -> Result<HashMap<DecisionId, Vec<OrderRow>>> {
    let taskforce = own(actor)?;
    let mut orders: HashMap<DecisionId, Vec<OrderRow>> = HashMap::new();
    if check(actor, Act::OutreachView, &scope(taskforce)).is_err() {
        return Ok(orders);
    }
    let mut tx = app.store.read().await?;
    meeting::seen(&mut tx, actor, id).await?;
    let manages = manages(actor, taskforce);
    for row in store::outreach::list_of_meeting(&mut tx, taskforce, id).await? {
        if let Some((_, decision)) = row.from.filter(|_| manages || row.issued_on.is_some()) {
            orders.entry(decision).or_default().push(row);
        }
    }
    Ok(orders)
}
