//! How a plan came along: every strategy at every checkpoint that has ended; what other weights
//! would make of it; how it stands by the strategies of the nation.

use domain::{
    access::{Act, Actor, check},
    plan::{NationalPlan, national::counting},
};

use super::{
    load,
    model::Model,
    own, scope,
    view::{Course, National, NationalRow, Trend},
};
use crate::{App, Result};

/// The running plan and its strategies at every checkpoint that has ended; none where no plan
/// runs.
///
/// # Errors
/// `Denied` without `plan.view`.
pub async fn trend(app: &App, actor: &Actor) -> Result<Option<Trend>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let Some(model) = load::running_now(app, taskforce, None).await? else { return Ok(None) };
    let strategies = (0..model.matrix.strategies.len())
        .map(|place| course(app, &model, |strategy| strategy == place))
        .collect();
    Ok(Some(Trend {
        whole: course(app, &model, |_| true),
        matrix: model.matrix.clone(),
        strategies,
    }))
}

/// The rows of the strategies that fit, at every checkpoint that has ended.
fn course(app: &App, model: &Model, fits: impl Fn(usize) -> bool + Copy) -> Course {
    let ended = model.matrix.checkpoints.iter().filter(|head| head.has_ended);
    let total = |at| model.total(&app.rules.plan, at, |_, row| fits(row.strategy));
    ended.map(|head| (head.clone(), total(head.checkpoint))).collect()
}

/// The running plan by the strategies of a national one: the one named, else the one whose mapping
/// counts at the judged checkpoint. None where no plan runs.
///
/// # Errors
/// `Denied` without `plan.view`.
pub async fn national(app: &App, actor: &Actor, code: Option<&str>) -> Result<Option<National>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let Some(model) = load::running_now(app, taskforce, None).await? else { return Ok(None) };
    let day = model.matrix.at.as_ref().map_or(model.today(), |at| at.due);
    let plans = &app.rules.national;
    let named = plans.iter().find(|plan| Some(plan.code.as_str()) == code);
    let Some(plan) = named.or_else(|| counting(plans, day)) else { return Ok(None) };
    Ok(Some(National {
        rows: rows(app, &model, plan),
        others: plans.iter().filter(|other| other.code != plan.code).cloned().collect(),
        plan: plan.clone(),
        matrix: model.matrix.clone(),
    }))
}

/// A row per national strategy, and a last one for local strategies that serve none.
fn rows(app: &App, model: &Model, plan: &NationalPlan) -> Vec<NationalRow> {
    let matrix = &model.matrix;
    let serves: Vec<Option<usize>> =
        matrix.strategies.iter().map(|local| plan.serves(&local.name)).collect();
    let row = |place: Option<usize>| {
        let local = |at: usize| serves.get(at).copied().flatten() == place;
        let names = matrix.strategies.iter().enumerate().filter(|(at, _)| local(*at));
        let at = matrix.at.as_ref().map(|at| at.checkpoint);
        NationalRow {
            strategy: place.and_then(|place| plan.strategies.get(place).cloned()),
            local: names.map(|(_, strategy)| strategy.clone()).collect(),
            total: at
                .map(|at| model.total(&app.rules.plan, at, |_, row| local(row.strategy)))
                .unwrap_or_default(),
        }
    };
    let mut rows: Vec<NationalRow> =
        (0..plan.strategies.len()).map(|place| row(Some(place))).collect();
    let rest = row(None);
    if !rest.local.is_empty() {
        rows.push(rest);
    }
    rows
}
