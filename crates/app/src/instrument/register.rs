//! The register as a list: what stands where, what ends, and which villages have a regulation.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry};

use domain::{
    access::{Act, Actor, check},
    agency::Agency,
    id::{AgencyId, InstrumentId, RegionId, TaskForceId},
    instrument::{Basis, Kind, Standing, Warning, Whose},
    region::{self, Level, RegionCode},
    time::Date,
};
use store::{Tx, instrument::InstrumentRow, region::FoundRow};

use super::{
    manages, needs_of, own, scope, today,
    view::{Coverage, Filter, Index, Known, Line, Place, Shelf},
};
use crate::{App, Result, meeting};

/// The register, narrowed.
///
/// # Errors
/// `Denied` without `instrument.view`.
pub async fn index(app: &App, actor: &Actor, filter: &Filter) -> Result<Index> {
    let taskforce = own(actor)?;
    check(actor, Act::InstrumentView, &scope(taskforce))?;
    let mut tx = app.store.read().await?;
    let today = today(app, &mut tx, taskforce).await?;
    let warning = app.rules.instruments.warning(today);
    let rows = store::instrument::list(&mut tx, taskforce).await?;
    let land = Land::read(&mut tx, taskforce, &rows).await?;
    let lines = lines(app, &mut tx, rows, &land, (today, warning)).await?;
    let (coverage, gone) = land.coverage(&lines);
    let years: BTreeSet<i16> = lines.iter().map(|line| line.row.draft.year).collect();
    let needs = lines.iter().all(|line| needs_of(app, &line.row, today).confirmed);
    let (total, is_confirmed) = (lines.len(), needs && warning.confirmed);
    let mut lines: Vec<Line> = lines.into_iter().filter(|line| fits(line, filter)).collect();
    let count = |shelf: Shelf| lines.iter().filter(|line| shelf.holds(line)).count();
    let counts = Shelf::ALL.into_iter().map(|shelf| (shelf, count(shelf))).collect();
    lines.retain(|line| filter.shelf.holds(line));
    if filter.shelf == Shelf::Ending {
        lines.sort_by_key(|line| line.row.draft.term.until);
    }
    let years = years.into_iter().rev().collect();
    Ok(Index { lines, counts, total, years, coverage, gone, is_confirmed, warning, today })
}

/// Whether kind, year and words fit; the shelf is looked at apart.
fn fits(line: &Line, filter: &Filter) -> bool {
    let draft = &line.row.draft;
    let number = line.row.life.signed.as_ref().map_or("", |signed| signed.number.as_str());
    let place = line.place.as_ref().map_or("", |place| place.name.as_str());
    let said = [&draft.title, number, place, &line.agency, &line.parties.join(" ")].join(" ");
    let said = said.to_lowercase();
    let typed = filter.words.to_lowercase();
    filter.kind.is_none_or(|kind| draft.kind == kind)
        && filter.year.is_none_or(|year| draft.year == year)
        && typed.split_whitespace().all(|word| said.contains(word))
}

