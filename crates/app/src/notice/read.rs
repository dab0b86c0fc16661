//! A person's own notices, and the log that answers "why was nobody told?".

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, Scope, check},
    id::{AgencyId, NoticeId, TaskForceId},
    notice::{About, MailState, Topic},
};
use serde_json::json;
use store::{Tx, agency::Filter};

use super::{
    own_taskforce, reader,
    view::{Index, Log},
};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// Lines of a page.
const PAGE: i64 = 50;
/// Most agencies of an address book.
const AGENCIES: i64 = 5_000;

pub(super) async fn agencies(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<HashMap<AgencyId, String>> {
    let filter = Filter { taskforce: Some(taskforce), ..Filter::default() };
    let all = store::agency::list(tx, &filter, None, AGENCIES).await?;
    Ok(all.into_iter().map(|agency| (agency.id, agency.short_name)).collect())
}

/// One's own notices, the latest first.
///
/// # Errors
/// `Denied` without `notice.view`.
pub async fn index(app: &App, actor: &Actor, before: Option<NoticeId>) -> Result<Index> {
    let own = reader(actor)?;
    check(actor, Act::NoticeView, &Scope::account(own.1))?;
    let mut tx = app.store.read().await?;
    let zone = store::taskforce::get(&mut tx, own.0).await?.zone;
    let mut notices = store::notice::list(&mut tx, own, before, PAGE + 1).await?;
    let next = cut(&mut notices).map(|row| row.id);
    Ok(Index { notices, next, agencies: agencies(&mut tx, own.0).await?, zone })
}

/// Cuts a page, and returns its last line where more follow.
fn cut<T>(rows: &mut Vec<T>) -> Option<&T> {
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    rows.last().filter(|_| more)
}

/// Opens one of one's own notices: returns what it says and is about. That it was read is no deed
/// and leaves no trace but in the list itself.
///
/// # Errors
/// `NotFound` for a notice of somebody else.
pub async fn open(app: &App, actor: &Actor, id: NoticeId) -> Result<(Topic, About)> {
    let own = reader(actor)?;
    check(actor, Act::NoticeView, &Scope::account(own.1))?;
    let mut tx = app.store.write().await?;
    let row = store::notice::get(&mut tx, own.0, id).await?;
    if row.account != Some(own.1) {
        return Err(Error::NotFound);
    }
    store::notice::update_read(&mut tx, own, Some(id), app.now()).await?;
    tx.commit().await?;
    Ok((row.topic, row.about))
}

/// Takes all of one's own notices as read.
///
/// # Errors
/// `Denied` without `notice.view`.
pub async fn read_all(app: &App, actor: &Actor) -> Result<()> {
    let own = reader(actor)?;
    check(actor, Act::NoticeView, &Scope::account(own.1))?;
    let mut tx = app.store.write().await?;
    store::notice::update_read(&mut tx, own, None, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// What became of e-mails, the latest first: about one thing, in one state, before one of them.
///
/// # Errors
/// `Denied` without `notice.manage`.
pub async fn log(
    app: &App,
    actor: &Actor,
    (about, state): (Option<uuid::Uuid>, Option<MailState>),
    before: Option<NoticeId>,
) -> Result<Log> {
    let taskforce = own_taskforce(actor)?;
    check(actor, Act::NoticeManage, &Scope::taskforce(taskforce))?;
    let mut tx = app.store.read().await?;
    let zone = store::taskforce::get(&mut tx, taskforce).await?.zone;
    let wanted = (about, state);
    let mut mails = store::notice::list_mails(&mut tx, taskforce, wanted, before, PAGE + 1).await?;
    let next = cut(&mut mails).map(|row| row.notice);
    Ok(Log {
        mails,
        next,
        counts: store::notice::count_mails(&mut tx, taskforce, about).await?,
        agencies: agencies(&mut tx, taskforce).await?,
        zone,
        has_server: app.mailer.is_some(),
        today: app.today(zone),
    })
}

/// Puts an e-mail that did not go out back into the outbox, to the address that is known now.
///
/// # Errors
/// `Denied` without `notice.manage`; `NotFound` for an e-mail of another task force; `Rule` where
/// it waits or went out, where there is no address, and without a mail server.
pub async fn again(app: &App, actor: &Actor, id: NoticeId) -> Result<()> {
    let taskforce = own_taskforce(actor)?;
    check(actor, Act::NoticeManage, &Scope::taskforce(taskforce))?;
    if app.mailer.is_none() {
        return Err(Error::Rule("notice.no_server"));
    }
    let mut tx = app.store.write().await?;
    let mail = store::notice::get_mail(&mut tx, taskforce, id).await?;
    let address = match (&mail.person, mail.agency) {
        (Some((account, _)), _) => store::notice::find_person(&mut tx, *account).await?,
        (None, Some(agency)) => {
            let offices = store::notice::list_offices(&mut tx, taskforce).await?;
            offices.into_iter().find(|(id, _)| *id == agency).map(|(_, address)| address)
        }
        (None, None) => None,
    };
    let address = address.ok_or(Error::Rule("notice.no_address"))?;
    if !store::notice::update_again(&mut tx, (taskforce, id), &address, app.now()).await? {
        return Err(Error::Rule("notice.waits"));
    }
    let event = Event::new(Act::NoticeManage, "notice", id).taskforce(taskforce);
    audit::append(app, &mut tx, actor, event.detail(&json!({ "again": true }))).await?;
    tx.commit().await?;
    Ok(())
}
