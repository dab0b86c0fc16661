//! Agencies with their offices, holders, desks and groups: who can be named and written to.

use domain::{
    access::{Act, Actor, Scope, check},
    id::{AgencyId, TaskForceId},
};
use store::Tx;
use uuid::Uuid;

use crate::{Error, Result};

mod choices;
mod edit;
mod group;
mod index;
mod matched;
mod merge;
mod office;
mod seed;
mod show;

pub use choices::choices;
pub use edit::{create, edit};
pub use group::{create_group, edit_group, group, groups};
pub use index::{Index, Line, Query, find, index};
pub use matched::{forget, matches, settle};
pub use merge::{Merged, merge};
pub use office::{add_desk, add_office, set_desk_active, set_holder, vacate};
pub use seed::{Known, seed};
pub(crate) use seed::{bad, day, tenure};
pub(crate) use show::region as show_region;
pub use show::{OfficeView, Record, office as office_view, show};

/// Refuses `act` on an agency outside the address book of the actor's task force: it looks not
/// found there, for agencies are shared by the whole system but each task force minds its own.
pub(crate) async fn permit(tx: &mut Tx, actor: &Actor, act: Act, id: AgencyId) -> Result<()> {
    let known = match actor.taskforce {
        Some(own) => store::agency::is_participant(tx, own, id).await?,
        None => false,
    };
    // What is nobody's is in reach of the system alone.
    let nobody = TaskForceId(Uuid::nil());
    let scope = if known { Scope::global() } else { Scope::taskforce(nobody) };
    Ok(check(actor, act, &scope)?)
}

/// The actor's task force, without which there is nothing to see.
pub(crate) fn own(actor: &Actor) -> Result<TaskForceId> {
    actor.taskforce.ok_or(Error::NotFound)
}
