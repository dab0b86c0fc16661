//! Round trips of everything about plans, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use domain::{
    agency::{Agency, AgencyKind, Group, Lead},
    figure::{Figure, Rupiah},
    id::{
        ActivityId, AgencyId, AmendmentId, EvidenceId, FileId, GroupId, ImportId, IndicatorId,
        LinkId, PlanId, ProposalId, RealisationId, StrategyId, TaskForceId,
    },
    plan::{
        Amendment, Carry, Checkpoint, Choice, Direction, Entry, Evaluation, EvidenceKind, Measure,
        ProposalDraft, ProposalState, Regulation, Share, Stage, State, Target, Via, Wanted, Years,
    },
    time::{Date, Instant, Zone},
};
use store::{Store, StoreError, Tx, agency, args, plan::*, sql, taskforce};
use testkit::both;
use uuid::Uuid;

const TASKFORCE: TaskForceId = TaskForceId(Uuid::from_u128(1));
const OTHER: TaskForceId = TaskForceId(Uuid::from_u128(2));
const PLAN: PlanId = PlanId(Uuid::from_u128(10));
const STRATEGY: StrategyId = StrategyId(Uuid::from_u128(20));
const ACTIVITY: ActivityId = ActivityId(Uuid::from_u128(30));
const INDICATOR: IndicatorId = IndicatorId(Uuid::from_u128(40));
const AGENCY: AgencyId = AgencyId(Uuid::from_u128(50));
const GROUP: GroupId = GroupId(Uuid::from_u128(60));
const FILE: FileId = FileId(Uuid::from_u128(70));
const TW2: Checkpoint = Checkpoint { year: 2025, index: 2 };

