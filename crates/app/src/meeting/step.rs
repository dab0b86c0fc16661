//! The steps of a meeting: opened, closed, its minutes circulated, approved and locked.

use domain::{
    access::{Act, Actor, check},
    id::MeetingId,
    meeting::{Rule, Step, remark},
};
use serde_json::json;
use store::{
    Tx,
    meeting::{MeetingRow, StepRow},
};

use super::{
    agenda::{self, Material},
    locked, own, scope, seen, tell, today,
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Who takes a step.
const fn act(step: Step) -> Act {
    match step {
        Step::Approve | Step::Return => Act::MeetingApprove,
        _ => Act::MeetingManage,
    }
}

/// Takes a step, as seen in this version of the meeting. When a meeting opens, what has become red or overdue since comes onto its agenda.
///
/// # Errors
/// `Denied` without `meeting.manage`, to approve or return without `meeting.approve`; `Invalid` without a
/// reason where the step needs one; `Rule` for a step that does not begin here, a meeting before
/// its day, minutes without a word, and for who approves what they circulated themselves;
/// `Conflict` where the meeting changed since.
pub async fn step(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (step, version): (Step, Option<i64>),
    note: &str,
) -> Result<()> {
    check(actor, act(step), &scope(own(actor)?))?;
    let note = if step.needs_reason() { remark(note)? } else { String::new() };
    let material = match step {
        Step::Open => Some(Material::gather(app, actor).await?),
        _ => None,
    };
    let mut tx = app.store.write().await?;
    seen(&mut tx, actor, id).await?;
    let row = locked(&mut tx, own(actor)?, id).await?;
    let stage = row.stage.take(step)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::Conflict);
    }
    guard(app, &mut tx, actor, &row, step).await?;
    if let Some(material) = &material {
        agenda::again(app, &mut tx, &row, material).await?;
    }
    // Two people at once: the second finds another stage.
    if !store::meeting::update_stage(&mut tx, &row, stage).await? {
        return Err(Rule::Stage.into());
    }
    let taken = StepRow { step, note, taken_by: actor.account(), taken_at: app.now() };
    store::meeting::insert_step(&mut tx, row.taskforce, id, &taken).await?;
    tell::stepped(app, &mut tx, actor, (&row, step)).await?;
    let event = Event::new(act(step), "meeting", id).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "step": step.code() }))).await?;
    tx.commit().await?;
    Ok(())
}

async fn guard(app: &App, tx: &mut Tx, actor: &Actor, row: &MeetingRow, step: Step) -> Result<()> {
    match step {
        Step::Open if today(app, tx, row.taskforce).await? < row.draft.held_on => {
            Err(Rule::TooEarly.into())
        }
        Step::Circulate => {
            let items = store::meeting::list_items(tx, row.taskforce, row.id).await?;
            let decisions = store::meeting::list_decisions(tx, row.taskforce, row.id).await?;
            let said = items.iter().any(|item| !item.is_removed && !item.discussion.is_empty());
            if said || !decisions.is_empty() { Ok(()) } else { Err(Rule::Empty.into()) }
        }
        Step::Approve => {
            let steps = store::meeting::list_steps(tx, row.taskforce, row.id).await?;
            if circulated(&steps, actor) { Err(Rule::OwnMinutes.into()) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Whether it was the actor who last laid the minutes before the participants, and so leaves it to
/// others to approve them. Steps come the latest first.
pub(super) fn circulated(steps: &[StepRow], actor: &Actor) -> bool {
    let last = steps.iter().find(|one| one.step == Step::Circulate);
    last.is_some_and(|one| one.taken_by.is_some() && one.taken_by == actor.account())
}
