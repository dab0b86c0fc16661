//! What regions answer: that the order arrived, and what they did with it.

use domain::{
    access::{Act, Actor},
    file::FileClass,
    id::{OrderId, OrderReportId, RegionId},
    outreach::{Reaches, Report, ReportForm, Rule, State},
    region::RegionCode,
};
use serde_json::json;
use store::{
    Tx,
    outreach::{OrderRow, ReceiptRow, ReportRow, Steps},
};

use super::{answers, locked, on_behalf, own, seen, tally::count};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    file::{self, Clean},
    meeting,
};

/// A document or a picture that shows what was done.
#[derive(Debug, Clone)]
pub struct Proof {
    /// Name as sent.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Says that an order arrived in a region, and with `below` also in every village of that
/// sub-district. Said again it changes nothing. Returns how many receipts it changed.
///
/// # Errors
/// `Denied` for a region that the actor does not answer for; `NotFound` where it did not receive
/// the order; `Rule` while the order does not run.
pub async fn acknowledge(
    app: &App,
    actor: &Actor,
    (id, region): (OrderId, RegionId),
    below: bool,
) -> Result<i64> {
    let taskforce = own(actor)?;
    let mut tx = app.store.write().await?;
    let row = locked(&mut tx, actor, id).await?;
    let (district, arrived) = arrived(&mut tx, actor, &row, region, below).await?;
    if !row.stage.is_running() {
        return Err(Rule::Stage.into());
    }
    let mut changed = 0;
    for (region, code) in arrived {
        let said = (actor.account(), app.now());
        let key = (taskforce, id, region);
        let on_behalf = on_behalf(actor, &code);
        changed += i64::from(store::outreach::acknowledge(&mut tx, key, said, on_behalf).await?);
    }
    if changed == 0 {
        return Ok(0);
    }
    let more = Steps { acknowledged: changed, ..Steps::default() };
    count(&mut tx, &row, district, more, [(&Reaches::new(), &Reaches::new())]).await?;
    let detail = json!({ "order": id.to_string(), "acknowledged": changed });
    let event = Event::new(Act::OutreachReport, "receipt", region).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(changed)
}

/// The regions that the actor says the order arrived in, and the sub-district of them.
async fn arrived(
    tx: &mut Tx,
    actor: &Actor,
    row: &OrderRow,
    region: RegionId,
    below: bool,
) -> Result<(RegionId, Vec<(RegionId, RegionCode)>)> {
    if !below {
        let receipt = received(tx, actor, row, region).await?;
        return Ok((receipt.district, vec![(region, receipt.now)]));
    }
    let district = store::region::get(tx, region).await?;
    answers(actor, row.taskforce, &district.code)?;
    let key = (row.taskforce, row.id);
    let mut waiting = store::outreach::list_acknowledging(tx, key, region).await?;
    // A village that moved elsewhere since is counted here still, but answered for there.
    waiting.retain(|(_, code)| answers(actor, row.taskforce, code).is_ok());
    Ok((region, waiting))
}

/// The receipt of a region that the actor answers for.
async fn received(
    tx: &mut Tx,
    actor: &Actor,
    row: &OrderRow,
    region: RegionId,
) -> Result<ReceiptRow> {
    let day = row.issued_on.ok_or(Error::NotFound)?;
    let key = (row.taskforce, row.id);
    let receipt = store::outreach::get_receipt(tx, key, region, day).await?;
    answers(actor, row.taskforce, &receipt.now)?;
    Ok(receipt)
}

/// Reports what a region did, over version `version` of its receipt; reported again it corrects
/// what was reported before. `key` is that of the form, so a form that is sent twice reports once.
///
/// # Errors
/// `Denied` for a region that the actor does not answer for; `NotFound` where it did not receive
/// the order; `Invalid`; `Rule` while the order does not run; `Conflict` where somebody else
/// reported since.
pub async fn report(
    app: &App,
    actor: &Actor,
    (id, region): (OrderId, RegionId),
    (form, version, key): (&ReportForm, i64, OrderReportId),
    proof: Option<Proof>,
) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.read().await?;
    let row = seen(&mut tx, actor, id).await?;
    let receipt = received(&mut tx, actor, &row, region).await?;
    let today = meeting::today(app, &mut tx, taskforce).await?;
    drop(tx);
    let levels = row.order.levels.of(receipt.level);
    let report = Report::parse(form, &levels, (row.begins_on, today))?;
    let clean = match proof {
        Some(proof) => Some(file::clean(app, "evidence", proof.name, proof.bytes).await?),
        None => None,
    };
    let mut tx = app.store.write().await?;
    // Read again: the order may have been closed while the file was cleaned.
    let row = locked(&mut tx, actor, id).await?;
    let receipt = received(&mut tx, actor, &row, region).await?;
    if let Some(old) = store::outreach::find_report(&mut tx, taskforce, key).await? {
        let reaches = store::outreach::list_reaches(&mut tx, taskforce, key).await?;
        let place = (old.order, old.region) == (id, region);
        let words = (old.held_on, &old.note) == (report.held_on, &report.note);
        let same = place && words && reaches == report.reaches;
        return if same { Ok(()) } else { Err(Error::Conflict) };
    }
    if !row.stage.is_running() {
        return Err(Rule::Stage.into());
    }
    if receipt.version != version {
        return Err(Error::Conflict);
    }
    keep(app, &mut tx, actor, (&row, &receipt), (key, &report, clean)).await?;
    let sum = report.sum();
    let detail = json!({
        "order": id.to_string(), "version": version + 1, "gatherings": sum.gatherings,
        "people": sum.people,
    });
    let event = Event::new(Act::OutreachReport, "receipt", region).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(())
}