fn date(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn start() -> Date {
    date(2024, 1, 1)
}

async fn ground(tx: &mut Tx) {
    for (id, region) in [(TASKFORCE, "36.03"), (OTHER, "36.04")] {
        let row = taskforce::TaskForceRow {
            id,
            region: region.to_owned(),
            name: "GT".to_owned(),
            zone: Zone::Wib,
            is_demo: false,
            address: None,
            place: None,
        };
        taskforce::insert(tx, &row, Instant(0)).await.unwrap();
    }
    let social = Agency {
        id: AGENCY,
        kind: AgencyKind::LocalOffice,
        full_name: "Dinas Sosial".to_owned(),
        short_name: "Dinsos".to_owned(),
        region: None,
        parent: None,
        closed_on: None,
        version: 1,
    };
    agency::insert(tx, &social, Instant(0)).await.unwrap();
    let police = Group {
        id: GROUP,
        name: "Polres".to_owned(),
        short_name: "Polres (3)".to_owned(),
        members: vec![],
        version: 1,
    };
    agency::insert_group(tx, TASKFORCE, &police, Instant(0)).await.unwrap();
}

fn plan_row() -> PlanRow {
    PlanRow {
        taskforce: TASKFORCE,
        id: PLAN,
        title: "RAD 2024-2026".to_owned(),
        years: Years { first: 2024, last: 2026 },
        scheme: "TW".to_owned(),
        stage: Stage::Running,
        is_example: true,
        revision: 1,
        created_at: Instant(5),
        predecessor: None,
        regulation: None,
        closed_on: None,
    }
}

fn strategy() -> StrategyRow {
    StrategyRow {
        taskforce: TASKFORCE,
        plan: PLAN,
        id: STRATEGY,
        code: "A".to_owned(),
        name: "Pendidikan".to_owned(),
        key: "pendidikan".to_owned(),
        position: 1,
    }
}

fn activity() -> ActivityRow {
    ActivityRow {
        taskforce: TASKFORCE,
        plan: PLAN,
        id: ACTIVITY,
        strategy: STRATEGY,
        code: "A.1".to_owned(),
        name: "Sosialisasi".to_owned(),
        key: "sosialisasi".to_owned(),
        position: 1,
        sipd: "2.08.03.2.01".to_owned(),
    }
}

fn indicator() -> IndicatorRow {
    IndicatorRow {
        taskforce: TASKFORCE,
        plan: PLAN,
        id: INDICATOR,
        activity: ACTIVITY,
        name: "Desa (kumulatif)".to_owned(),
        key: "desa kumulatif".to_owned(),
        unit: "desa".to_owned(),
        measure: Measure::Cumulative,
        direction: Direction::HigherIsBetter,
        definition: "desa yang didatangi".to_owned(),
        data_source: "berita acara".to_owned(),
        over_whole: false,
        baseline: Some(Figure::whole(3)),
        weight: 2,
        position: 1,
        version: 1,
        from: None,
        until: None,
        origin: None,
    }
}

async fn tree(tx: &mut Tx) {
    ground(tx).await;
    insert(tx, &plan_row()).await.unwrap();
    insert_strategy(tx, &strategy()).await.unwrap();
    insert_activity(tx, &activity()).await.unwrap();
    insert_indicator(tx, &indicator()).await.unwrap();
}

fn realisation(number: u128, revision: u32) -> RealisationRow {
    RealisationRow {
        taskforce: TASKFORCE,
        id: RealisationId(Uuid::from_u128(number)),
        plan: PLAN,
        place: Place { indicator: INDICATOR, agency: AGENCY, checkpoint: TW2 },
        revision,
        state: State::Submitted,
        entry: Entry::Count(Figure::whole(90)),
        spend: Some(Rupiah(25_000_000)),
        obstacle: "hujan".to_owned(),
        follow_up: "dijadwalkan ulang".to_owned(),
        nihil: None,
        submitted_by: None,
        submitted_at: Instant(7),
        decided_by: None,
        decided_at: None,
        return_reason: String::new(),
        version: 1,
        via: Via::Link,
        link: Some(LinkId(Uuid::from_u128(77))),
        approved_by: None,
        approved_at: Some(Instant(9)),
    }
}

async fn with_tree<F, T>(test: F)
where
    F: Fn(Store) -> T + Copy,
    T: Future<Output = ()>,
{
    both(|store| async move {
        let mut tx = store.write().await.unwrap();
        tree(&mut tx).await;
        tx.commit().await.unwrap();
        test(store).await;
    })
    .await;
}

#[tokio::test]
async fn the_next_plan_waits_for_its_first_year() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let next = PlanId(Uuid::from_u128(0x2027));
        let years = Years { first: 2027, last: 2029 };
        insert(&mut tx, &PlanRow { id: next, years, ..plan_row() }).await.unwrap();
        let found = async |tx: &mut Tx, year| {
            find_running_revision(tx, TASKFORCE, year).await.unwrap().map(|(plan, _)| plan)
        };
        assert_eq!(plan_row().years.last, 2026);
        assert_eq!(found(&mut tx, 2026).await, Some(PLAN));
        assert_eq!(found(&mut tx, 2027).await, Some(next));
        assert_eq!(found(&mut tx, 2031).await, Some(next), "the last one before");
        assert_eq!(found(&mut tx, 2019).await, Some(PLAN), "the first one after");
    })
    .await;
}

