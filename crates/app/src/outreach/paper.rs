//! An order on paper, and what came back of it as a file.

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, check},
    id::{OrderId, RegionId},
};
use report::document::Document;
use serde_json::json;
use text::Lang;

use super::{
    own, scope, seen,
    view::{Answer, Sheet},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// An order that a page has put into words as PDF. That it was taken out is recorded.
///
/// # Errors
/// `Denied` without `outreach.print`; `NotFound` for an order that the actor may not see.
pub async fn paper(
    app: &App,
    actor: &Actor,
    lang: Lang,
    id: OrderId,
    paper: Document,
) -> Result<Vec<u8>> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    seen(&mut tx, actor, id).await?;
    let detail = json!({ "paper": paper.title });
    let event = Event::new(Act::OutreachPrint, "order", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    crate::taskforce::papered(app, taskforce, lang, paper).await
}

/// Every receipt of an order with its latest report. That it was taken out is recorded.
///
/// # Errors
/// `Denied` without `outreach.print`; `NotFound` for an order that was never sent down.
pub async fn export(app: &App, actor: &Actor, id: OrderId) -> Result<Sheet> {
    let taskforce = own(actor)?;
    check(actor, Act::OutreachPrint, &scope(taskforce))?;
    let mut tx = app.store.write().await?;
    let row = seen(&mut tx, actor, id).await?;
    let day = row.issued_on.ok_or(Error::NotFound)?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let key = (taskforce, id);
    let mut latest: HashMap<RegionId, Answer> = HashMap::new();
    for (report, reached) in store::outreach::list_latest(&mut tx, key).await? {
        let answer = latest.entry(report.region).or_insert_with(|| Answer {
            row: report,
            reaches: domain::outreach::Reaches::new(),
            files: Vec::new(),
        });
        answer.reaches.extend(reached);
    }
    let districts = store::outreach::list_tallies(&mut tx, key, day).await?;
    let districts = districts.into_iter().map(|one| (one.region, one.name)).collect();
    let receipts = store::outreach::list_receipts(&mut tx, key, None, day).await?;
    let rows = receipts.into_iter().map(|one| {
        let answer = latest.remove(&one.region);
        (one, answer)
    });
    let rows: Vec<_> = rows.collect();
    let detail = json!({ "export": "csv", "rows": rows.len() });
    let event = Event::new(Act::OutreachPrint, "order", id).taskforce(taskforce).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(Sheet { today: app.today(zone), zone, row, districts, rows })
}
