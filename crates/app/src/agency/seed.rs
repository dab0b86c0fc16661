//! Agencies, offices, holders, desks and groups from a file, for a new task force.

use std::collections::BTreeMap;

use domain::{
    agency::{
        Agency, AgencyKind, Desk, DeskKind, Group, GroupMember, Holder, HolderKind, Office, Person,
        Tenure,
    },
    id::{AgencyId, DeskId, GroupId, HolderId, OfficeId, TaskForceId},
    time::{Date, parse_date},
};
use serde::Deserialize;
use store::Tx;

use crate::{App, Error, Result};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Region of an agency that names none.
    region: String,
    agency: Vec<AgencyEntry>,
    #[serde(default)]
    group: Vec<GroupEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyEntry {
    kind: String,
    full: String,
    short: String,
    /// Another region; empty for a national body.
    region: Option<String>,
    parent: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    office: Vec<OfficeEntry>,
    #[serde(default)]
    desk: Vec<DeskEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeEntry {
    title: String,
    #[serde(default)]
    head: bool,
    #[serde(default)]
    holder: Vec<HolderEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolderEntry {
    name: String,
    rank: Option<String>,
    nip: Option<String>,
    kind: Option<String>,
    from: String,
    until: Option<String>,
    #[serde(default)]
    example: bool,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskEntry {
    kind: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    name: String,
    short: String,
    #[serde(default)]
    aliases: Vec<String>,
    members: Vec<String>,
    from: String,
}

/// What a file put in, by the short names it uses.
#[derive(Debug, Default)]
pub struct Known {
    agencies: BTreeMap<String, AgencyId>,
    /// By `SHORT/Title`; the head also by `SHORT` alone.
    offices: BTreeMap<String, OfficeId>,
    /// How many groups.
    pub groups: usize,
}

impl Known {
    /// The office written `SHORT` (its head) or `SHORT/Title`.
    ///
    /// # Errors
    /// `Internal` naming what the file does not have.
    pub fn office(&self, written: &str) -> Result<OfficeId> {
        self.offices.get(written).copied().ok_or_else(|| bad("office", written))
    }

    /// How many agencies.
    pub fn agencies(&self) -> usize {
        self.agencies.len()
    }

    fn agency(&self, short: &str) -> Result<AgencyId> {
        self.agencies.get(short).copied().ok_or_else(|| bad("agency", short))
    }
}

pub(crate) fn bad(what: &str, written: &str) -> Error {
    Error::internal(format!("seed file: {what} {written:?}"))
}

pub(crate) fn day(text: &str) -> Result<Date> {
    parse_date(text).ok_or_else(|| bad("date", text))
}

pub(crate) fn tenure(from: &str, until: Option<&str>) -> Result<Tenure> {
    let until = until.map(day).transpose()?;
    Tenure::new(day(from)?, until).ok_or_else(|| bad("tenure", from))
}

/// Puts the agencies of `file` into the database and the address book of `own`, their holders only
/// where `examples` or where they are none. A parent stands before its parts.
///
/// # Errors
/// `Internal` where the file has another shape or names something it does not have,
/// `Rule("taken")` for an agency that exists already.
pub async fn seed(
    app: &App,
    tx: &mut Tx,
    own: TaskForceId,
    file: &str,
    examples: bool,
) -> Result<Known> {
    let file: File = toml::from_str(file).map_err(Error::internal)?;
    let mut known = Known::default();
    for entry in &file.agency {
        let id = agency(app, tx, &known, &file.region, entry).await?;
        store::agency::insert_participant(tx, own, id).await?;
        known.agencies.insert(entry.short.clone(), id);
        for (office, position) in entry.office.iter().zip(1_i64..) {
            let office_id = self::office(app, tx, id, office, position).await?;
            for holder in office.holder.iter().filter(|holder| examples || !holder.example) {
                let holder = self::holder(app, office_id, holder)?;
                store::agency::insert_holder(tx, &holder, app.now()).await?;
            }
            if office.head {
                known.offices.insert(entry.short.clone(), office_id);
            }
            known.offices.insert(format!("{}/{}", entry.short, office.title), office_id);
        }
    }
    for entry in &file.group {
        group(app, tx, own, &known, entry).await?;
        known.groups += 1;
    }
    Ok(known)
}

async fn agency(
    app: &App,
    tx: &mut Tx,
    known: &Known,
    region: &str,
    entry: &AgencyEntry,
) -> Result<AgencyId> {
    let region = entry.region.as_deref().unwrap_or(region);
    let kind = AgencyKind::from_code(&entry.kind).ok_or_else(|| bad("kind", &entry.kind))?;
    let agency = Agency {
        id: AgencyId(app.ids.next()),
        kind,
        full_name: entry.full.clone(),
        short_name: entry.short.clone(),
        region: (!region.is_empty()).then(|| region.to_owned()),
        parent: entry.parent.as_deref().map(|parent| known.agency(parent)).transpose()?,
        closed_on: None,
        version: 1,
    };
    store::agency::insert(tx, &agency, app.now()).await?;
    for alias in &entry.aliases {
        store::agency::insert_alias(tx, agency.id, alias).await?;
    }
    for desk in &entry.desk {
        let kind = DeskKind::from_code(&desk.kind).ok_or_else(|| bad("desk", &desk.kind))?;
        let desk = Desk {
            id: DeskId(app.ids.next()),
            agency: agency.id,
            kind,
            name: desk.name.clone(),
            is_active: true,
        };
        store::agency::insert_desk(tx, &desk, app.now()).await?;
    }
    Ok(agency.id)
}

async fn office(
    app: &App,
    tx: &mut Tx,
    agency: AgencyId,
    entry: &OfficeEntry,
    position: i64,
) -> Result<OfficeId> {
    let office = Office {
        id: OfficeId(app.ids.next()),
        agency,
        title: entry.title.clone(),
        is_head: entry.head,
        position,
    };
    store::agency::insert_office(tx, &office, app.now()).await?;
    Ok(office.id)
}

fn holder(app: &App, office: OfficeId, entry: &HolderEntry) -> Result<Holder> {
    let kind = entry.kind.as_deref().unwrap_or("definitive");
    Ok(Holder {
        id: HolderId(app.ids.next()),
        office,
        person: Person {
            name: entry.name.clone(),
            rank: entry.rank.clone(),
            nip: entry.nip.clone(),
        },
        kind: HolderKind::from_code(kind).ok_or_else(|| bad("holder", kind))?,
        tenure: tenure(&entry.from, entry.until.as_deref())?,
        is_example: entry.example,
        source: entry.source.clone(),
    })
}

async fn group(
    app: &App,
    tx: &mut Tx,
    own: TaskForceId,
    known: &Known,
    entry: &GroupEntry,
) -> Result<()> {
    let group = Group {
        id: GroupId(app.ids.next()),
        name: entry.name.clone(),
        short_name: entry.short.clone(),
        members: Vec::new(),
        version: 1,
    };
    store::agency::insert_group(tx, own, &group, app.now()).await?;
    for alias in &entry.aliases {
        store::agency::insert_group_alias(tx, own, group.id, alias).await?;
    }
    for short in &entry.members {
        let member =
            GroupMember { agency: known.agency(short)?, tenure: Tenure::open(day(&entry.from)?) };
        store::agency::insert_group_member(tx, own, group.id, member).await?;
    }
    Ok(())
}
