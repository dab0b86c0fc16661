//! The read model: pages, filters, and what is shared between pages.

use std::sync::Arc;

use app::plan::{
    self,
    view::{Filter, Page},
};
use domain::{
    agency::Lead,
    id::{ActivityId, IndicatorId},
    plan::{Band, Measure},
    time::Instant,
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::world::{
    COUNT, DINSOS, DISNAKER, OPERATIONS, PERCENT, PLAN, POLRES, SHELTER, TASKFORCE, TW1, TW2,
    World, count, indicator, place,
};

async fn page(world: &World, filter: &Filter) -> Page {
    plan::matrix(&world.app, &world.secretariat(), filter).await.unwrap().unwrap()
}

fn ids(page: &Page) -> Vec<IndicatorId> {
    page.rows().map(|row| row.id).collect()
}

#[tokio::test]
async fn rows_stand_in_the_order_of_strategies_and_are_filtered_by_address() {
    both(|store| async move {
        let world = World::on(store).await;
        let all = page(&world, &Filter::default()).await;
        assert_eq!(ids(&all), [COUNT, OPERATIONS, PERCENT, SHELTER]);
        let matrix = &all.matrix;
        assert_eq!(matrix.at.as_ref().map(|head| head.checkpoint), Some(TW2));
        assert_eq!(matrix.checkpoints.len(), 12);
        assert_eq!(matrix.rows[3].years[0].text, "per kebutuhan");
        assert_eq!(matrix.rows[0].supports, ["camat, RT/RW"]);
        assert_eq!(matrix.total.coverage.due, 3);
        assert_eq!(matrix.total.budget.map(|sum| sum.0), Some(4_000_000));
        assert_eq!(matrix.course.len(), 6);
        assert!(!matrix.deadline_is_confirmed);
        let names: Vec<_> = matrix.agencies.iter().map(|agency| agency.short.as_str()).collect();
        assert_eq!(names, ["Dinsos", "Disnaker", "Polres A", "Polres B"]);

        let strategy = Filter { strategy: Some(matrix.strategies[1].id), ..Filter::default() };
        assert_eq!(ids(&page(&world, &strategy).await), [OPERATIONS]);
        assert_eq!(matrix.strategies[1].rows, 1..2);
        let agency = Filter { agency: Some(POLRES[1]), ..Filter::default() };
        assert_eq!(ids(&page(&world, &agency).await), [OPERATIONS], "by its group");
        let dinsos = Filter { agency: Some(DINSOS), ..Filter::default() };
        let band = Filter { band: Some(Band::Unscheduled), ..dinsos.clone() };
        let narrowed = page(&world, &band).await;
        assert_eq!(ids(&narrowed), [SHELTER]);
        assert_eq!(narrowed.bands, page(&world, &dinsos).await.bands, "counts ignore the band");
        assert_eq!(narrowed.bands.iter().sum::<u32>(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_page_has_fifty_rows_and_leads_there_and_back() {
    both(|store| async move {
        let world = World::on(store).await;
        let activity = ActivityId(Uuid::from_u128(COUNT.0.as_u128() + 2_000));
        let mut tx = world.app.store.write().await.unwrap();
        for number in 0..117 {
            let id = IndicatorId(Uuid::from_u128(10_000 + number));
            let lead = Lead::Agency(DISNAKER);
            indicator(&mut tx, id, activity, Measure::PerPeriod, [Some(4); 3], lead).await;
        }
        store::plan::update_revision(&mut tx, TASKFORCE, PLAN).await.unwrap();
        tx.commit().await.unwrap();
        let mut filter = Filter::default();
        let mut seen = Vec::new();
        let mut back = Vec::new();
        loop {
            let page = page(&world, &filter).await;
            assert_eq!((page.total, page.skipped), (121, seen.len()));
            seen.extend(ids(&page));
            back.push((filter.after, page.previous));
            let Some(next) = page.next else { break };
            filter.after = Some(next);
        }
        assert_eq!(seen.len(), 121);
        assert_eq!(back[0].1, None);
        assert_eq!(back[1].1, Some(None));
        assert_eq!(back[2].1, Some(back[1].0));
        let lost = Filter { after: Some(IndicatorId(Uuid::nil())), ..Filter::default() };
        assert_eq!(page(&world, &lost).await.skipped, 0, "an old address still opens");
    })
    .await;
}

#[tokio::test]
async fn an_earlier_checkpoint_is_judged_as_it_is_known_today() {
    both(|store| async move {
        let world = World::on(store).await;
        let new = count(place(COUNT, DISNAKER, TW1), 0, "2,5");
        let id = plan::report(&world.app, &world.contact(DISNAKER), new).await.unwrap();
        plan::verify(&world.app, &world.secretariat(), id, 1).await.unwrap();
        let earlier = page(&world, &Filter { at: Some(TW1), ..Filter::default() }).await;
        assert_eq!(earlier.matrix.at.as_ref().map(|head| head.checkpoint), Some(TW1));
        assert_eq!(earlier.matrix.rows[0].percent(), Some(100));
        let now = page(&world, &Filter::default()).await;
        assert_eq!(now.matrix.rows[0].band(), Band::NotReported);
        assert_eq!(now.matrix.rows[0].latest.map(|(at, _)| at), Some(TW1));
        let ahead = domain::plan::Checkpoint { year: 2026, index: 4 };
        let ahead = page(&world, &Filter { at: Some(ahead), ..Filter::default() }).await;
        assert_eq!(ahead.matrix.at.as_ref().map(|head| head.checkpoint), Some(TW2));
    })
    .await;
}

#[tokio::test]
async fn pages_share_one_model_until_something_is_written_or_the_day_changes() {
    both(|store| async move {
        let world = World::on(store).await;
        let first = page(&world, &Filter::default()).await.matrix;
        let second = page(&world, &Filter { band: Some(Band::Near), ..Filter::default() }).await;
        assert!(Arc::ptr_eq(&first, &second.matrix));
        let new = count(place(COUNT, DISNAKER, TW2), 0, "5");
        plan::report(&world.app, &world.contact(DISNAKER), new).await.unwrap();
        let third = page(&world, &Filter::default()).await.matrix;
        assert!(!Arc::ptr_eq(&first, &third));
        world.fixture.wait(59 * Instant::SECOND);
        assert!(Arc::ptr_eq(&third, &page(&world, &Filter::default()).await.matrix));
        world.fixture.wait(2 * Instant::SECOND);
        let fourth = page(&world, &Filter::default()).await.matrix;
        assert!(!Arc::ptr_eq(&third, &fourth), "names change without a revision");
        world.day(date(2025, 7, 6));
        assert_eq!(page(&world, &Filter::default()).await.matrix.today, date(2025, 7, 6));
    })
    .await;
}

#[tokio::test]
async fn before_the_first_quarter_the_matrix_shows_what_lies_ahead() {
    both(|store| async move {
        let world = World::on(store).await;
        world.day(date(2024, 2, 1));
        let page = page(&world, &Filter::default()).await;
        assert!(page.matrix.at.is_none());
        assert_eq!(page.matrix.next.as_ref().map(|head| head.label.as_str()), Some("TW1"));
        assert!(page.rows().all(|row| row.band() == Band::Unscheduled));
        assert_eq!(page.matrix.rows[0].lead.members.len(), 1);
        assert!(page.matrix.red.is_empty());
        let (_, red) = plan::red_list(&world.app, &world.secretariat()).await.unwrap().unwrap();
        assert!(red.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_red_list_begins_with_what_is_most_urgent() {
    both(|store| async move {
        let world = World::on(store).await;
        world.day(date(2025, 7, 20));
        let new = count(place(COUNT, DISNAKER, TW2), 0, "3");
        let id = plan::report(&world.app, &world.contact(DISNAKER), new).await.unwrap();
        plan::verify(&world.app, &world.secretariat(), id, 1).await.unwrap();
        let (matrix, red) =
            plan::red_list(&world.app, &world.secretariat()).await.unwrap().unwrap();
        let red: Vec<_> = red.iter().map(|row| row.id).collect();
        // The percentage and the operations are overdue, the count lacks 40 %.
        assert_eq!(red, [OPERATIONS, PERCENT, COUNT]);
        assert_eq!(matrix.total.red(), 3);
    })
    .await;
}
