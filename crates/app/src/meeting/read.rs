//! Reading meetings.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Act, Actor, check},
    action::State,
    agency::{Agency, Holder, holder_on},
    id::{AccountId, AgencyId, IndicatorId, MeetingId, TaskForceId},
    meeting::{Source, Stage},
    time::Date,
};
use store::{
    Tx,
    action::ActionRow,
    meeting::{ItemRow, MeetingRow, TouchRow},
};

use super::{
    agencies, drafting, manages, own, part, scope, seen,
    step::circulated,
    today,
    view::{
        Attendance, Decided, Given, Guest, Index, Item, Line, May, Office, Show, Todo, Touches,
    },
};
use crate::{App, Result};

/// The meetings that the actor may see.
///
/// # Errors
/// `Denied` without `meeting.view`.
pub async fn index(app: &App, actor: &Actor) -> Result<Index> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let lines = lines(&mut tx, actor, taskforce, today).await?;
    let ahead = |line: &Line| matches!(line.row.stage, Stage::Planned | Stage::Running);
    let (mut ahead, past): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(ahead);
    ahead.reverse();
    let known = agencies(&mut tx, taskforce).await?;
    let wishes = store::meeting::list_wishes(&mut tx, taskforce).await?.into_iter();
    let wishes = wishes.map(|wish| {
        let office = office(&known, wish.agency);
        (wish, office)
    });
    Ok(Index { ahead, past, wishes: wishes.collect(), today })
}

async fn lines(
    tx: &mut Tx,
    actor: &Actor,
    taskforce: TaskForceId,
    today: Date,
) -> Result<Vec<Line>> {
    let own = part(actor, Act::MeetingTakePart);
    let mut invited: HashMap<MeetingId, Vec<AgencyId>> = HashMap::new();
    for (meeting, agency) in store::meeting::list_invited(tx, taskforce).await? {
        invited.entry(meeting).or_default().push(agency);
    }
    let mut actions: HashMap<MeetingId, Vec<ActionRow>> = HashMap::new();
    for action in store::action::list(tx, taskforce).await? {
        if let Some(meeting) = action.meeting {
            actions.entry(meeting).or_default().push(action);
        }
    }
    let all = manages(actor, taskforce);
    let mut lines = Vec::new();
    for row in store::meeting::list(tx, taskforce).await? {
        let guests = invited.remove(&row.id).unwrap_or_default();
        let mine = own.is_some_and(|own| guests.contains(&own));
        if row.draft.kind.is_closed() && !all && !mine {
            continue;
        }
        let given = actions.remove(&row.id).unwrap_or_default();
        let live = given.iter().filter(|action| action.state.is_live());
        let late = given.iter().filter(|one| one.state.is_overdue(one.draft.due_on, today));
        lines.push(Line { open: (live.count(), late.count()), guests: guests.len(), row });
    }
    Ok(lines)
}

/// What the actor has still to do with meetings, the oldest first.
///
/// Whoever may not see meetings has nothing to do.
pub async fn due(app: &App, actor: &Actor) -> Result<Vec<(MeetingRow, Todo)>> {
    let Ok(taskforce) = own(actor) else { return Ok(Vec::new()) };
    if check(actor, Act::MeetingView, &scope(taskforce)).is_err() {
        return Ok(Vec::new());
    }
    let (manage, agency) = (manages(actor, taskforce), part(actor, Act::MeetingTakePart));
    let approve = check(actor, Act::MeetingApprove, &scope(taskforce)).is_ok();
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let mut due = Vec::new();
    for row in store::meeting::list_open(&mut tx, taskforce, today).await? {
        let todo = match row.stage {
            Stage::Planned if manage => (row.draft.held_on <= today).then_some(Todo::Open),
            Stage::Planned => {
                let invited = store::meeting::list_invitations(&mut tx, taskforce, row.id).await?;
                let own = invited.iter().find(|one| Some(one.agency) == agency);
                own.filter(|one| one.answer.is_none()).map(|_| Todo::Answer)
            }
            Stage::Running | Stage::Draft => manage.then_some(Todo::Write),
            Stage::Circulating if approve && (manage || !row.draft.kind.is_closed()) => {
                let steps = store::meeting::list_steps(&mut tx, taskforce, row.id).await?;
                (!circulated(&steps, actor)).then_some(Todo::Approve)
            }
            Stage::Approved => manage.then_some(Todo::Lock),
            Stage::Circulating | Stage::Locked | Stage::Cancelled => None,
        };
        due.extend(todo.map(|todo| (row, todo)));
    }
    Ok(due)
}

