//! Handlers of the tree, the search and what became of a region.

use app::{Error, region};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{field::FieldErrors, region::RegionCode};
use maud::Markup;

use super::{code_of, href, views};
use crate::{Ctx, Fault, Posted};

/// The task force's own region, or what a search finds.
pub async fn index(ctx: Ctx) -> Result<Markup, Fault> {
    if let Some(typed) = ctx.query("q") {
        let found = region::search(ctx.app(), ctx.actor()?, &typed).await?;
        return Ok(views::found(&ctx, &typed, &found));
    }
    let view = region::view(ctx.app(), ctx.actor()?, None).await?;
    Ok(views::region(&ctx, &view, &Posted::default(), &FieldErrors::default()))
}

/// All provinces.
pub async fn nation(ctx: Ctx) -> Result<Markup, Fault> {
    let view = region::nation(ctx.app(), ctx.actor()?).await?;
    Ok(views::region(&ctx, &view, &Posted::default(), &FieldErrors::default()))
}

/// One region. A code that it no longer has leads on to the one it has now.
pub async fn show(ctx: Ctx, Path(code): Path<String>) -> Result<Response, Fault> {
    let asked = code_of(&code).ok_or(Error::NotFound)?;
    let view = region::view(ctx.app(), ctx.actor()?, Some(&asked)).await?;
    if let Some(region) = view.region().filter(|region| region.code != asked) {
        return Ok(Redirect::to(&href(&region.code)).into_response());
    }
    Ok(views::region(&ctx, &view, &Posted::default(), &FieldErrors::default()).into_response())
}

/// Writes down a split or a merger.
pub async fn relate(ctx: Ctx, Path(code): Path<String>, typed: Posted) -> Result<Response, Fault> {
    let old: RegionCode = code_of(&code).ok_or(Error::NotFound)?;
    let values = (typed.get("code"), typed.get("kind"), typed.get("on"));
    match region::relate(ctx.app(), ctx.actor()?, &old, values).await {
        Ok(_) => Ok(Redirect::to(&format!("{}?catat=1", href(&old))).into_response()),
        Err(Error::Invalid(errors)) => {
            let view = region::view(ctx.app(), ctx.actor()?, Some(&old)).await?;
            let page = views::region(&ctx, &view, &typed, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
