//! Writing at the table: one pen, saved as it is typed, never one text over another unseen.

use domain::{
    access::{Act, Actor},
    action,
    id::{AccountId, ActionId, AgencyId, DecisionId, IndicatorId, ItemId, MeetingId, RemarkId},
    meeting::{self, Decision, DecisionForm, Rule, Source, Stage},
    time::Instant,
};
use serde_json::json;
use store::{
    StoreError, Tx,
    action::ActionRow,
    meeting::{DecisionRow, ItemRow, MeetingRow, Pen, RemarkRow},
};

use super::{attend::participant, locked, managed, own, seen, today, usable};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// How long a pen that does not write is kept.
const PEN: i64 = 10 * 60 * Instant::SECOND;

/// The page by which somebody writes; a new one for every tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page(String);

impl Page {
    /// A page by its name: a short word of letters, digits and hyphens.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        ((1..=64).contains(&text.len()) && plain).then(|| Self(text.to_owned()))
    }

    /// A new page.
    pub fn new(app: &App) -> Self {
        Self(app.ids.next().to_string())
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// What became of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It is kept, as this version.
    Saved(i64),
    /// Somebody wrote something else in the meantime: theirs, and its version.
    Conflict(String, i64),
}

/// Whether somebody else writes. Another page of the same person takes the pen along; the versions
/// of the items keep their two texts apart.
pub fn is_taken(pen: &Pen, account: Option<AccountId>, now: Instant) -> bool {
    Some(pen.scribe) != account && now < pen.since.plus(PEN)
}

/// A meeting whose minutes are being written.
pub(super) async fn writing(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<MeetingRow> {
    let row = managed(tx, actor, id).await?;
    match row.stage {
        stage if stage.is_writing() => Ok(row),
        Stage::Locked => Err(Rule::Locked.into()),
        _ => Err(Rule::NotWriting.into()),
    }
}

/// An item that stands on the agenda: what is written to one that was taken off would be lost.
async fn open_item(tx: &mut Tx, row: &MeetingRow, id: ItemId) -> Result<ItemRow> {
    let item = store::meeting::get_item(tx, row.taskforce, row.id, id).await?;
    if item.is_removed { Err(Rule::ItemRemoved.into()) } else { Ok(item) }
}

/// Takes the pen for a page, also from somebody else.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Rule` where the minutes are not being written.
pub async fn take_pen(app: &App, actor: &Actor, id: MeetingId, page: &Page) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = writing(&mut tx, actor, id).await?;
    hold(app, &mut tx, actor, &row, page).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the pen; recorded once for each page, not with each letter.
async fn hold(app: &App, tx: &mut Tx, actor: &Actor, row: &MeetingRow, page: &Page) -> Result<()> {
    let Some(scribe) = actor.account() else { return Ok(()) };
    let pen = Pen { scribe, page: page.0.clone(), since: app.now() };
    store::meeting::update_pen(tx, row.taskforce, row.id, &pen).await?;
    let is_new = row.pen.as_ref().is_none_or(|old| (old.scribe, &old.page) != (scribe, &pen.page));
    if is_new { record(app, tx, actor, row, "pen").await } else { Ok(()) }
}

pub(super) async fn record(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingRow,
    what: &str,
) -> Result<()> {
    let event = Event::new(Act::MeetingManage, "meeting", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&json!({ "minutes": what }))).await
}

/// Keeps what was said to an item, typed over version `seen`.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound`; `Rule` where somebody else holds the
/// pen, and where the minutes are not being written.
pub async fn write(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (item, seen): (ItemId, i64),
    typed: &str,
    page: &Page,
) -> Result<Written> {
    let said = meeting::discussion(typed);
    let mut tx = app.store.write().await?;
    let row = writing(&mut tx, actor, id).await?;
    let said = said?;
    if row.pen.as_ref().is_some_and(|pen| is_taken(pen, actor.account(), app.now())) {
        return Err(Rule::Pen.into());
    }
    let stored = open_item(&mut tx, &row, item).await?;
    if stored.discussion == said {
        return Ok(Written::Saved(stored.version));
    }
    if !store::meeting::update_discussion(&mut tx, row.taskforce, item, (&said, seen)).await? {
        return Ok(Written::Conflict(stored.discussion, stored.version));
    }
    hold(app, &mut tx, actor, &row, page).await?;
    tx.commit().await?;
    Ok(Written::Saved(seen + 1))
}

/// Writes a decision down, with the action that carries it out where one is named. `id` is that of
/// the form, so a form that is sent twice decides once.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `NotFound`; `Rule` where the minutes are not being
/// written, or the office can't take it.
pub async fn decide(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (item, decision): (ItemId, DecisionId),
    form: &DecisionForm,
    action: &action::Form,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = writing(&mut tx, actor, id).await?;
    let stored = open_item(&mut tx, &row, item).await?;
    let parsed = Decision::parse(form);
    let carried = if action.is_blank() {
        Ok(None)
    } else {
        action::Draft::parse(action, row.draft.held_on).map(Some)
    };
    let (said, carried) = match (parsed, carried) {
        (Ok(said), Ok(carried)) => (said, carried),
        (said, carried) => {
            let mut errors = said.err().unwrap_or_default();
            errors.0.extend(carried.err().unwrap_or_default().0);
            return Err(errors.into());
        }
    };
    let position = store::meeting::next_decision(&mut tx, row.taskforce, id).await?;
    let new = DecisionRow {
        taskforce: row.taskforce,
        id: decision,
        meeting: id,
        item,
        position,
        decision: said,
        created_by: actor.account(),
        created_at: app.now(),
    };
    let known = store::meeting::list_decisions(&mut tx, row.taskforce, id).await?;
    if let Some(old) = known.iter().find(|old| old.id == decision) {
        // The same form once more is written already; another text under its key is not.
        let same = (old.item, &old.decision) == (item, &new.decision);
        return if same { Ok(()) } else { Err(Error::Conflict) };
    }
    match store::meeting::insert_decision(&mut tx, &new).await {
        Err(StoreError::Taken) => return Err(Error::Conflict),
        other => other?,
    }
    if let Some(mut carried) = carried {
        carried.indicator = carried.indicator.or(about(stored.source));
        let key = ActionId(app.ids.next());
        put(app, &mut tx, actor, &row, (decision, key), carried).await?;
    }
    record(app, &mut tx, actor, &row, "decided").await?;
    tx.commit().await?;
    Ok(())
}

