//! Making and changing agencies.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Agency, Draft, place_under},
    field::FieldErrors,
    id::AgencyId,
    region::RegionCode,
};
use store::Tx;

use super::permit;
use crate::{App, Error, Result, audit, audit::Event};

/// Makes an agency and puts it into the address book of the actor's task force.
///
/// # Errors
/// `Invalid` for an unknown region or parent, `Rule("taken")` where the region has one of that
/// name.
pub async fn create(app: &App, actor: &Actor, draft: Draft) -> Result<AgencyId> {
    let mut tx = app.store.write().await?;
    check(actor, Act::AgencyEdit, &Scope::global())?;
    let id = AgencyId(app.ids.next());
    check_places(&mut tx, actor, id, &draft).await?;
    let agency = filled(id, 1, &draft);
    store::agency::insert(&mut tx, &agency, app.now()).await?;
    store_aliases(&mut tx, id, &draft.aliases).await?;
    if let Some(own) = actor.taskforce {
        store::agency::insert_participant(&mut tx, own, id).await?;
    }
    record(app, &mut tx, actor, &agency).await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes an agency; `version` is that of the form.
///
/// # Errors
/// `Conflict` where somebody else changed it since the form was made, and as [`create`].
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: AgencyId,
    version: i64,
    draft: Draft,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    store::agency::get(&mut tx, id).await?;
    permit(&mut tx, actor, Act::AgencyEdit, id).await?;
    check_places(&mut tx, actor, id, &draft).await?;
    let agency = filled(id, version, &draft);
    if !store::agency::update(&mut tx, &agency).await? {
        return Err(Error::Conflict);
    }
    store::agency::delete_aliases(&mut tx, id).await?;
    store_aliases(&mut tx, id, &draft.aliases).await?;
    record(app, &mut tx, actor, &agency).await?;
    tx.commit().await?;
    Ok(())
}

fn filled(id: AgencyId, version: i64, draft: &Draft) -> Agency {
    Agency {
        id,
        kind: draft.kind,
        full_name: draft.full_name.clone(),
        short_name: draft.short_name.clone(),
        region: draft.region.clone(),
        parent: draft.parent,
        closed_on: draft.closed_on,
        version,
    }
}

/// Whether region and parent exist and the parent is no part of the agency.
async fn check_places(tx: &mut Tx, actor: &Actor, id: AgencyId, draft: &Draft) -> Result<()> {
    let mut errors = FieldErrors::default();
    if let Some(code) = &draft.region {
        let code = RegionCode::parse(code).ok();
        let known = match &code {
            Some(code) => store::region::find(tx, code).await?.is_some(),
            None => false,
        };
        if !known {
            errors.push("region", "choice");
        }
    }
    if let Some(parent) = draft.parent {
        if permit(tx, actor, Act::AgencyView, parent).await.is_err() {
            errors.push("parent", "choice");
        }
        let above = store::agency::list_ancestors(tx, parent).await?;
        let above: Vec<AgencyId> = above.iter().map(|agency| agency.id).collect();
        place_under(id, parent, &above).map_err(|rule| Error::Rule(rule.code()))?;
    }
    Ok(errors.or(())?)
}

async fn store_aliases(tx: &mut Tx, id: AgencyId, aliases: &[String]) -> Result<()> {
    for alias in aliases {
        store::agency::insert_alias(tx, id, alias).await?;
    }
    Ok(())
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, agency: &Agency) -> Result<()> {
    let detail = serde_json::json!({
        "short_name": agency.short_name,
        "kind": agency.kind.code(),
        "closed_on": agency.closed_on.map(|day| day.to_string()),
    });
    let event = Event::new(Act::AgencyEdit, "agency", agency.id).detail(&detail);
    audit::append(app, tx, actor, event).await
}
