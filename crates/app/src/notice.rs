//! Notices: written in the transaction of what they tell, shown on the page, sent by e-mail from an
//! outbox. They name a meeting, an action, an order or a row, and never anything of a case.

mod address;
mod mailer;
mod read;
pub mod view;
pub mod words;

use std::collections::{BTreeSet, HashMap};

use domain::{
    access::{Act, Actor},
    id::{AccountId, AgencyId, NoticeId, TaskForceId},
    notice::{About, MailState, Reason, Topic},
    region::RegionPath,
    time::Date,
};
use store::{
    Tx,
    notice::{NoticeRow, Outcome, Reader},
};

pub use address::{Address, addresses, own, set_addresses, set_own};
pub use mailer::{Mail, Mailer, Part, Taken, Undelivered};
pub use read::{again, index, log, open, read_all};

use crate::{App, Error, Result};

/// What is told.
#[derive(Debug, Clone)]
pub(crate) struct Told<'a> {
    /// Which kind of telling.
    pub topic: Topic,
    /// About what.
    pub about: About,
    /// What that is called; empty for what belongs to a case conference.
    pub name: &'a str,
    /// Its day.
    pub day: Option<Date>,
    /// Tells one telling from the next: with the same mark nobody is told twice.
    pub mark: String,
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To<'a> {
    /// Those who work for an office in the task force; the office itself where nobody does.
    Agency(AgencyId),
    /// Who heads an office.
    Head(AgencyId),
    /// Who has this role.
    Role(&'static str),
    /// Who reports for one of these regions, or for the one that it lies in.
    Operators(&'a [RegionPath]),
}

/// The desk that runs the task force.
pub(crate) const SECRETARIAT: To<'static> = To::Role("secretariat");
/// Whom an office answers to in the end.
pub(crate) const LEADERSHIP: To<'static> = To::Role("leadership");

/// Tells people something, in the transaction in which it happens. Who did it is not told of it.
/// Returns how many people and offices were told.
pub(crate) async fn tell(
    app: &App,
    tx: &mut Tx,
    (taskforce, by): (TaskForceId, Option<AccountId>),
    told: &Told<'_>,
    to: &[To<'_>],
) -> Result<usize> {
    let today = app.today(store::taskforce::get(tx, taskforce).await?.zone);
    let readers = store::notice::list_readers(tx, taskforce, today).await?;
    let offices: HashMap<AgencyId, String> =
        store::notice::list_offices(tx, taskforce).await?.into_iter().collect();
    let said: HashMap<AccountId, bool> =
        store::notice::list_said(tx, told.topic).await?.into_iter().collect();
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for to in to {
        let people = readers.iter().filter(|reader| is_meant(app, reader, *to));
        let people: Vec<&Reader> = people.collect();
        for reader in &people {
            if Some(reader.account) == by || !seen.insert(reader.account) {
                continue;
            }
            let wants = said.get(&reader.account).copied().unwrap_or(told.topic.is_mailed());
            let address = reader.address.as_deref().unwrap_or_default();
            let outcome = outcome(app, wants, address);
            let who = (reader.agency, Some(reader.account));
            count += write(app, tx, taskforce, told, (who, address, &outcome)).await?;
        }
        // An invitation also goes where official letters go; other things where nobody else is.
        let To::Agency(agency) = *to else { continue };
        let address = offices.get(&agency).map(String::as_str).unwrap_or_default();
        let official = told.topic.has_calendar() && !address.is_empty();
        if people.is_empty() || official {
            let outcome = outcome(app, true, address);
            let who = (Some(agency), None);
            count += write(app, tx, taskforce, told, (who, address, &outcome)).await?;
        }
    }
    Ok(count)
}

/// Whether somebody is among those who are told.
fn is_meant(app: &App, reader: &Reader, to: To<'_>) -> bool {
    let may = |act| app.rules.roles.get(&reader.role).is_some_and(|role| role.has(act));
    match to {
        To::Agency(agency) => reader.agency == Some(agency) && may(Act::MeetingTakePart),
        To::Head(agency) => reader.agency == Some(agency) && may(Act::RealisationApprove),
        To::Role(role) => reader.role == role,
        To::Operators(regions) => reader.region.as_ref().is_some_and(|own| {
            let own = own.path();
            may(Act::OutreachReport) && regions.iter().any(|path| own.contains(path))
        }),
    }
}

fn outcome(app: &App, wants: bool, address: &str) -> Outcome {
    let skipped =
        |reason| Outcome { state: MailState::Skipped, reason: Some(reason), said: String::new() };
    if !wants {
        skipped(Reason::Unwanted)
    } else if address.is_empty() {
        skipped(Reason::NoAddress)
    } else if app.mailer.is_none() {
        skipped(Reason::NoServer)
    } else {
        Outcome { state: MailState::Queued, reason: None, said: String::new() }
    }
}

type Who = (Option<AgencyId>, Option<AccountId>);

async fn write(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
    told: &Told<'_>,
    ((agency, account), address, outcome): (Who, &str, &Outcome),
) -> Result<usize> {
    let now = app.now();
    let row = NoticeRow {
        taskforce,
        id: NoticeId(app.ids.next()),
        topic: told.topic,
        about: told.about,
        name: told.name.to_owned(),
        day: told.day,
        agency,
        account,
        mark: told.mark.clone(),
        created_at: now,
        read_at: None,
    };
    if !store::notice::insert(tx, &row).await? {
        return Ok(0);
    }
    store::notice::insert_mail(tx, (taskforce, row.id), address, outcome, now).await?;
    Ok(1)
}

fn own_taskforce(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// The account of somebody who reads their own notices.
fn reader(actor: &Actor) -> Result<(TaskForceId, AccountId)> {
    Ok((own_taskforce(actor)?, actor.account().ok_or(Error::NotFound)?))
}
