//! The register taken out: on paper under the letterhead, and as a file for other programs.

use domain::access::{Act, Actor, check};
use report::document::Document;
use serde_json::{Value, json};
use text::Lang;

use super::{own, scope};
use crate::{
    App, Result,
    audit::{self, Event},
};

/// A document about the register as PDF. That it was taken out is recorded.
///
/// # Errors
/// `Denied` without `instrument.print`.
pub async fn paper(app: &App, actor: &Actor, lang: Lang, paper: Document) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    record(app, actor, &json!({ "paper": paper.title })).await?;
    crate::taskforce::papered(app, taskforce, lang, paper).await
}

/// Rows of the register as CSV. That they were taken out is recorded.
///
/// # Errors
/// `Denied` without `instrument.print`.
pub async fn csv(app: &App, actor: &Actor, rows: Vec<Vec<String>>) -> Result<Vec<u8>> {
    record(app, actor, &json!({ "export": "csv", "rows": rows.len() })).await?;
    Ok(report::sheet::export(rows))
}

async fn record(app: &App, actor: &Actor, detail: &Value) -> Result<()> {
    let taskforce = own(actor)?;
    check(actor, Act::InstrumentPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let event = Event::new(Act::InstrumentPrint, "taskforce", taskforce).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(detail)).await?;
    tx.commit().await?;
    Ok(())
}