/// The row of the plan that an item is about.
const fn about(source: Source) -> Option<IndicatorId> {
    match source {
        Source::Red(id) | Source::Returned(id) => Some(id),
        Source::Own | Source::Action(_) | Source::Wish(_) | Source::Pledges => None,
    }
}

/// Gives out one more action by a decision. `id` is that of the form.
///
/// # Errors
/// As [`decide`].
pub async fn give(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (decision, action): (DecisionId, ActionId),
    form: &action::Form,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = writing(&mut tx, actor, id).await?;
    store::meeting::get_decision(&mut tx, row.taskforce, id, decision).await?;
    let draft = action::Draft::parse(form, row.draft.held_on)?;
    put(app, &mut tx, actor, &row, (decision, action), draft).await?;
    tx.commit().await?;
    Ok(())
}

/// Refuses an action for an office that can't take it, or for no row of a plan.
pub(super) async fn fits(
    app: &App,
    tx: &mut Tx,
    row: &MeetingRow,
    draft: &action::Draft,
) -> Result<()> {
    let day = today(app, tx, row.taskforce).await?;
    usable(tx, row.taskforce, draft.agency, day).await?;
    if let Some(indicator) = draft.indicator {
        store::plan::get_indicator(tx, row.taskforce, indicator)
            .await
            .map_err(|_| Error::Rule(action::Rule::Row.code()))?;
    }
    Ok(())
}

async fn put(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingRow,
    (decision, id): (DecisionId, ActionId),
    draft: action::Draft,
) -> Result<()> {
    fits(app, tx, row, &draft).await?;
    let new = ActionRow {
        taskforce: row.taskforce,
        id,
        meeting: Some(row.id),
        decision: Some(decision),
        draft,
        state: action::State::Open,
        version: 1,
        is_example: row.is_example,
        created_by: actor.account(),
        created_at: app.now(),
    };
    let known = store::action::list_of_meeting(tx, row.taskforce, row.id).await?;
    if let Some(old) = known.iter().find(|old| old.id == id) {
        let same = (old.decision, &old.draft.what) == (new.decision, &new.draft.what);
        return if same { Ok(()) } else { Err(Error::Conflict) };
    }
    match store::action::insert(tx, &new).await {
        Err(StoreError::Taken) => return Err(Error::Conflict),
        other => other?,
    }
    let detail = json!({
        "agency": new.draft.agency.to_string(), "due_on": new.draft.due_on.to_string(),
    });
    let event = Event::new(Act::MeetingManage, "action", id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&detail)).await
}

/// Remarks on minutes that circulate.
///
/// # Errors
/// `Denied` for an office that took no part; `Invalid`; `Rule` where they do not circulate.
pub async fn remark(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (key, typed): (Option<RemarkId>, &str),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    seen(&mut tx, actor, id).await?;
    let agency = participant(&mut tx, actor, id).await?;
    let row = locked(&mut tx, own(actor)?, id).await?;
    if row.stage != Stage::Circulating {
        return Err(Rule::NotCirculating.into());
    }
    let text = meeting::remark(typed)?;
    keep(app, &mut tx, actor, &row, (key, By::Part(agency), text)).await?;
    tx.commit().await?;
    Ok(())
}

/// Corrects minutes that are locked, beside them.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `Rule` where they are not locked.
pub async fn addendum(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    (key, typed): (Option<RemarkId>, &str),
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if row.stage != Stage::Locked {
        return Err(Rule::Stage.into());
    }
    let text = meeting::remark(typed)?;
    keep(app, &mut tx, actor, &row, (key, By::Correction, text)).await?;
    tx.commit().await?;
    Ok(())
}

/// Whose words are kept.
enum By {
    /// A remark of an office, or of the secretariat.
    Part(Option<AgencyId>),
    /// An addendum.
    Correction,
}

/// Keeps a remark or an addendum. The key is that of the form, so a form that is sent twice says it
/// once.
async fn keep(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    row: &MeetingRow,
    (key, by, text): (Option<RemarkId>, By, String),
) -> Result<()> {
    let (is_addendum, agency) = match by {
        By::Part(agency) => (false, agency),
        By::Correction => (true, None),
    };
    let id = key.unwrap_or_else(|| RemarkId(app.ids.next()));
    let known = store::meeting::list_remarks(tx, row.taskforce, row.id).await?;
    if let Some(old) = known.iter().find(|old| old.id == id) {
        return if old.text == text { Ok(()) } else { Err(Error::Conflict) };
    }
    let new = RemarkRow {
        taskforce: row.taskforce,
        id,
        meeting: row.id,
        is_addendum,
        agency,
        text,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::meeting::insert_remark(tx, &new).await?;
    let act = if is_addendum { Act::MeetingManage } else { Act::MeetingTakePart };
    let what = if is_addendum { "addendum" } else { "remark" };
    let event = Event::new(act, "meeting", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&json!({ "minutes": what }))).await
}