#[tokio::test]
async fn a_plan_comes_back_and_counts_its_writes() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        assert_eq!(get(&mut tx, TASKFORCE, PLAN).await.unwrap(), plan_row());
        assert!(matches!(get(&mut tx, OTHER, PLAN).await, Err(StoreError::Missing)));
        let years = plan_row().years;
        assert!(find_of_years(&mut tx, TASKFORCE, years).await.unwrap().is_some());
        assert!(find_of_years(&mut tx, OTHER, years).await.unwrap().is_none());
        assert_eq!(list(&mut tx, TASKFORCE).await.unwrap(), [plan_row()]);
        assert_eq!(update_revision(&mut tx, TASKFORCE, PLAN).await.unwrap(), 2);
        assert_eq!(get_revision(&mut tx, TASKFORCE, PLAN).await.unwrap(), 2);
        let running = find_running_revision(&mut tx, TASKFORCE, 2026).await.unwrap();
        assert_eq!(running, Some((PLAN, 2)));
        assert!(update_revision(&mut tx, OTHER, PLAN).await.is_err());
        update_revisions(&mut tx, TASKFORCE).await.unwrap();
        update_revisions(&mut tx, OTHER).await.unwrap();
        assert_eq!(get_revision(&mut tx, TASKFORCE, PLAN).await.unwrap(), 3);
        let closed = PlanRow { stage: Stage::Closed, title: "x".to_owned(), ..plan_row() };
        update(&mut tx, &closed).await.unwrap();
        assert_eq!(find_running_revision(&mut tx, TASKFORCE, 2026).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_task_force_has_one_plan_for_the_same_years() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let twin = PlanRow { id: PlanId(Uuid::from_u128(11)), ..plan_row() };
        assert!(matches!(insert(&mut tx, &twin).await, Err(StoreError::Taken)));
    })
    .await;
}

#[tokio::test]
async fn the_tree_comes_back_in_its_order() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        assert_eq!(list_strategies(&mut tx, TASKFORCE, PLAN).await.unwrap(), [strategy()]);
        assert_eq!(list_activities(&mut tx, TASKFORCE, PLAN).await.unwrap(), [activity()]);
        assert_eq!(list_indicators(&mut tx, TASKFORCE, PLAN).await.unwrap(), [indicator()]);
        assert_eq!(get_indicator(&mut tx, TASKFORCE, INDICATOR).await.unwrap(), indicator());
        assert!(get_indicator(&mut tx, OTHER, INDICATOR).await.is_err());
        let renamed = StrategyRow { code: "Z".to_owned(), position: 9, ..strategy() };
        update_strategy(&mut tx, &renamed).await.unwrap();
        assert_eq!(list_strategies(&mut tx, TASKFORCE, PLAN).await.unwrap(), [renamed]);
        let moved = ActivityRow { name: "SOSIALISASI".to_owned(), ..activity() };
        update_activity(&mut tx, &moved).await.unwrap();
        assert_eq!(list_activities(&mut tx, TASKFORCE, PLAN).await.unwrap(), [moved]);
        let foreign = ActivityRow { taskforce: OTHER, ..activity() };
        assert!(update_activity(&mut tx, &foreign).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_name_is_taken_within_its_parent() {
    for which in 0..3 {
        with_tree(|store| async move {
            let mut tx = store.write().await.unwrap();
            let new = Uuid::from_u128(99);
            let result = match which {
                0 => insert_strategy(&mut tx, &StrategyRow { id: new.into(), ..strategy() }).await,
                1 => insert_activity(&mut tx, &ActivityRow { id: new.into(), ..activity() }).await,
                _ => {
                    insert_indicator(&mut tx, &IndicatorRow { id: new.into(), ..indicator() }).await
                }
            };
            assert!(matches!(result, Err(StoreError::Taken)), "{which}");
        })
        .await;
    }
}

#[tokio::test]
async fn an_indicator_of_one_task_force_can_not_hang_under_another() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let id = IndicatorId(Uuid::from_u128(41));
        let stray = IndicatorRow { taskforce: OTHER, id, ..indicator() };
        assert!(matches!(insert_indicator(&mut tx, &stray).await, Err(StoreError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn an_indicator_is_changed_only_at_the_version_that_was_seen() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let changed = IndicatorRow { measure: Measure::PerPeriod, baseline: None, ..indicator() };
        assert!(update_indicator(&mut tx, &changed).await.unwrap());
        assert!(!update_indicator(&mut tx, &changed).await.unwrap(), "the version is old now");
        let stored = get_indicator(&mut tx, TASKFORCE, INDICATOR).await.unwrap();
        assert_eq!(stored, IndicatorRow { version: 2, ..changed });
    })
    .await;
}

#[tokio::test]
async fn supports_keep_their_order_and_may_be_only_words() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let support = |position, lead, name: &str| SupportRow {
            activity: ACTIVITY,
            position,
            lead,
            name: name.to_owned(),
        };
        let rows = [
            support(0, Some(Lead::Agency(AGENCY)), "Dinsos"),
            support(1, Some(Lead::Group(GROUP)), "Polres"),
            support(2, None, "kader"),
        ];
        for row in rows.iter().rev() {
            insert_support(&mut tx, TASKFORCE, PLAN, row).await.unwrap();
        }
        assert_eq!(list_supports(&mut tx, TASKFORCE, PLAN).await.unwrap(), rows);
        delete_supports(&mut tx, TASKFORCE, ACTIVITY).await.unwrap();
        assert!(list_supports(&mut tx, TASKFORCE, PLAN).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_wanted_comes_back_by_year_and_day() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let target = |since, value, text: &str| TargetRow {
            indicator: INDICATOR,
            year: 2025,
            since,
            value,
            text: text.to_owned(),
        };
        let first = target(start(), Some(Figure::whole(150)), "");
        let later = target(date(2025, 5, 1), None, "per kebutuhan");
        for row in [&later, &target(start(), None, "x"), &first] {
            insert_target(&mut tx, TASKFORCE, PLAN, row).await.unwrap();
        }
        assert_eq!(list_targets(&mut tx, TASKFORCE, PLAN).await.unwrap(), [first, later]);

        let lead = |since, lead| LeadRow { indicator: INDICATOR, since, lead };
        let leads = [
            lead(start(), Some(Lead::Agency(AGENCY))),
            lead(date(2025, 1, 1), Some(Lead::Group(GROUP))),
            lead(date(2026, 1, 1), None),
        ];
        for row in &leads {
            insert_lead(&mut tx, TASKFORCE, PLAN, row).await.unwrap();
        }
        assert_eq!(list_leads(&mut tx, TASKFORCE, PLAN).await.unwrap(), leads);

        let budget = |rupiah| BudgetRow {
            activity: ACTIVITY,
            year: 2025,
            rupiah,
            funding: "APBD".to_owned(),
        };
        insert_budget(&mut tx, TASKFORCE, PLAN, &budget(None)).await.unwrap();
        insert_budget(&mut tx, TASKFORCE, PLAN, &budget(Some(Rupiah(5)))).await.unwrap();
        let stored = list_budgets(&mut tx, TASKFORCE, PLAN).await.unwrap();
        assert_eq!(stored, [budget(Some(Rupiah(5)))]);
    })
    .await;
}

