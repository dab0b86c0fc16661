//! Outlines and populations of regions, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use std::path::{Path, PathBuf};

use app::{Actor, ActorKind, App, Error, region, region::shape};
use testkit::{app_on, both};

async fn with_regions(store: store::Store) -> (App, Actor) {
    let app = app_on(store).app;
    let system = Actor::system(ActorKind::System);
    region::shipped::load_shipped(&app, &system).await.unwrap();
    (app, system)
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn feature(code: &str, geometry: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{code}","name":"x"}},"geometry":{geometry}}}"#
    )
}

const SQUARE: &str = r#"{"type":"Polygon","coordinates":[[[106.4,-6.2],[106.5,-6.2],[106.5,-6.3],[106.4,-6.3],[106.4,-6.2]]]}"#;

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

async fn outlined(app: &App, actor: &Actor, code: &str) -> usize {
    let view = region::view(app, actor, Some(&code.parse().unwrap())).await.unwrap();
    view.children.iter().filter(|child| child.boundary.is_some()).count()
}

#[tokio::test]
async fn outlines_are_stored_all_or_none_and_unknown_codes_are_named() {
    both(|store| async move {
        let (app, system) = with_regions(store).await;
        let folder = tempfile::tempdir().unwrap();
        let good = [feature("36.03.01", SQUARE), feature("36.99.01", SQUARE)];
        let path = file(folder.path(), "a.geojson", &collection(&good));
        let dry = shape::import_boundaries(&app, &system, &path, true).await.unwrap();
        assert!((dry.regions, dry.applied) == (1, false) && dry.unknown == ["36.99.01"]);
        assert_eq!(outlined(&app, &system, "36.03").await, 0);
        let done = shape::import_boundaries(&app, &system, &path, false).await.unwrap();
        assert!(done.applied);
        assert_eq!(outlined(&app, &system, "36.03").await, 1);
        let bad = [
            feature("36.03.02", SQUARE),
            feature("36.03.02", SQUARE),
            feature("Balaraja", SQUARE),
            feature("36.03.03", r#"{"type":"Point","coordinates":[106.4,-6.2]}"#),
            feature("36.03.04", r#"{"type":"Polygon","coordinates":[[[-6.2,106.4],[-6.2,106.5],[-6.3,106.4],[-6.2,106.4]]]}"#),
        ];
        let path = file(folder.path(), "b.geojson", &collection(&bad));
        let refused = shape::import_boundaries(&app, &system, &path, false).await.unwrap();
        let told: Vec<_> = refused.errors.iter().map(|error| (error.row, error.code)).collect();
        assert_eq!(told, [(2, "twice"), (3, "code"), (4, "no_polygon"), (5, "outside")]);
        assert_eq!(outlined(&app, &system, "36.03").await, 1, "nothing half-saved");
        for (name, text) in [("c.geojson", "{"), ("d.geojson", &"[".repeat(1_000_000)), ("e.geojson", "")] {
            let path = file(folder.path(), name, text);
            let refused = shape::import_boundaries(&app, &system, &path, false).await.unwrap();
            assert_eq!(refused.errors[0].code, "no_geojson", "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn populations_need_a_day_and_the_latest_counts() {
    both(|store| async move {
        let (app, system) = with_regions(store).await;
        let folder = tempfile::tempdir().unwrap();
        let text = "code;people;households;as_of;source\n36.03.01;100.000;;2023-12-31;BPS\n36.03.01;110.000;27.500;2024-12-31;Dukcapil\n";
        let path = file(folder.path(), "p.csv", text);
        let done = shape::import_population(&app, &system, &path, false).await.unwrap();
        assert!(done.applied && done.regions == 2, "{done:?}");
        let mut tx = app.store.read().await.unwrap();
        let code: domain::region::RegionCode = "36.03".parse().unwrap();
        let rows = store::region::list_population(&mut tx, &code.path()).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].people, rows[0].households), (110_000, Some(27_500)));
        drop(tx);
        let text = "code,people,as_of\n36.03.01,-5,2024-12-31\n36.03.02,many,31/12/2024\n";
        let path = file(folder.path(), "q.csv", text);
        let refused = shape::import_population(&app, &system, &path, false).await.unwrap();
        let told: Vec<_> = refused.errors.iter().map(|error| (error.row, error.field)).collect();
        assert_eq!(told, [(2, "people"), (3, "people"), (3, "as_of")]);
        let path = file(folder.path(), "r.csv", "kode;jumlah\n");
        let refused = shape::import_population(&app, &system, &path, false).await.unwrap();
        assert_eq!(refused.errors.len(), 3, "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn only_who_imports_regions_imports_their_shapes() {
    both(|store| async move {
        let (app, system) = with_regions(store).await;
        for role in ["leadership", "agency_contact", "auditor", "observer"] {
            let actor = Actor { role: app.rules.roles.get(role).unwrap(), ..system.clone() };
            let done = shape::import_boundaries(&app, &actor, Path::new("x"), false).await;
            assert!(matches!(done, Err(Error::Denied(_))), "{role}");
            let done = shape::import_population(&app, &actor, Path::new("x"), false).await;
            assert!(matches!(done, Err(Error::Denied(_))), "{role}");
        }
    })
    .await;
}

/// Real outlines, which stand outside the project; skipped where they are absent.
#[tokio::test]
async fn real_outlines_of_the_first_region_are_taken() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/boundaries");
    if !folder.is_dir() {
        eprintln!("skipped: no outlines beside the project");
        return;
    }
    both(|store| {
        let folder = folder.clone();
        async move {
            let (app, system) = with_regions(store).await;
            for (name, regions) in [
                ("banten-regencies", 8),
                ("kab-tangerang-districts", 29),
                ("kab-tangerang-villages", 274),
            ] {
                let path = folder.join(format!("{name}.geojson"));
                let done = shape::import_boundaries(&app, &system, &path, false).await.unwrap();
                assert_eq!((done.regions, done.errors.len()), (regions, 0), "{name}: {done:?}");
            }
            assert_eq!(outlined(&app, &system, "36.03").await, 29);
        }
    })
    .await;
}
