//! The leadership's minute: what it is asked to decide, whom to call, what money can still be moved.

use std::{cmp::Reverse, collections::HashMap};

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Holder, holder_on},
    id::{AgencyId, IndicatorId, TaskForceId},
    notice::Reminder,
    time::{Date, Zone},
};
pub use store::action::GivenRow as Given;
use store::{Tx, action::ActionRow, meeting::MeetingRow};

use crate::{
    App, Error, Result,
    action::{
        self,
        view::{Line, Shelf},
    },
    meeting,
    plan::{self, view::Leadership},
};

/// How many of each list the minute has: it stays on one page.
const FEW: usize = 5;

/// Something that waits for a word of the leadership.
#[derive(Debug, Clone)]
pub enum Asked {
    /// Minutes wait to be approved.
    Approve(MeetingRow),
    /// A meeting decided that a target has to change, and the plan has no later version.
    Amend(MeetingRow, String),
    /// An office asks for more time, until this day.
    Time(ActionRow, String, Date),
    /// An office has not done what it was given, for so long that its superior is told.
    Late(Line, i32),
}

/// An office to call, and why.
#[derive(Debug, Clone)]
pub struct Call {
    /// The office.
    pub agency: AgencyId,
    /// Usual name.
    pub short: String,
    /// Name and title of its head; none where nobody is known.
    pub head: Option<(String, String)>,
    /// Red rows that it answers for.
    pub red: u32,
    /// Actions that it has not done in time.
    pub late: u32,
}

/// The minute.
#[derive(Debug, Clone)]
pub struct Minute {
    /// How the plan stands; none where no plan runs.
    pub plan: Option<Leadership>,
    /// What is asked, the most pressing first.
    pub asked: Vec<Asked>,
    /// Dispositions that are not done yet.
    pub given: Vec<Given>,
    /// Whom to call, the most pressing first.
    pub calls: Vec<Call>,
    /// How many more there are to call.
    pub more_calls: usize,
    /// The next meeting.
    pub next: Option<MeetingRow>,
    /// Zone of its days.
    pub zone: Zone,
    /// Today there.
    pub today: Date,
    /// Whether invented people or figures are in it.
    pub is_example: bool,
}

impl Minute {
    /// The disposition that already hurries an action: to the same office, about the same row of the
    /// plan, or where it serves none in words that name it.
    pub fn hurried(&self, action: &ActionRow) -> Option<&Given> {
        let draft = &action.draft;
        self.given.iter().find(|given| {
            let is_meant = match draft.indicator {
                Some(_) => given.indicator == draft.indicator,
                None => given.words.contains(&draft.what),
            };
            given.action != action.id && given.agency == draft.agency && is_meant
        })
    }

    /// The disposition that is given about a row of the plan.
    pub fn given_on(&self, indicator: IndicatorId) -> Option<&Given> {
        self.given.iter().find(|given| given.indicator == Some(indicator))
    }
}

/// The minute of today.
///
/// # Errors
/// `Denied` without `plan.view` and `action.view`.
pub async fn minute(app: &App, actor: &Actor) -> Result<Minute> {
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    check(actor, Act::ActionView, &Scope::taskforce(taskforce))?;
    let plan = plan::leadership(app, actor).await?;
    let late = action::index(app, actor, Shelf::Overdue, None).await?;
    let due = meeting::due(app, actor).await?;
    let next = meeting::next(app, actor).await?;
    let mut tx = app.store.read().await?;
    let place = store::taskforce::get(&mut tx, taskforce).await?;
    let today = app.today(place.zone);
    let mut asked: Vec<Asked> = due
        .into_iter()
        .filter(|(_, todo)| *todo == meeting::view::Todo::Approve)
        .map(|(row, _)| Asked::Approve(row))
        .collect();
    asked.extend(amending(&mut tx, taskforce, plan.as_ref()).await?);
    let asking = asking(&mut tx, actor, taskforce).await?;
    let waits = |line: &Line| {
        asking.iter().any(|one| matches!(one, Asked::Time(row, ..) if row.id == line.row.id))
    };
    let patience = app.rules.reminders.of(today).map_or(0, Reminder::escalate_after);
    let mut long: Vec<Asked> = late
        .lines
        .iter()
        .filter(|line| !waits(line))
        .filter_map(|line| {
            let days = line.row.draft.due_on.until(today).ok()?.get_days();
            (days >= patience).then(|| Asked::Late(line.clone(), days))
        })
        .collect();
    asked.extend(asking);
    asked.append(&mut long);
    asked.truncate(FEW);
    let (calls, more_calls) =
        calls(&mut tx, taskforce, (plan.as_ref(), &late.lines), today).await?;
    let given = store::action::list_disposed(&mut tx, taskforce).await?;
    let is_example = place.is_demo;
    Ok(Minute { plan, asked, given, calls, more_calls, next, zone: place.zone, today, is_example })
}

