//! Reading actions.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    access::{Act, Actor, check},
    action::State,
    agency::Agency,
    id::{ActionId, AgencyId, MeetingId},
    meeting::Source,
    time::Date,
};
use store::{Tx, action::ActionRow, meeting::MeetingRow};

use super::{
    manages, own, scope, seen,
    view::{Due, Index, Line, May, Shelf, Show},
};
use crate::{
    App, Result,
    meeting::{self, view::Office},
};

/// How many of each list the home page shows.
const FEW: i64 = 5;

/// The actions that the actor may see, on one shelf, of one agency or of all.
///
/// # Errors
/// `Denied` without `action.view`.
pub async fn index(
    app: &App,
    actor: &Actor,
    shelf: Shelf,
    agency: Option<AgencyId>,
) -> Result<Index> {
    let taskforce = own(actor)?;
    check(actor, Act::ActionView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let meetings = store::meeting::list(&mut tx, taskforce).await?;
    let visible = visible(&mut tx, actor, &meetings).await?;
    let titles: HashMap<MeetingId, &str> =
        meetings.iter().map(|row| (row.id, row.draft.title.as_str())).collect();
    // What is not before the participants yet may still be worded anew.
    let drafts: HashSet<MeetingId> = meetings
        .iter()
        .filter(|row| !row.stage.is_shared() && !manages(actor, taskforce))
        .map(|row| row.id)
        .collect();
    let all = store::action::list(&mut tx, taskforce).await?;
    let mine = meeting::part(actor, Act::ActionReport);
    let shown: Vec<ActionRow> = all
        .into_iter()
        .filter(|row| {
            let open = row.meeting.is_none_or(|meeting| visible.contains(&meeting));
            let drafted = row.meeting.is_some_and(|meeting| drafts.contains(&meeting));
            !drafted && (open || mine == Some(row.draft.agency))
        })
        .collect();
    let name = |id: AgencyId| known.get(&id).map(|one| one.short_name.clone()).unwrap_or_default();
    let agencies: BTreeMap<String, AgencyId> =
        shown.iter().map(|row| (name(row.draft.agency), row.draft.agency)).collect();
    let of_agency: Vec<ActionRow> = shown
        .into_iter()
        .filter(|row| agency.is_none_or(|agency| row.draft.agency == agency))
        .collect();
    let count = |shelf: Shelf| of_agency.iter().filter(|row| shelf.holds(row, today)).count();
    let counts = Shelf::ALL.into_iter().map(|shelf| (shelf, count(shelf))).collect();
    let line = |row: ActionRow| Line {
        agency: name(row.draft.agency),
        meeting: row
            .meeting
            .filter(|id| visible.contains(id))
            .and_then(|id| titles.get(&id))
            .map_or("", |title| title)
            .to_owned(),
        is_orphan: is_orphan(&known, &row, today),
        row,
    };
    let mut lines: Vec<Line> =
        of_agency.into_iter().filter(|row| shelf.holds(row, today)).map(line).collect();
    if matches!(shelf, Shelf::Done | Shelf::Cancelled) {
        lines.reverse();
    }
    let agencies = agencies.into_iter().map(|(name, id)| (id, name)).collect();
    Ok(Index { lines, counts, agencies, today })
}

/// Whether an action still lies with an office that is closed.
fn is_orphan(known: &HashMap<AgencyId, Agency>, row: &ActionRow, today: Date) -> bool {
    row.state.is_live() && known.get(&row.draft.agency).is_some_and(|one| !one.exists_on(today))
}

/// The meetings that the actor may see.
async fn visible(
    tx: &mut Tx,
    actor: &Actor,
    meetings: &[MeetingRow],
) -> Result<HashSet<MeetingId>> {
    let taskforce = own(actor)?;
    let invited: HashSet<MeetingId> = match meeting::part(actor, Act::MeetingTakePart) {
        Some(agency) => {
            store::meeting::list_of_agency(tx, taskforce, agency).await?.into_iter().collect()
        }
        None => HashSet::new(),
    };
    let all = manages(actor, taskforce);
    let shown = |row: &&MeetingRow| all || !row.draft.kind.is_closed() || invited.contains(&row.id);
    Ok(meetings.iter().filter(shown).map(|row| row.id).collect())
}

/// What is due from the actor's office, and what waits to be verified by them; the first few of
/// each.
///
/// Whoever may not see actions has none.
pub async fn due(app: &App, actor: &Actor) -> Result<Due> {
    let mut due = Due::default();
    let Ok(taskforce) = own(actor) else { return Ok(due) };
    let office = meeting::part(actor, Act::ActionReport);
    let desk = manages(actor, taskforce);
    if office.is_none() && !desk {
        return Ok(due);
    }
    let mut tx = app.store.read().await?;
    if office.is_some() {
        let open = (State::Open, office);
        due.own = Some(store::action::list_of_state(&mut tx, taskforce, open, FEW).await?);
    }
    if desk {
        let reported = (State::Reported, None);
        let (rows, total) = store::action::list_of_state(&mut tx, taskforce, reported, FEW).await?;
        let mut named = Vec::new();
        for row in rows {
            let agency = store::agency::get(&mut tx, row.draft.agency).await?.short_name;
            named.push((row, agency));
        }
        due.waiting = Some((named, total));
        for (row, day) in store::action::list_asked(&mut tx, taskforce).await? {
            let agency = store::agency::get(&mut tx, row.draft.agency).await?.short_name;
            due.asked.push((row, agency, day));
        }
    }
    Ok(due)
}

/// The offices that can be given something to do today, by usual name.
///
/// # Errors
/// `Denied` without `action.view`.
pub async fn offices(app: &App, actor: &Actor) -> Result<Vec<Office>> {
    let taskforce = own(actor)?;
    check(actor, Act::ActionView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let known = meeting::agencies(&mut tx, taskforce).await?;
    Ok(open_offices(&known, today, |_| true))
}

fn open_offices(
    known: &HashMap<AgencyId, Agency>,
    today: Date,
    meant: impl Fn(&Agency) -> bool,
) -> Vec<Office> {
    let mut offices: Vec<Office> =
        known.values().filter(|one| one.exists_on(today) && meant(one)).map(office).collect();
    offices.sort_by(|one, two| one.short.cmp(&two.short));
    offices
}

fn office(agency: &Agency) -> Office {
    Office { id: agency.id, short: agency.short_name.clone(), full: agency.full_name.clone() }
}

/// An action with its way so far.
///
/// # Errors
/// `Denied` without `action.view`; `NotFound`.
pub async fn show(app: &App, actor: &Actor, id: ActionId) -> Result<Show> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let today = app.today(zone);
    let known = meeting::agencies(&mut tx, taskforce).await?;
    let may = May {
        report: meeting::part(actor, Act::ActionReport) == Some(row.draft.agency),
        manage: manages(actor, taskforce),
    };
    // Whoever did not sit in a case conference learns nothing of it by its action.
    let from = match row.meeting {
        Some(id) => meeting::seen(&mut tx, actor, id).await.ok(),
        None => None,
    };
    let decision = match (&from, row.decision) {
        (Some(from), Some(decision)) if may.manage || from.stage.is_shared() => {
            let one = store::meeting::get_decision(&mut tx, taskforce, from.id, decision).await?;
            Some((one.position, one.decision.text))
        }
        _ => None,
    };
    let plan_row = match row.draft.indicator {
        Some(indicator) => Some(meeting::row_name(&mut tx, taskforce, indicator).await?),
        None => None,
    };
    let steps = store::action::list_steps(&mut tx, taskforce, id).await?;
    let people = steps.iter().filter_map(|step| step.taken_by).chain(row.created_by).collect();
    let people = meeting::people(&mut tx, people).await?;
    let spoken = spoken(&mut tx, actor, id).await?;
    let offices = open_offices(&known, today, |one| one.id != row.draft.agency);
    let own = store::agency::get(&mut tx, row.draft.agency).await?;
    let disposition = store::action::find_disposition(&mut tx, taskforce, id).await?;
    Ok(Show {
        disposition,
        office: office(&own),
        is_orphan: is_orphan(&known, &row, today),
        meeting: from,
        decision,
        plan_row,
        spoken,
        steps,
        people,
        agencies: known.values().map(|one| (one.id, one.short_name.clone())).collect(),
        offices,
        may,
        zone,
        today,
        row,
    })
}

/// Meetings on whose agenda an action stands or stood.
async fn spoken(tx: &mut Tx, actor: &Actor, id: ActionId) -> Result<Vec<MeetingRow>> {
    let taskforce = own(actor)?;
    let meetings = store::meeting::list(tx, taskforce).await?;
    let visible = visible(tx, actor, &meetings).await?;
    let on = store::meeting::list_about(tx, taskforce, Source::Action(id)).await?;
    Ok(meetings
        .into_iter()
        .filter(|row| visible.contains(&row.id) && on.contains(&row.id))
        .collect())
}
