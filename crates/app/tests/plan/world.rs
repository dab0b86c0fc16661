//! A task force with a small plan, and the people who work with it.

use app::{App, plan::NewReport};
use domain::{
    access::{Actor, ActorKind},
    account::AccountState,
    agency::{Agency, AgencyKind, Group, GroupMember, Lead, Tenure},
    figure::{Figure, Rupiah},
    id::{AccountId, ActivityId, AgencyId, GroupId, IndicatorId, PlanId, StrategyId, TaskForceId},
    plan::{Checkpoint, Direction, Form, Measure, Stage, Years, key},
    time::{Date, Instant, Zone},
};
use jiff::civil::date;
use store::{
    Store, Tx,
    account::AccountRow,
    plan::{
        ActivityRow, BudgetRow, IndicatorRow, LeadRow, Place, PlanRow, StrategyRow, SupportRow,
        TargetRow,
    },
    taskforce::TaskForceRow,
};
use testkit::Fixture;
use uuid::Uuid;

pub const TASKFORCE: TaskForceId = TaskForceId(Uuid::from_u128(1));
pub const OTHER: TaskForceId = TaskForceId(Uuid::from_u128(2));
pub const PLAN: PlanId = PlanId(Uuid::from_u128(10));
pub const DINSOS: AgencyId = AgencyId(Uuid::from_u128(51));
pub const DISNAKER: AgencyId = AgencyId(Uuid::from_u128(52));
pub const POLRES: [AgencyId; 2] = [AgencyId(Uuid::from_u128(53)), AgencyId(Uuid::from_u128(54))];
pub const GROUP: GroupId = GroupId(Uuid::from_u128(60));
/// Disnaker, 8/10/11 sub-districts a year.
pub const COUNT: IndicatorId = IndicatorId(Uuid::from_u128(101));
/// Dinsos, 100 % each year.
pub const PERCENT: IndicatorId = IndicatorId(Uuid::from_u128(102));
/// Two police commands, 2/4/4 operations a year.
pub const OPERATIONS: IndicatorId = IndicatorId(Uuid::from_u128(103));
/// Dinsos, as needed.
pub const SHELTER: IndicatorId = IndicatorId(Uuid::from_u128(104));
pub const TW1: Checkpoint = Checkpoint { year: 2025, index: 1 };
pub const TW2: Checkpoint = Checkpoint { year: 2025, index: 2 };
pub const TW3: Checkpoint = Checkpoint { year: 2025, index: 3 };

/// An app on a filled database, on 05/07/2025 09:00 WIB: TW2 can be reported in time.
pub struct World {
    pub fixture: Fixture,
    pub app: App,
}

impl World {
    pub async fn on(store: Store) -> Self {
        let mut tx = store.write().await.unwrap();
        people(&mut tx).await;
        plan(&mut tx).await;
        tx.commit().await.unwrap();
        let fixture = testkit::app_on(store);
        let world = Self { app: fixture.app.clone(), fixture };
        world.day(date(2025, 7, 5));
        world
    }

    /// The day it is.
    pub fn today(&self) -> Date {
        self.app.today(Zone::Wib)
    }

    /// Sets the clock to 09:00 WIB of a day.
    pub fn day(&self, day: Date) {
        let days = day.since(date(1970, 1, 1)).unwrap().get_days();
        let nine = 2 * 3_600 * Instant::SECOND;
        self.fixture.set_clock(Instant(i64::from(days) * Instant::DAY + nine));
    }

    /// Somebody with a role, at an agency.
    pub fn actor(&self, role: &str, agency: Option<AgencyId>) -> Actor {
        let number = match role {
            "secretariat" => 1,
            "leadership" => 2,
            "agency_head" => 4,
            _ => 3,
        };
        Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(number))),
            assignment: None,
            role: self.app.rules.roles.get(role).unwrap(),
            taskforce: Some(TASKFORCE),
            agency,
            desk: None,
            region: None,
        }
    }

    pub fn secretariat(&self) -> Actor {
        self.actor("secretariat", None)
    }

    pub fn contact(&self, agency: AgencyId) -> Actor {
        self.actor("agency_contact", Some(agency))
    }

    /// How many events the audit trail has.
    pub async fn events(&self) -> i64 {
        let system = Actor::system(ActorKind::System);
        let verdicts = app::audit::verify(&self.app, &system).await.unwrap();
        assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()), "{verdicts:?}");
        verdicts.iter().map(|verdict| verdict.rows).sum()
    }
}

pub fn place(indicator: IndicatorId, agency: AgencyId, checkpoint: Checkpoint) -> Place {
    Place { indicator, agency, checkpoint }
}

pub fn count(place: Place, base: u32, value: &str) -> NewReport {
    let form = Form { value: value.to_owned(), ..Form::default() };
    NewReport { place, base, form, keep: vec![], attach: vec![] }
}

