//! Round trips of the region tree on both engines.

#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

use domain::{
    id::{AccountId, RegionId},
    region::{Became, Confidence, Level, Point, RegionCode, RegionPath, State},
    time::{Date, Instant, parse_date},
};
use store::{
    Store, StoreError, Tx,
    region::{self, ChangeRow, JurisdictionRow, Place, RegionRow, Search, UploadRow},
};
use testkit::both;

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

fn made<T: std::str::FromStr<Err: std::fmt::Debug>>(number: u128) -> T {
    format!("00000000-0000-0000-0000-{number:012x}").parse().unwrap()
}

fn id(number: u128) -> RegionId {
    made(number)
}

fn row(number: u128, at: &str, name: &str, parent: u128) -> RegionRow {
    RegionRow {
        id: id(number),
        code: code(at),
        name: name.to_owned(),
        parent: (parent > 0).then(|| id(parent)),
        point: None,
        since: day("1945-08-17"),
        closed_on: None,
    }
}

fn tree() -> Vec<RegionRow> {
    let centroid = Some(Point { lat: -6_116_340, lon: 106_510_330 });
    vec![
        row(1, "36", "Banten", 0),
        row(2, "36.03", "Kabupaten Tangerang", 1),
        row(3, "36.71", "Kota Tangerang", 1),
        RegionRow { point: centroid, ..row(4, "36.03.11", "Rajeg", 2) },
        row(5, "36.03.12", "Pasar Kemis", 2),
        row(6, "36.03.11.2001", "Rajeg", 4),
        row(7, "36.03.11.1010", "Sukatani", 4),
        row(8, "36.03.12.2001", "Sukamantri", 5),
        row(9, "36.03.11.2001/RW001", "RW 001", 6),
    ]
}

async fn filled(store: &Store) -> Tx {
    let mut tx = store.write().await.unwrap();
    region::insert(&mut tx, &tree(), Instant(1)).await.unwrap();
    assert_eq!(region::insert_first_versions(&mut tx, "Kepmendagri").await.unwrap(), 9);
    tx
}

fn place(number: u128, at: &'static RegionCode, name: &'static str, from: &str) -> Place<'static> {
    let from = day(from);
    Place {
        id: id(number),
        code: at,
        name,
        parent: Some(id(4)),
        point: None,
        from,
        until: from.yesterday().unwrap(),
        source: "Kepmendagri",
    }
}

fn leaked(text: &str) -> &'static RegionCode {
    Box::leak(Box::new(code(text)))
}