#[tokio::test]
async fn a_spread_is_written_anew() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let share = |checkpoint, parts| SpreadRow {
            indicator: INDICATOR,
            year: 2025,
            checkpoint,
            share: Share::new(parts).unwrap(),
        };
        let rows = [share(1, 0), share(2, 5_000), share(3, 5_000), share(4, 10_000)];
        for row in &rows {
            insert_spread(&mut tx, TASKFORCE, PLAN, row).await.unwrap();
        }
        assert_eq!(list_spreads(&mut tx, TASKFORCE, PLAN).await.unwrap(), rows);
        delete_spread(&mut tx, TASKFORCE, INDICATOR, 2024).await.unwrap();
        assert_eq!(list_spreads(&mut tx, TASKFORCE, PLAN).await.unwrap().len(), 4);
        delete_spread(&mut tx, TASKFORCE, INDICATOR, 2025).await.unwrap();
        assert!(list_spreads(&mut tx, TASKFORCE, PLAN).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn reports_come_back_and_only_the_latest_waits() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let place = realisation(1, 1).place;
        assert_eq!(find_head(&mut tx, TASKFORCE, place).await.unwrap(), None);
        let first = realisation(1, 1);
        let second = RealisationRow {
            nihil: Some("belum cair".to_owned()),
            entry: Entry::Fraction { numerator: Figure(1), denominator: Figure(2) },
            spend: None,
            submitted_at: Instant(6),
            ..realisation(2, 2)
        };
        insert_realisation(&mut tx, &first).await.unwrap();
        insert_realisation(&mut tx, &second).await.unwrap();
        assert_eq!(get_realisation(&mut tx, TASKFORCE, first.id).await.unwrap(), first);
        assert!(get_realisation(&mut tx, OTHER, first.id).await.is_err());
        assert_eq!(find_head(&mut tx, TASKFORCE, place).await.unwrap(), Some(second.clone()));
        let all = [first.clone(), second.clone()];
        assert_eq!(list_realisations(&mut tx, TASKFORCE, PLAN).await.unwrap(), all);
        assert_eq!(list_history(&mut tx, TASKFORCE, INDICATOR).await.unwrap(), all);
        assert_eq!(list_waiting(&mut tx, TASKFORCE, PLAN, 50).await.unwrap(), [second]);
        assert_eq!(count_of_indicator(&mut tx, TASKFORCE, INDICATOR).await.unwrap(), 2);
        assert_eq!(count_of_indicator(&mut tx, OTHER, INDICATOR).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn two_reports_can_not_be_the_same_revision() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        insert_realisation(&mut tx, &realisation(1, 1)).await.unwrap();
        let twin = insert_realisation(&mut tx, &realisation(2, 1)).await;
        assert!(matches!(twin, Err(StoreError::Taken)));
    })
    .await;
}