async fn people(tx: &mut Tx) {
    for (id, region) in [(TASKFORCE, "36.03"), (OTHER, "36.04")] {
        let row = TaskForceRow {
            id,
            region: region.to_owned(),
            name: "GT".to_owned(),
            zone: Zone::Wib,
            is_demo: false,
            address: None,
            place: None,
        };
        store::taskforce::insert(tx, &row, Instant(0)).await.unwrap();
    }
    for number in 1..=4 {
        let row = AccountRow {
            id: AccountId(Uuid::from_u128(number)),
            username: format!("orang{number}"),
            name: format!("Orang {number}"),
            password: vec![],
            person_public: vec![],
            person_secret_sealed: vec![],
            state: AccountState::Active,
            must_change: false,
            is_example: true,
            version: 1,
            created_at: Instant(0),
        };
        store::account::insert(tx, &row).await.unwrap();
    }
    let agencies = [
        (DINSOS, "Dinsos"),
        (DISNAKER, "Disnaker"),
        (POLRES[0], "Polres A"),
        (POLRES[1], "Polres B"),
    ];
    for (id, name) in agencies {
        let agency = Agency {
            id,
            kind: AgencyKind::LocalOffice,
            full_name: format!("{name} Kabupaten Tangerang"),
            short_name: name.to_owned(),
            region: None,
            parent: None,
            closed_on: None,
            version: 1,
        };
        store::agency::insert(tx, &agency, Instant(0)).await.unwrap();
        store::agency::insert_participant(tx, TASKFORCE, id).await.unwrap();
    }
    let (name, short_name) = ("Polres".to_owned(), "Polres (2)".to_owned());
    let group = Group { id: GROUP, name, short_name, members: vec![], version: 1 };
    store::agency::insert_group(tx, TASKFORCE, &group, Instant(0)).await.unwrap();
    for agency in POLRES {
        let member = GroupMember { agency, tenure: Tenure::open(date(2024, 1, 1)) };
        store::agency::insert_group_member(tx, TASKFORCE, GROUP, member).await.unwrap();
    }
}

async fn plan(tx: &mut Tx) {
    let plan = PlanRow {
        taskforce: TASKFORCE,
        id: PLAN,
        title: "RAD 2024-2026".to_owned(),
        years: Years { first: 2024, last: 2026 },
        scheme: "TW".to_owned(),
        stage: Stage::Running,
        is_example: true,
        revision: 1,
        created_at: Instant(0),
        predecessor: None,
        regulation: None,
        closed_on: None,
    };
    store::plan::insert(tx, &plan).await.unwrap();
    let disnaker = Lead::Agency(DISNAKER);
    let dinsos = Lead::Agency(DINSOS);
    row(tx, COUNT, "A", Measure::PerPeriod, [Some(8), Some(10), Some(11)], disnaker).await;
    row(tx, PERCENT, "E", Measure::Percentage, [Some(100); 3], dinsos).await;
    row(tx, OPERATIONS, "B", Measure::PerPeriod, [Some(2), Some(4), Some(4)], Lead::Group(GROUP))
        .await;
    row(tx, SHELTER, "F", Measure::AsNeeded, [None; 3], dinsos).await;
}

/// A strategy with one activity and one indicator, all named after `code`.
pub async fn row(
    tx: &mut Tx,
    id: IndicatorId,
    code: &str,
    measure: Measure,
    targets: [Option<i64>; 3],
    lead: Lead,
) {
    let (taskforce, plan, position) = (TASKFORCE, PLAN, i64::from(code.as_bytes()[0]));
    let strategy = StrategyId(Uuid::from_u128(id.0.as_u128() + 1_000));
    let activity = ActivityId(Uuid::from_u128(id.0.as_u128() + 2_000));
    let name = format!("Strategi {code}");
    let (code, key_of) = (code.to_owned(), key(&name));
    let row = StrategyRow {
        taskforce,
        plan,
        id: strategy,
        code: code.clone(),
        name,
        key: key_of,
        position,
    };
    store::plan::insert_strategy(tx, &row).await.unwrap();
    let row = ActivityRow {
        taskforce,
        plan,
        id: activity,
        strategy,
        code: format!("{code}.1"),
        name: "Kegiatan".to_owned(),
        key: "kegiatan".to_owned(),
        position,
        sipd: String::new(),
    };
    store::plan::insert_activity(tx, &row).await.unwrap();
    let support = SupportRow { activity, position: 0, lead: None, name: "camat, RT/RW".to_owned() };
    store::plan::insert_support(tx, taskforce, plan, &support).await.unwrap();
    let budget = BudgetRow {
        activity,
        year: 2025,
        rupiah: Some(Rupiah(1_000_000)),
        funding: "APBD".to_owned(),
    };
    store::plan::insert_budget(tx, taskforce, plan, &budget).await.unwrap();
    indicator(tx, id, activity, measure, targets, lead).await;
}

pub async fn indicator(
    tx: &mut Tx,
    id: IndicatorId,
    activity: ActivityId,
    measure: Measure,
    targets: [Option<i64>; 3],
    lead: Lead,
) {
    let since = date(2024, 1, 1);
    let row = IndicatorRow {
        taskforce: TASKFORCE,
        plan: PLAN,
        id,
        activity,
        name: format!("Indikator {id}"),
        key: id.to_string(),
        unit: "kegiatan".to_owned(),
        measure,
        direction: Direction::HigherIsBetter,
        definition: String::new(),
        data_source: String::new(),
        over_whole: false,
        baseline: None,
        weight: 1,
        position: 1,
        version: 1,
        from: None,
        until: None,
        origin: None,
    };
    store::plan::insert_indicator(tx, &row).await.unwrap();
    let lead = LeadRow { indicator: id, since, lead: Some(lead) };
    store::plan::insert_lead(tx, TASKFORCE, PLAN, &lead).await.unwrap();
    for (year, value) in (2024..).zip(targets) {
        let text = if value.is_none() { "per kebutuhan" } else { "" }.to_owned();
        let value = value.map(Figure::whole);
        let target = TargetRow { indicator: id, year, since, value, text };
        store::plan::insert_target(tx, TASKFORCE, PLAN, &target).await.unwrap();
    }
}
