//! A running plan from the rows of the example, with reports in every state.

use app::{
    Actor, ActorKind, App, account,
    plan::{Desk, NewReport, Place},
};
use axum::http::StatusCode;
use domain::{
    account::NewAccount,
    agency::{Agency, AgencyKind, Group, GroupMember, Lead, Tenure},
    figure::{Figure, Rupiah},
    id::{
        ActivityId, AgencyId, GroupId, IndicatorId, PlanId, RealisationId, StrategyId, TaskForceId,
    },
    plan::{Checkpoint, Direction, Form, Measure, Stage, Years, key},
    time::{Date, Instant, parse_date},
};
use std::collections::BTreeMap;
use store::plan as rows;

use crate::browser::{Answer, Browser, World, world};

const CSV: &str = include_str!("../../../../app/data/rad-36.03-2024-2026.csv");
pub const TW2: Checkpoint = Checkpoint { year: 2026, index: 2 };
pub const TW3: Checkpoint = Checkpoint { year: 2026, index: 3 };
pub const PASSWORD: &str = "kuda laut minum kopi";
const POLICE: [&str; 3] =
    ["Polresta Tangerang", "Polres Metro Tangerang Kota", "Polres Tangerang Selatan"];

/// A world with a plan in it.
pub struct Planned {
    pub world: World,
    pub taskforce: TaskForceId,
    pub plan: PlanId,
    pub agencies: BTreeMap<String, AgencyId>,
    /// Indicators by the code of their activity, which the example has one each of.
    pub indicators: BTreeMap<String, IndicatorId>,
    leads: BTreeMap<String, Vec<AgencyId>>,
    secretariat: Actor,
}

/// The example plan without any report.
pub async fn planned() -> Planned {
    let world = world().await;
    let app = world.app().clone();
    let taskforce = taskforce_of(&app).await;
    let mut planned = Planned {
        secretariat: actor(
            &app,
            "secretariat",
            taskforce,
            None,
            world_account(&app, "secretariat").await,
        ),
        plan: PlanId(app.ids.next()),
        agencies: BTreeMap::new(),
        indicators: BTreeMap::new(),
        leads: BTreeMap::new(),
        taskforce,
        world,
    };
    planned.build(&app).await;
    planned
}

/// The one task force of the world.
async fn taskforce_of(app: &App) -> TaskForceId {
    let mut tx = app.store.read().await.unwrap();
    let assignments = store::account::list_all_assignments(&mut tx).await.unwrap();
    assignments.iter().find_map(|assignment| assignment.taskforce).unwrap()
}

async fn world_account(app: &App, username: &str) -> domain::id::AccountId {
    let mut tx = app.store.read().await.unwrap();
    store::account::find(&mut tx, username).await.unwrap().unwrap().id
}

fn actor(
    app: &App,
    role: &str,
    taskforce: TaskForceId,
    agency: Option<AgencyId>,
    id: domain::id::AccountId,
) -> Actor {
    Actor {
        kind: ActorKind::Account(id),
        assignment: None,
        role: app.rules.roles.get(role).unwrap(),
        taskforce: Some(taskforce),
        agency,
        desk: None,
        region: None,
    }
}

pub fn day(text: &str) -> Date {
    parse_date(text).unwrap()
}

/// Nine in the morning of a day in Western Indonesia.
pub fn morning(text: &str) -> Instant {
    let days = (day(text) - day("1970-01-01")).get_days();
    Instant(i64::from(days) * Instant::DAY + 2 * 3_600 * Instant::SECOND)
}