#[tokio::test]
async fn a_report_is_decided_once() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        insert_realisation(&mut tx, &realisation(1, 1)).await.unwrap();
        let returned = RealisationRow {
            state: State::Returned,
            decided_at: Some(Instant(9)),
            return_reason: "foto kurang".to_owned(),
            ..realisation(1, 1)
        };
        let stale = RealisationRow { version: 0, ..returned.clone() };
        assert!(!decide(&mut tx, &stale, State::Submitted).await.unwrap());
        assert!(decide(&mut tx, &returned, State::Submitted).await.unwrap());
        let again = RealisationRow { state: State::Verified, version: 2, ..returned.clone() };
        assert!(!decide(&mut tx, &again, State::Submitted).await.unwrap(), "it is decided");
        let stored = get_realisation(&mut tx, TASKFORCE, returned.id).await.unwrap();
        assert_eq!(stored, RealisationRow { version: 2, ..returned });
        assert!(list_waiting(&mut tx, TASKFORCE, PLAN, 50).await.unwrap().is_empty());
    })
    .await;
}

fn evidence(number: u128, kind: EvidenceKind, file: Option<FileId>, url: &str) -> EvidenceRow {
    EvidenceRow {
        taskforce: TASKFORCE,
        id: EvidenceId(Uuid::from_u128(number)),
        realisation: realisation(1, 1).id,
        kind,
        file,
        url: url.to_owned(),
        caption: "daftar hadir".to_owned(),
        happened_on: Some(date(2025, 6, 2)),
        region: None,
        position: i64::try_from(number).unwrap(),
        created_by: None,
        created_at: Instant(8),
    }
}

