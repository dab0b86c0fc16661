//! Looking at a plan: the matrix, the red list, the history of a row.

use std::sync::Arc;

use domain::{
    access::{Act, Actor, check},
    id::IndicatorId,
    plan::{Band, Checkpoint, State},
};
use store::plan::RealisationRow;

use super::{
    PAGE, load, own, scope, told, total,
    view::{Filter, History, HistoryPoint, Matrix, MemberReports, Page, Row},
};
use crate::{App, Error, Result};

/// A page of the matrix of one plan, or of the running one; none where no plan runs.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force.
pub async fn matrix(app: &App, actor: &Actor, filter: &Filter) -> Result<Option<Page>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let model = match filter.plan {
        Some(plan) => Some(load::judged(app, taskforce, plan, filter.at).await?),
        None => load::running_now(app, taskforce, filter.at).await?,
    };
    Ok(model.map(|model| page(&model.matrix, filter)))
}

/// Whether a row belongs to a view, whatever its band.
fn fits(row: &Row, matrix: &Matrix, filter: &Filter) -> bool {
    let strategy = matrix.strategies.get(row.strategy).map(|strategy| strategy.id);
    filter.strategy.is_none_or(|wanted| strategy == Some(wanted))
        && filter.agency.is_none_or(|agency| row.lead.includes(agency))
}

fn page(matrix: &Arc<Matrix>, filter: &Filter) -> Page {
    let mut bands = [0; Band::ALL.len()];
    let mut places = Vec::new();
    for (place, row) in matrix.rows.iter().enumerate() {
        if fits(row, matrix, filter) {
            total::count(&mut bands, row.band());
            if filter.band.is_none_or(|band| band == row.band()) {
                places.push(place);
            }
        }
    }
    let id = |place: usize| matrix.rows.get(place).map(|row| row.id);
    let cursor =
        places.iter().position(|place| filter.after.is_some() && id(*place) == filter.after);
    // A cursor that the filter left out begins at the start: the address may be an old one.
    let skipped = cursor.map_or(0, |place| place + 1);
    let total = places.len();
    let end = total.min(skipped + PAGE);
    let next = (end < total).then(|| places.get(end - 1).and_then(|place| id(*place))).flatten();
    let before = skipped.checked_sub(PAGE + 1);
    let previous = before.and_then(|place| places.get(place)).and_then(|place| id(*place));
    Page {
        matrix: matrix.clone(),
        places: places.get(skipped..end).map(<[usize]>::to_vec).unwrap_or_default(),
        total,
        skipped,
        previous: (skipped > 0).then_some(previous),
        next,
        bands,
    }
}

/// The red rows of the running plan, the most urgent first; none where no plan runs.
///
/// # Errors
/// `Denied` without `plan.view`.
pub async fn red_list(app: &App, actor: &Actor) -> Result<Option<(Arc<Matrix>, Vec<Arc<Row>>)>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let model = load::running_now(app, taskforce, None).await?;
    Ok(model.map(|model| {
        let matrix = model.matrix.clone();
        let rows = matrix.red.iter().filter_map(|place| matrix.rows.get(*place).cloned());
        (model.matrix.clone(), rows.collect())
    }))
}

/// How every figure of a row came about.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for an indicator of another task force.
pub async fn history(app: &App, actor: &Actor, id: IndicatorId) -> Result<History> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let indicator = store::plan::get_indicator(&mut tx, taskforce, id).await?;
    let model = load::of(app, &mut tx, taskforce, indicator.plan).await?;
    let mut rows = store::plan::list_history(&mut tx, taskforce, id).await?;
    // What waits for the head of its office has not left the house yet.
    let own = |row: &RealisationRow| actor.agency == Some(row.place.agency);
    rows.retain(|row| row.state != State::Unapproved || own(row));
    let evidence = store::plan::list_evidence_of_indicator(&mut tx, taskforce, id).await?;
    let names = told::Names::of(&mut tx, &rows, &evidence).await?;
    let teller = told::Teller { model: &model, names: &names, evidence: &evidence };
    let (_, row) = model.row(model.place(id)?)?;
    let ended = model.matrix.checkpoints.iter().rev().filter(|head| head.has_ended);
    let points = ended.map(|head| point(&teller, id, head.checkpoint, &rows, app));
    Ok(History {
        matrix: model.matrix.clone(),
        row: row.clone(),
        checkpoints: points.collect::<Result<_>>()?,
    })
}

fn point(
    teller: &told::Teller,
    id: IndicatorId,
    at: Checkpoint,
    rows: &[RealisationRow],
    app: &App,
) -> Result<HistoryPoint> {
    let model = teller.model;
    let (facts, _) = model.row(model.place(id)?)?;
    let of_point = rows.iter().filter(|row| row.place.checkpoint == at);
    // Agencies that have left the row since are shown with what they reported.
    let mut agencies = model.frame.members(facts, at);
    for row in of_point.clone() {
        if !agencies.contains(&row.place.agency) {
            agencies.push(row.place.agency);
        }
    }
    let member = |agency| {
        let own: Vec<&RealisationRow> =
            of_point.clone().filter(|row| row.place.agency == agency).collect();
        let revisions = own.iter().rev().map(|row| teller.revision(row, &own));
        MemberReports { agency: model.agency(agency), revisions: revisions.collect() }
    };
    Ok(HistoryPoint {
        head: model.head(at).map_err(|_| Error::NotFound)?,
        cell: model.frame.cell(&app.rules.plan, facts, at),
        members: agencies.into_iter().map(member).collect(),
    })
}