/// The next meeting that the actor may see: running, or planned for today or later.
///
/// Whoever may not see meetings has none.
pub async fn next(app: &App, actor: &Actor) -> Result<Option<MeetingRow>> {
    let Ok(taskforce) = own(actor) else { return Ok(None) };
    if check(actor, Act::MeetingView, &scope(taskforce)).is_err() {
        return Ok(None);
    }
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let invited: HashSet<MeetingId> = match part(actor, Act::MeetingTakePart) {
        Some(agency) => {
            store::meeting::list_of_agency(&mut tx, taskforce, agency).await?.into_iter().collect()
        }
        None => HashSet::new(),
    };
    let ahead = store::meeting::list_ahead(&mut tx, taskforce, today).await?;
    let shown = |row: &MeetingRow| {
        manages(actor, taskforce) || !row.draft.kind.is_closed() || invited.contains(&row.id)
    };
    Ok(ahead.into_iter().find(shown))
}

fn office(known: &HashMap<AgencyId, Agency>, id: AgencyId) -> Office {
    let agency = known.get(&id);
    let name = |what: fn(&Agency) -> &String| agency.map(what).cloned().unwrap_or_default();
    Office { id, short: name(|one| &one.short_name), full: name(|one| &one.full_name) }
}

/// A meeting with everything around it.
///
/// # Errors
/// `Denied` without `meeting.view`; `NotFound` for a meeting of another task force, and for a case
/// conference to which the actor's agency is not invited.
pub async fn show(app: &App, actor: &Actor, id: MeetingId) -> Result<Show> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let taskforce = row.taskforce;
    let own = store::taskforce::get(&mut tx, taskforce).await?;
    let known = agencies(&mut tx, taskforce).await?;
    let attendees = store::meeting::list_attendees(&mut tx, taskforce, id).await?;
    let came: HashSet<AgencyId> = attendees.iter().map(|one| one.agency).collect();
    let guests = guests(&mut tx, &row, &known, &came).await?;
    let quorum = app.rules.quorums.of(row.draft.kind, row.draft.held_on);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let attendance = Attendance {
        rule: quorum,
        invited: count(guests.len()),
        present: count(guests.iter().filter(|guest| guest.came).count()),
    };
    let agency = part(actor, Act::MeetingTakePart);
    let takes = |agency: &AgencyId| {
        came.contains(agency) || guests.iter().any(|guest| guest.office.id == *agency)
    };
    let steps = store::meeting::list_steps(&mut tx, taskforce, id).await?;
    let approver = check(actor, Act::MeetingApprove, &scope(taskforce)).is_ok();
    let may = May {
        manage: manages(actor, taskforce),
        approve: approver && !circulated(&steps, actor),
        send_back: approver,
        part: agency.filter(takes),
    };
    let readable = may.manage || row.stage.is_shared();
    let items = items(&mut tx, &row, readable).await?;
    let remarks = store::meeting::list_remarks(&mut tx, taskforce, id).await?;
    let writers = steps.iter().filter_map(|step| step.taken_by);
    let writers = writers.chain(remarks.iter().filter_map(|remark| remark.created_by));
    let writers = writers.chain(row.pen.iter().map(|pen| pen.scribe)).chain(row.created_by);
    let people = people(&mut tx, writers.collect()).await?;
    let rows = rows(&mut tx, taskforce, &items).await?;
    let sub = match row.draft.sub {
        Some(sub) => sub_of(&mut tx, taskforce, sub).await?,
        None => None,
    };
    let is_drafting = drafting::is_drafting(&mut tx, &row).await?;
    let today = app.today(own.zone);
    let mut offices: Vec<Office> = known
        .values()
        .filter(|agency| agency.exists_on(today))
        .map(|agency| office(&known, agency.id))
        .collect();
    offices.sort_by(|one, two| one.short.cmp(&two.short));
    let names = known.values().map(|agency| (agency.id, agency.short_name.clone())).collect();
    let short = |id: AgencyId| known.get(&id).map(|one| one.short_name.clone()).unwrap_or_default();
    let attendees = attendees.into_iter().map(|one| (one.clone(), short(one.agency))).collect();
    Ok(Show {
        row,
        sub,
        items,
        guests,
        attendees,
        attendance,
        steps,
        remarks: if readable { remarks } else { Vec::new() },
        offices,
        agencies: names,
        people,
        rows,
        is_drafting,
        may,
        zone: own.zone,
        today,
    })
}

async fn sub_of(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: domain::id::SubTaskForceId,
) -> Result<Option<domain::taskforce::SubTaskForce>> {
    for term in store::taskforce::list_terms(tx, taskforce).await? {
        let subs = store::taskforce::list_subs(tx, taskforce, term.id).await?;
        if let Some(sub) = subs.into_iter().find(|sub| sub.id == id) {
            return Ok(Some(sub));
        }
    }
    Ok(None)
}