#[tokio::test]
async fn evidence_comes_back_in_order_and_is_found_by_its_file() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        insert_realisation(&mut tx, &realisation(1, 1)).await.unwrap();
        let sql = sql!(
            "INSERT INTO file (taskforce_id, id, class, kind, name, size, sha256, original_size,
                 original_sha256, created_at)
             VALUES ($1, $2, 'internal', 'pdf', 'x.pdf', $3, $4, $3, $4, $3)"
        );
        tx.run(sql, args![TASKFORCE, FILE, 0_i64, vec![0_u8; 32]]).await.unwrap();
        let rows = [
            evidence(0, EvidenceKind::File, Some(FILE), ""),
            evidence(1, EvidenceKind::Link, None, "https://a.id"),
        ];
        for row in rows.iter().rev() {
            insert_evidence(&mut tx, row).await.unwrap();
        }
        let id = realisation(1, 1).id;
        assert_eq!(list_evidence(&mut tx, TASKFORCE, id).await.unwrap(), rows);
        assert!(list_evidence(&mut tx, OTHER, id).await.unwrap().is_empty());
        let of_indicator = list_evidence_of_indicator(&mut tx, TASKFORCE, INDICATOR).await.unwrap();
        assert_eq!(of_indicator, rows);
        assert_eq!(get_evidence(&mut tx, TASKFORCE, rows[1].id).await.unwrap(), rows[1]);
        assert_eq!(count_evidence(&mut tx, TASKFORCE, PLAN).await.unwrap(), [(id, 2)]);
        assert_eq!(find_evidence_of_file(&mut tx, TASKFORCE, FILE).await.unwrap(), Some(id));
        assert_eq!(find_evidence_of_file(&mut tx, OTHER, FILE).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_upload_is_applied_once_and_forgotten_when_nobody_confirms() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let upload = |number, created_at| UploadRow {
            what: Uploaded::Plan,
            taskforce: TASKFORCE,
            id: ImportId(Uuid::from_u128(number)),
            account: None,
            file_name: "rad.xlsx".to_owned(),
            sha256: vec![1; 32],
            content: vec![0, 1, 2],
            choices: "{}".to_owned(),
            created_at,
            applied_at: None,
        };
        let (old, new) = (upload(1, Instant(1)), upload(2, Instant(9)));
        insert_upload(&mut tx, &old).await.unwrap();
        insert_upload(&mut tx, &new).await.unwrap();
        assert_eq!(
            get_upload(&mut tx, TASKFORCE, None, (Uploaded::Plan, old.id)).await.unwrap(),
            old
        );
        let stranger = Some(Uuid::from_u128(5).into());
        assert!(get_upload(&mut tx, TASKFORCE, stranger, (Uploaded::Plan, old.id)).await.is_err());
        update_upload_choices(&mut tx, TASKFORCE, new.id, "[1]").await.unwrap();
        assert_eq!(delete_old_uploads(&mut tx, TASKFORCE, Instant(5)).await.unwrap(), 1);
        assert!(update_upload_applied(&mut tx, TASKFORCE, new.id, Instant(10)).await.unwrap());
        assert!(!update_upload_applied(&mut tx, TASKFORCE, new.id, Instant(11)).await.unwrap());
        let stored = get_upload(&mut tx, TASKFORCE, None, (Uploaded::Plan, new.id)).await.unwrap();
        assert_eq!((stored.choices.as_str(), stored.applied_at), ("[1]", Some(Instant(10))));
    })
    .await;
}

fn proposal() -> ProposalRow {
    let target = Target { value: Some(Figure::whole(5)), text: String::new() };
    let as_needed = Target { value: None, text: "per kebutuhan".to_owned() };
    ProposalRow {
        taskforce: TASKFORCE,
        id: ProposalId(Uuid::from_u128(0x701)),
        plan: PLAN,
        agency: Some(AGENCY),
        lead: Some(Lead::Group(GROUP)),
        draft: ProposalDraft {
            strategy: STRATEGY,
            activity: "Klinik".to_owned(),
            indicator: "Jumlah".to_owned(),
            unit: "kecamatan".to_owned(),
            measure: Measure::PerPeriod,
            definition: String::new(),
            funding: "APBD".to_owned(),
            reason: "perlu".to_owned(),
            wanted: vec![
                Wanted { target, rupiah: Some(Rupiah(9)) },
                Wanted::default(),
                Wanted { target: as_needed, rupiah: None },
            ],
        },
        origin: Some(INDICATOR),
        state: ProposalState::Proposed,
        decision: String::new(),
        indicator: None,
        proposed_by: None,
        proposed_at: Instant(8),
        decided_by: None,
        decided_at: None,
        version: 1,
    }
}

