//! What agencies wrote beside their figures at a checkpoint, and how punctual one was.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, check},
    id::{AgencyId, IndicatorId, PlanId},
    plan::{Checkpoint, State},
};

use super::{
    load,
    model::Model,
    own, scope,
    view::{AgencySheet, CheckpointReport, Note, Punctual},
};
use crate::{App, Error, Result};

/// A plan at one checkpoint with what stands in the way and what is done about it; the last that
/// has ended without one, the running plan without one.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force, and where none runs.
pub async fn checkpoint_report(
    app: &App,
    actor: &Actor,
    plan: Option<PlanId>,
    at: Option<Checkpoint>,
) -> Result<CheckpointReport> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let model = match plan {
        Some(plan) => load::judged(app, taskforce, plan, at).await?,
        None => load::running_now(app, taskforce, at).await?.ok_or(Error::NotFound)?,
    };
    if at.is_some_and(|at| {
        model.head(at).is_ok_and(|head| !head.has_ended) || model.head(at).is_err()
    }) {
        return Err(Error::NotFound);
    }
    let notes = notes(app, &model).await?;
    Ok(CheckpointReport { matrix: model.matrix.clone(), notes })
}

/// The latest verified words of each agency at the judged checkpoint, by indicator.
pub(super) async fn notes(app: &App, model: &Model) -> Result<HashMap<IndicatorId, Vec<Note>>> {
    let mut notes: HashMap<IndicatorId, Vec<Note>> = HashMap::new();
    let Some(at) = &model.matrix.at else { return Ok(notes) };
    let mut tx = app.store.read().await?;
    let (plan, taskforce) = (model.matrix.plan.id, model.taskforce);
    // In the order of revisions, so that the latest verified one stays.
    for row in store::plan::list_realisations(&mut tx, taskforce, plan).await? {
        if row.place.checkpoint != at.checkpoint || row.state != State::Verified {
            continue;
        }
        let of_row = notes.entry(row.place.indicator).or_default();
        of_row.retain(|note| note.agency.id != row.place.agency);
        if !row.obstacle.is_empty() || !row.follow_up.is_empty() {
            of_row.push(Note {
                agency: model.agency(row.place.agency),
                obstacle: row.obstacle,
                follow_up: row.follow_up,
            });
        }
    }
    Ok(notes)
}

/// Everything about one agency, to be handed over in a talk: its rows at the judged checkpoint, how
/// they stand together at each one that has ended, and how punctual it was.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` where no plan runs or the agency answers for no row.
pub async fn agency_sheet(app: &App, actor: &Actor, agency: AgencyId) -> Result<AgencySheet> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let model = load::running_now(app, taskforce, None).await?.ok_or(Error::NotFound)?;
    let rules = &app.rules.plan;
    let fits = |_: usize, row: &super::view::Row| row.lead.includes(agency);
    let rows = model.matrix.rows.iter().filter(|row| row.lead.includes(agency)).cloned();
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Err(Error::NotFound);
    }
    let ended = model.matrix.checkpoints.iter().filter(|head| head.has_ended);
    let course = ended.map(|head| (head.clone(), model.total(rules, head.checkpoint, fits)));
    let course: Vec<_> = course.collect();
    let notes = notes(app, &model).await?;
    let own_note = |(id, list): (IndicatorId, Vec<Note>)| {
        let note = list.into_iter().find(|note| note.agency.id == agency)?;
        Some((id, note))
    };
    Ok(AgencySheet {
        agency: model.agency(agency),
        due: super::report::due_rows(app, &model, agency),
        notes: notes.into_iter().filter_map(own_note).collect(),
        punctual: punctual(app, &model, agency).await?,
        matrix: model.matrix.clone(),
        rows,
        course,
    })
}

async fn punctual(app: &App, model: &Model, agency: AgencyId) -> Result<Punctual> {
    let mut tx = app.store.read().await?;
    let (plan, taskforce) = (model.matrix.plan.id, model.taskforce);
    let mut punctual = Punctual::default();
    for row in store::plan::list_realisations(&mut tx, taskforce, plan).await? {
        if row.place.agency != agency {
            continue;
        }
        punctual.returned += u32::from(row.state == State::Returned);
        if row.revision == 1
            && let Ok(head) = model.head(row.place.checkpoint)
        {
            punctual.sent += 1;
            let late = model.matrix.zone.date(row.sent_at()) > head.deadline;
            punctual.late += u32::from(late);
        }
    }
    Ok(punctual)
}
