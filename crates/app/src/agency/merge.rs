//! Two offices that became one.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Agency, GroupMember, Lead, Rule, Tenure},
    field::FieldErrors,
    id::{AgencyId, TaskForceId},
    plan::{self, Amendment, Stage},
    time::{Date, parse_date},
};
use serde_json::json;
use store::{
    Tx,
    agency::MatchRow,
    plan::{LeadRow, PlanRow, SupportRow},
};
use text::Lang;

use super::{own, permit};
use crate::{App, Error, Result, audit, audit::Event};

/// What moved from one office to the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Rows of plans that the other office answers for from the day on.
    pub rows: usize,
    /// Groups it is a member of from the day on.
    pub groups: usize,
}

/// Merges an office into another one from a day on: its rows and groups move with their history,
/// its names in files mean the other from now on, its parts become the other's, and it closes. What
/// it reported stays its own and counts where it was reported.
///
/// # Errors
/// `Denied` without `agency.edit` and `plan.edit`, or for an agency outside the task force;
/// `Invalid` for the same office or a day that is none; `Rule` where one of them is closed, where
/// another task force has the office too, where it has reported for a checkpoint that is due on or
/// after the day, and where the day is past and rows of a plan in force would change.
pub async fn merge(
    app: &App,
    actor: &Actor,
    from: AgencyId,
    into: Option<AgencyId>,
    on: &str,
) -> Result<Merged> {
    let taskforce = own(actor)?;
    let mut tx = app.store.write().await?;
    permit(&mut tx, actor, Act::AgencyEdit, from).await?;
    check(actor, Act::PlanEdit, &Scope::taskforce(taskforce))?;
    let mut errors = FieldErrors::default();
    let (on, into) = (parse_date(on.trim()), into.filter(|into| *into != from));
    if on.is_none() {
        errors.push("on", "date");
    }
    if into.is_none() {
        errors.push("into", "choice");
    }
    let (Some(on), Some(into)) = (on, into) else { return Err(errors.into()) };
    permit(&mut tx, actor, Act::AgencyEdit, into).await?;
    if store::agency::is_shared(&mut tx, taskforce, from).await? {
        return Err(Error::Rule(Rule::MergeShared.code()));
    }
    for id in [from, into] {
        if store::agency::get(&mut tx, id).await?.closed_on.is_some() {
            return Err(Error::Rule(Rule::MergeEnded.code()));
        }
    }
    store::plan::lock(&mut tx, taskforce).await?;
    let mut merged = Merged::default();
    for plan in store::plan::list(&mut tx, taskforce).await? {
        if plan.stage != Stage::Closed {
            merged.rows += rows(app, &mut tx, actor, &plan, (from, into, on)).await?;
        }
    }
    store::plan::update_revisions(&mut tx, taskforce).await?;
    merged.groups = groups(&mut tx, taskforce, (from, into), on).await?;
    let old = store::agency::get(&mut tx, from).await?;
    let by = (actor.account(), app.now());
    store::agency::update_matches(&mut tx, taskforce, (from, into), by).await?;
    let mut names = store::agency::list_aliases(&mut tx, from).await?;
    names.extend([old.full_name.clone(), old.short_name.clone()]);
    for name in names {
        let lead = Some(Lead::Agency(into));
        let row = MatchRow { name, lead, set_by: actor.account(), set_at: app.now() };
        store::agency::save_match(&mut tx, taskforce, &row).await?;
    }
    let above: Vec<_> = store::agency::list_ancestors(&mut tx, into).await?;
    for part in store::agency::list_parts(&mut tx, from).await? {
        // What the other office is itself a part of can't become a part of it.
        let loops = part.id == into || above.iter().any(|one| one.id == part.id);
        let part = Agency { parent: Some(into).filter(|_| !loops), ..part };
        if !store::agency::update(&mut tx, &part).await? {
            return Err(Error::Conflict);
        }
    }
    let closed = Agency { closed_on: Some(on), ..old };
    if !store::agency::update(&mut tx, &closed).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({
        "merged_into": into.to_string(), "on": on.to_string(), "rows": merged.rows,
        "groups": merged.groups,
    });
    let event = Event::new(Act::AgencyEdit, "agency", from).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(merged)
}

