//! The agenda: what is red, overdue, returned and asked for, and what the secretary makes of it.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use domain::{
    access::{Act, Actor, check},
    action::State,
    id::{AgencyId, IndicatorId, ItemId, MeetingId},
    meeting::{AgendaForm, AgendaItem, ITEMS_MAX, Kind, Rule, Source},
    plan::Ask,
};
use serde_json::json;
use store::{
    Tx,
    meeting::{ItemRow, MeetingRow},
};
use text::Lang;

use super::{managed, own, scope};
use crate::{
    App, Error, Result,
    audit::{self, Event},
    plan::view::Row,
};

/// Places of a new agenda that nothing is put into by itself, those of opening and closing included.
const OWN: usize = 10;
/// Most red rows that an agenda takes up by itself, the most urgent ones.
const RED: usize = 12;
/// Most overdue actions and returned reports that it takes up by itself.
const FEW: usize = 12;
/// Longest title that is made of other words.
const TITLE: usize = 200;

/// What an agenda can be made of, read before anything is written.
pub(super) struct Material {
    red: Vec<Arc<Row>>,
    returned: Vec<(Arc<Row>, String, AgencyId)>,
    leads: Vec<AgencyId>,
}

impl Material {
    /// What the plan has to say today.
    ///
    /// # Errors
    /// `Denied` without `plan.view`.
    pub(super) async fn gather(app: &App, actor: &Actor) -> Result<Self> {
        let Some((matrix, red)) = crate::plan::red_list(app, actor).await? else {
            return Ok(Self { red: Vec::new(), returned: Vec::new(), leads: Vec::new() });
        };
        let silent = crate::plan::silent(app, actor).await?;
        let offices = silent.map(|silent| silent.offices).unwrap_or_default();
        let returned = offices.into_iter().flat_map(|office| {
            let again = office.rows.into_iter().filter(|due| due.ask == Ask::Again);
            again.map(|due| (due.row, due.agency.short, due.agency.id))
        });
        let leads = matrix.agencies.iter().map(|agency| agency.id).collect();
        Ok(Self { red, returned: returned.collect(), leads })
    }

    /// The agencies that answer for rows of the running plan.
    pub(super) fn agencies(&self) -> impl Iterator<Item = AgencyId> + '_ {
        self.leads.iter().copied()
    }
}

/// What stands on an agenda before it is written.
struct Point {
    source: Source,
    title: String,
    note: String,
}

fn point(source: Source, title: String, note: impl Into<String>) -> Point {
    Point { source, title: title.chars().take(TITLE).collect(), note: note.into() }
}

/// Adds to an agenda what it does not have yet and nobody took off; `fresh` also opens and closes
/// it. Returns how many items are new.
pub(super) async fn draft(
    app: &App,
    tx: &mut Tx,
    row: &MeetingRow,
    guests: &BTreeSet<AgencyId>,
    material: &Material,
    fresh: bool,
) -> Result<usize> {
    let lang = Lang::Id;
    let known = store::meeting::list_items(tx, row.taskforce, row.id).await?;
    let there: HashSet<Source> =
        known.iter().map(|item| item.source).filter(|source| *source != Source::Own).collect();
    let mut points = Vec::new();
    // What was pledged before is asked for first.
    if row.draft.kind == Kind::Plenary {
        points.extend(pledged(tx, row).await?);
    }
    if row.draft.kind.looks_at_plan() {
        points.extend(overdue(tx, row, guests).await?);
        points.extend(rows(row.draft.kind, guests, material));
    }
    let wishes = store::meeting::list_wishes(tx, row.taskforce).await?;
    for wish in wishes.into_iter().filter(|_| !row.draft.kind.is_closed()) {
        if row.draft.kind != Kind::Sub || guests.contains(&wish.agency) {
            let agency = store::agency::get(tx, wish.agency).await?.short_name;
            let note = lang.meeting_item_wish(agency, &wish.note).trim().to_owned();
            points.push(point(Source::Wish(wish.id), wish.title, note));
        }
    }
    points.retain(|point| !there.contains(&point.source));
    let visible = known.iter().filter(|item| !item.is_removed).count();
    // Room for opening and closing, and for what the secretariat adds.
    let kept = if fresh { OWN } else { 0 };
    points.truncate(ITEMS_MAX.saturating_sub(visible + kept));
    if fresh {
        points.insert(0, point(Source::Own, lang.meeting_item_opening().to_owned(), ""));
        points.push(point(Source::Own, lang.meeting_item_closing().to_owned(), ""));
    }
    let new = points.len();
    // What came later goes before the closing item.
    let first = known.iter().map(|item| item.position + 1).max().unwrap_or(0);
    let closing = closing(&known);
    for (position, point) in (first..).zip(points) {
        store::meeting::insert_item(tx, &item(app, row, position, point)).await?;
    }
    if let Some(last) = closing.filter(|_| new > 0) {
        let end = first + i64::try_from(new).unwrap_or(i64::MAX);
        store::meeting::update_place(tx, row.taskforce, last.id, end).await?;
    }
    Ok(new)
}

