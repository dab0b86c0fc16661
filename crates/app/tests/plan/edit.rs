//! Changing what a plan wants.

use app::{
    Error,
    plan::{self, Edit, SpreadEdit, Wants, view::Filter},
};
use domain::{
    agency::Lead,
    figure::Figure,
    id::AgencyId,
    plan::{AmendmentForm, Band, Checkpoint, Direction, Measure, Regulation, Share, Target},
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::world::{COUNT, DINSOS, DISNAKER, PLAN, TW2, TW3, World, count, place};

fn edit() -> Edit {
    Edit {
        id: COUNT,
        version: 1,
        measure: Measure::PerPeriod,
        direction: Direction::HigherIsBetter,
        weight: 3,
        definition: "kecamatan yang didatangi".into(),
        data_source: "berita acara".into(),
        over_whole: false,
        sipd: String::new(),
        baseline: None,
        spreads: vec![],
    }
}

fn wants(agency: AgencyId, target: i64) -> Wants {
    let target = Target { value: Some(Figure::whole(target)), text: String::new() };
    Wants { targets: vec![(2025, target)], lead: Some(Lead::Agency(agency)) }
}

fn from(since: &str) -> AmendmentForm {
    AmendmentForm {
        since: since.to_owned(),
        basis: "Notulen rakor".to_owned(),
        note: "Target dinaikkan".to_owned(),
    }
}

/// Records the regulation of the plan and begins an amendment that counts from today.
async fn amended(world: &World) {
    let regulation = Regulation {
        number: "Perbup 1/2024".to_owned(),
        title: "RAD".to_owned(),
        signed_on: date(2024, 1, 2),
        in_force_on: date(2024, 1, 2),
    };
    let secretariat = world.secretariat();
    plan::enact(&world.app, &secretariat, PLAN, regulation).await.unwrap();
    let today = world.today().to_string();
    plan::amend(&world.app, &secretariat, PLAN, &from(&today)).await.unwrap();
}

fn shares(parts: [u16; 4]) -> SpreadEdit {
    SpreadEdit::Own(parts.map(|part| Share::new(part).unwrap()).to_vec())
}

#[tokio::test]
async fn a_plan_is_edited_by_the_secretariat_only() {
    both(|store| async move {
        let world = World::on(store).await;
        for role in ["agency_contact", "leadership", "region_operator", "auditor", "administrator"]
        {
            let actor = world.actor(role, Some(DISNAKER));
            let refused = plan::edit(&world.app, &actor, edit()).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
            let refused = plan::want(&world.app, &actor, COUNT, 1, &wants(DINSOS, 20)).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
            let refused = plan::amend(&world.app, &actor, PLAN, &from("2025-07-20")).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
        }
        assert_eq!(world.events().await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_contradicts_the_reports_or_the_past_is_refused() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let stale = Edit { version: 0, ..edit() };
        let refused = plan::edit(&world.app, &secretariat, stale).await;
        assert!(matches!(refused, Err(Error::Conflict)));
        let heavy = Edit { weight: 0, ..edit() };
        let refused = plan::edit(&world.app, &secretariat, heavy).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let short = Edit { spreads: vec![(2025, shares([0, 0, 0, 9_999]))], ..edit() };
        let refused = plan::edit(&world.app, &secretariat, short).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
        let past = Edit { spreads: vec![(2025, shares([0, 0, 0, 10_000]))], ..edit() };
        let refused = plan::edit(&world.app, &secretariat, past).await;
        assert!(matches!(refused, Err(Error::Rule("plan.spread_ended"))));
        let outside = Edit { spreads: vec![(2030, SpreadEdit::Even)], ..edit() };
        let refused = plan::edit(&world.app, &secretariat, outside).await;
        assert!(matches!(refused, Err(Error::Rule("plan.outside_plan"))));
        let new = count(place(COUNT, DISNAKER, TW2), 0, "5");
        plan::report(&world.app, &world.contact(DISNAKER), new).await.unwrap();
        let measure = Edit { measure: Measure::Cumulative, ..edit() };
        let refused = plan::edit(&world.app, &secretariat, measure).await;
        assert!(matches!(refused, Err(Error::Rule("plan.measure_in_use"))));
        let refused = plan::want(&world.app, &secretariat, COUNT, 1, &wants(DINSOS, 20)).await;
        assert!(matches!(refused, Err(Error::Rule("plan.no_amendment"))));
        assert_eq!(world.events().await, 1, "only the report");
        amended(&world).await;
        let nobody = AgencyId(Uuid::from_u128(9));
        let refused = plan::want(&world.app, &secretariat, COUNT, 1, &wants(nobody, 20)).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let refused = plan::want(&world.app, &secretariat, COUNT, 0, &wants(DINSOS, 20)).await;
        assert!(matches!(refused, Err(Error::Conflict)));
        assert_eq!(world.events().await, 3, "and the amendment");
    })
    .await;
}

#[tokio::test]
async fn a_milestone_is_due_at_the_checkpoint_that_was_chosen() {
    both(|store| async move {
        let world = World::on(store).await;
        world.day(date(2025, 1, 10));
        let spreads = vec![(2025, SpreadEdit::By(TW3))];
        let milestone = Edit { measure: Measure::Milestone, spreads, ..edit() };
        plan::edit(&world.app, &world.secretariat(), milestone).await.unwrap();
        world.day(date(2025, 7, 20));
        let row = async || {
            let filter = Filter::default();
            let page = plan::matrix(&world.app, &world.secretariat(), &filter).await.unwrap();
            page.unwrap().matrix.rows[0].clone()
        };
        let before = row().await;
        assert_eq!((before.band(), before.weight, before.version), (Band::Unscheduled, 3, 2));
        world.day(date(2025, 10, 20));
        assert_eq!(row().await.band(), Band::Overdue);
        assert_eq!(world.events().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_new_target_and_a_new_lead_leave_past_checkpoints_alone() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let new = count(place(COUNT, DISNAKER, TW2), 0, "5");
        let id = plan::report(&world.app, &world.contact(DISNAKER), new).await.unwrap();
        plan::verify(&world.app, &secretariat, id, 1).await.unwrap();
        amended(&world).await;
        plan::want(&world.app, &secretariat, COUNT, 1, &wants(DINSOS, 20)).await.unwrap();
        let page = async |filter: Filter| {
            plan::matrix(&world.app, &secretariat, &filter).await.unwrap().unwrap().matrix
        };
        let now = page(Filter::default()).await;
        assert_eq!(now.rows[0].percent(), Some(100), "TW2 was judged against ten");
        world.day(date(2025, 10, 20));
        let later = page(Filter::default()).await;
        let cell = later.rows[0].now.as_ref().unwrap();
        assert_eq!(cell.expected, Some(Figure::whole(15)));
        assert_eq!(later.rows[0].lead.short, "Dinsos");
        let due = plan::due(&world.app, &world.contact(DISNAKER)).await.unwrap();
        assert!(due.rows.iter().all(|due| due.head.checkpoint != TW3), "it left the row");
        let earlier = page(Filter { at: Some(TW2), ..Filter::default() }).await;
        assert_eq!(earlier.rows[0].percent(), Some(100));
        assert_eq!(earlier.rows[0].lead.short, "Disnaker");
        let last = Checkpoint { year: 2026, index: 4 };
        assert!(last > TW3);
    })
    .await;
}
