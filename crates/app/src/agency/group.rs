//! Named groups of agencies, which lead plan rows together.

use domain::{
    access::{Act, Actor, Scope, check},
    agency::{Group, GroupDraft, GroupMember, Tenure},
    id::{AgencyId, GroupId, TaskForceId},
    time::Date,
};
use store::Tx;

use super::own;
use crate::{App, Error, Result, audit, audit::Event};

/// The groups of the actor's task force.
pub async fn groups(app: &App, actor: &Actor) -> Result<Vec<Group>> {
    let own = own(actor)?;
    check(actor, Act::AgencyView, &Scope::taskforce(own))?;
    let mut tx = app.store.read().await?;
    Ok(store::agency::list_groups(&mut tx, own).await?)
}

/// One group and the other ways to write its name.
///
/// # Errors
/// `NotFound` where the actor's task force has no such group.
pub async fn group(app: &App, actor: &Actor, id: GroupId) -> Result<(Group, Vec<String>)> {
    let own = own(actor)?;
    let mut tx = app.store.read().await?;
    let group = store::agency::get_group(&mut tx, own, id).await?;
    check(actor, Act::AgencyView, &Scope::taskforce(own))?;
    let aliases = store::agency::list_group_aliases(&mut tx, own, id).await?;
    Ok((group, aliases))
}

/// Makes a group whose members are members from `from` on.
///
/// # Errors
/// `Rule("taken")` for a short name that another group has, `NotFound` for an agency that is not
/// in the address book.
pub async fn create_group(
    app: &App,
    actor: &Actor,
    draft: GroupDraft,
    from: Date,
) -> Result<GroupId> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    check(actor, Act::AgencyEdit, &Scope::taskforce(own))?;
    let group = Group {
        id: GroupId(app.ids.next()),
        name: draft.name,
        short_name: draft.short_name,
        members: Vec::new(),
        version: 1,
    };
    store::agency::insert_group(&mut tx, own, &group, app.now()).await?;
    for alias in &draft.aliases {
        store::agency::insert_group_alias(&mut tx, own, group.id, alias).await?;
    }
    for agency in draft.members {
        join(&mut tx, own, group.id, agency, from).await?;
    }
    record(app, &mut tx, actor, group.id).await?;
    tx.commit().await?;
    Ok(group.id)
}

/// Renames a group and changes its members from `from` on; past days keep theirs.
///
/// # Errors
/// `Conflict` where somebody else changed it since the form was made, and as [`create_group`].
pub async fn edit_group(
    app: &App,
    actor: &Actor,
    id: GroupId,
    version: i64,
    draft: GroupDraft,
    from: Date,
) -> Result<()> {
    let own = own(actor)?;
    let mut tx = app.store.write().await?;
    check(actor, Act::AgencyEdit, &Scope::taskforce(own))?;
    let old = store::agency::get_group(&mut tx, own, id).await?;
    let group = Group { name: draft.name, short_name: draft.short_name, version, ..old };
    if !store::agency::update_group(&mut tx, own, &group).await? {
        return Err(Error::Conflict);
    }
    store::agency::delete_group_aliases(&mut tx, own, id).await?;
    for alias in &draft.aliases {
        store::agency::insert_group_alias(&mut tx, own, id, alias).await?;
    }
    change_members(&mut tx, own, &group, &draft.members, from).await?;
    record(app, &mut tx, actor, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn change_members(
    tx: &mut Tx,
    own: TaskForceId,
    group: &Group,
    wanted: &[AgencyId],
    from: Date,
) -> Result<()> {
    let last = from.yesterday().map_err(Error::internal)?;
    let open = group.members.iter().filter(|member| member.tenure.until.is_none());
    let now: Vec<AgencyId> = open.map(|member| member.agency).collect();
    for gone in now.iter().filter(|agency| !wanted.contains(agency)) {
        store::agency::update_group_member_end(tx, own, group.id, *gone, last).await?;
    }
    for new in wanted.iter().filter(|agency| !now.contains(agency)) {
        join(tx, own, group.id, *new, from).await?;
    }
    Ok(())
}

async fn join(
    tx: &mut Tx,
    own: TaskForceId,
    group: GroupId,
    agency: AgencyId,
    from: Date,
) -> Result<()> {
    if !store::agency::is_participant(tx, own, agency).await? {
        return Err(Error::NotFound);
    }
    let member = GroupMember { agency, tenure: Tenure::open(from) };
    Ok(store::agency::insert_group_member(tx, own, group, member).await?)
}

async fn record(app: &App, tx: &mut Tx, actor: &Actor, id: GroupId) -> Result<()> {
    audit::append(app, tx, actor, Event::new(Act::AgencyEdit, "group", id)).await
}
