//! The membership list as PDF.

use app::taskforce;
use axum::response::Response;

use super::asked_day;
use crate::{Ctx, Fault, file};

/// The list as it is, or was, on the asked day; that it was printed is recorded.
pub async fn list(ctx: Ctx) -> Result<Response, Fault> {
    let day = asked_day(&ctx);
    let pdf = taskforce::membership_list(ctx.app(), ctx.actor()?, day, ctx.lang).await?;
    let name = format!("{}-{day}.pdf", ctx.lang.taskforce_list_file());
    Ok(file::pdf(&name, pdf))
}
