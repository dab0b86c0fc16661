//! `/berkas/{id}`: hands out the files of the task force.
//!
//! A picture may stand in a page; everything else is a download. With `nosniff` on every answer
//! and the kind decided by content, no file is ever run as a page of ours.

use app::{Act, App, file::Opened};
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use domain::file::{FileFault, FileKind, disposition};
use futures_util::{Stream, stream};
use text::Lang;

use crate::{Ctx, Fault, Guard, Routes};

/// What a field for evidence offers to choose; what a file is, its content says.
pub const ACCEPT: &str = "image/*,.pdf,.xlsx,.docx,.ods,.csv,.txt";

/// A paper that was just made, as a download.
pub fn pdf(name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, FileKind::Pdf.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition(name, FileKind::Pdf)),
    ];
    (headers, bytes).into_response()
}

/// Routes of files.
pub fn routes() -> Routes {
    Routes::new().get("/berkas/{id}", Guard::Act(Act::FileView), show)
}

/// Sends a file in pieces of 256 KiB, so that no large file stands in memory.
async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Fault::not_found())?;
    let opened = app::file::open(ctx.app(), ctx.actor()?, id).await?;
    let row = &opened.row;
    let headers = [
        (header::CONTENT_TYPE, row.kind.media_type().to_owned()),
        (header::CONTENT_LENGTH, row.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition(&row.name, row.kind)),
    ];
    Ok((headers, Body::from_stream(pieces(ctx.app().clone(), opened))).into_response())
}

/// The file piece by piece; a fault breaks the answer off, which the browser shows as failed.
fn pieces(app: App, opened: Opened) -> impl Stream<Item = Result<Bytes, app::Error>> {
    stream::try_unfold((app, opened), async |(app, mut opened)| match opened.next(&app).await {
        Ok(piece) => Ok(piece.map(|piece| (Bytes::from(piece), (app, opened)))),
        Err(error) => {
            tracing::error!(file = %opened.row.id, cause = %error, "a file broke off");
            Err(error)
        }
    })
}

/// Why a file was not taken and what to do, from the code of its field.
pub fn problem(lang: Lang, code: &str) -> Option<&'static str> {
    Some(match FileFault::from_code(code)? {
        FileFault::Empty => lang.file_empty(),
        FileFault::TooLarge => lang.file_too_large(),
        FileFault::Kind => lang.file_kind(),
        FileFault::Active => lang.file_active(),
        FileFault::Damaged => lang.file_damaged(),
        FileFault::Bomb => lang.file_bomb(),
        FileFault::Malware => lang.file_malware(),
        FileFault::Heic => lang.file_heic(),
    })
}