#[tokio::test]
async fn a_tree_reads_back_as_it_was_written() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let rajeg = region::get(&mut tx, id(4)).await.unwrap();
        assert_eq!(rajeg, tree()[3]);
        assert_eq!(region::find(&mut tx, &code("36.03.11")).await.unwrap(), Some(rajeg));
        assert_eq!(region::find(&mut tx, &code("36.03.99")).await.unwrap(), None);
        assert_eq!(region::count(&mut tx).await.unwrap(), 9);

        let way = region::list_way(&mut tx, id(9)).await.unwrap();
        assert_eq!(way.iter().map(|row| row.id.0.as_u128()).collect::<Vec<_>>(), [1, 2, 4, 6, 9]);

        let children = region::list_children(&mut tx, Some(id(2))).await.unwrap();
        let seen: Vec<_> =
            children.iter().map(|row| (row.region.name.as_str(), row.children)).collect();
        assert_eq!(seen, [("Pasar Kemis", 1), ("Rajeg", 2)]);
        let top = region::list_children(&mut tx, None).await.unwrap();
        assert_eq!(top.len(), 1);

        let villages = region::count_villages(&mut tx, &code("36.03").path(), 9).await.unwrap();
        let seen: Vec<_> =
            villages.iter().map(|row| (row.path.as_str(), row.kind.as_str(), row.count)).collect();
        assert_eq!(
            seen,
            [
                ("36/03/11/", "urban_village", 1),
                ("36/03/11/", "village", 1),
                ("36/03/12/", "village", 1)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn two_open_regions_cannot_share_a_code_nor_stand_below_nothing() {
    both(|store| async move {
        drop(filled(&store).await);
        for (wrong, taken) in
            [(row(20, "36", "Banten", 0), true), (row(21, "36.05", "X", 99), false)]
        {
            let mut tx = store.write().await.unwrap();
            region::insert(&mut tx, &[row(1, "36", "Banten", 0)], Instant(1)).await.unwrap();
            let error = region::insert(&mut tx, &[wrong], Instant(1)).await.unwrap_err();
            assert_eq!(matches!(error, StoreError::Taken), taken, "{error:?}");
            assert_eq!(matches!(error, StoreError::Unknown), !taken, "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn many_regions_go_in_at_once() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let rows: Vec<_> = (1..=120u128)
            .map(|n| row(1_000 + n, &format!("36.03.12.{}", 2_100 + n), &format!("Desa {n}"), 5))
            .collect();
        region::insert(&mut tx, &rows, Instant(1)).await.unwrap();
        assert_eq!(region::list_children(&mut tx, Some(id(5))).await.unwrap().len(), 121);
        assert_eq!(region::get(&mut tx, id(1_120)).await.unwrap(), rows[119]);
    })
    .await;
}

#[tokio::test]
async fn names_are_found_by_their_beginning_with_what_they_lie_in() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let banten = code("36.03").path();
        let mut found = async |typed: &str, within: Option<&RegionPath>, levels| {
            let (typed, bare) = domain::region::search_keys(typed);
            let keys = (typed.as_str(), bare.as_str());
            let search = Search { keys, within, levels, limit: 10 };
            let rows = region::search(&mut tx, &search).await.unwrap();
            let tell = |row: &region::FoundRow| {
                format!("{} {}", row.region.code, row.parent.as_deref().unwrap_or("-"))
            };
            rows.iter().map(tell).collect::<Vec<_>>().join(", ")
        };
        let all = Level::Province..=Level::Village;
        assert_eq!(
            found("RAJ", None, all.clone()).await,
            "36.03.11 Kabupaten Tangerang, 36.03.11.2001 Rajeg"
        );
        assert_eq!(
            found("Kec. rajeg", None, Level::District..=Level::District).await,
            "36.03.11 Kabupaten Tangerang"
        );
        assert_eq!(found("tangerang", Some(&banten), all.clone()).await, "36.03 Banten");
        assert_eq!(found("kabupaten tang", None, all.clone()).await, "36.03 Banten, 36.71 Banten");
        assert_eq!(found("rw", None, all.clone()).await, "");
        assert_eq!(found("", None, all).await, "");
    })
    .await;
}

#[tokio::test]
async fn a_region_keeps_its_id_through_names_and_codes() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let first = place(7, leaked("36.03.11.2010"), "Sukatani Indah", "2026-01-01");
        region::update_place(&mut tx, &first).await.unwrap();
        let today = Place { name: "Sukatani Baru", ..first };
        region::update_place_today(&mut tx, &today).await.unwrap();

        let versions = region::list_versions(&mut tx, id(7)).await.unwrap();
        let seen: Vec<_> = versions
            .iter()
            .map(|it| (it.from, it.to, it.code.as_str(), it.name.as_str()))
            .collect();
        assert_eq!(
            seen,
            [
                (day("2026-01-01"), None, "36.03.11.2010", "Sukatani Baru"),
                (day("1945-08-17"), Some(day("2025-12-31")), "36.03.11.1010", "Sukatani"),
            ]
        );
        let at = async |tx: &mut Tx, on: &str| region::at(tx, id(7), day(on)).await.unwrap().name;
        assert_eq!(at(&mut tx, "2025-12-31").await, "Sukatani");
        assert_eq!(at(&mut tx, "2026-01-01").await, "Sukatani Baru");
        assert_eq!(at(&mut tx, "1900-01-01").await, "Sukatani");
        let by_old_code = region::find(&mut tx, &code("36.03.11.1010")).await.unwrap().unwrap();
        assert_eq!(by_old_code.id, id(7));
    })
    .await;
}

#[tokio::test]
async fn two_villages_can_swap_their_codes() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        for number in [6, 7] {
            region::update_vacated(&mut tx, id(number)).await.unwrap();
        }
        let a = place(6, leaked("36.03.11.1010"), "Rajeg", "2026-01-01");
        let b = place(7, leaked("36.03.11.2001"), "Sukatani", "2026-01-01");
        region::update_place(&mut tx, &a).await.unwrap();
        region::update_place(&mut tx, &b).await.unwrap();
        assert_eq!(region::find(&mut tx, &code("36.03.11.2001")).await.unwrap().unwrap().id, id(7));
    })
    .await;
}

