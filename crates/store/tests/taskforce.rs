//! Round trips of task forces, terms and seats on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use domain::{
    agency::{Agency, AgencyKind, Holder, HolderKind, Office, Person, Tenure},
    id::{AgencyId, HolderId, OfficeId, SeatId, SubTaskForceId, TaskForceId, TermId},
    taskforce::{Decree, Layer, Seat, SeatOffice, SubTaskForce, Term, TermState},
    time::{Date, Instant, Zone},
};
use store::{StoreError, Tx, agency, taskforce};
use testkit::both;
use uuid::Uuid;

const NOW: Instant = Instant(1);
const TF: TaskForceId = TaskForceId(Uuid::from_u128(1));
const OFFICE: OfficeId = OfficeId(Uuid::from_u128(1));

fn row() -> taskforce::TaskForceRow {
    taskforce::TaskForceRow {
        id: TF,
        region: "36.03".into(),
        name: "Gugus Tugas Kabupaten Tangerang".into(),
        zone: Zone::Wib,
        is_demo: false,
        place: Some("Tigaraksa".into()),
        address: None,
    }
}

fn term(n: u128, state: TermState, first: i16, last: i16) -> Term {
    Term {
        id: TermId(Uuid::from_u128(n)),
        state,
        decree: Decree {
            number: format!("{n}/2024"),
            signed_on: Date::constant(first, 2, 1),
            title: "Pembentukan".into(),
        },
        valid: Tenure {
            from: Date::constant(first, 1, 1),
            until: Some(Date::constant(last, 12, 31)),
        },
        rule_version: "perpres-49-2023".into(),
        to_confirm: true,
        is_example: true,
        version: 1,
    }
}

async fn seed(tx: &mut Tx) -> (Term, SubTaskForce) {
    taskforce::insert(tx, &row(), NOW).await.unwrap();
    let term = term(1, TermState::Running, 2024, 2026);
    taskforce::insert_term(tx, TF, &term, NOW).await.unwrap();
    let sub = SubTaskForce {
        id: SubTaskForceId(Uuid::from_u128(1)),
        term: term.id,
        number: "IV".into(),
        name: "Pengembangan Norma Hukum".into(),
        position: 4,
    };
    taskforce::insert_sub(tx, TF, &sub).await.unwrap();
    (term, sub)
}

#[tokio::test]
async fn a_task_force_is_found_by_its_region() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        taskforce::insert(&mut tx, &row(), NOW).await.unwrap();
        assert_eq!(taskforce::get(&mut tx, TF).await.unwrap(), row());
        assert_eq!(taskforce::find(&mut tx, "36.03").await.unwrap(), Some(row()));
        assert_eq!(taskforce::find(&mut tx, "36.04").await.unwrap(), None);
        assert_eq!(taskforce::list(&mut tx).await.unwrap(), [row()]);
    })
    .await;
}

#[tokio::test]
async fn a_second_running_term_is_refused_by_the_store_too() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let (running, sub) = seed(&mut tx).await;
        let old = term(2, TermState::Closed, 2019, 2023);
        taskforce::insert_term(&mut tx, TF, &old, NOW).await.unwrap();
        assert_eq!(taskforce::list_terms(&mut tx, TF).await.unwrap(), [running.clone(), old]);
        assert_eq!(taskforce::get_term(&mut tx, TF, running.id).await.unwrap(), running);
        assert_eq!(taskforce::list_subs(&mut tx, TF, running.id).await.unwrap(), [sub]);
        let second = term(3, TermState::Running, 2027, 2029);
        let refused = taskforce::insert_term(&mut tx, TF, &second, NOW).await;
        assert!(matches!(refused, Err(StoreError::Taken)));
    })
    .await;
}

#[tokio::test]
async fn a_stale_edit_of_a_term_changes_nothing() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let (running, _) = seed(&mut tx).await;
        let closed = Term { state: TermState::Closed, to_confirm: false, ..running.clone() };
        assert!(taskforce::update_term(&mut tx, TF, &closed).await.unwrap());
        assert!(!taskforce::update_term(&mut tx, TF, &running).await.unwrap());
        let now = taskforce::get_term(&mut tx, TF, running.id).await.unwrap();
        assert_eq!(now, Term { version: 2, ..closed });
    })
    .await;
}