/// Writes a report down, its sum in the receipt and in the roll-up.
async fn keep(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    (row, receipt): (&OrderRow, &ReceiptRow),
    (key, report, clean): (OrderReportId, &Report, Option<Clean>),
) -> Result<()> {
    let place = (row.taskforce, row.id, receipt.region);
    let before = latest(tx, row, receipt).await?;
    let on_behalf = on_behalf(actor, &receipt.now);
    let said = (actor.account(), app.now(), on_behalf);
    let over = (receipt.version, report.sum());
    if !store::outreach::update_reported(tx, place, over, said).await? {
        return Err(Error::Conflict);
    }
    let stored = ReportRow {
        id: key,
        order: row.id,
        region: receipt.region,
        version: receipt.version + 1,
        held_on: report.held_on,
        note: report.note.clone(),
        on_behalf,
        reported_by: said.0,
        reported_at: said.1,
    };
    store::outreach::insert_report(tx, row.taskforce, &stored).await?;
    store::outreach::insert_reaches(tx, row.taskforce, key, &report.reaches).await?;
    if let Some(clean) = &clean {
        let class = FileClass::Internal;
        let file = file::put(app, tx, actor, row.taskforce, class, clean).await?;
        store::outreach::insert_file(tx, row.taskforce, key, file).await?;
    }
    let was_empty = receipt.state == State::Reported && before.is_empty();
    let more = Steps {
        asked: 0,
        acknowledged: i64::from(receipt.state == State::Waiting),
        reported: i64::from(receipt.state != State::Reported),
        empty: i64::from(report.reaches.is_empty()) - i64::from(was_empty),
    };
    count(tx, row, receipt.district, more, [(&before, &report.reaches)]).await
}

/// What a region reported last.
async fn latest(tx: &mut Tx, row: &OrderRow, receipt: &ReceiptRow) -> Result<Reaches> {
    let place = (row.taskforce, row.id, receipt.region);
    match store::outreach::list_reports(tx, place).await?.first() {
        Some(last) => Ok(store::outreach::list_reaches(tx, row.taskforce, last.id).await?),
        None => Ok(Reaches::new()),
    }
}
