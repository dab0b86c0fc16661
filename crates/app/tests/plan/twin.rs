//! Evidence that is claimed twice is pointed out before it is verified.

use app::{
    Error,
    plan::{self, About, Attachment, Desk},
};
use domain::{
    access::{Actor, ActorKind},
    plan::{Claim, Form},
};
use image::{DynamicImage, ImageFormat, RgbImage};
use testkit::both;

use super::world::{COUNT, DINSOS, DISNAKER, SHELTER, TW1, TW2, World, count, place};

fn photo(size: u32, light: u8, format: ImageFormat) -> Vec<u8> {
    let picture = RgbImage::from_fn(size, size, |x, y| {
        let (x, y) = (x * 9 / size, y * 8 / size);
        let grey = u8::try_from((x * x * 37 + y * 61 + x * y * 13) % 180).unwrap() + light;
        image::Rgb([grey, grey / 2, 90])
    });
    let mut out = std::io::Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn file(bytes: Vec<u8>, about: About) -> Attachment {
    Attachment::File { name: "foto.jpg".to_owned(), bytes, about }
}

fn event(on: &str, place: &str) -> About {
    About { caption: String::new(), on: on.to_owned(), place: place.to_owned() }
}

async fn with_regions(store: store::Store) -> World {
    let world = World::on(store).await;
    let system = Actor::system(ActorKind::System);
    app::region::shipped::load_shipped(&world.app, &system).await.unwrap();
    world
}

#[tokio::test]
async fn one_photo_under_two_offices_is_seen_also_when_it_was_sent_on() {
    both(|store| async move {
        let world = World::on(store).await;
        let secretariat = world.secretariat();
        let mut first = count(place(COUNT, DISNAKER, TW2), 0, "5");
        first.attach = vec![file(photo(400, 0, ImageFormat::Png), About::default())];
        plan::report(&world.app, &world.contact(DISNAKER), first).await.unwrap();
        let form = Form { value: "3".to_owned(), ..Form::default() };
        let mut second = plan::NewReport { form, ..count(place(SHELTER, DINSOS, TW2), 0, "3") };
        second.attach = vec![file(photo(190, 20, ImageFormat::Jpeg), About::default())];
        let second = plan::report(&world.app, &world.contact(DINSOS), second).await.unwrap();
        let one = plan::review(&world.app, &secretariat, Desk::Secretariat, second).await.unwrap();
        let [twin] = &one.twins[..] else { panic!("{:?}", one.twins) };
        assert_eq!((twin.claim, twin.indicator), (Claim::Photo, COUNT));
        assert_eq!(twin.checkpoint, "TW2 2025");
        let waiting = plan::waiting(&world.app, &secretariat, Desk::Secretariat).await.unwrap();
        assert!(waiting.rows.iter().all(|row| row.twins.len() == 1), "both are flagged");
    })
    .await;
}

#[tokio::test]
async fn one_file_at_two_checkpoints_is_seen_and_a_corrected_report_is_no_twin_of_itself() {
    both(|store| async move {
        let world = World::on(store).await;
        let (contact, secretariat) = (world.contact(DISNAKER), world.secretariat());
        let text = || file(b"hadir: 20".to_vec(), About::default());
        let mut first = count(place(COUNT, DISNAKER, TW1), 0, "2");
        first.attach = vec![text()];
        plan::report(&world.app, &contact, first.clone()).await.unwrap();
        (first.base, first.attach) = (1, vec![text()]);
        let corrected = plan::report(&world.app, &contact, first).await.unwrap();
        let one =
            plan::review(&world.app, &secretariat, Desk::Secretariat, corrected).await.unwrap();
        assert!(one.twins.is_empty(), "{:?}", one.twins);
        let mut later = count(place(COUNT, DISNAKER, TW2), 0, "5");
        later.attach = vec![text()];
        let later = plan::report(&world.app, &contact, later).await.unwrap();
        let one = plan::review(&world.app, &secretariat, Desk::Secretariat, later).await.unwrap();
        assert_eq!(one.twins.len(), 1, "each other report once: {:?}", one.twins);
        assert_eq!(
            (one.twins[0].claim, one.twins[0].checkpoint.as_str()),
            (Claim::File, "TW1 2025")
        );
    })
    .await;
}

#[tokio::test]
async fn an_event_is_the_same_by_day_and_place_however_the_place_is_written() {
    both(|store| async move {
        let world = with_regions(store).await;
        let link =
            |number: u8, about| Attachment::Link { url: format!("https://a.id/{number}"), about };
        let mut first = count(place(COUNT, DISNAKER, TW2), 0, "5");
        first.attach = vec![link(1, event("2025-06-10", "Desa Tanjung Pasir, Kec. Teluknaga"))];
        plan::report(&world.app, &world.contact(DISNAKER), first).await.unwrap();
        let mut second = count(place(SHELTER, DINSOS, TW2), 0, "3");
        second.attach = vec![
            link(2, event("2025-06-10", "tanjung pasir")),
            link(3, event("2025-06-11", "Tanjung Pasir")),
            link(4, event("2025-06-10", "Teluknaga")),
        ];
        let second = plan::report(&world.app, &world.contact(DINSOS), second).await.unwrap();
        let one = plan::review(&world.app, &world.secretariat(), Desk::Secretariat, second)
            .await
            .unwrap();
        let [twin] = &one.twins[..] else { panic!("{:?}", one.twins) };
        assert_eq!(twin.claim, Claim::Event);
        assert_eq!(one.revision.evidence[0].place.as_deref(), Some("Tanjung Pasir"));
        assert_eq!(twin.evidence, one.revision.evidence[0].id);
    })
    .await;
}

#[tokio::test]
async fn a_day_to_come_and_a_place_elsewhere_are_refused_and_nothing_is_stored() {
    both(|store| async move {
        let world = with_regions(store).await;
        let contact = world.contact(DISNAKER);
        let own = place(COUNT, DISNAKER, TW2);
        for (about, field, code) in [
            (event("2025-07-06", ""), "event_on", "future"),
            (event("10/06/2025", ""), "event_on", "date"),
            (event("", "Cipondoh"), "event_place", "place_unknown"),
            (event("", "Kabupaten Tangerang"), "event_place", "place_unknown"),
            (event("", "36.71.01"), "event_place", "place_unknown"),
        ] {
            let mut new = count(own, 0, "5");
            new.attach = vec![file(b"x".to_vec(), about.clone())];
            let sent = plan::report(&world.app, &contact, new).await;
            let Err(Error::Invalid(errors)) = sent else { panic!("{about:?}: {sent:?}") };
            assert_eq!(errors.of(field), Some(code), "{about:?}");
        }
        let form = plan::report_form(&world.app, &contact, own).await.unwrap();
        assert!(form.head.is_none());
    })
    .await;
}
