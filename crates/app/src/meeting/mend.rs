//! Decisions and actions worded anew or taken out, while the minutes are written and no office has
//! worked on them.

use domain::{
    access::{Act, Actor},
    action,
    id::{ActionId, DecisionId, MeetingId},
    meeting::{Decision, DecisionForm, Rule},
};
use serde_json::json;
use store::{
    Tx,
    action::ActionRow,
    meeting::{DecisionRow, MeetingRow},
};

use super::minutes::{fits, record, writing};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Words a decision anew that said `seen`; the same form once more changes nothing.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound`; `Conflict` where somebody else worded
/// it anew; `Rule` where the minutes are not being written, or an order carries it out already.
pub async fn reword(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (decision, seen): (DecisionId, &Decision),
    form: &DecisionForm,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (row, mut stored) = decided(&mut tx, actor, (id, decision)).await?;
    let said = Decision::parse(form)?;
    if stored.decision == said {
        return Ok(());
    }
    stored.decision = said;
    if !store::meeting::update_decision(&mut tx, &stored, seen).await? {
        return Err(Error::Conflict);
    }
    record(app, &mut tx, actor, &row, "reworded").await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a decision out with its actions.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound`; `Rule` where an office has worked on an action.
pub async fn undecide(app: &App, actor: &Actor, id: MeetingId, decision: DecisionId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (row, _) = decided(&mut tx, actor, (id, decision)).await?;
    for action in store::action::list_of_meeting(&mut tx, row.taskforce, id).await? {
        if action.decision != Some(decision) {
            continue;
        }
        untouched(&mut tx, &action).await?;
        store::action::delete(&mut tx, row.taskforce, action.id).await?;
    }
    store::meeting::delete_decision(&mut tx, row.taskforce, decision).await?;
    record(app, &mut tx, actor, &row, "undecided").await?;
    tx.commit().await?;
    Ok(())
}

/// Words version `version` of an action anew; the same form once more changes nothing.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound`; `Conflict` where it was changed since;
/// `Rule` where the minutes are not being written, the office can't take it, or one has worked on it.
pub async fn give_anew(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (action, version): (ActionId, i64),
    form: &action::Form,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (row, mut stored) = given(&mut tx, actor, (id, action)).await?;
    let draft = action::Draft::parse(form, row.draft.held_on)?;
    if stored.draft == draft {
        return Ok(());
    }
    stored.draft = draft;
    stored.version = version;
    fits(app, &mut tx, &row, &stored.draft).await?;
    if !store::action::update_draft(&mut tx, &stored).await? {
        return Err(Error::Conflict);
    }
    let detail = json!({
        "agency": stored.draft.agency.to_string(), "due_on": stored.draft.due_on.to_string(),
    });
    let event = Event::new(Act::MeetingManage, "action", action).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes one action of a decision out.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound`; `Rule` where an office has worked on it.
pub async fn take_back(app: &App, actor: &Actor, id: MeetingId, action: ActionId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let (row, stored) = given(&mut tx, actor, (id, action)).await?;
    store::action::delete(&mut tx, row.taskforce, stored.id).await?;
    let event = Event::new(Act::MeetingManage, "action", action).taskforce(row.taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "taken_back": true }))).await?;
    tx.commit().await?;
    Ok(())
}

/// A decision that nothing builds on yet.
async fn decided(
    tx: &mut Tx,
    actor: &Actor,
    (id, decision): (MeetingId, DecisionId),
) -> Result<(MeetingRow, DecisionRow)> {
    let row = writing(tx, actor, id).await?;
    let stored = store::meeting::get_decision(tx, row.taskforce, id, decision).await?;
    // An order that carries it out is work too, also one that is only being written.
    if store::outreach::count_of_decision(tx, row.taskforce, (id, decision)).await? > 0 {
        return Err(Rule::Worked.into());
    }
    Ok((row, stored))
}

/// An action of a meeting that nobody has worked on.
async fn given(
    tx: &mut Tx,
    actor: &Actor,
    (id, action): (MeetingId, ActionId),
) -> Result<(MeetingRow, ActionRow)> {
    let row = writing(tx, actor, id).await?;
    let stored = store::action::get(tx, row.taskforce, action).await?;
    if stored.meeting != Some(id) {
        return Err(Error::NotFound);
    }
    untouched(tx, &stored).await?;
    Ok((row, stored))
}

async fn untouched(tx: &mut Tx, action: &ActionRow) -> Result<()> {
    match store::action::count_steps(tx, action.taskforce, action.id).await? {
        0 => Ok(()),
        _ => Err(Rule::Worked.into()),
    }
}
