//! Where the events of a plan were held.

use std::{collections::HashMap, sync::Arc};

use domain::{
    access::{Act, Actor, check},
    plan::State,
    region::{Level, RegionCode},
};

use super::{
    load, own, scope,
    view::{Located, LocatedEvent},
};
use crate::{App, Error, Result};

/// The events of the running plan by the district they were held in, with the region view that
/// they are shown on; none where no plan runs.
///
/// # Errors
/// `Denied` without `plan.view` or `region.view`.
pub async fn located(app: &App, actor: &Actor) -> Result<Option<Located>> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanView, &scope(taskforce))?;
    let Some(model) = load::running_now(app, taskforce, None).await? else { return Ok(None) };
    let region = crate::region::view(app, actor, None).await?;
    let home = region.region().map(|home| home.code.path()).ok_or(Error::NotFound)?;
    let mut tx = app.store.read().await?;
    let rows = store::plan::list_located(&mut tx, taskforce, model.matrix.plan.id).await?;
    let people = store::region::list_population(&mut tx, &home).await?;
    let mut districts: HashMap<String, Vec<LocatedEvent>> = HashMap::new();
    for row in rows {
        let Ok(place) = model.place(row.indicator) else { continue };
        let (_, shown) = model.row(place)?;
        districts.entry(district(&row.code)).or_default().push(LocatedEvent {
            place: row.name,
            happened_on: row.happened_on,
            caption: row.caption,
            row: Arc::clone(shown),
            agency: model.agency(row.agency),
            is_verified: row.state == State::Verified,
        });
    }
    Ok(Some(Located {
        matrix: model.matrix.clone(),
        region,
        districts,
        people: people.into_iter().map(|row| (row.region, row)).collect(),
    }))
}

/// Code of the district that a place is, or lies in.
fn district(code: &str) -> String {
    let Ok(mut code) = RegionCode::parse(code) else { return code.to_owned() };
    while code.level() > Level::District
        && let Some(parent) = code.parent()
    {
        code = parent;
    }
    code.to_string()
}
