//! What concerns one person today, and the leadership's one page.

use std::{cmp::Reverse, sync::Arc};

use domain::{
    access::{Act, Actor, check},
    id::AgencyId,
    plan::{Ask, Cell},
};

use super::{
    decide::{Desk, waiting_rows},
    load,
    model::Model,
    own,
    report::due_rows,
    report_scope, scope,
    view::{AgencyStanding, CheckpointHead, Home, Leadership, Matrix, Row},
};
use crate::{App, Result};

/// How many of each list the home page shows.
const FEW: usize = 5;

/// How many red rows the leadership sees.
const TEN: usize = 10;

/// What is due from the actor, what waits for them, and what is red.
///
/// Whoever may not see the plan gets an empty page.
pub async fn home(app: &App, actor: &Actor) -> Result<Home> {
    let Ok(taskforce) = own(actor) else { return Ok(Home::default()) };
    if check(actor, Act::PlanView, &scope(taskforce)).is_err() {
        return Ok(Home::default());
    }
    let Some(model) = load::running_now(app, taskforce, None).await? else {
        return Ok(Home::default());
    };
    let mut home =
        Home { next: next(&model.matrix), matrix: Some(model.matrix.clone()), ..Home::default() };
    let reports = |agency: &AgencyId| {
        check(actor, Act::RealisationReport, &report_scope(taskforce, *agency)).is_ok()
    };
    let reporter = actor.agency.filter(reports);
    if let Some(agency) = reporter {
        home.due = due_rows(app, &model, agency);
        home.due_total = home.due.iter().filter(|row| row.ask != Ask::Optional).count();
        home.due.truncate(FEW);
    }
    if let Some(desk) = Desk::of(actor) {
        let mut tx = app.store.read().await?;
        let waiting = waiting_rows(&mut tx, actor, desk, &model, FEW).await?;
        (home.waiting, home.waiting_total) = (waiting.rows, waiting.total);
        home.desk = Some(desk);
    }
    let red = red(&model, reporter);
    home.red_total = red.len();
    home.red = red.into_iter().take(FEW).collect();
    Ok(home)
}

/// Red rows, of one agency or of all.
fn red(model: &Model, agency: Option<AgencyId>) -> Vec<Arc<Row>> {
    let matrix = &model.matrix;
    let rows = matrix.red.iter().filter_map(|place| matrix.rows.get(*place));
    rows.filter(|row| agency.is_none_or(|agency| row.lead.includes(agency))).cloned().collect()
}

/// The next last day to report: of the running window, else of the next checkpoint.
fn next(matrix: &Matrix) -> Option<CheckpointHead> {
    let running = matrix.at.clone().filter(|head| matrix.today <= head.deadline);
    running.or_else(|| matrix.next.clone())
}

/// The plan on one page; none where no plan runs.
///
/// # Errors
/// `Denied` without `plan.view`.
pub async fn leadership(app: &App, actor: &Actor) -> Result<Option<Leadership>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let model = load::running_now(app, taskforce, None).await?;
    Ok(model.map(|model| {
        let red = red(&model, None);
        Leadership {
            red_total: red.len(),
            red: red.into_iter().take(TEN).collect(),
            agencies: standings(&model.matrix),
            next: next(&model.matrix),
            matrix: model.matrix.clone(),
        }
    }))
}

/// Agencies with red rows, the most first.
fn standings(matrix: &Matrix) -> Vec<AgencyStanding> {
    let standing = |agency: &super::view::AgencyName| {
        let own = matrix.rows.iter().filter(|row| row.lead.includes(agency.id));
        let count = |what: fn(&Row) -> bool| {
            u32::try_from(own.clone().filter(|row| what(row)).count()).unwrap_or(u32::MAX)
        };
        AgencyStanding {
            agency: agency.clone(),
            rows: count(|_| true),
            due: count(|row| row.now.as_ref().is_some_and(Cell::is_due)),
            red: count(|row| row.red.is_some()),
        }
    };
    let mut standings: Vec<AgencyStanding> = matrix.agencies.iter().map(standing).collect();
    standings.retain(|standing| standing.red > 0);
    standings.sort_by_key(|standing| Reverse((standing.red, standing.due)));
    standings
}
