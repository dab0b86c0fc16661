//! Round trips of agencies, offices, desks and groups on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use domain::{
    agency::{
        Agency, AgencyKind, Desk, DeskKind, Group, GroupMember, Holder, HolderKind, Lead, Office,
        Person, Tenure, match_key,
    },
    id::{AgencyId, DeskId, GroupId, HolderId, OfficeId, TaskForceId},
    time::{Date, Instant, Zone},
};
use store::{StoreError, Tx, agency, taskforce};
use testkit::both;
use uuid::Uuid;

const NOW: Instant = Instant(1);
const TF: TaskForceId = TaskForceId(Uuid::from_u128(1));

fn id(n: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(n))
}

fn office_of(n: u128) -> Agency {
    Agency {
        id: id(n),
        kind: AgencyKind::LocalOffice,
        full_name: format!("Dinas Nomor {n} Kabupaten Tangerang"),
        short_name: format!("Dinas {n}"),
        region: Some("36.03".into()),
        parent: None,
        closed_on: None,
        version: 1,
    }
}

async fn seed_taskforce(tx: &mut Tx) {
    let row = taskforce::TaskForceRow {
        id: TF,
        region: "36.03".into(),
        name: "Gugus Tugas".into(),
        zone: Zone::Wib,
        is_demo: true,
        place: None,
        address: None,
    };
    taskforce::insert(tx, &row, NOW).await.unwrap();
}

#[tokio::test]
async fn an_agency_comes_back_as_it_was_stored() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let parent = office_of(1);
        agency::insert(&mut tx, &parent, NOW).await.unwrap();
        let unit = Agency {
            kind: AgencyKind::ServiceUnit,
            full_name: "<b>UPTD</b> 'PPA' \"田中\" ﷽".into(),
            parent: Some(parent.id),
            region: None,
            closed_on: Some(Date::constant(2026, 1, 1)),
            ..office_of(2)
        };
        agency::insert(&mut tx, &unit, NOW).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        assert_eq!(agency::get(&mut tx, unit.id).await.unwrap(), unit);
        assert_eq!(
            agency::list_ancestors(&mut tx, unit.id).await.unwrap(),
            std::slice::from_ref(&parent)
        );
        assert_eq!(agency::list_parts(&mut tx, parent.id).await.unwrap(), [unit]);
        let found = agency::find(&mut tx, "DINAS-1").await.unwrap();
        assert_eq!(found.map(|agency| agency.id), Some(id(1)));
        assert_eq!(agency::find(&mut tx, "Dinas").await.unwrap(), None);
        let missing = agency::get(&mut tx, id(9)).await;
        assert!(matches!(missing, Err(StoreError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn one_full_name_is_taken_within_a_region_only() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        agency::insert(&mut tx, &office_of(1), NOW).await.unwrap();
        let other = Agency { id: id(2), region: Some("36.04".into()), ..office_of(1) };
        agency::insert(&mut tx, &other, NOW).await.unwrap();
        let same = Agency { id: id(3), full_name: "DINAS NOMOR 1, KAB. TANGERANG".into(), ..other };
        let again = agency::insert(&mut tx, &same, NOW).await;
        assert!(matches!(again, Err(StoreError::Taken)));
    })
    .await;
}

#[tokio::test]
async fn a_stale_edit_of_an_agency_changes_nothing() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let stored = office_of(1);
        agency::insert(&mut tx, &stored, NOW).await.unwrap();
        let renamed = Agency { short_name: "Disnaker".into(), ..stored.clone() };
        assert!(agency::update(&mut tx, &renamed).await.unwrap());
        assert!(!agency::update(&mut tx, &stored).await.unwrap());
        let now = agency::get(&mut tx, stored.id).await.unwrap();
        assert_eq!((now.short_name.as_str(), now.version), ("Disnaker", 2));
    })
    .await;
}

