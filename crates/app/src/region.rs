//! Regions: what a page shows of the tree, finding one by name, and what became of one.
//!
//! Importing stands in [`import`], the tree of Banten that ships with the program in [`shipped`],
//! a previewed upload in [`upload`].

use std::collections::HashMap;

use domain::{
    access::{Act, Actor, Scope, check},
    field::FieldErrors,
    id::RegionId,
    region::{Became, Boundary, Cell, Kind, Level, RegionCode, State, grid, search_keys},
    time::{Date, Zone},
};
pub use store::region::{ChangeRow, FoundRow, JurisdictionRow, RegionRow, VersionRow};
use store::{
    Tx,
    region::{ChildRow, Search},
};

use crate::{App, Error, Result, audit, audit::Event};

pub mod import;
mod place;
mod read;
pub mod shape;
pub mod shipped;
pub mod upload;
pub mod words;

pub use import::{Outcome, import, import_path};
pub(crate) use place::place;
pub use place::places;
pub use read::Source;

/// The first day of a region whose beginning nobody wrote down: the day the republic began.
pub const LONG_AGO: Date = Date::constant(1945, 8, 17);

/// Open villages below a region, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Villages {
    /// Kelurahan.
    pub urban: i64,
    /// Desa, desa adat among them.
    pub rural: i64,
}

impl Villages {
    /// Both.
    pub const fn all(self) -> i64 {
        self.urban + self.rural
    }

    fn add(&mut self, kind: &str, count: i64) {
        if Kind::from_code(kind) == Some(Kind::UrbanVillage) {
            self.urban += count;
        } else {
            self.rural += count;
        }
    }
}

/// A region on the page of the one above it.
#[derive(Debug, Clone)]
pub struct Child {
    /// The region.
    pub region: RegionRow,
    /// How many regions stand right below it.
    pub children: i64,
    /// The villages below it, where it is a regency or a district.
    pub villages: Villages,
    /// Its tile on the map.
    pub cell: Cell,
    /// Its outline, where one was imported.
    pub boundary: Option<Boundary>,
    /// Its police today, where it is a district.
    pub police: Option<JurisdictionRow>,
}

/// What became of a region, with both ends by name.
#[derive(Debug, Clone)]
pub struct Change {
    /// The change.
    pub row: ChangeRow,
    /// The region before.
    pub old: RegionRow,
    /// The region after.
    pub new: RegionRow,
}

/// A region's page.
#[derive(Debug, Clone)]
pub struct View {
    /// The way down to it, province first and itself last; empty above the provinces.
    pub way: Vec<RegionRow>,
    /// The regions right below it, by name.
    pub children: Vec<Child>,
    /// Its dated versions, newest first.
    pub versions: Vec<VersionRow>,
    /// What became of it, newest first.
    pub changes: Vec<Change>,
    /// Its police today: its own or its district's.
    pub police: Option<JurisdictionRow>,
}

impl View {
    /// The region itself; none above the provinces.
    pub fn region(&self) -> Option<&RegionRow> {
        self.way.last()
    }
}

/// The region `code`; without a code the actor's own regency, or all provinces where that is not
/// stored.
///
/// # Errors
/// `NotFound` for a code nobody ever had.
pub async fn view(app: &App, actor: &Actor, code: Option<&RegionCode>) -> Result<View> {
    check(actor, Act::RegionView, &Scope::global())?;
    let mut tx = app.store.read().await?;
    let today = app.today(zone(&mut tx, actor).await?);
    let region = match code {
        Some(code) => Some(store::region::find(&mut tx, code).await?.ok_or(Error::NotFound)?),
        None => home(&mut tx, actor).await?,
    };
    let Some(region) = region else {
        return provinces(&mut tx).await;
    };
    let way = store::region::list_way(&mut tx, region.id).await?;
    Ok(View {
        children: children(&mut tx, &region, today).await?,
        versions: store::region::list_versions(&mut tx, region.id).await?,
        changes: changes(&mut tx, region.id).await?,
        police: police(&mut tx, &way, today).await?,
        way,
    })
}

/// All provinces.
///
/// # Errors
/// `Denied` without `region.view`.
pub async fn nation(app: &App, actor: &Actor) -> Result<View> {
    check(actor, Act::RegionView, &Scope::global())?;
    let mut tx = app.store.read().await?;
    provinces(&mut tx).await
}

