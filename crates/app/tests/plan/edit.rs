//! Changing what a plan wants.

use app::{
    Error,
    plan::{self, Edit, SpreadEdit, view::Filter},
};
use domain::{
    agency::Lead,
    figure::Figure,
    id::AgencyId,
    plan::{Band, Checkpoint, Direction, Measure, Share},
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::world::{COUNT, DINSOS, DISNAKER, TW2, TW3, World, count, place};

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
        baseline: None,
        spreads: vec![],
    }
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
            let lead = Lead::Agency(DINSOS);
            let refused = plan::set_lead(&world.app, &actor, COUNT, lead).await;
            assert!(matches!(refused, Err(Error::Denied(_))), "{role}");
            let refused = plan::set_target(&world.app, &actor, COUNT, 2025, None, "").await;
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
        let nobody = Lead::Agency(AgencyId(Uuid::from_u128(9)));
        let refused = plan::set_lead(&world.app, &secretariat, COUNT, nobody).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        assert_eq!(world.events().await, 1, "only the report");
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
        let twenty = Some(Figure::whole(20));
        plan::set_target(&world.app, &secretariat, COUNT, 2025, twenty, "").await.unwrap();
        plan::set_lead(&world.app, &secretariat, COUNT, Lead::Agency(DINSOS)).await.unwrap();
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