fn split(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

impl Planned {
    async fn build(&mut self, app: &App) {
        let mut tx = app.store.write().await.unwrap();
        let head = rows::PlanRow {
            taskforce: self.taskforce,
            id: self.plan,
            title: "Rencana Aksi Daerah Pencegahan dan Penanganan TPPO 2024-2026".to_owned(),
            years: Years { first: 2024, last: 2026 },
            scheme: "TW".to_owned(),
            stage: Stage::Running,
            is_example: true,
            revision: 1,
            created_at: app.now(),
            predecessor: None,
            regulation: None,
            closed_on: None,
        };
        rows::insert(&mut tx, &head).await.unwrap();
        let mut strategies: Vec<(String, StrategyId)> = Vec::new();
        // Rows of the plan begin with a code such as `A.1`; title rows and heads do not.
        let coded = |cells: &Vec<String>| cells[0].as_bytes().get(1) == Some(&b'.');
        for (position, cells) in (1..).zip(CSV.lines().map(split).filter(coded)) {
            let strategy = match strategies.iter().find(|(name, _)| *name == cells[1]) {
                Some((_, id)) => *id,
                None => {
                    let id = StrategyId(app.ids.next());
                    let row = rows::StrategyRow {
                        taskforce: self.taskforce,
                        plan: self.plan,
                        id,
                        code: cells[0].chars().take(1).collect(),
                        name: cells[1].clone(),
                        key: key(&cells[1]),
                        position,
                    };
                    rows::insert_strategy(&mut tx, &row).await.unwrap();
                    strategies.push((cells[1].clone(), id));
                    id
                }
            };
            self.row(app, &mut tx, strategy, &cells, position).await;
        }
        tx.commit().await.unwrap();
    }

    /// Adds `count` rows like the first of the example, in the same strategy.
    pub async fn more_rows(&mut self, count: i64) {
        let app = self.app().clone();
        let mut tx = app.store.write().await.unwrap();
        let first = CSV.lines().map(split).find(|cells| cells[0] == "A.1").unwrap();
        let strategies = rows::list_strategies(&mut tx, self.taskforce, self.plan).await.unwrap();
        for number in 0..count {
            let mut cells = first.clone();
            cells[0] = format!("A.{}", 100 + number);
            cells[2] = format!("Kegiatan tambahan {number}");
            self.row(&app, &mut tx, strategies[0].id, &cells, 100 + number).await;
        }
        rows::update_revision(&mut tx, self.taskforce, self.plan).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn row(
        &mut self,
        app: &App,
        tx: &mut store::Tx,
        strategy: StrategyId,
        cells: &[String],
        position: i64,
    ) {
        let (taskforce, plan) = (self.taskforce, self.plan);
        let activity = ActivityId(app.ids.next());
        let row = rows::ActivityRow {
            taskforce,
            plan,
            id: activity,
            strategy,
            code: cells[0].clone(),
            name: cells[2].clone(),
            key: key(&cells[2]),
            position,
            sipd: String::new(),
        };
        rows::insert_activity(tx, &row).await.unwrap();
        let measure = match (cells[4].as_str(), cells[5].as_str()) {
            ("%", _) => Measure::Percentage,
            (_, "per kebutuhan") => Measure::AsNeeded,
            _ if cells[3].contains("kumulatif") => Measure::Cumulative,
            _ => Measure::PerPeriod,
        };
        let indicator = IndicatorId(app.ids.next());
        let row = rows::IndicatorRow {
            taskforce,
            plan,
            id: indicator,
            activity,
            name: cells[3].clone(),
            key: key(&cells[3]),
            unit: cells[4].clone(),
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
        rows::insert_indicator(tx, &row).await.unwrap();
        for (year, target, budget) in [(2024, 5, 8), (2025, 6, 9), (2026, 7, 10)] {
            let value = Figure::parse(&cells[target]).ok();
            let text = if value.is_none() { cells[target].clone() } else { String::new() };
            let since = day("2024-01-01");
            rows::insert_target(
                tx,
                taskforce,
                plan,
                &rows::TargetRow { indicator, year, since, value, text },
            )
            .await
            .unwrap();
            let rupiah = Rupiah::parse(&cells[budget]).ok();
            let budget = rows::BudgetRow { activity, year, rupiah, funding: cells[13].clone() };
            rows::insert_budget(tx, taskforce, plan, &budget).await.unwrap();
        }
        let lead = self.lead(app, tx, &cells[0], &cells[11]).await;
        let lead = rows::LeadRow { indicator, since: day("2024-01-01"), lead: Some(lead) };
        rows::insert_lead(tx, taskforce, plan, &lead).await.unwrap();
        self.indicators.insert(cells[0].clone(), indicator);
    }

    async fn lead(&mut self, app: &App, tx: &mut store::Tx, code: &str, name: &str) -> Lead {
        let members: Vec<String> = match name {
            "Polres (3)" => POLICE.map(str::to_owned).to_vec(),
            "Kecamatan" => ["Balaraja", "Sepatan Timur", "Gunung Kaler", "Pasar Kemis"]
                .map(|name| format!("Kec. {name}"))
                .to_vec(),
            single => vec![single.split(" (").next().unwrap().to_owned()],
        };
        let mut ids = Vec::new();
        for member in &members {
            ids.push(self.agency(app, tx, member).await);
        }
        self.leads.insert(code.to_owned(), ids.clone());
        if let [only] = ids.as_slice() {
            return Lead::Agency(*only);
        }
        let id = GroupId(app.ids.next());
        let group = Group {
            id,
            name: format!("Semua {name}"),
            short_name: name.to_owned(),
            members: vec![],
            version: 1,
        };
        store::agency::insert_group(tx, self.taskforce, &group, app.now()).await.unwrap();
        for agency in ids {
            let member = GroupMember { agency, tenure: Tenure::open(day("2024-01-01")) };
            store::agency::insert_group_member(tx, self.taskforce, id, member).await.unwrap();
        }
        Lead::Group(id)
    }

    async fn agency(&mut self, app: &App, tx: &mut store::Tx, short: &str) -> AgencyId {
        if let Some(id) = self.agencies.get(short) {
            return *id;
        }
        let id = AgencyId(app.ids.next());
        let full = if short == "DPPPA" {
            "Dinas Pemberdayaan Perempuan dan Perlindungan Anak Kabupaten Tangerang".to_owned()
        } else {
            format!("{short} Kabupaten Tangerang")
        };
        let agency = Agency {
            id,
            kind: AgencyKind::LocalOffice,
            full_name: full,
            short_name: short.to_owned(),
            region: None,
            parent: None,
            closed_on: None,
            version: 1,
        };
        store::agency::insert(tx, &agency, app.now()).await.unwrap();
        store::agency::insert_participant(tx, self.taskforce, id).await.unwrap();
        self.agencies.insert(short.to_owned(), id);
        id
    }

    pub fn app(&self) -> &App {
        self.world.app()
    }

    pub fn id(&self, code: &str) -> IndicatorId {
        self.indicators[code]
    }

    /// A contact of this agency, signed in.
    pub async fn contact(&self, short: &str) -> Browser {
        let system = Actor::system(ActorKind::System).within(self.taskforce);
        let username = format!("pic.{}", short.to_lowercase().replace([' ', '.'], ""));
        let new = NewAccount {
            username: username.clone(),
            name: format!("Contoh PIC {short}"),
            role: "agency_contact".to_owned(),
            agency: Some(self.agencies[short]),
            region: None,
        };
        account::create_with(self.app(), &system, &new, PASSWORD).await.unwrap();
        let mut browser = self.world.stranger();
        browser.sign_in(&username, PASSWORD).await;
        browser
    }

    /// Sends a report of `agency` as the system; `form` changes an empty one.
    pub async fn report(
        &self,
        code: &str,
        agency: AgencyId,
        at: Checkpoint,
        form: Form,
    ) -> RealisationId {
        let system = Actor::system(ActorKind::System).within(self.taskforce);
        let place = Place { indicator: self.id(code), agency, checkpoint: at };
        let base = app::plan::report_form(self.app(), &system, place).await.unwrap().base;
        let new = NewReport { place, base, form, keep: vec![], attach: vec![] };
        app::plan::report(self.app(), &system, new).await.unwrap()
    }

    pub async fn verify(&self, id: RealisationId) {
        let seen =
            app::plan::review(self.app(), &self.secretariat, Desk::Secretariat, id).await.unwrap();
        app::plan::verify(self.app(), &self.secretariat, id, seen.revision.version).await.unwrap();
    }

    pub async fn give_back(&self, id: RealisationId, reason: &str) {
        let seen =
            app::plan::review(self.app(), &self.secretariat, Desk::Secretariat, id).await.unwrap();
        let seen = (id, seen.revision.version);
        app::plan::give_back(self.app(), &self.secretariat, Desk::Secretariat, seen, reason)
            .await
            .unwrap();
    }

    /// A verified count of a single agency.
    pub async fn counted(&self, code: &str, at: Checkpoint, value: &str) -> RealisationId {
        let id = self.report(code, self.leads[code][0], at, count(value)).await;
        self.verify(id).await;
        id
    }

    pub fn agencies_of(&self, code: &str) -> &[AgencyId] {
        &self.leads[code]
    }
}

/// A form that reports a count.
pub fn count(value: &str) -> Form {
    Form { value: value.to_owned(), ..Form::default() }
}

/// A form that reports a part of a whole.
pub fn part(numerator: &str, denominator: &str) -> Form {
    Form { numerator: numerator.to_owned(), denominator: denominator.to_owned(), ..Form::default() }
}

/// A page in both languages, each in its own.
pub async fn both(browser: &Browser, address: &str) -> [Answer; 2] {
    let sign = if address.contains('?') { '&' } else { '?' };
    let id = browser.get(&format!("{address}{sign}lang=id")).await;
    let en = browser.get(&format!("{address}{sign}lang=en")).await;
    for (answer, lang) in [(&id, "id"), (&en, "en")] {
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.body.contains(&format!("<html lang=\"{lang}\"")), "{address}");
        assert_eq!(answer.body.matches("<h1").count(), 1, "{address}");
    }
    [id, en]
}
