//! A place that was typed: one district or village of a task force's own region.

use domain::{
    access::{Act, Actor, Scope, check},
    field::FieldErrors,
    region::{Level, RegionCode, region_key, search_keys},
};
use store::{
    Tx,
    region::{FoundRow, RegionRow, Search},
};

use crate::{App, Error, Result};

/// Most regions of one name that are looked through.
const SAME_NAME: i64 = 200;

/// The district or village that was typed by name ("Teluknaga", "Tanjung Pasir, Teluknaga",
/// "Desa Teluknaga") or code, below the region of `code`. A district goes before a village of the
/// same name.
///
/// # Errors
/// `Invalid` on `field`: `place_unknown`, or `place_many` where several are called so.
pub async fn place(tx: &mut Tx, code: &str, field: &'static str, typed: &str) -> Result<RegionRow> {
    let wrong = |code| {
        let mut errors = FieldErrors::default();
        errors.push(field, code);
        Error::Invalid(errors)
    };
    let home = RegionCode::parse(code).map_err(Error::internal)?;
    let path = home.path();
    if let Ok(code) = RegionCode::parse(typed.trim()) {
        let found = store::region::find(tx, &code).await?;
        let inside = found.filter(|row| row.code.path().to_string().starts_with(&path.to_string()));
        return inside.ok_or_else(|| wrong("place_unknown"));
    }
    let (name, above) = typed.split_once(',').map_or((typed, None), |(one, two)| (one, Some(two)));
    let (key, bare) = search_keys(name);
    let levels = Level::District..=Level::Village;
    let search = Search { keys: (&key, &bare), within: Some(&path), levels, limit: SAME_NAME };
    let mut found = store::region::search(tx, &search).await?;
    found.retain(|row| fits(row, name, above));
    let top = found.first().map(|row| row.region.level());
    found.retain(|row| Some(row.region.level()) == top);
    match found.len() {
        1 => found.pop().map(|row| row.region).ok_or_else(|| wrong("place_unknown")),
        0 => Err(wrong("place_unknown")),
        _ => Err(wrong("place_many")),
    }
}

/// The districts and villages of the actor's own region as they can be typed, districts first.
///
/// # Errors
/// `Denied` without `region.view`; `NotFound` without a task force.
pub async fn places(app: &App, actor: &Actor) -> Result<Vec<String>> {
    check(actor, Act::RegionView, &Scope::global())?;
    let taskforce = actor.taskforce.ok_or(Error::NotFound)?;
    let mut tx = app.store.read().await?;
    let code = store::taskforce::get(&mut tx, taskforce).await?.region;
    let home = RegionCode::parse(&code).map_err(Error::internal)?;
    let rows = store::region::list_places(&mut tx, &home.path()).await?;
    let typed = |row: FoundRow| match (row.region.level(), row.parent) {
        (Level::Village, Some(parent)) => format!("{}, {parent}", row.region.name),
        _ => row.region.name,
    };
    Ok(rows.into_iter().map(typed).collect())
}

/// Each level knows the words before its names: "Desa Teluknaga" is no district.
fn fits(row: &FoundRow, name: &str, above: Option<&str>) -> bool {
    let level = row.region.level();
    let parent = row.parent.as_deref().unwrap_or_default();
    let same = |one: &str, other: &str, level| region_key(one, level) == region_key(other, level);
    same(&row.region.name, name, level)
        && above.is_none_or(|above| same(parent, above, Level::District))
}
