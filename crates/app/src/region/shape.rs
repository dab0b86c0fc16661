//! Outlines and populations of regions, read from files: all of a file or nothing.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use domain::{
    access::{Act, Actor, Scope, check},
    region::{Boundary, RegionCode},
    time::parse_date,
};
use serde::{Deserialize, Serialize};
use store::region::PopulationRow;

use crate::{App, Error, Result, audit, audit::Event};

/// Largest file, in bytes.
const MAX_FILE: u64 = 64 * 1024 * 1024;
/// Most findings that are told one by one.
const TOLD: usize = 50;

/// What a file of outlines or populations holds and what came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ShapeOutcome {
    /// Regions of which the file says something that can be stored.
    pub regions: usize,
    /// Codes that no region has today; they are left out.
    pub unknown: Vec<String>,
    /// What is wrong, with the feature or line it stands in, counted from 1.
    pub errors: Vec<ShapeError>,
    /// Whether everything is stored now.
    pub applied: bool,
}

/// Something wrong in a file of outlines or populations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShapeError {
    /// The feature or line, counted from 1; 0 for the whole file.
    pub row: usize,
    /// The field, where it is one.
    pub field: &'static str,
    /// Stable code.
    pub code: &'static str,
}

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Option<Properties>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
struct Properties {
    code: Option<String>,
}

type Ring = Vec<Vec<f64>>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
    #[serde(untagged)]
    Other(serde::de::IgnoredAny),
}

/// Reads a file that may be too large or absent; what is wrong stands in the outcome.
async fn bytes(path: &Path) -> std::result::Result<Vec<u8>, ShapeOutcome> {
    let wrong = |code| {
        let errors = vec![ShapeError { row: 0, field: "file", code }];
        ShapeOutcome { errors, ..ShapeOutcome::default() }
    };
    match tokio::fs::metadata(path).await {
        Ok(meta) if meta.len() > MAX_FILE => return Err(wrong("file_too_large")),
        Ok(_) => {}
        Err(_) => return Err(wrong("file_missing")),
    }
    tokio::fs::read(path).await.map_err(|_| wrong("file_missing"))
}

/// Imports outlines from a GeoJSON file: a feature per region, polygons in longitude and latitude,
/// the Kemendagri code in the property `code`.
///
/// # Errors
/// `Denied` without `region.import`. What is wrong with the file stands in the outcome.
pub async fn import_boundaries(
    app: &App,
    actor: &Actor,
    path: &Path,
    dry_run: bool,
) -> Result<ShapeOutcome> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let content = match bytes(path).await {
        Ok(content) => content,
        Err(outcome) => return Ok(outcome),
    };
    let work = move || outlines(&content);
    let (outlines, errors) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    let mut outcome = ShapeOutcome { errors, ..ShapeOutcome::default() };
    let mut tx = app.store.write().await?;
    let source = name(path);
    for (code, boundary) in &outlines {
        match store::region::find(&mut tx, code).await? {
            Some(region) => {
                outcome.regions += 1;
                let at = (source.as_str(), app.now());
                store::region::save_boundary(&mut tx, region.id, boundary, at).await?;
            }
            None => outcome.unknown.push(code.to_string()),
        }
    }
    finish(app, tx, actor, outcome, dry_run, &source).await
}

