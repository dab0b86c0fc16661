//! Two versions of a plan, or two plans, side by side.

use std::collections::{HashMap, HashSet};

use domain::{
    access::{Act, Actor, check},
    agency::Lead,
    id::{IndicatorId, PlanId, TaskForceId},
    plan::{self, Target, Years, key},
    time::Date,
};
use store::Tx;

use super::{
    load,
    model::Model,
    own, scope,
    view::{Beside, Compared, Side},
};
use crate::{App, Result};

/// Puts the plan on the left as it stood on a day beside the one on the right as it stood on
/// another.
///
/// A row is the same row where it is stored once, where it carries the other on, or where activity
/// and indicator have the same name.
///
/// # Errors
/// `Denied` without `plan.view`; `NotFound` for a plan of another task force.
pub async fn beside(
    app: &App,
    actor: &Actor,
    left: (PlanId, Date),
    right: (PlanId, Date),
) -> Result<Beside> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let (left, right) = (
        Shelf::load(app, &mut tx, taskforce, left).await?,
        Shelf::load(app, &mut tx, taskforce, right).await?,
    );
    let mut rows = Vec::new();
    let mut met = HashSet::new();
    for place in 0..right.rows.len() {
        let other = left.find(&right, place);
        met.extend(other);
        rows.push(Compared {
            left: other.map(|other| left.side(other)),
            right: Some(right.side(place)),
        });
    }
    for place in (0..left.rows.len()).filter(|place| !met.contains(place)) {
        rows.push(Compared { left: Some(left.side(place)), right: None });
    }
    Ok(Beside {
        left: left.model.matrix.plan.clone(),
        right: right.model.matrix.plan.clone(),
        days: (left.day, right.day),
        rows,
    })
}

/// The rows of a plan that counted on a day.
struct Shelf {
    model: std::sync::Arc<Model>,
    day: Date,
    /// Places in the model.
    rows: Vec<usize>,
    by_name: HashMap<(String, String), usize>,
    by_id: HashMap<IndicatorId, usize>,
    origins: HashMap<IndicatorId, IndicatorId>,
    names: HashMap<Lead, String>,
}

impl Shelf {
    async fn load(
        app: &App,
        tx: &mut Tx,
        taskforce: TaskForceId,
        (plan, day): (PlanId, Date),
    ) -> Result<Self> {
        let model = load::of(app, tx, taskforce, plan).await?;
        let indicators = store::plan::list_indicators(tx, taskforce, plan).await?;
        let origins = indicators.iter().filter_map(|row| Some((row.id, row.origin?))).collect();
        let groups = store::agency::list_groups(tx, taskforce).await?;
        let groups = groups.into_iter().map(|one| (Lead::Group(one.id), one.short_name));
        let agencies = model.names.values().map(|one| (Lead::Agency(one.id), one.short.clone()));
        let names = groups.chain(agencies).collect();
        let counts = |place: &usize| model.rows[*place].counts_on(day);
        let rows: Vec<usize> = (0..model.rows.len()).filter(counts).collect();
        let mut shelf = Self {
            day,
            rows,
            by_name: HashMap::new(),
            by_id: HashMap::new(),
            origins,
            names,
            model,
        };
        for place in 0..shelf.rows.len() {
            shelf.by_name.insert(shelf.name(place), place);
            shelf.by_id.insert(shelf.row(place).id, place);
        }
        Ok(shelf)
    }

    fn row(&self, place: usize) -> &plan::Row {
        &self.model.rows[self.rows[place]]
    }

    fn name(&self, place: usize) -> (String, String) {
        let row = &self.model.matrix.rows[self.rows[place]];
        (key(&row.activity_name), key(&row.name))
    }

    /// The place here of a row of the other shelf.
    fn find(&self, other: &Self, place: usize) -> Option<usize> {
        let id = other.row(place).id;
        let carried = other.origins.get(&id).and_then(|origin| self.by_id.get(origin));
        let carries = || self.origins.iter().find(|(_, origin)| **origin == id);
        let found = self.by_id.get(&id).or(carried).copied();
        found
            .or_else(|| self.by_id.get(carries()?.0).copied())
            .or_else(|| self.by_name.get(&other.name(place)).copied())
    }

    fn side(&self, place: usize) -> Side {
        let facts = self.row(place);
        let shown = &self.model.matrix.rows[self.rows[place]];
        let lead = plan::on(&facts.leads, self.day);
        let years: Years = self.model.matrix.plan.years;
        let target = |year| facts.target(year, self.day).cloned().unwrap_or_else(Target::default);
        Side {
            id: facts.id,
            code: shown.code.clone(),
            activity: shown.activity_name.clone(),
            indicator: shown.name.clone(),
            unit: shown.unit.clone(),
            measure: facts.measure,
            lead: lead.and_then(|lead| self.names.get(lead)).cloned().unwrap_or_default(),
            targets: years.each().map(|year| (year, target(year))).collect(),
        }
    }
}
