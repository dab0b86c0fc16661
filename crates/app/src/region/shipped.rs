//! What ships with the program: the tree of Banten and the police of Kabupaten Tangerang.

use std::collections::BTreeMap;

use domain::{
    access::{Act, Actor, Scope, check},
    region::{Confidence, Level, RegionCode},
    time::{Date, parse_date},
};
use serde::Deserialize;
use store::region::JurisdictionRow;

use super::{Outcome, Source, import, import::Options};
use crate::{App, Error, Result, audit, audit::Event};

const BANTEN: &str = include_str!("../../data/regions-banten.csv");
const DECREE: &str = "Kepmendagri 300.2.2-2138 Tahun 2025";
const POLICE: &str = include_str!("../../../../rules/jurisdiction-36.03.toml");

/// Loads what ships with the program where nothing is stored yet; nothing happens otherwise.
///
/// # Errors
/// `Denied` without `region.import`; `Internal` for a shipped file that can't be read, which a
/// test excludes.
pub async fn load_shipped(app: &App, actor: &Actor) -> Result<Option<Outcome>> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let mut tx = app.store.read().await?;
    let count = store::region::count(&mut tx).await?;
    drop(tx);
    let outcome = if count == 0 {
        let source =
            Source { name: "regions-banten.csv".to_owned(), bytes: BANTEN.as_bytes().to_vec() };
        let options = Options { source: Some(DECREE), ..Options::default() };
        let outcome = import(app, actor, vec![source], options).await?;
        if !outcome.applied {
            return Err(Error::internal("the shipped regions can't be read"));
        }
        Some(outcome)
    } else {
        None
    };
    load_police(app, actor).await?;
    Ok(outcome)
}

#[derive(Debug, Deserialize)]
struct File {
    valid_from: String,
    source: BTreeMap<String, String>,
    polres: BTreeMap<String, Polres>,
    district: BTreeMap<String, District>,
}

#[derive(Debug, Deserialize)]
struct Polres {
    polda: String,
    source: String,
}

#[derive(Debug, Deserialize)]
struct District {
    polsek: String,
    polres: String,
    source: Option<String>,
}

/// A district of the shipped file.
#[derive(Debug)]
struct Police {
    code: RegionCode,
    from: Date,
    polsek: String,
    polres: String,
    polda: String,
    confidence: Confidence,
    note: String,
}

fn police() -> Result<Vec<Police>> {
    let file: File = toml::from_str(POLICE).map_err(Error::internal)?;
    let from = parse_date(&file.valid_from).ok_or_else(|| Error::internal("jurisdiction: date"))?;
    let unknown = |name: &str| Error::internal(format!("jurisdiction: {name}"));
    let source = |key: &str| file.source.get(key).ok_or_else(|| unknown(key));
    let mut police = Vec::new();
    for (code, district) in &file.district {
        let polres = file.polres.get(&district.polres).ok_or_else(|| unknown(&district.polres))?;
        let note = match &district.source {
            Some(key) if *key == polres.source => source(key)?.clone(),
            Some(key) => format!("{}; {}", source(key)?, source(&polres.source)?),
            None => String::new(),
        };
        police.push(Police {
            code: RegionCode::parse(code).map_err(Error::internal)?,
            from,
            polsek: district.polsek.clone(),
            polres: district.polres.clone(),
            polda: polres.polda.clone(),
            confidence: if note.is_empty() { Confidence::Unconfirmed } else { Confidence::Sourced },
            note,
        });
    }
    Ok(police)
}

/// Writes down the police of each shipped district that has none yet.
async fn load_police(app: &App, actor: &Actor) -> Result<()> {
    let mut tx = app.store.write().await?;
    let mut added = 0;
    for police in police()? {
        let Some(district) = store::region::find(&mut tx, &police.code).await? else {
            continue;
        };
        let known = store::region::find_jurisdiction(&mut tx, district.id, police.from).await?;
        if known.is_some() || district.level() != Level::District {
            continue;
        }
        let row = JurisdictionRow {
            district: district.id,
            from: police.from,
            to: None,
            polsek_agency: None,
            polres_agency: None,
            polda_agency: None,
            polsek: police.polsek,
            polres: police.polres,
            polda: police.polda,
            confidence: police.confidence,
            note: police.note,
        };
        store::region::insert_jurisdiction(&mut tx, &row).await?;
        added += 1;
    }
    if added > 0 {
        let detail = serde_json::json!({ "jurisdictions": added });
        audit::append(
            app,
            &mut tx,
            actor,
            Event::new(Act::RegionImport, "region", "").detail(&detail),
        )
        .await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Links polsek, polres and polda to the agencies of the same usual short name, so that a letter
/// finds its address; call it once agencies are stored. Returns how many links are new.
///
/// # Errors
/// `Denied` without `region.import`.
pub async fn link_police(app: &App, actor: &Actor) -> Result<u64> {
    check(actor, Act::RegionImport, &Scope::global())?;
    let mut tx = app.store.write().await?;
    let linked = store::region::update_jurisdiction_agencies(&mut tx).await?;
    if linked > 0 {
        let detail = serde_json::json!({ "police_links": linked });
        audit::append(
            app,
            &mut tx,
            actor,
            Event::new(Act::RegionImport, "region", "").detail(&detail),
        )
        .await?;
        tx.commit().await?;
    }
    Ok(linked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_police_cover_every_district_of_the_kabupaten_once() {
        let police = police().unwrap();
        let mut codes: Vec<_> = police.iter().map(|row| row.code.as_str()).collect();
        codes.sort_unstable();
        let districts: Vec<_> = BANTEN
            .lines()
            .filter(|line| line.contains(",36.03,district,"))
            .map(|line| &line[..8])
            .collect();
        assert_eq!(codes, districts);
        let unsure = police.iter().filter(|row| row.confidence == Confidence::Unconfirmed);
        let unsure: Vec<_> = unsure.map(|row| row.code.as_str()).collect();
        assert_eq!(unsure, ["36.03.09", "36.03.10", "36.03.14", "36.03.30"]);
    }
}