/// The closing item, where it still ends the agenda.
fn closing(items: &[ItemRow]) -> Option<&ItemRow> {
    let last = items.iter().rev().find(|item| !item.is_removed)?;
    (last.source == Source::Own && last.title == Lang::Id.meeting_item_closing()).then_some(last)
}

fn item(app: &App, row: &MeetingRow, position: i64, point: Point) -> ItemRow {
    ItemRow {
        taskforce: row.taskforce,
        id: ItemId(app.ids.next()),
        meeting: row.id,
        position,
        title: point.title,
        note: point.note,
        source: point.source,
        is_removed: false,
        discussion: String::new(),
        version: 1,
    }
}

/// One item for all that was pledged at earlier meetings and that nobody judged.
async fn pledged(tx: &mut Tx, row: &MeetingRow) -> Result<Option<Point>> {
    let place = (row.id, row.draft.held_on);
    let open = store::meeting::list_open_pledges(tx, row.taskforce, place).await?;
    let offices: HashSet<AgencyId> = open.iter().map(|one| one.pledge.agency).collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let lang = Lang::Id;
    Ok((!open.is_empty()).then(|| {
        let (pledges, offices) = (count(open.len()), count(offices.len()));
        let note = lang.meeting_paper_item_note(lang.number(pledges), lang.number(offices));
        point(Source::Pledges, lang.meeting_paper_item().to_owned(), note)
    }))
}

/// Actions that will be overdue on the day of the meeting, the oldest first.
async fn overdue(tx: &mut Tx, row: &MeetingRow, guests: &BTreeSet<AgencyId>) -> Result<Vec<Point>> {
    let lang = Lang::Id;
    let agencies = super::agencies(tx, row.taskforce).await?;
    let closed: HashSet<MeetingId> = store::meeting::list(tx, row.taskforce)
        .await?
        .into_iter()
        .filter(|meeting| meeting.draft.kind.is_closed())
        .map(|meeting| meeting.id)
        .collect();
    let live = store::action::list(tx, row.taskforce).await?.into_iter().filter(|action| {
        action.state == State::Open
            && action.draft.due_on < row.draft.held_on
            && !action.meeting.is_some_and(|meeting| closed.contains(&meeting))
            && (row.draft.kind != Kind::Sub || guests.contains(&action.draft.agency))
    });
    Ok(live
        .take(FEW)
        .map(|action| {
            let agency = agencies.get(&action.draft.agency);
            let agency = agency.map(|one| one.short_name.clone()).unwrap_or_default();
            let note = lang.meeting_item_action_note(agency, lang.date(action.draft.due_on));
            let title = lang.meeting_item_action(&action.draft.what);
            point(Source::Action(action.id), title, note)
        })
        .collect())
}

/// Red rows and returned reports, of the guests alone where a sub-task force meets.
fn rows(kind: Kind, guests: &BTreeSet<AgencyId>, material: &Material) -> Vec<Point> {
    let lang = Lang::Id;
    let concerns =
        |row: &Row| kind != Kind::Sub || guests.iter().any(|guest| row.lead.includes(*guest));
    let red: Vec<&Arc<Row>> = material.red.iter().filter(|row| concerns(row)).take(RED).collect();
    let ids: HashSet<IndicatorId> = red.iter().map(|row| row.id).collect();
    let mut points: Vec<Point> = red
        .iter()
        .map(|row| {
            let state = match row.percent() {
                Some(percent) => lang.meeting_item_red_percent(lang.number(percent)),
                None => lang.meeting_item_red_none().to_owned(),
            };
            let title = lang.meeting_item_red(&row.code, &row.activity_name);
            point(Source::Red(row.id), title, lang.meeting_item_red_note(state, &row.lead.short))
        })
        .collect();
    let back = material.returned.iter().filter(|(row, _, agency)| {
        !ids.contains(&row.id) && (kind != Kind::Sub || guests.contains(agency))
    });
    let mut seen = HashSet::new();
    points.extend(back.filter(|(row, ..)| seen.insert(row.id)).take(FEW).map(
        |(row, agency, _)| {
            let title = lang.meeting_item_returned(&row.code, &row.activity_name);
            point(Source::Returned(row.id), title, lang.meeting_item_returned_note(agency))
        },
    ));
    points
}