#[tokio::test]
async fn an_ended_region_is_kept_and_can_open_again() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        region::close(&mut tx, id(7), day("2026-01-01"), day("2025-12-31")).await.unwrap();
        let known = region::list_known(&mut tx, &code("36").path()).await.unwrap();
        let ended = known.iter().find(|it| it.id == id(7)).unwrap();
        assert_eq!((ended.state, ended.since), (State::Closed, day("2026-01-01")));
        assert_eq!(known.len(), 9);
        assert_eq!(region::list_children(&mut tx, Some(id(4))).await.unwrap().len(), 1);

        // Opened again on the day it ended: as if nothing had happened.
        let again = place(7, leaked("36.03.11.1010"), "Sukatani", "2026-01-01");
        region::update_reopened(&mut tx, &again).await.unwrap();
        assert_eq!(region::list_versions(&mut tx, id(7)).await.unwrap().len(), 1);
        let row = region::get(&mut tx, id(7)).await.unwrap();
        assert_eq!((row.since, row.closed_on), (day("1945-08-17"), None));

        // A year later: a second life.
        region::close(&mut tx, id(7), day("2026-01-01"), day("2025-12-31")).await.unwrap();
        let later = place(7, leaked("36.03.11.1010"), "Sukatani", "2027-01-01");
        region::update_reopened(&mut tx, &later).await.unwrap();
        assert_eq!(region::list_versions(&mut tx, id(7)).await.unwrap().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn spelling_changes_no_version_and_changes_are_kept_once() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let point = Some(Point { lat: -6_000_000, lon: 106_000_000 });
        region::update_spelling(&mut tx, id(7), &code("36.03.11.1010"), "Suka Tani", point)
            .await
            .unwrap();
        let row = region::get(&mut tx, id(7)).await.unwrap();
        assert_eq!((row.name.as_str(), row.point), ("Suka Tani", point));
        assert_eq!(region::list_versions(&mut tx, id(7)).await.unwrap()[0].name, "Suka Tani");

        let merge =
            ChangeRow { old: id(7), new: id(6), kind: Became::Merge, on: day("2026-01-01") };
        region::insert_change(&mut tx, &merge).await.unwrap();
        region::insert_change(&mut tx, &merge).await.unwrap();
        assert_eq!(region::list_changes(&mut tx, id(6)).await.unwrap(), [merge]);
    })
    .await;
}

#[tokio::test]
async fn jurisdiction_is_asked_for_by_day() {
    both(|store| async move {
        let mut tx = filled(&store).await;
        let old = JurisdictionRow {
            district: id(4),
            from: day("2000-01-01"),
            to: None,
            polsek: "Polsek Rajeg".to_owned(),
            polres: "Polresta Tangerang".to_owned(),
            polda: "Polda Metro Jaya".to_owned(),
            polsek_agency: None,
            polres_agency: None,
            polda_agency: None,
            confidence: Confidence::Unconfirmed,
            note: "x".to_owned(),
        };
        let new = JurisdictionRow {
            from: day("2016-05-03"),
            polda: "Polda Banten".to_owned(),
            confidence: Confidence::Sourced,
            ..old.clone()
        };
        region::insert_jurisdiction(&mut tx, &old).await.unwrap();
        assert_eq!(
            region::update_jurisdiction_end(&mut tx, id(4), day("2016-05-02")).await.unwrap(),
            1
        );
        region::insert_jurisdiction(&mut tx, &new).await.unwrap();
        let then =
            region::find_jurisdiction(&mut tx, id(4), day("2016-05-02")).await.unwrap().unwrap();
        assert_eq!(then.polda, "Polda Metro Jaya");
        let now = region::list_jurisdictions(&mut tx, &code("36.03").path(), day("2026-01-01"))
            .await
            .unwrap();
        assert_eq!(now, [new]);
        assert_eq!(
            region::find_jurisdiction(&mut tx, id(5), day("2026-01-01")).await.unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_found_by_its_owner_only_and_forgotten() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let (mine, other): (AccountId, AccountId) = (made(1), made(2));
        let upload = UploadRow {
            id: made(3),
            account: mine,
            file_name: "villages.csv".to_owned(),
            content: vec![1, 2, 3],
            from: day("2026-01-01"),
        };
        region::insert_upload(&mut tx, &upload, Instant(10)).await.unwrap();
        assert_eq!(region::find_upload(&mut tx, upload.id, other).await.unwrap(), None);
        assert_eq!(
            region::find_upload(&mut tx, upload.id, mine).await.unwrap(),
            Some(upload.clone())
        );
        assert_eq!(region::delete_old_uploads(&mut tx, other, Instant(10)).await.unwrap(), 0);
        assert_eq!(region::delete_old_uploads(&mut tx, other, Instant(11)).await.unwrap(), 1);
        region::delete_upload(&mut tx, upload.id).await.unwrap();
    })
    .await;
}
