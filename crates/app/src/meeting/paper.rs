//! Papers of a meeting: what a page has put into words, under the letterhead, signed and recorded.

use domain::{
    access::{Act, Actor, check},
    id::MeetingId,
};
use report::document::Document;
use serde_json::json;
use text::Lang;

use super::{own, scope, seen};
use crate::{
    App, Result,
    audit::{self, Event},
};

/// A document about a meeting as PDF. That it was taken out is recorded.
///
/// # Errors
/// `Denied` without `meeting.print`; `NotFound` for a meeting that the actor may not see.
pub async fn paper(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: MeetingId,
    paper: Document,
) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    seen(&mut tx, actor, id).await?;
    let detail = json!({ "paper": paper.title });
    let event = Event::new(Act::MeetingPrint, "meeting", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    crate::taskforce::papered(app, taskforce, lang, paper).await
}