async fn lines(
    app: &App,
    tx: &mut Tx,
    rows: Vec<InstrumentRow>,
    land: &Land,
    (today, warning): (Date, Warning),
) -> Result<Vec<Line>> {
    let Some(taskforce) = rows.first().map(|row| row.taskforce) else { return Ok(Vec::new()) };
    let known = meeting::agencies(tx, taskforce).await?;
    let name = |id: &AgencyId| known.get(id).map(|one| one.short_name.clone()).unwrap_or_default();
    let mut parties: HashMap<InstrumentId, Vec<String>> = HashMap::new();
    for one in store::instrument::list_all_parties(tx, taskforce).await? {
        let called = match one.party.who {
            Whose::Agency(id) => name(&id),
            Whose::Other(name) => name,
        };
        parties.entry(one.instrument).or_default().push(called);
    }
    let followed: HashSet<InstrumentId> = store::instrument::list_followed(tx, taskforce)
        .await?
        .into_iter()
        .map(|one| one.0)
        .collect();
    let line = |row: InstrumentRow| {
        let needs = needs_of(app, &row, today);
        let standing = row.life.standing(&needs, row.draft.term, (today, warning.before));
        Line {
            standing,
            agency: name(&row.draft.agency),
            is_orphan: is_orphan(&known, &row, today),
            place: row.region.and_then(|id| land.places.get(&id)).cloned(),
            parties: parties.remove(&row.id).unwrap_or_default(),
            asks_answer: asks_answer(&row, standing, (today, warning))
                && !followed.contains(&row.id),
            row,
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Whether an instrument that is still looked after lies with an office that is closed.
pub(super) fn is_orphan(
    known: &HashMap<AgencyId, Agency>,
    row: &InstrumentRow,
    today: Date,
) -> bool {
    !row.life.stage.is_over()
        && known.get(&row.draft.agency).is_some_and(|one| !one.exists_on(today))
}

/// Whether it ends soon or ended lately.
pub(super) fn asks_answer(
    row: &InstrumentRow,
    standing: Standing,
    (today, warning): (Date, Warning),
) -> bool {
    let lately = || {
        let until = row.draft.term.until;
        let days = until.and_then(|until| until.until(today).ok()).map(|span| span.get_days());
        days.is_some_and(|days| i64::from(days) <= warning.after)
    };
    standing == Standing::Ending || standing == Standing::Expired && lately()
}

/// The places of a task force, and those that its instruments belong to.
struct Land {
    districts: BTreeMap<String, (String, usize)>,
    places: HashMap<RegionId, Place>,
}

impl Land {
    async fn read(tx: &mut Tx, taskforce: TaskForceId, rows: &[InstrumentRow]) -> Result<Self> {
        let mut land = Self { districts: BTreeMap::new(), places: HashMap::new() };
        let home = store::taskforce::get(tx, taskforce).await?.region;
        if let Ok(home) = RegionCode::parse(&home) {
            for found in store::region::list_places(tx, &home.path()).await? {
                land.take(found);
            }
        }
        // What was closed or moved elsewhere since is looked up by itself.
        for id in rows.iter().filter_map(|row| row.region) {
            if let Entry::Vacant(free) = land.places.entry(id) {
                free.insert(place(tx, id).await?);
            }
        }
        Ok(land)
    }

    fn take(&mut self, found: FoundRow) {
        let FoundRow { region, parent, .. } = found;
        let code = region.code.to_string();
        let is_village =
            matches!(region.kind(), region::Kind::Village | region::Kind::CustomaryVillage);
        if region.level() == Level::District {
            self.districts.entry(code.clone()).or_default().0.clone_from(&region.name);
        } else if is_village && let Some(above) = region.code.parent() {
            self.districts.entry(above.to_string()).or_default().1 += 1;
        }
        let name = match (region.level(), parent) {
            (Level::Village, Some(parent)) => format!("{}, {parent}", region.name),
            _ => region.name,
        };
        self.places.insert(region.id, Place { name, code, closed_on: None });
    }

    /// Village regulations in force by sub-district, and how many belong to villages that are no
    /// more.
    fn coverage(&self, lines: &[Line]) -> (Vec<Coverage>, usize) {
        let mut villages: HashSet<RegionId> = HashSet::new();
        let (mut covered, mut circulars) = (HashMap::new(), HashMap::new());
        let mut gone = 0;
        for line in lines.iter().filter(|line| line.standing.is_in_force()) {
            let (Some(id), Some(place)) = (line.row.region, &line.place) else { continue };
            let Some(district) = district(&place.code) else { continue };
            match line.row.draft.kind {
                Kind::VillageRegulation if place.closed_on.is_some() => gone += 1,
                Kind::VillageRegulation if villages.insert(id) => {
                    *covered.entry(district).or_insert(0) += 1;
                }
                Kind::Circular => *circulars.entry(district).or_insert(0) += 1,
                _ => {}
            }
        }
        let coverage = self.districts.iter().map(|(code, (name, villages))| Coverage {
            code: code.clone(),
            name: name.clone(),
            villages: *villages,
            covered: covered.get(code).copied().unwrap_or(0),
            circulars: circulars.get(code).copied().unwrap_or(0),
        });
        let mut coverage: Vec<Coverage> = coverage.collect();
        coverage.sort_by(|one, two| one.name.cmp(&two.name));
        (coverage, gone)
    }
}

/// Code of the sub-district that a place is, or lies in.
fn district(code: &str) -> Option<String> {
    let code = RegionCode::parse(code).ok()?;
    code.ancestor(Level::District).map(|code| code.to_string())
}

/// A place by its id, whatever became of it.
pub(super) async fn place(tx: &mut Tx, id: RegionId) -> Result<Place> {
    let region = store::region::get(tx, id).await?;
    let mut name = region.name.clone();
    if let (Level::Village, Some(parent)) = (region.level(), region.parent) {
        name = format!("{name}, {}", store::region::get(tx, parent).await?.name);
    }
    Ok(Place { name, code: region.code.to_string(), closed_on: region.closed_on })
}

/// Decrees of terms and regulations of plans that do not stand in the register yet; none for whoever
/// does not look after all of it.
///
/// # Errors
/// `Denied` without `instrument.view`.
pub async fn known(app: &App, actor: &Actor) -> Result<Vec<Known>> {
    let taskforce = own(actor)?;
    check(actor, Act::InstrumentView, &scope(taskforce))?;
    if !manages(actor, taskforce) {
        return Ok(Vec::new());
    }
    let mut tx = app.store.read().await?;
    let rows = store::instrument::list(&mut tx, taskforce).await?;
    let there: HashSet<Basis> = rows.iter().filter_map(|row| row.draft.basis).collect();
    let terms = store::taskforce::list_terms(&mut tx, taskforce).await?;
    let terms = terms.into_iter().map(|term| Known {
        basis: Basis::Term(term.id),
        kind: Kind::Decree,
        number: term.decree.number,
        title: term.decree.title,
        signed_on: term.decree.signed_on,
        term: (term.valid.from, term.valid.until),
    });
    let plans = store::plan::list(&mut tx, taskforce).await?;
    let plans = plans.into_iter().filter_map(|plan| {
        let regulation = plan.regulation?;
        Some(Known {
            basis: Basis::Plan(plan.id),
            kind: Kind::Regulation,
            number: regulation.number,
            title: regulation.title,
            signed_on: regulation.signed_on,
            term: (regulation.in_force_on, Date::new(plan.years.last, 12, 31).ok()),
        })
    });
    Ok(terms.chain(plans).filter(|one| !there.contains(&one.basis)).collect())
}