#[tokio::test]
async fn a_list_is_filtered_and_paged_by_short_name() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        seed_taskforce(&mut tx).await;
        for n in 1..=5 {
            agency::insert(&mut tx, &office_of(n), NOW).await.unwrap();
        }
        let police = Agency {
            kind: AgencyKind::Police,
            closed_on: Some(Date::constant(2025, 1, 1)),
            ..office_of(6)
        };
        agency::insert(&mut tx, &police, NOW).await.unwrap();
        agency::insert_alias(&mut tx, id(3), "Sat Pol PP").await.unwrap();
        agency::insert_alias(&mut tx, id(3), "satpol-pp").await.unwrap();
        agency::insert_participant(&mut tx, TF, id(2)).await.unwrap();
        agency::insert_participant(&mut tx, TF, id(2)).await.unwrap();
        assert!(agency::is_participant(&mut tx, TF, id(2)).await.unwrap());
        assert!(!agency::is_participant(&mut tx, TF, id(3)).await.unwrap());
        assert_eq!(agency::list_aliases(&mut tx, id(3)).await.unwrap(), ["Sat Pol PP"]);

        let first = agency::list(&mut tx, &agency::Filter::default(), None, 2).await.unwrap();
        let last = first.last().unwrap();
        let after = (agency::sort_key(&last.short_name), last.id);
        let next = agency::list(&mut tx, &agency::Filter::default(), Some(after), 2).await.unwrap();
        let names: Vec<_> = first.iter().chain(&next).map(|row| row.short_name.as_str()).collect();
        assert_eq!(names, ["Dinas 1", "Dinas 2", "Dinas 3", "Dinas 4"]);

        for (filter, found) in [
            (agency::Filter { kind: Some(AgencyKind::Police), ..Default::default() }, vec![id(6)]),
            (agency::Filter { text: Some("SATPOL".into()), ..Default::default() }, vec![id(3)]),
            (agency::Filter { text: Some("100%".into()), ..Default::default() }, vec![]),
            (agency::Filter { taskforce: Some(TF), ..Default::default() }, vec![id(2)]),
            (
                agency::Filter {
                    on: Some(Date::constant(2025, 1, 1)),
                    kind: Some(AgencyKind::Police),
                    ..Default::default()
                },
                vec![],
            ),
        ] {
            let rows = agency::list(&mut tx, &filter, None, 50).await.unwrap();
            assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), found, "{filter:?}");
            let count = agency::count(&mut tx, &filter).await.unwrap();
            assert_eq!(count, i64::try_from(found.len()).unwrap());
        }
        agency::delete_aliases(&mut tx, id(3)).await.unwrap();
        assert!(agency::list_aliases(&mut tx, id(3)).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_office_keeps_all_its_holders() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        agency::insert(&mut tx, &office_of(1), NOW).await.unwrap();
        let office = Office {
            id: OfficeId(Uuid::from_u128(1)),
            agency: id(1),
            title: "Kepala Dinas".into(),
            is_head: true,
            position: 1,
        };
        agency::insert_office(&mut tx, &office, NOW).await.unwrap();
        assert_eq!(agency::get_office(&mut tx, office.id).await.unwrap(), office);
        assert_eq!(
            agency::list_offices(&mut tx, id(1)).await.unwrap(),
            std::slice::from_ref(&office)
        );
        assert_eq!(agency::list_heads(&mut tx, None).await.unwrap(), [(id(1), None)]);
        let first = Holder {
            id: HolderId(Uuid::from_u128(1)),
            office: office.id,
            person: Person { name: "Suharto".into(), rank: None, nip: None },
            kind: HolderKind::Definitive,
            tenure: Tenure::open(Date::constant(2022, 1, 1)),
            is_example: false,
            source: Some("halaman publik".into()),
        };
        let second = Holder {
            id: HolderId(Uuid::from_u128(2)),
            person: Person {
                name: "Dra. Hj. O'Brien".into(),
                rank: Some("Pembina / IV a".into()),
                nip: Some("197001011995032001".into()),
            },
            kind: HolderKind::Plt,
            tenure: Tenure {
                from: Date::constant(2024, 1, 1),
                until: Some(Date::constant(2024, 6, 30)),
            },
            is_example: true,
            source: None,
            ..first.clone()
        };
        agency::insert_holder(&mut tx, &first, NOW).await.unwrap();
        agency::insert_holder(&mut tx, &second, NOW).await.unwrap();
        let last = Date::constant(2023, 12, 31);
        agency::update_holder_end(&mut tx, first.id, last).await.unwrap();
        let again = agency::update_holder_end(&mut tx, first.id, last).await;
        assert!(matches!(again, Err(StoreError::Missing)), "a set end is not moved");
        let ended = Holder { tenure: Tenure { until: Some(last), ..first.tenure }, ..first };
        let expected = [second, ended];
        assert_eq!(agency::list_holders(&mut tx, office.id).await.unwrap(), expected);
        assert_eq!(agency::list_agency_holders(&mut tx, id(1)).await.unwrap(), expected);
        let heads = agency::list_heads(&mut tx, None).await.unwrap();
        assert_eq!(heads, expected.map(|holder| (id(1), Some(holder))));
        let elsewhere = agency::list_heads(&mut tx, Some(TF)).await.unwrap();
        assert!(elsewhere.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_desk_opens_and_closes() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        agency::insert(&mut tx, &office_of(1), NOW).await.unwrap();
        let desk = Desk {
            id: DeskId(Uuid::from_u128(1)),
            agency: id(1),
            kind: DeskKind::Police,
            name: "Unit PPA".into(),
            is_active: true,
        };
        agency::insert_desk(&mut tx, &desk, NOW).await.unwrap();
        assert_eq!(agency::list_desks(&mut tx, id(1)).await.unwrap(), std::slice::from_ref(&desk));
        agency::update_desk_active(&mut tx, desk.id, false).await.unwrap();
        assert!(!agency::get_desk(&mut tx, desk.id).await.unwrap().is_active);
        let unknown = Desk { id: DeskId(Uuid::from_u128(2)), agency: id(9), ..desk };
        let refused = agency::insert_desk(&mut tx, &unknown, NOW).await;
        assert!(matches!(refused, Err(StoreError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn a_group_has_dated_members_and_its_own_names() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        seed_taskforce(&mut tx).await;
        for n in 1..=2 {
            agency::insert(&mut tx, &office_of(n), NOW).await.unwrap();
            agency::insert_participant(&mut tx, TF, id(n)).await.unwrap();
        }
        let office = Office {
            id: OfficeId(Uuid::from_u128(1)),
            agency: id(1),
            title: "Kepala".into(),
            is_head: true,
            position: 1,
        };
        agency::insert_office(&mut tx, &office, NOW).await.unwrap();
        let choices = agency::list_office_choices(&mut tx, TF).await.unwrap();
        let choice = agency::OfficeChoice {
            id: office.id,
            title: "Kepala".into(),
            agency: "Dinas 1".into(),
        };
        assert_eq!(choices, [choice]);
        let from = Date::constant(2024, 1, 1);
        let member = |n| GroupMember { agency: id(n), tenure: Tenure::open(from) };
        let group = Group {
            id: GroupId(Uuid::from_u128(1)),
            name: "Tiga Polres".into(),
            short_name: "Polres (3)".into(),
            members: vec![member(1), member(2)],
            version: 1,
        };
        agency::insert_group(&mut tx, TF, &group, NOW).await.unwrap();
        for member in &group.members {
            agency::insert_group_member(&mut tx, TF, group.id, *member).await.unwrap();
        }
        agency::insert_group_alias(&mut tx, TF, group.id, "Para Polres").await.unwrap();
        assert_eq!(agency::get_group(&mut tx, TF, group.id).await.unwrap(), group);
        assert_eq!(agency::list_groups(&mut tx, TF).await.unwrap(), std::slice::from_ref(&group));

        let candidates = agency::list_candidates(&mut tx, TF).await.unwrap();
        let of_group: Vec<_> = candidates
            .iter()
            .filter(|known| known.lead == Lead::Group(group.id))
            .map(|known| known.key.as_str())
            .collect();
        assert!(of_group.contains(&"polres3") && of_group.contains(&"parapolres"));
        let full = match_key(&office_of(2).full_name);
        assert!(
            candidates.iter().any(|known| known.lead == Lead::Agency(id(2)) && known.key == full)
        );

        let last = Date::constant(2025, 6, 30);
        agency::update_group_member_end(&mut tx, TF, group.id, id(2), last).await.unwrap();
        agency::update_group_member_end(&mut tx, TF, group.id, id(1), Date::constant(2023, 1, 1))
            .await
            .unwrap();
        let left = agency::get_group(&mut tx, TF, group.id).await.unwrap().members;
        assert_eq!(
            left,
            [GroupMember { agency: id(2), tenure: Tenure { from, until: Some(last) } }]
        );

        let renamed = Group { name: "Polres-polres".into(), ..group.clone() };
        assert!(agency::update_group(&mut tx, TF, &renamed).await.unwrap());
        assert!(!agency::update_group(&mut tx, TF, &group).await.unwrap());
        assert_eq!(
            agency::list_group_aliases(&mut tx, TF, group.id).await.unwrap(),
            ["Para Polres"]
        );
        agency::delete_group_aliases(&mut tx, TF, group.id).await.unwrap();
        assert!(agency::list_group_aliases(&mut tx, TF, group.id).await.unwrap().is_empty());
    })
    .await;
}