/// Adds what has become red, overdue or asked for since; returns how many items are new.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Rule` once the meeting is over.
pub async fn refresh(app: &App, actor: &Actor, id: MeetingId) -> Result<usize> {
    check(actor, Act::MeetingManage, &scope(own(actor)?))?;
    let material = Material::gather(app, actor).await?;
    let mut tx = app.store.write().await?;
    let row = managed(&mut tx, actor, id).await?;
    if !row.stage.is_preparing() && !row.stage.is_writing() {
        return Err(Rule::Stage.into());
    }
    let new = again(app, &mut tx, &row, &material).await?;
    if new > 0 {
        record(app, &mut tx, actor, &row, "refreshed").await?;
    }
    tx.commit().await?;
    Ok(new)
}

/// The same within a transaction.
pub(super) async fn again(
    app: &App,
    tx: &mut Tx,
    row: &MeetingRow,
    material: &Material,
) -> Result<usize> {
    let invited = store::meeting::list_invitations(tx, row.taskforce, row.id).await?;
    let guests = invited.into_iter().map(|one| one.agency).collect();
    draft(app, tx, row, &guests, material, false).await
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, row: &MeetingRow, what: &str) -> Result<()> {
    let event = Event::new(Act::MeetingManage, "meeting", row.id).taskforce(row.taskforce);
    audit::append(app, tx, actor, event.detail(&json!({ "agenda": what }))).await
}

/// A meeting whose agenda can still be changed: until its minutes are laid before people.
async fn open(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<MeetingRow> {
    let row = managed(tx, actor, id).await?;
    if row.stage.is_preparing() || row.stage.is_writing() {
        Ok(row)
    } else {
        Err(Rule::Stage.into())
    }
}

/// Adds an item that somebody writes, before the closing one. `key` is that of the form, so a form
/// that is sent twice adds once.
///
/// # Errors
/// `Denied` without `meeting.manage`; `Invalid`; `Rule` for a full agenda.
pub async fn add_item(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    form: &AgendaForm,
    key: Option<ItemId>,
) -> Result<ItemId> {
    let new = AgendaItem::parse(form);
    let mut tx = app.store.write().await?;
    let row = open(&mut tx, actor, id).await?;
    let new = new?;
    let items = store::meeting::list_items(&mut tx, row.taskforce, id).await?;
    if let Some(old) = items.iter().find(|old| Some(old.id) == key) {
        return if old.title == new.title { Ok(old.id) } else { Err(Error::Conflict) };
    }
    if items.iter().filter(|item| !item.is_removed).count() >= ITEMS_MAX {
        return Err(Rule::Full.into());
    }
    let position = items.last().map_or(0, |last| last.position + 1);
    let mut stored = item(app, &row, position, point(Source::Own, new.title, new.note));
    stored.id = key.unwrap_or(stored.id);
    store::meeting::insert_item(&mut tx, &stored).await?;
    if let Some(last) = closing(&items) {
        store::meeting::update_place(&mut tx, row.taskforce, last.id, position + 1).await?;
    }
    record(app, &mut tx, actor, &row, "added").await?;
    tx.commit().await?;
    Ok(stored.id)
}

/// Takes an item off; one that came by itself does not come back.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound`; `Rule` where something was written to it.
pub async fn remove_item(app: &App, actor: &Actor, id: MeetingId, item: ItemId) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = open(&mut tx, actor, id).await?;
    let stored = store::meeting::get_item(&mut tx, row.taskforce, id, item).await?;
    let decisions = store::meeting::list_decisions(&mut tx, row.taskforce, id).await?;
    if !stored.discussion.is_empty() || decisions.iter().any(|one| one.item == item) {
        return Err(Rule::Worked.into());
    }
    let removed = ItemRow { is_removed: true, ..stored };
    store::meeting::update_item(&mut tx, &removed).await?;
    record(app, &mut tx, actor, &row, "removed").await?;
    tx.commit().await?;
    Ok(())
}

/// Where an item goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// Moves an item one place; at the end of the list nothing happens.
///
/// # Errors
/// `Denied` without `meeting.manage`; `NotFound`; `Rule` once the minutes are circulated.
pub async fn move_item(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    item: ItemId,
    place: Place,
) -> Result<()> {
    let mut tx = app.store.write().await?;
    let row = open(&mut tx, actor, id).await?;
    let mut items = store::meeting::list_items(&mut tx, row.taskforce, id).await?;
    items.retain(|item| !item.is_removed);
    let at = items.iter().position(|one| one.id == item).ok_or(Error::NotFound)?;
    let other = match place {
        Place::Up => at.checked_sub(1),
        Place::Down => Some(at + 1).filter(|next| *next < items.len()),
    };
    if let Some(other) = other {
        let (one, two) = (&items[at], &items[other]);
        store::meeting::update_place(&mut tx, row.taskforce, one.id, two.position).await?;
        store::meeting::update_place(&mut tx, row.taskforce, two.id, one.position).await?;
        record(app, &mut tx, actor, &row, "moved").await?;
    }
    tx.commit().await?;
    Ok(())
}
