//! `/rad/matriks.xlsx`, `.csv` and `.pdf`: the matrix taken out.

use app::plan::{self, Export};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use domain::file::{FileKind, disposition};

use super::{address, words};
use crate::{Ctx, Fault, ui};

/// As a workbook that can be filled and imported again.
pub async fn workbook(ctx: Ctx) -> Result<Response, Fault> {
    file(&ctx, Export::Workbook, FileKind::Xlsx).await
}

/// On paper, to be signed.
pub async fn paper(ctx: Ctx) -> Result<Response, Fault> {
    file(&ctx, Export::Paper, FileKind::Pdf).await
}

/// As text in columns.
pub async fn csv(ctx: Ctx) -> Result<Response, Fault> {
    file(&ctx, Export::Csv, FileKind::Csv).await
}

/// The rows paid from the special allocation fund, for their own report.
pub async fn dak(ctx: Ctx) -> Result<Response, Fault> {
    let bytes = plan::dak(ctx.app(), ctx.actor()?).await?;
    let name = format!("rad-dak-{}.xlsx", ctx.today());
    let headers = [
        (header::CONTENT_TYPE, FileKind::Xlsx.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Xlsx)),
    ];
    Ok((headers, bytes).into_response())
}

/// The plan and the agency are named in the address as on the matrix.
async fn file(ctx: &Ctx, export: Export, kind: FileKind) -> Result<Response, Fault> {
    let (app, actor) = (ctx.app(), ctx.actor()?);
    let plan = match ctx.query("rencana") {
        Some(text) => Some(super::life::find(ctx, &text).await?),
        None => None,
    };
    let filter = plan::view::Filter { plan, ..plan::view::Filter::default() };
    let page = plan::matrix(app, actor, &filter).await?.ok_or_else(Fault::not_found)?;
    let agency = match ctx.query("instansi") {
        Some(text) => {
            let found = address::find_agency(&page.matrix, &text);
            Some(found.map(|one| one.id).ok_or_else(Fault::not_found)?)
        }
        None => None,
    };
    let bytes =
        plan::export(app, actor, ctx.paper_lang(), (plan, agency), (export, ui::word)).await?;
    let years = words::plain_years(page.matrix.plan.years);
    let name = format!("rad-{years}-{}.{}", ctx.today(), kind.extension());
    let headers = [
        (header::CONTENT_TYPE, kind.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, kind)),
    ];
    Ok((headers, bytes).into_response())
}