#[tokio::test]
async fn a_seat_keeps_its_offices_and_their_holders() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let (term, sub) = seed(&mut tx).await;
        let (office, holder) = seed_office(&mut tx).await;
        let seat = Seat {
            id: SeatId(Uuid::from_u128(1)),
            term: term.id,
            layer: Layer::Member,
            sub: Some(sub.id),
            position: 3,
            label: Some("Wakil".into()),
            to_confirm: true,
        };
        let chair = Seat {
            id: SeatId(Uuid::from_u128(2)),
            layer: Layer::Chair,
            sub: None,
            position: 1,
            label: None,
            to_confirm: false,
            ..seat.clone()
        };
        taskforce::insert_seat(&mut tx, TF, &seat).await.unwrap();
        taskforce::insert_seat(&mut tx, TF, &chair).await.unwrap();
        assert_eq!(taskforce::get_seat(&mut tx, TF, seat.id).await.unwrap(), seat);
        let all = taskforce::list_seats(&mut tx, TF, term.id).await.unwrap();
        assert_eq!(all, [chair.clone(), seat.clone()]);

        let from = Date::constant(2024, 1, 1);
        let given = SeatOffice { office: OFFICE, tenure: Tenure::open(from) };
        taskforce::insert_seat_office(&mut tx, TF, seat.id, given).await.unwrap();
        taskforce::insert_seat_office(&mut tx, TF, chair.id, given).await.unwrap();
        let last = Date::constant(2025, 1, 31);
        taskforce::update_seat_office_end(&mut tx, TF, seat.id, from, last).await.unwrap();
        let again = taskforce::update_seat_office_end(&mut tx, TF, seat.id, from, last).await;
        assert!(matches!(again, Err(StoreError::Missing)));
        let ended = SeatOffice { office: OFFICE, tenure: Tenure { from, until: Some(last) } };
        let offices = taskforce::list_seat_offices(&mut tx, TF, term.id).await.unwrap();
        assert_eq!(offices, [(seat.id, ended), (chair.id, given)]);

        let seated = taskforce::list_seated_offices(&mut tx, TF, term.id).await.unwrap();
        assert_eq!(seated.len(), 1, "one office with two seats stands once");
        assert_eq!((&seated[0].office, seated[0].agency_short.as_str()), (&office, "DPPPA"));
        let holders = taskforce::list_seated_holders(&mut tx, TF, term.id).await.unwrap();
        assert_eq!(holders, [holder]);
    })
    .await;
}

#[tokio::test]
async fn another_task_force_can_not_take_a_foreign_term_or_sub() {
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        let (term, _) = seed(&mut tx).await;
        let other = TaskForceId(Uuid::from_u128(2));
        let second = taskforce::TaskForceRow { id: other, region: "36.04".into(), ..row() };
        taskforce::insert(&mut tx, &second, NOW).await.unwrap();
        assert!(matches!(
            taskforce::get_term(&mut tx, other, term.id).await,
            Err(StoreError::Missing)
        ));
        let seat = Seat {
            id: SeatId(Uuid::from_u128(7)),
            term: term.id,
            layer: Layer::Chair,
            sub: None,
            position: 1,
            label: None,
            to_confirm: false,
        };
        let refused = taskforce::insert_seat(&mut tx, other, &seat).await;
        assert!(matches!(refused, Err(StoreError::Unknown)));
    })
    .await;
}

async fn seed_office(tx: &mut Tx) -> (Office, Holder) {
    let dpppa = Agency {
        id: AgencyId(Uuid::from_u128(1)),
        kind: AgencyKind::LocalOffice,
        full_name: "Dinas PPPA Kabupaten Tangerang".into(),
        short_name: "DPPPA".into(),
        region: Some("36.03".into()),
        parent: None,
        closed_on: None,
        version: 1,
    };
    agency::insert(tx, &dpppa, NOW).await.unwrap();
    let office = Office {
        id: OFFICE,
        agency: dpppa.id,
        title: "Kepala DPPPA".into(),
        is_head: true,
        position: 1,
    };
    agency::insert_office(tx, &office, NOW).await.unwrap();
    let holder = Holder {
        id: HolderId(Uuid::from_u128(1)),
        office: office.id,
        person: Person { name: "Asep Suherman".into(), rank: None, nip: None },
        kind: HolderKind::Definitive,
        tenure: Tenure::open(Date::constant(2024, 1, 1)),
        is_example: false,
        source: None,
    };
    agency::insert_holder(tx, &holder, NOW).await.unwrap();
    (office, holder)
}
