//! Agencies to choose from, and finding one by what people call it.

use domain::{
    access::{Act, Actor, Scope, check},
    id::AgencyId,
};
use store::agency::Filter;

use crate::{App, Result};

/// Most agencies that a list to choose from shows.
const CHOICES: i64 = 2_000;

/// Agencies of the actor's task force to choose from, by short name.
pub async fn choices(app: &App, actor: &Actor) -> Result<Vec<(AgencyId, String)>> {
    check(actor, Act::AgencyView, &Scope::global())?;
    let filter = Filter { taskforce: actor.taskforce, ..Filter::default() };
    let mut tx = app.store.read().await?;
    let agencies = store::agency::list(&mut tx, &filter, None, CHOICES).await?;
    Ok(agencies.into_iter().map(|agency| (agency.id, agency.short_name)).collect())
}
