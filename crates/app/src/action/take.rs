//! The steps of an action: how it goes, that it is done, verified, returned, handed over, extended.

use domain::{
    access::{Act, Actor, check},
    action::{Rule, Step, StepForm, Taken},
    file::FileClass,
    id::{ActionId, ActionStepId},
    plan::link,
    time::Date,
};
use serde_json::json;
use store::{
    Tx,
    action::{ActionRow, StepRow},
};

use super::{own, scope, seen, tell};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file, meeting,
};

/// What shows how an action goes.
#[derive(Debug, Clone)]
pub enum Proof {
    /// A document or a picture.
    File {
        /// Name as sent.
        name: String,
        /// Content.
        bytes: Vec<u8>,
    },
    /// An address of a page elsewhere, as typed.
    Link(String),
}

/// Takes a step over version `seen` of an action.
///
/// # Errors
/// `Denied`: an office reports on its own actions alone, the secretariat does the rest; `Invalid`;
/// `Conflict` where another step was taken since; `Rule` for a step that does not begin here, for
/// "done" with nothing to show it, and for who verifies what they reported.
pub async fn take(
    app: &App,
    actor: &Actor,
    id: ActionId,
    (form, version): (&StepForm, i64),
    proof: Option<Proof>,
) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    let step = Step::from_code(&form.step);
    permit(actor, &row, step)?;
    drop(tx);
    let taken = Taken::parse(form, today)?;
    let (cleaned, url) = match proof {
        Some(Proof::File { name, bytes }) => {
            (Some(file::clean(app, "evidence", name, bytes).await?), String::new())
        }
        Some(Proof::Link(typed)) if !typed.trim().is_empty() => (None, link(&typed)?),
        _ => (None, String::new()),
    };
    let mut tx = app.store.write().await?;
    // Read again: another step may have been taken while the file was cleaned.
    let row = seen(&mut tx, actor, id).await?;
    permit(actor, &row, Some(taken.step))?;
    let state = row.state.take(taken.step)?;
    if row.version != version {
        return Err(Error::Conflict);
    }
    let has_proof = cleaned.is_some() || !url.is_empty();
    guard(&mut tx, actor, &row, (&taken, has_proof, today)).await?;
    let file = match &cleaned {
        Some(clean) => {
            Some(file::put(app, &mut tx, actor, taskforce, FileClass::Internal, clean).await?)
        }
        None => None,
    };
    let mut changed = ActionRow { state, ..row.clone() };
    if taken.step == Step::Extend {
        changed.draft.due_on = taken.day.unwrap_or(row.draft.due_on);
    }
    changed.draft.agency = taken.agency.unwrap_or(row.draft.agency);
    if !store::action::update(&mut tx, &changed).await? {
        return Err(Error::Conflict);
    }
    let stored = StepRow {
        taskforce,
        id: ActionStepId(app.ids.next()),
        action: id,
        step: taken.step,
        note: taken.note,
        agencies: taken.agency.map(|to| (row.draft.agency, to)),
        days: taken.day.map(|to| (row.draft.due_on, to)),
        file,
        url,
        taken_by: actor.account(),
        taken_at: app.now(),
    };
    store::action::insert_step(&mut tx, &stored).await?;
    tell::taken(app, &mut tx, actor, (&changed, &stored)).await?;
    let act = if taken.step.is_of_office() { Act::ActionReport } else { Act::ActionManage };
    let detail = json!({ "step": taken.step.code(), "state": state.code() });
    let event = Event::new(act, "action", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

fn permit(actor: &Actor, row: &ActionRow, step: Option<Step>) -> Result<()> {
    let scope = scope(row.taskforce);
    match step {
        Some(step) if !step.is_of_office() => check(actor, Act::ActionManage, &scope)?,
        _ => check(actor, Act::ActionReport, &scope.agency(row.draft.agency))?,
    }
    Ok(())
}

async fn guard(
    tx: &mut Tx,
    actor: &Actor,
    row: &ActionRow,
    (taken, has_proof, today): (&Taken, bool, Date),
) -> Result<()> {
    let steps = store::action::list_steps(tx, row.taskforce, row.id).await?;
    match taken.step {
        Step::Report => {
            let shown = |step: &StepRow| step.file.is_some() || !step.url.is_empty();
            if !has_proof && !steps.iter().any(shown) {
                return Err(Rule::NoEvidence.into());
            }
        }
        Step::Verify => {
            let reported = steps.iter().find(|step| step.step == Step::Report);
            let own = reported
                .is_some_and(|step| step.taken_by.is_some() && step.taken_by == actor.account());
            if own {
                return Err(Rule::OwnReport.into());
            }
        }
        Step::HandOver => {
            let to = taken.agency.ok_or(Rule::Agency)?;
            if to == row.draft.agency {
                return Err(Rule::SameAgency.into());
            }
            meeting::usable(tx, row.taskforce, to, today).await?;
        }
        _ => {}
    }
    Ok(())
}