/// Moves the rows of one plan; what has been reported stays where it is. A plan in force gets a
/// version of its own, which counts from today at the earliest.
async fn rows(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    (from, into, on): (AgencyId, AgencyId, Date),
) -> Result<usize> {
    let taskforce = plan.taskforce;
    let scheme = app.rules.plan.scheme(&plan.scheme);
    let reported = store::plan::list_realisations(tx, taskforce, plan.id).await?;
    let late = |row: &store::plan::RealisationRow| {
        row.place.agency == from && scheme.due(row.place.checkpoint).is_some_and(|due| due >= on)
    };
    // Also where a group answers: its members change with the day.
    if reported.iter().any(late) {
        return Err(Error::Rule(Rule::MergeReported.code()));
    }
    let leads = store::plan::list_leads(tx, taskforce, plan.id).await?;
    let mut moved = 0;
    for of_row in leads.chunk_by(|one, other| one.indicator == other.indicator) {
        let own = Some(Lead::Agency(from));
        let before = of_row.iter().rev().find(|row| row.since <= on).or(of_row.first());
        let later: Vec<&LeadRow> =
            of_row.iter().filter(|row| row.since > on && row.lead == own).collect();
        let now = before.filter(|row| row.lead == own);
        if now.is_none() && later.is_empty() {
            continue;
        }
        let lead = Some(Lead::Agency(into));
        if let Some(row) = now {
            let since = row.since.max(on);
            let new = LeadRow { since, lead, ..*row };
            store::plan::insert_lead(tx, taskforce, plan.id, &new).await?;
        }
        for row in later {
            let new = LeadRow { lead, ..*row };
            store::plan::insert_lead(tx, taskforce, plan.id, &new).await?;
        }
        moved += 1;
    }
    supports(tx, (taskforce, plan.id), (from, into)).await?;
    if moved > 0 {
        version(app, tx, actor, plan, (from, into, on)).await?;
    }
    Ok(moved)
}

/// Writes down that the rows of a plan in force have another lead from a day on.
async fn version(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    plan: &PlanRow,
    (from, into, on): (AgencyId, AgencyId, Date),
) -> Result<()> {
    let known = store::plan::list_amendments(tx, plan.taskforce, plan.id).await?;
    let Some(latest) = known.last().filter(|_| plan.is_running()) else { return Ok(()) };
    let zone = store::taskforce::get(tx, plan.taskforce).await?.zone;
    if on < app.today(zone) {
        return Err(plan::Rule::AmendsPast.into());
    }
    if on < latest.amendment.since {
        return Err(plan::Rule::AmendmentOrder.into());
    }
    let [old, new] = [
        store::agency::get(tx, from).await?.short_name,
        store::agency::get(tx, into).await?.short_name,
    ];
    let (basis, note) = (Lang::Id.agency_merge_basis(old, new), String::new());
    crate::plan::version(app, tx, actor, plan, Amendment { since: on, basis, note }).await?;
    Ok(())
}

/// Who supports an activity is no dated figure: the words stay, the office behind them changes.
async fn supports(
    tx: &mut Tx,
    (taskforce, plan): (TaskForceId, domain::id::PlanId),
    (from, into): (AgencyId, AgencyId),
) -> Result<()> {
    let all = store::plan::list_supports(tx, taskforce, plan).await?;
    for of_activity in all.chunk_by(|one, other| one.activity == other.activity) {
        let own = |row: &SupportRow| row.lead == Some(Lead::Agency(from));
        let Some(first) = of_activity.first().filter(|_| of_activity.iter().any(own)) else {
            continue;
        };
        store::plan::delete_supports(tx, taskforce, first.activity).await?;
        for row in of_activity {
            let lead = if own(row) { Some(Lead::Agency(into)) } else { row.lead };
            let row = SupportRow { lead, ..row.clone() };
            store::plan::insert_support(tx, taskforce, plan, &row).await?;
        }
    }
    Ok(())
}

/// Ends the membership of one office and begins that of the other.
async fn groups(
    tx: &mut Tx,
    taskforce: TaskForceId,
    (from, into): (AgencyId, AgencyId),
    on: Date,
) -> Result<usize> {
    let mut moved = 0;
    let last = on.yesterday().unwrap_or(on);
    for group in store::agency::list_groups(tx, taskforce).await? {
        let goes_on = |tenure: Tenure| tenure.until.is_none_or(|until| until >= on);
        let of = |agency| {
            let own = group.members.iter().filter(move |member| member.agency == agency);
            own.filter(move |member| goes_on(member.tenure)).collect::<Vec<_>>()
        };
        let (old, there) = (of(from), of(into));
        if old.is_empty() {
            continue;
        }
        store::agency::update_group_member_end(tx, taskforce, group.id, from, last).await?;
        for member in old {
            let from = member.tenure.from.max(on);
            let tenure = Tenure { from, until: member.tenure.until };
            if !there.iter().any(|other| other.tenure.overlaps(tenure)) {
                let member = GroupMember { agency: into, tenure };
                store::agency::insert_group_member(tx, taskforce, group.id, member).await?;
            }
        }
        moved += 1;
    }
    Ok(moved)
}