/// Decisions that ask for another target, of meetings after the last version of the plan.
async fn amending(
    tx: &mut Tx,
    taskforce: TaskForceId,
    plan: Option<&Leadership>,
) -> Result<Vec<Asked>> {
    let Some(plan) = plan else { return Ok(Vec::new()) };
    let versions = store::plan::list_amendments(tx, taskforce, plan.matrix.plan.id).await?;
    let since = versions.last().map(|version| version.amendment.since);
    let mut asked = Vec::new();
    for (meeting, decision) in store::meeting::list_amending(tx, taskforce).await? {
        let row = store::meeting::get(tx, taskforce, meeting).await?;
        if !row.draft.kind.is_closed() && since.is_none_or(|since| since <= row.draft.held_on) {
            asked.push(Asked::Amend(row, decision));
        }
    }
    Ok(asked)
}

/// Offices that ask for more time; those of a case conference are its own business.
async fn asking(tx: &mut Tx, actor: &Actor, taskforce: TaskForceId) -> Result<Vec<Asked>> {
    let mut asked = Vec::new();
    for (row, day) in store::action::list_asked(tx, taskforce).await? {
        let manages = check(actor, Act::ActionManage, &Scope::taskforce(taskforce)).is_ok();
        if !manages && action::is_closed(tx, &row).await? {
            continue;
        }
        let agency = store::agency::get(tx, row.draft.agency).await?.short_name;
        asked.push(Asked::Time(row, agency, day));
    }
    Ok(asked)
}

async fn calls(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (plan, late): (Option<&Leadership>, &[Line]),
    today: Date,
) -> Result<(Vec<Call>, usize)> {
    let mut calls: HashMap<AgencyId, Call> = HashMap::new();
    let new =
        |agency, short: &str| Call { agency, short: short.to_owned(), head: None, red: 0, late: 0 };
    for one in plan.iter().flat_map(|plan| &plan.agencies) {
        let call =
            calls.entry(one.agency.id).or_insert_with(|| new(one.agency.id, &one.agency.short));
        call.red = one.red;
    }
    for line in late {
        let agency = line.row.draft.agency;
        calls.entry(agency).or_insert_with(|| new(agency, &line.agency)).late += 1;
    }
    let mut calls: Vec<Call> = calls.into_values().collect();
    // What was promised at the table and not done weighs more than a figure.
    calls.sort_by_key(|call| (Reverse(2 * call.late + call.red), call.short.clone()));
    let more = calls.len().saturating_sub(FEW);
    calls.truncate(FEW);
    let mut heads: HashMap<AgencyId, Vec<Holder>> = HashMap::new();
    for (agency, holder) in store::agency::list_heads(tx, Some(taskforce)).await? {
        heads.entry(agency).or_default().extend(holder);
    }
    for call in &mut calls {
        let holders = heads.get(&call.agency).map(Vec::as_slice).unwrap_or_default();
        if let Some(holder) = holder_on(holders, today) {
            let title = store::agency::get_office(tx, holder.office).await?.title;
            call.head = Some((holder.person.name.clone(), title));
        }
    }
    Ok((calls, more))
}
