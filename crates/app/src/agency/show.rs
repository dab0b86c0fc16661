//! One agency with everything under it.

use domain::{
    access::{Act, Actor},
    agency::{Agency, Desk, Group, Holder, Office, holder_on},
    id::{AgencyId, OfficeId},
    time::Date,
};
use store::Tx;

use super::permit;
use crate::{App, Result};

/// An agency as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The agency.
    pub agency: Agency,
    /// Name of its region, where the region is known.
    pub region: Option<String>,
    /// The agencies it is a part of, nearest first.
    pub ancestors: Vec<Agency>,
    /// The agencies that are a part of it.
    pub parts: Vec<Agency>,
    /// Other ways to write its name.
    pub aliases: Vec<String>,
    /// Its offices, from the top.
    pub offices: Vec<OfficeView>,
    /// Its desks.
    pub desks: Vec<Desk>,
    /// The groups it is a member of today.
    pub groups: Vec<Group>,
}

/// An office with its holders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeView {
    /// The office.
    pub office: Office,
    /// Who acts in it today; none is a vacant office.
    pub today: Option<Holder>,
    /// Everyone who ever held it, latest first.
    pub holders: Vec<Holder>,
}

/// The agency `id` as it is on `today`.
///
/// # Errors
/// `NotFound` where it does not exist, `Denied` outside the actor's task force.
pub async fn show(app: &App, actor: &Actor, id: AgencyId, today: Date) -> Result<Record> {
    let mut tx = app.store.read().await?;
    let agency = store::agency::get(&mut tx, id).await?;
    permit(&mut tx, actor, Act::AgencyView, id).await?;
    let groups = match actor.taskforce {
        Some(own) => store::agency::list_groups(&mut tx, own).await?,
        None => Vec::new(),
    };
    Ok(Record {
        region: region(&mut tx, agency.region.as_deref()).await?,
        ancestors: store::agency::list_ancestors(&mut tx, id).await?,
        parts: store::agency::list_parts(&mut tx, id).await?,
        aliases: store::agency::list_aliases(&mut tx, id).await?,
        offices: offices(&mut tx, id, today).await?,
        desks: store::agency::list_desks(&mut tx, id).await?,
        groups: groups
            .into_iter()
            .filter(|group| group.members_on(today).any(|member| member == id))
            .collect(),
        agency,
    })
}

/// One office with its agency and its holders.
///
/// # Errors
/// As [`show`].
pub async fn office(
    app: &App,
    actor: &Actor,
    id: OfficeId,
    today: Date,
) -> Result<(Agency, OfficeView)> {
    let mut tx = app.store.read().await?;
    let office = store::agency::get_office(&mut tx, id).await?;
    permit(&mut tx, actor, Act::AgencyView, office.agency).await?;
    let holders = store::agency::list_holders(&mut tx, id).await?;
    let agency = store::agency::get(&mut tx, office.agency).await?;
    let today = holder_on(&holders, today).cloned();
    Ok((agency, OfficeView { office, today, holders }))
}

async fn offices(tx: &mut Tx, id: AgencyId, today: Date) -> Result<Vec<OfficeView>> {
    let holders = store::agency::list_agency_holders(tx, id).await?;
    let offices = store::agency::list_offices(tx, id).await?;
    Ok(offices
        .into_iter()
        .map(|office| {
            let own = holders.iter().filter(|holder| holder.office == office.id);
            let own: Vec<Holder> = own.cloned().collect();
            OfficeView { today: holder_on(&own, today).cloned(), office, holders: own }
        })
        .collect())
}

/// The name of the region with this code, where it was imported.
pub(crate) async fn region(tx: &mut Tx, code: Option<&str>) -> Result<Option<String>> {
    let Some(code) = code.and_then(|code| domain::region::RegionCode::parse(code).ok()) else {
        return Ok(None);
    };
    Ok(store::region::find(tx, &code).await?.map(|row| row.name))
}
