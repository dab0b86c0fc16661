//! Where people and offices are written to, and what a person wants by e-mail.

use std::collections::{BTreeMap, HashMap};

use domain::{
    access::{Act, Actor, Scope, check},
    field::FieldErrors,
    id::AgencyId,
    notice::{Email, Topic},
};
use serde_json::json;
use store::agency::Filter;

use super::{own_taskforce, reader, view::Own};
use crate::{
    App, Error, Result,
    audit::{self, Event},
};

/// An office, how many of its people have an account, and where it is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The office.
    pub agency: AgencyId,
    /// Usual name.
    pub short: String,
    /// Official name.
    pub full: String,
    /// Accounts that work for it.
    pub people: usize,
    /// Of those, with an address.
    pub reachable: usize,
    /// Its own address; empty where nobody wrote it down.
    pub address: String,
}

/// Where one is written to, and about what.
///
/// # Errors
/// `Denied` without `notice.view`.
pub async fn own(app: &App, actor: &Actor) -> Result<Own> {
    let (_, account) = reader(actor)?;
    check(actor, Act::NoticeView, &Scope::account(account))?;
    let mut tx = app.store.read().await?;
    let said: HashMap<String, bool> =
        store::notice::list_wishes(&mut tx, account).await?.into_iter().collect();
    let wants = |topic: Topic| said.get(topic.code()).copied().unwrap_or(topic.is_mailed());
    Ok(Own {
        address: store::notice::find_person(&mut tx, account).await?.unwrap_or_default(),
        topics: Topic::ALL.into_iter().map(|topic| (topic, wants(topic))).collect(),
        has_server: app.mailer.is_some(),
    })
}

/// Keeps where one is written to, and about what.
///
/// # Errors
/// `Denied` without `notice.view`; `Invalid` for what is no address.
pub async fn set_own(app: &App, actor: &Actor, address: &str, wanted: &[Topic]) -> Result<()> {
    let (_, account) = reader(actor)?;
    check(actor, Act::NoticeView, &Scope::account(account))?;
    let address = Email::optional("address", address)?;
    let mut tx = app.store.write().await?;
    match &address {
        Some(address) => {
            store::notice::update_person(&mut tx, account, address.as_str(), app.now()).await?;
        }
        None => store::notice::delete_person(&mut tx, account).await?,
    }
    for topic in Topic::ALL {
        store::notice::update_wish(&mut tx, account, topic, wanted.contains(&topic)).await?;
    }
    // The trail keeps that something changed, not where somebody is written to.
    let detail = json!({ "address": address.is_some(), "topics": wanted.len() });
    let event = Event::new(Act::NoticeView, "account", account).detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    Ok(())
}

/// The offices of the address book that still exist, by usual name.
///
/// # Errors
/// `Denied` without `notice.manage`.
pub async fn addresses(app: &App, actor: &Actor) -> Result<Vec<Address>> {
    let taskforce = own_taskforce(actor)?;
    check(actor, Act::NoticeManage, &Scope::taskforce(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = app.today(store::taskforce::get(&mut tx, taskforce).await?.zone);
    let readers = store::notice::list_readers(&mut tx, taskforce, today).await?;
    let mut known: HashMap<AgencyId, String> =
        store::notice::list_offices(&mut tx, taskforce).await?.into_iter().collect();
    let filter = Filter { taskforce: Some(taskforce), ..Filter::default() };
    let all = store::agency::list(&mut tx, &filter, None, 5_000).await?;
    Ok(all
        .into_iter()
        .filter(|agency| agency.exists_on(today))
        .map(|agency| {
            let people = readers.iter().filter(|reader| reader.agency == Some(agency.id));
            Address {
                people: people.clone().count(),
                reachable: people.filter(|reader| reader.address.is_some()).count(),
                address: known.remove(&agency.id).unwrap_or_default(),
                agency: agency.id,
                short: agency.short_name,
                full: agency.full_name,
            }
        })
        .collect())
}

/// Keeps the addresses of offices as typed; an empty one is forgotten.
///
/// # Errors
/// `Denied` without `notice.manage`; `NotFound` for an office that the task force does not know;
/// `Invalid` with one error `email` for each office in `bad` where one can't be written to.
pub async fn set_addresses(
    app: &App,
    actor: &Actor,
    typed: &BTreeMap<AgencyId, String>,
    bad: &mut Vec<AgencyId>,
) -> Result<usize> {
    let taskforce = own_taskforce(actor)?;
    check(actor, Act::NoticeManage, &Scope::taskforce(taskforce))?;
    let mut errors = FieldErrors::default();
    let mut parsed = Vec::new();
    for (agency, typed) in typed {
        match Email::optional("address", typed) {
            Ok(address) => parsed.push((*agency, address)),
            Err(_) => {
                errors.push("address", "email");
                bad.push(*agency);
            }
        }
    }
    errors.or(())?;
    let mut tx = app.store.write().await?;
    let before: HashMap<AgencyId, String> =
        store::notice::list_offices(&mut tx, taskforce).await?.into_iter().collect();
    let mut changed = 0;
    for (agency, address) in parsed {
        let old = before.get(&agency).map(String::as_str);
        if address.as_ref().map(Email::as_str) == old {
            continue;
        }
        if !store::agency::is_participant(&mut tx, taskforce, agency).await? {
            return Err(Error::NotFound);
        }
        match &address {
            Some(address) => {
                let by = (actor.account(), app.now());
                let office = (taskforce, agency);
                store::notice::update_office(&mut tx, office, address.as_str(), by).await?;
            }
            None => store::notice::delete_office(&mut tx, taskforce, agency).await?,
        }
        changed += 1;
    }
    if changed > 0 {
        let event = Event::new(Act::NoticeManage, "notice", taskforce).taskforce(taskforce);
        let event = event.detail(&json!({ "addresses": changed }));
        audit::append(app, &mut tx, actor, event).await?;
    }
    tx.commit().await?;
    Ok(changed)
}