async fn provinces(tx: &mut Tx) -> Result<View> {
    let rows = store::region::list_children(tx, None).await?;
    let mut children = laid_out(rows, &HashMap::new(), &HashMap::new());
    outlined(tx, None, &mut children).await?;
    Ok(View { way: Vec::new(), children, versions: Vec::new(), changes: Vec::new(), police: None })
}

/// The region of the actor's task force.
async fn home(tx: &mut Tx, actor: &Actor) -> Result<Option<RegionRow>> {
    let Some(taskforce) = actor.taskforce else {
        return Ok(None);
    };
    let taskforce = store::taskforce::get(tx, taskforce).await?;
    match RegionCode::parse(&taskforce.region) {
        Ok(code) => Ok(store::region::find(tx, &code).await?),
        Err(_) => Ok(None),
    }
}

/// The zone whose "today" counts for the actor.
async fn zone(tx: &mut Tx, actor: &Actor) -> Result<Zone> {
    match actor.taskforce {
        Some(id) => Ok(store::taskforce::get(tx, id).await?.zone),
        None => Ok(Zone::Wib),
    }
}

async fn children(tx: &mut Tx, region: &RegionRow, today: Date) -> Result<Vec<Child>> {
    let rows = store::region::list_children(tx, Some(region.id)).await?;
    let path = region.code.path();
    let counted = match (region.level(), rows.first()) {
        (Level::Province | Level::Regency, Some(first)) => {
            let depth = first.region.code.path().as_str().len();
            store::region::count_villages(tx, &path, depth).await?
        }
        _ => Vec::new(),
    };
    let mut villages: HashMap<String, Villages> = HashMap::new();
    for row in counted {
        villages.entry(row.path.to_string()).or_default().add(&row.kind, row.count);
    }
    let police = if region.level() == Level::Regency {
        let rows = store::region::list_jurisdictions(tx, &path, today).await?;
        rows.into_iter().map(|row| (row.district, row)).collect()
    } else {
        HashMap::new()
    };
    let mut children = laid_out(rows, &villages, &police);
    outlined(tx, Some(region.id), &mut children).await?;
    Ok(children)
}

/// Gives the children of a region the outlines that were imported.
async fn outlined(tx: &mut Tx, parent: Option<RegionId>, children: &mut [Child]) -> Result<()> {
    let outlines = store::region::list_boundaries(tx, parent).await?;
    let mut outlines: HashMap<RegionId, Boundary> = outlines.into_iter().collect();
    for child in children {
        child.boundary = outlines.remove(&child.region.id);
    }
    Ok(())
}

fn laid_out(
    rows: Vec<ChildRow>,
    villages: &HashMap<String, Villages>,
    police: &HashMap<RegionId, JurisdictionRow>,
) -> Vec<Child> {
    let points: Vec<_> = rows.iter().map(|row| row.region.point).collect();
    let child = |(row, cell): (ChildRow, Cell)| Child {
        villages: villages.get(row.region.code.path().as_str()).copied().unwrap_or_default(),
        police: police.get(&row.region.id).cloned(),
        children: row.children,
        region: row.region,
        boundary: None,
        cell,
    };
    rows.into_iter().zip(grid(&points)).map(child).collect()
}

async fn changes(tx: &mut Tx, id: RegionId) -> Result<Vec<Change>> {
    let mut changes = Vec::new();
    for row in store::region::list_changes(tx, id).await? {
        let old = store::region::get(tx, row.old).await?;
        let new = store::region::get(tx, row.new).await?;
        changes.push(Change { row, old, new });
    }
    Ok(changes)
}

/// The police of the district on a way down.
async fn police(tx: &mut Tx, way: &[RegionRow], day: Date) -> Result<Option<JurisdictionRow>> {
    match way.iter().find(|row| row.level() == Level::District) {
        Some(district) => Ok(store::region::find_jurisdiction(tx, district.id, day).await?),
        None => Ok(None),
    }
}

/// The police that a region belonged to on a day: its own where it is a district, else that of
/// the district it lies in.
///
/// # Errors
/// `NotFound` for a code nobody ever had.
pub async fn jurisdiction_of(
    app: &App,
    actor: &Actor,
    code: &RegionCode,
    day: Date,
) -> Result<Option<JurisdictionRow>> {
    check(actor, Act::RegionView, &Scope::global())?;
    let mut tx = app.store.read().await?;
    let region = store::region::find(&mut tx, code).await?.ok_or(Error::NotFound)?;
    let way = store::region::list_way(&mut tx, region.id).await?;
    police(&mut tx, &way, day).await
}