async fn guests(
    tx: &mut Tx,
    row: &MeetingRow,
    known: &HashMap<AgencyId, Agency>,
    came: &HashSet<AgencyId>,
) -> Result<Vec<Guest>> {
    let mut heads: HashMap<AgencyId, Vec<Holder>> = HashMap::new();
    for (agency, holder) in store::agency::list_heads(tx, Some(row.taskforce)).await? {
        heads.entry(agency).or_default().extend(holder);
    }
    let mut guests = Vec::new();
    for invitation in store::meeting::list_invitations(tx, row.taskforce, row.id).await? {
        let id = invitation.agency;
        let holders = heads.get(&id).map(Vec::as_slice).unwrap_or_default();
        let head = match holder_on(holders, row.draft.held_on) {
            Some(holder) => {
                let title = store::agency::get_office(tx, holder.office).await?.title;
                let title = [holder.kind.prefix().unwrap_or_default(), title.as_str()].join(" ");
                Some((holder.person.name.clone(), title.trim().to_owned()))
            }
            None => None,
        };
        guests.push(Guest {
            office: office(known, id),
            head,
            is_closed: known.get(&id).is_some_and(|one| !one.exists_on(row.draft.held_on)),
            came: came.contains(&id),
            invitation,
        });
    }
    guests.sort_by(|one, two| one.office.short.cmp(&two.office.short));
    Ok(guests)
}

/// The agenda. What was said and decided is left out for whoever may not read it yet.
async fn items(tx: &mut Tx, row: &MeetingRow, readable: bool) -> Result<Vec<Item>> {
    let items = store::meeting::list_items(tx, row.taskforce, row.id).await?;
    let shown = items.into_iter().filter(|item| !item.is_removed);
    if !readable {
        let blank = |item| ItemRow { discussion: String::new(), ..item };
        return Ok(shown.map(|item| Item { row: blank(item), decisions: Vec::new() }).collect());
    }
    let decisions = store::meeting::list_decisions(tx, row.taskforce, row.id).await?;
    let actions = store::action::list_of_meeting(tx, row.taskforce, row.id).await?;
    let before = store::action::list_given(tx, row.taskforce, row.id).await?;
    let given = |action: &ActionRow| {
        let (agency, day) = before.get(&action.id).copied().unwrap_or_default();
        Given {
            agency: agency.unwrap_or(action.draft.agency),
            due_on: day.unwrap_or(action.draft.due_on),
            row: action.clone(),
        }
    };
    let decided = |item: &ItemRow| {
        let own = decisions.iter().filter(|decision| decision.item == item.id);
        own.map(|decision| Decided {
            row: decision.clone(),
            actions: actions
                .iter()
                .filter(|action| action.decision == Some(decision.id))
                .map(given)
                .collect(),
        })
        .collect()
    };
    Ok(shown.map(|item| Item { decisions: decided(&item), row: item }).collect())
}

/// The names of accounts.
pub(crate) async fn people(
    tx: &mut Tx,
    ids: HashSet<AccountId>,
) -> Result<HashMap<AccountId, String>> {
    let mut people = HashMap::new();
    for id in ids {
        people.insert(id, store::account::get(tx, id).await?.name);
    }
    Ok(people)
}

/// The names of the rows that items and actions are about.
async fn rows(
    tx: &mut Tx,
    taskforce: TaskForceId,
    items: &[Item],
) -> Result<HashMap<IndicatorId, String>> {
    let of_item = |item: &Item| match item.row.source {
        Source::Red(id) | Source::Returned(id) => Some(id),
        Source::Own | Source::Action(_) | Source::Wish(_) | Source::Pledges => None,
    };
    let decided = items.iter().flat_map(|item| &item.decisions);
    let of_actions =
        decided.flat_map(|one| one.actions.iter().filter_map(|action| action.row.draft.indicator));
    let ids: HashSet<IndicatorId> = items.iter().filter_map(of_item).chain(of_actions).collect();
    let mut rows = HashMap::new();
    for id in ids {
        rows.insert(id, row_name(tx, taskforce, id).await?);
    }
    Ok(rows)
}

/// A row as people call it: the code and the name of its activity.
pub(crate) async fn row_name(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: IndicatorId,
) -> Result<String> {
    let (code, name) = store::plan::get_row_name(tx, taskforce, id).await?;
    Ok(format!("{code} {name}").trim().to_owned())
}

/// The meetings that touched each row of the plan.
///
/// # Errors
/// `Denied` without `meeting.view`.
pub async fn touched(app: &App, actor: &Actor) -> Result<Touches> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let mut touches = Touches::new();
    for touch in store::meeting::list_touches(&mut tx, taskforce, None).await? {
        touches.entry(touch.indicator).or_default().push(touch);
    }
    Ok(touches)
}

/// The meetings that touched one row, and the actions that serve it.
///
/// # Errors
/// `Denied` without `meeting.view`.
pub async fn touches(
    app: &App,
    actor: &Actor,
    indicator: IndicatorId,
) -> Result<(Vec<TouchRow>, Vec<ActionRow>)> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let touches = store::meeting::list_touches(&mut tx, taskforce, Some(indicator)).await?;
    let mut actions = store::action::list_of_indicator(&mut tx, taskforce, indicator).await?;
    // What a case conference gave out is the business of those who sat there.
    let open: HashSet<MeetingId> = touches.iter().map(|touch| touch.meeting).collect();
    actions.retain(|action| action.meeting.is_none_or(|meeting| open.contains(&meeting)));
    actions.retain(|action| action.state != State::Cancelled);
    Ok((touches, actions))
}
