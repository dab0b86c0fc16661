//! The folder of a meeting as one download for the accounts.

use app::{
    Act, App, Error,
    meeting::{self, Bundle, Printed, view::Show},
};
use axum::{
    body::{Body, Bytes},
    extract::Path,
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::file::{FileKind, disposition};
use futures_util::{Stream, stream};

use super::{activity, paper, record};
use crate::{Ctx, Fault, forms::id_in};

/// Sends it while it is packed.
pub async fn download(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Fault> {
    let lang = ctx.paper_lang();
    let show = meeting::show(ctx.app(), ctx.actor()?, id_in(&id)?).await?;
    let folder = meeting::folder(ctx.app(), ctx.actor()?, show.row.id).await?;
    let printed = Printed {
        attendance: paper::attendance_sheet(lang, &show).filter(|_| !show.attendees.is_empty()),
        minutes: paper::minutes_sheet(&ctx, &show).await?,
        record: record::document(lang, &show, &folder),
        activity: activity::document(&ctx, lang, &show, &folder).await?,
        letter: letter(&ctx, &show).await?,
    };
    let bundle = meeting::bundle(ctx.app(), ctx.actor()?, lang, &show, printed).await?;
    let name = format!("berkas-rapat-{}.zip", show.row.draft.held_on);
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        // Any kind that is no picture goes out as a download.
        (header::CONTENT_DISPOSITION, disposition(&name, FileKind::Pdf)),
    ];
    Ok((headers, Body::from_stream(pieces(ctx.app().clone(), bundle))).into_response())
}

/// The letter that invited, for whoever may take it out.
pub(super) async fn letter(ctx: &Ctx, show: &Show) -> Result<Option<(String, Vec<u8>)>, Fault> {
    let actor = ctx.actor()?;
    if !actor.may(Act::LetterPrint) {
        return Ok(None);
    }
    Ok(app::letter::invitation(ctx.app(), actor, show.row.id).await?)
}

/// The bundle piece by piece; a fault breaks the answer off, which the browser shows as failed.
fn pieces(app: App, bundle: Bundle) -> impl Stream<Item = Result<Bytes, Error>> {
    stream::try_unfold((app, bundle), async |(app, mut bundle)| match bundle.next(&app).await {
        Ok(piece) => Ok(piece.map(|piece| (Bytes::from(piece), (app, bundle)))),
        Err(error) => {
            tracing::error!(cause = %error, "a bundle broke off");
            Err(error)
        }
    })
}