#[tokio::test]
async fn a_proposal_comes_back_and_is_changed_only_at_the_version_that_was_seen() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let years = plan_row().years;
        insert_proposal(&mut tx, &proposal(), years).await.unwrap();
        let all = async |tx: &mut Tx| list_proposals(tx, TASKFORCE, PLAN, years).await.unwrap();
        assert_eq!(all(&mut tx).await, [proposal()]);
        assert_eq!(count_undecided(&mut tx, TASKFORCE, PLAN).await.unwrap(), 1);
        let foreign = get_proposal(&mut tx, OTHER, proposal().id).await;
        assert!(matches!(foreign, Err(StoreError::Missing)));
        let mut changed = proposal();
        changed.state = ProposalState::Declined;
        changed.lead = Some(Lead::Agency(AGENCY));
        changed.draft.wanted[1] = changed.draft.wanted[0].clone();
        assert!(update_proposal(&mut tx, &changed, years).await.unwrap());
        assert!(!update_proposal(&mut tx, &changed, years).await.unwrap(), "the version is old");
        changed.version = 2;
        assert_eq!(get_proposal(&mut tx, TASKFORCE, changed.id).await.unwrap(), changed);
        assert_eq!(count_undecided(&mut tx, TASKFORCE, PLAN).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn stages_and_versions_come_back_in_their_order() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let stage = |position, stage| StageRow {
            position,
            stage,
            entered_at: Instant(position),
            account: None,
            note: "rapat".to_owned(),
        };
        let rows = [stage(1, Stage::Proposing), stage(2, Stage::Discussing)];
        for row in rows.iter().rev() {
            insert_stage(&mut tx, TASKFORCE, PLAN, row).await.unwrap();
        }
        assert_eq!(list_stages(&mut tx, TASKFORCE, PLAN).await.unwrap(), rows);
        let amendment =
            Amendment { since: start(), basis: "Perbup 1".to_owned(), note: "target".to_owned() };
        let row = AmendmentRow {
            id: AmendmentId(Uuid::from_u128(0x702)),
            number: 1,
            amendment,
            account: None,
            made_at: Instant(4),
        };
        insert_amendment(&mut tx, TASKFORCE, PLAN, &row).await.unwrap();
        assert_eq!(
            list_amendments(&mut tx, TASKFORCE, PLAN).await.unwrap(),
            std::slice::from_ref(&row)
        );
        let twin = AmendmentRow { id: AmendmentId(Uuid::from_u128(0x703)), ..row };
        let taken = insert_amendment(&mut tx, TASKFORCE, PLAN, &twin).await;
        assert!(matches!(taken, Err(StoreError::Taken)), "one version has one number");
    })
    .await;
}

#[tokio::test]
async fn an_evaluation_and_a_carry_over_are_stored_once_and_changed_at_their_version() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let mut row = EvaluationRow {
            indicator: INDICATOR,
            plan: PLAN,
            evaluation: Evaluation {
                finding: "tercapai".to_owned(),
                cause: String::new(),
                advice: "teruskan".to_owned(),
            },
            evaluated_by: None,
            evaluated_at: Instant(3),
            version: 0,
        };
        assert_eq!(find_evaluation(&mut tx, TASKFORCE, INDICATOR).await.unwrap(), None);
        assert!(save_evaluation(&mut tx, TASKFORCE, &row).await.unwrap());
        assert!(!save_evaluation(&mut tx, TASKFORCE, &row).await.unwrap(), "it is there now");
        row.version = 1;
        assert_eq!(
            find_evaluation(&mut tx, TASKFORCE, INDICATOR).await.unwrap(),
            Some(row.clone())
        );
        row.evaluation.cause = "pandemi".to_owned();
        assert!(save_evaluation(&mut tx, TASKFORCE, &row).await.unwrap());
        row.version = 2;
        assert_eq!(list_evaluations(&mut tx, TASKFORCE, PLAN).await.unwrap(), [row]);

        let mut row = CarryRow {
            indicator: INDICATOR,
            plan: PLAN,
            carry: Carry { choice: Choice::Changed, reason: "desa pesisir".to_owned() },
            proposal: Some(proposal().id),
            decided_by: None,
            decided_at: Instant(3),
            version: 0,
        };
        assert!(save_carry(&mut tx, TASKFORCE, &row).await.unwrap());
        assert!(!save_carry(&mut tx, TASKFORCE, &row).await.unwrap());
        row.version = 1;
        assert_eq!(find_carry(&mut tx, TASKFORCE, INDICATOR).await.unwrap(), Some(row.clone()));
        assert_eq!(find_carry(&mut tx, OTHER, INDICATOR).await.unwrap(), None);
        assert_eq!(list_carries(&mut tx, TASKFORCE, PLAN).await.unwrap(), [row]);
    })
    .await;
}

