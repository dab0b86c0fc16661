//! The plan made at the table: the proposals for the next plan, one after the other, beside how the
//! row before ended.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor},
    id::{AgencyId, MeetingId, ProposalId},
    meeting::{Kind, Outcome, Rule, Settled, SettledForm},
    plan::ProposalState,
};
use serde_json::json;
use store::{
    meeting::{MeetingRow, SettledRow},
    plan::PlanRow,
};

use super::{manages, own, seen, usable};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    plan::{
        self,
        view::{Ending, Proposal, Proposals},
    },
};

/// A proposal on the table.
#[derive(Debug, Clone)]
pub struct Laid {
    /// The proposal.
    pub proposal: Proposal,
    /// How the row that it carries on ended; none for a new one.
    pub before: Option<Ending>,
    /// What this meeting settled about it.
    pub settled: Option<SettledRow>,
}

/// The table of a drafting meeting.
#[derive(Debug, Clone)]
pub struct Drafting {
    /// The meeting.
    pub row: MeetingRow,
    /// The plan that is made, with its strategies.
    pub list: Proposals,
    /// Its proposals but those that were taken back.
    pub laid: Vec<Laid>,
    /// Usual names of agencies that can speak for one.
    pub agencies: Vec<(AgencyId, String)>,
    /// Whether the actor may settle now.
    pub may_settle: bool,
}

impl Drafting {
    /// The first proposal behind `after`, else the first at all, that waits to be settled.
    pub fn next(&self, after: Option<ProposalId>) -> Option<ProposalId> {
        let waits = |laid: &&Laid| laid.proposal.state == ProposalState::Proposed;
        let place = after.and_then(|id| self.laid.iter().position(|one| one.proposal.id == id));
        let behind = self.laid.iter().skip(place.map_or(0, |place| place + 1));
        behind.chain(&self.laid).find(waits).map(|one| one.proposal.id)
    }

    /// How many were settled, by whomever, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let done = self.laid.iter().filter(|one| one.proposal.state != ProposalState::Proposed);
        (done.count(), self.laid.len())
    }
}

/// The table of a meeting that draws up or reviews the plan.
///
/// # Errors
/// `NotFound` for another kind of meeting, and where no plan is being discussed.
pub async fn drafting(app: &App, actor: &Actor, id: MeetingId) -> Result<Drafting> {
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let plan = discussed(&mut tx, &row).await?;
    let settled = store::meeting::list_settled(&mut tx, row.taskforce, id).await?;
    let today = super::today(app, &mut tx, row.taskforce).await?;
    let known = super::agencies(&mut tx, row.taskforce).await?;
    drop(tx);
    let list = plan::proposals(app, actor, plan.id).await?;
    let mut endings: HashMap<_, Ending> = match plan.predecessor {
        Some(before) => {
            let all = plan::endings(app, actor, before).await?;
            all.rows.into_iter().map(|one| (one.row.id, one)).collect()
        }
        None => HashMap::new(),
    };
    let mut said: HashMap<ProposalId, SettledRow> =
        settled.into_iter().map(|row| (row.proposal, row)).collect();
    let laid = list.rows.iter().filter(|one| one.state != ProposalState::Withdrawn);
    let laid = laid.map(|one| Laid {
        before: one.origin.and_then(|origin| endings.remove(&origin)),
        settled: said.remove(&one.id),
        proposal: one.clone(),
    });
    let mut agencies: Vec<(AgencyId, String)> = known
        .values()
        .filter(|one| one.exists_on(today))
        .map(|one| (one.id, one.short_name.clone()))
        .collect();
    agencies.sort_by(|one, two| one.1.cmp(&two.1));
    let may_settle =
        manages(actor, row.taskforce) && row.stage.is_writing() && plan.stage.takes_rows();
    Ok(Drafting { laid: laid.collect(), list, agencies, may_settle, row })
}

/// The plan whose proposals are on the table: the one that this meeting settled something about,
/// else the one that is being discussed.
async fn discussed(tx: &mut store::Tx, row: &MeetingRow) -> Result<PlanRow> {
    if row.draft.kind != Kind::PlanReview {
        return Err(Error::NotFound);
    }
    let settled = store::meeting::list_settled(tx, row.taskforce, row.id).await?;
    if let Some(one) = settled.first() {
        let plan = store::plan::get_proposal(tx, row.taskforce, one.proposal).await?.plan;
        return Ok(store::plan::get(tx, row.taskforce, plan).await?);
    }
    let plans = store::plan::list(tx, row.taskforce).await?;
    let made = plans.into_iter().filter(|plan| plan.stage.takes_rows());
    made.max_by_key(|plan| plan.years.first).ok_or(Error::NotFound)
}

/// Whether a plan is on the table of this meeting, for a link to it.
pub(super) async fn is_drafting(tx: &mut store::Tx, row: &MeetingRow) -> Result<bool> {
    match discussed(tx, row).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Settles a proposal at the table, as seen in this version of it: it becomes a row of the plan, or
/// it does not, in the same transaction.
///
/// # Errors
/// `Denied` without `meeting.manage` and `plan.edit`; `Invalid`; `NotFound` for a proposal of
/// another plan; `Rule` where the minutes are not being written or it was decided before;
/// `Conflict` for a stale version.
pub async fn settle(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (proposal, version): (ProposalId, i64),
    form: &SettledForm,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = super::managed(&mut tx, actor, id).await?;
    let settled = Settled::parse(form)?;
    if !row.stage.is_writing() {
        return Err(Rule::NotWriting.into());
    }
    let plan = discussed(&mut tx, &row).await?;
    if store::plan::get_proposal(&mut tx, own(actor)?, proposal).await?.plan != plan.id {
        return Err(Error::NotFound);
    }
    if let Some(agency) = settled.agency {
        usable(&mut tx, row.taskforce, agency, row.draft.held_on).await?;
    }
    let said = (proposal, version, settled.note.as_str());
    match settled.outcome {
        Outcome::Agreed | Outcome::Changed => {
            plan::accept_in(app, &mut tx, actor, said).await?;
        }
        Outcome::Dropped => plan::decline_in(app, &mut tx, actor, said).await?,
    }
    let outcome = settled.outcome;
    let stored =
        SettledRow { proposal, settled, settled_by: actor.account(), settled_at: app.now() };
    store::meeting::insert_settled(&mut tx, (row.taskforce, id), &stored).await?;
    store::meeting::update_version(&mut tx, row.taskforce, id).await?;
    let detail = json!({ "proposal": proposal.to_string(), "outcome": outcome.code() });
    let event = Event::new(Act::MeetingManage, "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}
