//! Letters taken out: as paper, and the register as a file for spreadsheets.

use app::letter;
use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::file::{FileKind, disposition};

use super::index::asked;
use crate::{Ctx, Fault, file, forms::id_in};

/// A letter as PDF.
pub async fn paper(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let (name, bytes) = letter::paper(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    Ok(file::pdf(&name, bytes))
}

/// The register of outgoing letters, narrowed as the archive is.
pub async fn register(ctx: Ctx) -> Result<Response, Fault> {
    let bytes = letter::register(ctx.app(), ctx.actor()?, &asked(&ctx), ctx.paper_lang()).await?;
    let name = format!("{}-{}.csv", ctx.lang.letter_register_file(), ctx.today());
    let headers = [
        (header::CONTENT_TYPE, FileKind::Csv.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Csv)),
    ];
    Ok((headers, bytes).into_response())
}