#[tokio::test]
async fn a_plan_keeps_what_it_is_in_force_by() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let regulation = Regulation {
            number: "Perbup 12/2024".to_owned(),
            title: "RAD".to_owned(),
            signed_on: start(),
            in_force_on: start(),
        };
        let row = PlanRow {
            stage: Stage::Closed,
            regulation: Some(regulation),
            closed_on: Some(start()),
            predecessor: Some(PLAN),
            ..plan_row()
        };
        update(&mut tx, &row).await.unwrap();
        assert_eq!(get(&mut tx, TASKFORCE, PLAN).await.unwrap(), row);
        let until = IndicatorRow { until: Some(start()), ..indicator() };
        assert!(update_indicator(&mut tx, &until).await.unwrap());
        let stored = get_indicator(&mut tx, TASKFORCE, INDICATOR).await.unwrap();
        assert_eq!((stored.from, stored.until), (None, Some(start())));
    })
    .await;
}

#[tokio::test]
async fn a_link_is_counted_and_taken_back_only_while_it_lives() {
    with_tree(|store| async move {
        let mut tx = store.write().await.unwrap();
        let link = LinkRow {
            taskforce: TASKFORCE,
            id: LinkId(Uuid::from_u128(77)),
            agency: AGENCY,
            holder: "Ibu Ani".to_owned(),
            token_hash: vec![7; 32],
            issued_by: None,
            issued_at: Instant(1),
            expires_at: Instant(100),
            revoked_at: None,
            used_at: None,
            uses: 0,
        };
        insert_link(&mut tx, &link).await.unwrap();
        assert_eq!(find_link(&mut tx, &[7; 32]).await.unwrap(), Some(link.clone()));
        assert_eq!(find_link(&mut tx, &[8; 32]).await.unwrap(), None);
        assert_eq!(list_links(&mut tx, OTHER).await.unwrap(), []);
        assert!(update_link_used(&mut tx, TASKFORCE, link.id, Instant(5)).await.unwrap());
        assert!(!update_link_used(&mut tx, OTHER, link.id, Instant(5)).await.unwrap());
        assert!(!update_link_used(&mut tx, TASKFORCE, link.id, Instant(100)).await.unwrap());
        assert!(update_link_revoked(&mut tx, TASKFORCE, link.id, Instant(6)).await.unwrap());
        assert!(!update_link_revoked(&mut tx, TASKFORCE, link.id, Instant(7)).await.unwrap());
        assert!(!update_link_used(&mut tx, TASKFORCE, link.id, Instant(7)).await.unwrap());
        let stored = &list_links(&mut tx, TASKFORCE).await.unwrap()[0];
        assert_eq!(
            (stored.uses, stored.used_at, stored.revoked_at),
            (1, Some(Instant(5)), Some(Instant(6)))
        );
        insert_approval(&mut tx, TASKFORCE, AGENCY, (None, Instant(1))).await.unwrap();
        insert_approval(&mut tx, TASKFORCE, AGENCY, (None, Instant(2))).await.unwrap();
        assert!(has_approval(&mut tx, TASKFORCE, AGENCY).await.unwrap());
        assert!(!has_approval(&mut tx, OTHER, AGENCY).await.unwrap());
        delete_approval(&mut tx, TASKFORCE, AGENCY).await.unwrap();
        assert!(!has_approval(&mut tx, TASKFORCE, AGENCY).await.unwrap());
    })
    .await;
}
