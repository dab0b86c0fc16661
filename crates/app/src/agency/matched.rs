//! Names in files that somebody has matched by hand, each once and for good.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Lead, match_key},
    field::{self, FieldErrors},
    id::TaskForceId,
};
use serde_json::json;
use store::{Tx, agency::MatchRow};

use super::own;
use crate::{App, Error, Result, audit, audit::Event, plan::import::hex};

/// Longest name, in characters.
const NAME_MAX: usize = 200;

/// Names in files that somebody has matched, each with the short name of whom it means.
///
/// # Errors
/// `Denied` without `plan.import`.
pub async fn matches(app: &App, actor: &Actor) -> Result<Vec<(String, String)>> {
    let taskforce = granted(actor)?;
    let mut tx = app.store.read().await?;
    let groups = store::agency::list_groups(&mut tx, taskforce).await?;
    let mut list = Vec::new();
    for row in store::agency::list_matches(&mut tx, taskforce).await? {
        let shown = match row.lead {
            Some(Lead::Agency(id)) => store::agency::get(&mut tx, id).await?.short_name,
            Some(Lead::Group(id)) => {
                let group = groups.iter().find(|group| group.id == id);
                group.map(|group| group.short_name.clone()).unwrap_or_default()
            }
            None => String::new(),
        };
        list.push((row.name, shown));
    }
    Ok(list)
}

/// Decides once what a name in a file means; every later import follows it.
///
/// # Errors
/// `Denied` without `plan.import`; `Invalid` without a name or an office; `NotFound` for an office
/// or group of another task force.
pub async fn settle(app: &App, actor: &Actor, name: &str, lead: Option<Lead>) -> Result<()> {
    let taskforce = granted(actor)?;
    let mut errors = FieldErrors::default();
    let name = field::words("name", name, NAME_MAX, &mut errors);
    if match_key(&name).is_empty() {
        errors.push("name", "required");
    }
    let Some(lead) = lead else {
        errors.push("lead", "required");
        return Err(errors.into());
    };
    errors.or(())?;
    let mut tx = app.store.write().await?;
    let known = match lead {
        Lead::Agency(id) => store::agency::is_participant(&mut tx, taskforce, id).await?,
        Lead::Group(id) => store::agency::get_group(&mut tx, taskforce, id).await.is_ok(),
    };
    if !known {
        return Err(Error::NotFound);
    }
    let row = MatchRow { name, lead: Some(lead), set_by: actor.account(), set_at: app.now() };
    store::agency::save_match(&mut tx, taskforce, &row).await?;
    record(app, tx, actor, &row.name, true).await
}

/// Forgets what a name in a file means.
///
/// # Errors
/// `Denied` without `plan.import`; `NotFound` for a name that nobody has matched.
pub async fn forget(app: &App, actor: &Actor, name: &str) -> Result<()> {
    let taskforce = granted(actor)?;
    let mut errors = FieldErrors::default();
    let name = field::words("name", name, NAME_MAX, &mut errors);
    errors.or(())?;
    let mut tx = app.store.write().await?;
    if !store::agency::delete_match(&mut tx, taskforce, &name).await? {
        return Err(Error::NotFound);
    }
    record(app, tx, actor, &name, false).await
}

async fn record(app: &App, mut tx: Tx, actor: &Actor, name: &str, is_known: bool) -> Result<()> {
    // A name out of a file may be anybody's: the trail keeps what tells two apart, not the name.
    let print = vault::digest::sha256(match_key(name).as_bytes());
    let event = Event::new(Act::PlanImport, "match", hex(&print)).taskforce(own(actor)?);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "is_known": is_known }))).await?;
    tx.commit().await?;
    Ok(())
}

fn granted(actor: &Actor) -> Result<TaskForceId> {
    let taskforce = own(actor)?;
    check(actor, Act::PlanImport, &Scope::taskforce(taskforce))?;
    Ok(taskforce)
}