/// Most regions that a search shows.
pub const FOUND: i64 = 50;

/// Regions from province to village whose name begins as typed, upper levels first; those of the
/// actor's own regency come before all others.
///
/// # Errors
/// `Denied` without `region.view`.
pub async fn search(app: &App, actor: &Actor, typed: &str) -> Result<Vec<FoundRow>> {
    check(actor, Act::RegionView, &Scope::global())?;
    let mut tx = app.store.read().await?;
    let typed: String = typed.chars().take(100).collect();
    if let Ok(code) = RegionCode::parse(&typed) {
        return by_code(&mut tx, &code).await;
    }
    let (key, bare) = search_keys(&typed);
    let levels = Level::Province..=Level::Village;
    let everywhere = Search { keys: (&key, &bare), within: None, levels, limit: FOUND };
    let mut found = Vec::new();
    if let Some(home) = home(&mut tx, actor).await? {
        let path = home.code.path();
        let near = Search { within: Some(&path), ..everywhere.clone() };
        found = store::region::search(&mut tx, &near).await?;
    }
    for row in store::region::search(&mut tx, &everywhere).await? {
        if found.iter().all(|near| near.region.id != row.region.id) {
            found.push(row);
        }
    }
    found.truncate(usize::try_from(FOUND).unwrap_or(usize::MAX));
    Ok(found)
}

async fn by_code(tx: &mut Tx, code: &RegionCode) -> Result<Vec<FoundRow>> {
    let Some(region) = store::region::find(tx, code).await? else {
        return Ok(Vec::new());
    };
    let way = store::region::list_way(tx, region.id).await?;
    let mut above = way.into_iter().rev().skip(1).map(|row| row.name);
    Ok(vec![FoundRow { region, parent: above.next(), grandparent: above.next() }])
}

/// Writes down that a region was split into, or merged with, another one. A merger also ends the
/// old region and all below it, so that nothing is counted twice; a split leaves the rest of it.
///
/// # Errors
/// `Invalid` with `code` where there is no other region of that level, and with `on` where it is
/// no date or lies before the latest version; `NotFound` for `old`.
pub async fn relate(
    app: &App,
    actor: &Actor,
    old: &RegionCode,
    (new, kind, on): (&str, &str, &str),
) -> Result<RegionId> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let mut tx = app.store.write().await?;
    let old = store::region::find(&mut tx, old).await?.ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    let new = match RegionCode::parse(new) {
        Ok(code) => store::region::find(&mut tx, &code).await?,
        Err(_) => None,
    };
    let fits = new.filter(|new| new.id != old.id && new.level() == old.level());
    if fits.is_none() {
        errors.push("code", "region_other");
    }
    let kind = Became::from_code(kind).filter(|kind| matches!(kind, Became::Split | Became::Merge));
    if kind.is_none() {
        errors.push("kind", "choice");
    }
    let on = domain::time::parse_date(on);
    match on {
        None => errors.push("on", "date"),
        Some(on) if on <= old.since => errors.push("on", "date_order"),
        Some(_) => {}
    }
    if !errors.0.is_empty() {
        return Err(errors.into());
    }
    let (Some(new), Some(kind), Some(on)) = (fits, kind, on) else {
        return Err(errors.into());
    };
    let row = ChangeRow { old: old.id, new: new.id, kind, on };
    store::region::insert_change(&mut tx, &row).await?;
    if kind == Became::Merge {
        end(&mut tx, &old, on).await?;
    }
    let detail = serde_json::json!({
        "old": old.code.as_str(), "new": new.code.as_str(), "kind": kind.code(), "on": on.to_string(),
    });
    audit::append(
        app,
        &mut tx,
        actor,
        Event::new(Act::RegionImport, "region", old.id).detail(&detail),
    )
    .await?;
    tx.commit().await?;
    Ok(new.id)
}

/// Ends an open region and everything open below it; `on` is the first day without them.
async fn end(tx: &mut Tx, old: &RegionRow, on: Date) -> Result<()> {
    if old.closed_on.is_some() {
        return Ok(());
    }
    let last = on.yesterday().unwrap_or(on);
    for known in store::region::list_known(tx, &old.code.path()).await? {
        if known.state == State::Open {
            store::region::close(tx, known.id, on, last).await?;
        }
    }
    Ok(())
}
