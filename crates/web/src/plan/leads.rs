//! Agencies and groups to choose from, as forms send them.

use domain::agency::Lead;

use crate::{Ctx, Fault};

/// Agencies and groups to answer for a row, as an answer and its words.
pub async fn choices(ctx: &Ctx) -> Result<Vec<(String, String)>, Fault> {
    let (app, actor) = (ctx.app(), ctx.actor()?);
    let groups = app::agency::groups(app, actor).await?;
    let groups = groups.into_iter().map(|one| (code(Lead::Group(one.id)), one.short_name));
    let agencies = app::agency::choices(app, actor).await?;
    let agencies = agencies.into_iter().map(|(id, name)| (code(Lead::Agency(id)), name));
    Ok(groups.chain(agencies).collect())
}

/// A lead as the value of an answer.
pub fn code(lead: Lead) -> String {
    match lead {
        Lead::Agency(id) => format!("a{id}"),
        Lead::Group(id) => format!("g{id}"),
    }
}

/// The lead of an answer.
pub fn parse(text: &str) -> Option<Lead> {
    let (kind, id) = text.split_at_checked(1)?;
    match kind {
        "a" => id.parse().ok().map(Lead::Agency),
        "g" => id.parse().ok().map(Lead::Group),
        _ => None,
    }
}
