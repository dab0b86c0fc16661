//! What an office wants to be spoken of, until a meeting takes it up.

use domain::{
    access::{Act, Actor, check},
    id::{AgencyId, WishId},
    meeting::{AgendaForm, AgendaItem, Rule},
};
use serde_json::json;
use store::{StoreError, meeting::WishRow};

use super::{manages, own, scope, today, usable};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Most wishes of one office that wait, so that each is heard.
const WISHES_MAX: usize = 5;

/// Asks for an item; the next agenda takes it up. `key` is that of the form, so a form that is sent
/// twice asks once.
///
/// # Errors
/// `Denied` for another office; `Invalid`; `NotFound` for an agency the task force does not
/// know; `Rule` where as many wishes of the office wait as may.
pub async fn wish(
    app: &App,
    actor: &Actor,
    agency: Option<AgencyId>,
    form: &AgendaForm,
    key: Option<WishId>,
) -> Result<WishId> {
    let taskforce = own(actor)?;
    let Some(agency) = agency.or(actor.agency) else {
        let mut errors = AgendaItem::parse(form).err().unwrap_or_default();
        errors.push("agency", "required");
        return Err(errors.into());
    };
    if !manages(actor, taskforce) {
        check(actor, Act::MeetingTakePart, &scope(taskforce).agency(agency))?;
    }
    let item = AgendaItem::parse(form)?;
    let mut tx = app.store.write().await?;
    let day = today(app, &mut tx, taskforce).await?;
    usable(&mut tx, taskforce, agency, day).await?;
    let id = key.unwrap_or_else(|| WishId(app.ids.next()));
    match store::meeting::get_wish(&mut tx, taskforce, id).await {
        Ok(old) if (old.agency, &old.title) == (agency, &item.title) => return Ok(id),
        Ok(_) => return Err(Error::Conflict),
        Err(StoreError::Missing) => {}
        Err(other) => return Err(other.into()),
    }
    let waiting = store::meeting::list_wishes(&mut tx, taskforce).await?;
    if waiting.iter().filter(|wish| wish.agency == agency).count() >= WISHES_MAX {
        return Err(Rule::Wishes.into());
    }
    let row = WishRow {
        taskforce,
        id,
        agency,
        title: item.title,
        note: item.note,
        created_by: actor.account(),
        created_at: app.now(),
    };
    store::meeting::insert_wish(&mut tx, &row).await?;
    let detail = json!({ "agency": agency.to_string() });
    let event = Event::new(Act::MeetingTakePart, "wish", row.id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&detail)).await?;
    tx.commit().await?;
    Ok(row.id)
}

/// Takes a wish back before a meeting takes it up.
///
/// # Errors
/// `Denied` for another office; `NotFound` for one that was taken up or withdrawn.
pub async fn withdraw(app: &App, actor: &Actor, id: WishId) -> Result<()> {
    let taskforce = own(actor)?;
    let mut tx = app.store.write().await?;
    let open = store::meeting::list_wishes(&mut tx, taskforce).await?;
    let row = open.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
    if !manages(actor, taskforce) {
        check(actor, Act::MeetingTakePart, &scope(taskforce).agency(row.agency))?;
    }
    store::meeting::update_wish_withdrawn(&mut tx, taskforce, id, app.now()).await?;
    let event = Event::new(Act::MeetingTakePart, "wish", id).taskforce(taskforce);
    let event = event.detail(&json!({ "withdrawn": true }));
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}
