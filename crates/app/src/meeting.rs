//! Meetings: prepared from what is red and overdue, held, written down, approved and locked.

mod agenda;
mod attend;
mod bundle;
mod checklist;
mod door;
mod drafting;
mod files;
mod folder;
mod link;
mod mend;
mod minutes;
mod paper;
mod pledge;
mod prepare;
mod read;
mod record;
mod step;
mod tell;
pub mod view;
mod wish;

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, Scope, check},
    agency::Agency,
    id::{AgencyId, MeetingId, TaskForceId},
    meeting::{PaperRule, Rule},
};
use store::{Tx, agency::Filter, meeting::MeetingRow};

pub use agenda::{Place, add_item, move_item, refresh, remove_item};
pub use attend::{attend, invite, leave, reply};
pub use bundle::{Bundle, Printed, bundle};
pub use checklist::{Piece, Standing, checklist, piece_name, standing_words};
pub use door::{Door, enter, knock, set_door};
pub use drafting::{Drafting, Laid, drafting, settle};
pub use files::{Sent, add_file, photos, strike_file};
pub use folder::{Folder, folder, own_pledges};
pub(crate) use link::link_for;
pub use link::{Letter, answer, invited, issue, revoke};
pub use mend::{give_anew, reword, take_back, undecide};
pub use minutes::{Page, Written, addendum, decide, give, is_taken, remark, take_pen, write};
pub use paper::paper;
pub use pledge::{judge, pledge, pledge_of, withdraw_pledge};
pub use prepare::{create, edit};
pub use read::{due, index, next, show, touched, touches};
pub(crate) use read::{people, row_name};
pub use record::{first_record, save_activity, save_record};
pub use step::step;
pub(crate) use tell::told;
pub use tell::{entry, send};
pub use wish::{wish, withdraw};

use crate::{App, Error, Result};

impl From<Rule> for Error {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.code())
    }
}

impl From<PaperRule> for Error {
    fn from(rule: PaperRule) -> Self {
        Self::Rule(rule.code())
    }
}

/// Most agencies of an address book.
const AGENCIES: i64 = 5_000;

/// What permission asks of a meeting.
pub fn scope(taskforce: TaskForceId) -> Scope {
    Scope::taskforce(taskforce)
}

fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}

/// The agency for which the actor takes part.
pub(crate) fn part(actor: &Actor, act: Act) -> Option<AgencyId> {
    let taskforce = actor.taskforce?;
    let agency = actor.agency?;
    check(actor, act, &scope(taskforce).agency(agency)).is_ok().then_some(agency)
}

/// Whether the actor runs the meetings of the task force.
fn manages(actor: &Actor, taskforce: TaskForceId) -> bool {
    check(actor, Act::MeetingManage, &scope(taskforce)).is_ok()
}

/// A meeting that the actor may see.
///
/// # Errors
/// `NotFound` also for a case conference to which the actor's agency is not invited.
pub(crate) async fn seen(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<MeetingRow> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingView, &scope(taskforce))?;
    let row = store::meeting::get(tx, taskforce, id).await?;
    if row.draft.kind.is_closed() && !manages(actor, taskforce) {
        let agency = part(actor, Act::MeetingTakePart).ok_or(Error::NotFound)?;
        let invited = store::meeting::list_invitations(tx, taskforce, id).await?;
        invited.iter().find(|one| one.agency == agency).ok_or(Error::NotFound)?;
    }
    Ok(row)
}

/// A meeting that the actor runs.
async fn managed(tx: &mut Tx, actor: &Actor, id: MeetingId) -> Result<MeetingRow> {
    let taskforce = own(actor)?;
    check(actor, Act::MeetingManage, &scope(taskforce))?;
    locked(tx, taskforce, id).await
}

/// A meeting in a transaction that writes: whoever else writes to it waits, so that what is decided
/// by its stage still holds when it is written.
async fn locked(tx: &mut Tx, taskforce: TaskForceId, id: MeetingId) -> Result<MeetingRow> {
    store::meeting::lock(tx, taskforce, id).await?;
    Ok(store::meeting::get(tx, taskforce, id).await?)
}

/// Every agency of the address book, those that are closed too.
pub(crate) async fn agencies(
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<HashMap<AgencyId, Agency>> {
    let filter = Filter { taskforce: Some(taskforce), ..Filter::default() };
    let all = store::agency::list(tx, &filter, None, AGENCIES).await?;
    Ok(all.into_iter().map(|agency| (agency.id, agency)).collect())
}

/// Refuses an agency that the task force does not know, or that is closed on `day`.
pub(crate) async fn usable(
    tx: &mut Tx,
    taskforce: TaskForceId,
    id: AgencyId,
    day: domain::time::Date,
) -> Result<()> {
    if !store::agency::is_participant(tx, taskforce, id).await? {
        return Err(Error::NotFound);
    }
    if !store::agency::get(tx, id).await?.exists_on(day) {
        return Err(Error::Rule(domain::agency::Rule::AgencyClosed.code()));
    }
    Ok(())
}

/// Today where the task force is.
pub(crate) async fn today(
    app: &App,
    tx: &mut Tx,
    taskforce: TaskForceId,
) -> Result<domain::time::Date> {
    Ok(app.today(store::taskforce::get(tx, taskforce).await?.zone))
}