/// Writes the file's event and keeps everything, unless something is wrong or it is a dry run.
async fn finish(
    app: &App,
    mut tx: store::Tx,
    actor: &Actor,
    mut outcome: ShapeOutcome,
    dry_run: bool,
    source: &str,
) -> Result<ShapeOutcome> {
    outcome.errors.truncate(TOLD);
    if dry_run || !outcome.errors.is_empty() {
        return Ok(outcome);
    }
    let detail = serde_json::json!({ "file": source, "regions": outcome.regions });
    let event = Event::new(Act::RegionImport, "region", "").detail(&detail);
    audit::append(app, &mut tx, actor, event).await?;
    tx.commit().await?;
    outcome.applied = true;
    Ok(outcome)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

type Outlines = (Vec<(RegionCode, Boundary)>, Vec<ShapeError>);

fn outlines(content: &[u8]) -> Outlines {
    let Ok(collection) = serde_json::from_slice::<Collection>(content) else {
        return (Vec::new(), vec![ShapeError { row: 0, field: "file", code: "no_geojson" }]);
    };
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let mut seen: HashMap<RegionCode, usize> = HashMap::new();
    for (row, feature) in (1..).zip(collection.features) {
        let mut wrong = |field, code| errors.push(ShapeError { row, field, code });
        let code = feature.properties.and_then(|properties| properties.code);
        let Some(Ok(code)) = code.map(|code| RegionCode::parse(&code)) else {
            wrong("code", "code");
            continue;
        };
        if seen.insert(code.clone(), row).is_some() {
            wrong("code", "twice");
        }
        let Some(rings) = feature.geometry.and_then(rings) else {
            wrong("geometry", "no_polygon");
            continue;
        };
        match Boundary::of_degrees(&rings) {
            Ok(boundary) => found.push((code, boundary)),
            Err(bad) => wrong("geometry", bad.code()),
        }
    }
    if found.is_empty() && errors.is_empty() {
        errors.push(ShapeError { row: 0, field: "file", code: "empty" });
    }
    (found, errors)
}

/// Every ring of a geometry; a point without two numbers lies nowhere.
fn rings(geometry: Geometry) -> Option<Vec<Vec<(f64, f64)>>> {
    let rings: Vec<Ring> = match geometry {
        Geometry::Polygon(rings) => rings,
        Geometry::MultiPolygon(parts) => parts.into_iter().flatten().collect(),
        Geometry::Other(_) => return None,
    };
    let point = |point: Vec<f64>| match point[..] {
        [lon, lat, ..] => (lon, lat),
        _ => (f64::NAN, f64::NAN),
    };
    Some(rings.into_iter().map(|ring| ring.into_iter().map(point).collect()).collect())
}

/// Imports populations from a CSV file with the headings `code`, `people`, `households` (may be
/// left out), `as_of` (year-month-day) and `source`.
///
/// # Errors
/// `Denied` without `region.import`. What is wrong with the file stands in the outcome.
pub async fn import_population(
    app: &App,
    actor: &Actor,
    path: &Path,
    dry_run: bool,
) -> Result<ShapeOutcome> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let content = match bytes(path).await {
        Ok(content) => content,
        Err(outcome) => return Ok(outcome),
    };
    let source = name(path);
    let (rows, errors) = people(&content, &source, app.today(domain::time::Zone::Wib));
    let mut outcome = ShapeOutcome { errors, ..ShapeOutcome::default() };
    let mut tx = app.store.write().await?;
    for (code, row) in rows {
        match store::region::find(&mut tx, &code).await? {
            Some(region) => {
                outcome.regions += 1;
                let row = PopulationRow { region: region.id, ..row };
                store::region::save_population(&mut tx, &row, app.now()).await?;
            }
            None => outcome.unknown.push(code.to_string()),
        }
    }
    finish(app, tx, actor, outcome, dry_run, &source).await
}

type People = (Vec<(RegionCode, PopulationRow)>, Vec<ShapeError>);

fn people(content: &[u8], file: &str, today: domain::time::Date) -> People {
    let text = String::from_utf8_lossy(content);
    let text = text.trim_start_matches('\u{feff}');
    let delimiter =
        if text.lines().next().is_some_and(|head| head.contains(';')) { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    let heads: HashMap<String, usize> = reader
        .headers()
        .map(|heads| {
            heads.iter().enumerate().map(|(at, head)| (head.trim().to_lowercase(), at)).collect()
        })
        .unwrap_or_default();
    for field in ["code", "people", "as_of"] {
        if !heads.contains_key(field) {
            errors.push(ShapeError { row: 1, field, code: "column_missing" });
        }
    }
    if !errors.is_empty() {
        return (rows, errors);
    }
    for (row, record) in (2..).zip(reader.records()) {
        let mut wrong = |field, code| errors.push(ShapeError { row, field, code });
        let Ok(record) = record else {
            wrong("file", "line");
            continue;
        };
        let cell =
            |field: &str| heads.get(field).and_then(|at| record.get(*at)).unwrap_or("").trim();
        let code = RegionCode::parse(cell("code"));
        let count = |text: &str| {
            domain::figure::Figure::parse(text)
                .ok()
                .filter(|figure| figure.is_whole() && figure.0 >= 0)
        };
        let people = count(cell("people"));
        let households = cell("households");
        let counted = if households.is_empty() { None } else { count(households) };
        let as_of = parse_date(cell("as_of")).filter(|day| *day <= today);
        if code.is_err() {
            wrong("code", "code");
        }
        if people.is_none() {
            wrong("people", "number");
        }
        if !households.is_empty() && counted.is_none() {
            wrong("households", "number");
        }
        if as_of.is_none() {
            wrong("as_of", "date");
        }
        if let (Ok(code), Some(as_of)) = (&code, as_of)
            && !seen.insert((code.clone(), as_of))
        {
            wrong("code", "twice");
        }
        if let (Ok(code), Some(people), Some(as_of)) = (code, people, as_of) {
            let named = cell("source");
            let source = if named.is_empty() { file } else { named };
            let region = domain::id::RegionId(uuid::Uuid::nil());
            let households = counted.map(|figure| figure.0 / domain::figure::Figure::ONE);
            let people = people.0 / domain::figure::Figure::ONE;
            let source = source.to_owned();
            rows.push((code, PopulationRow { region, as_of, people, households, source }));
        }
    }
    (rows, errors)
}
