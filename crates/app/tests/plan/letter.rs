//! A letter from draft to signed paper, its number, and who finds it again. Refusals come first.

use std::collections::BTreeSet;

use app::{
    Actor, Error,
    letter::{self, view::Query},
    meeting,
};
use domain::{
    access::ActorKind,
    agency::{Holder, HolderKind, Office, Person, Tenure},
    id::{AccountId, HolderId, LetterId, MeetingId, OfficeId},
    letter::{Form, GivenForm, Kind, NumberingForm, State},
    time::Instant,
};
use jiff::civil::date;
use testkit::both;
use text::Lang;
use uuid::Uuid;

use crate::{
    meeting::{RED_DAY, form as meeting_form, second},
    world::{DINSOS, DISNAKER, OTHER, POLRES, World},
};

/// The head of Dinsos, held by Wati.
const HEAD: OfficeId = OfficeId(Uuid::from_u128(151));
/// The head of Disnaker, vacant.
const VACANT: OfficeId = OfficeId(Uuid::from_u128(152));

async fn offices(world: &World) {
    let mut tx = world.app.store.write().await.unwrap();
    for (id, agency, name) in [(HEAD, DINSOS, "Dinas Sosial"), (VACANT, DISNAKER, "Disnaker")] {
        let title = format!("Kepala {name}");
        let office = Office { id, agency, title, is_head: true, position: 1 };
        store::agency::insert_office(&mut tx, &office, Instant(0)).await.unwrap();
    }
    let (rank, nip) = (Some("Pembina".to_owned()), Some("190001011995031002".to_owned()));
    let holder = Holder {
        id: HolderId(Uuid::from_u128(161)),
        office: HEAD,
        person: Person { name: "Wati".to_owned(), rank, nip },
        kind: HolderKind::Plt,
        tenure: Tenure::open(date(2024, 1, 1)),
        is_example: true,
        source: None,
    };
    store::agency::insert_holder(&mut tx, &holder, Instant(0)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn world(store: store::Store) -> World {
    let world = World::on(store).await;
    world.day(RED_DAY);
    offices(&world).await;
    world
}

fn form(subject: &str) -> Form {
    Form {
        kind: "notification".into(),
        nature: "ordinary".into(),
        place: "Tigaraksa".into(),
        subject: subject.into(),
        offices: vec![HEAD.to_string()],
        lines: "Ketua Forum Anak".into(),
        body: "Kami beritahukan jadwal.".into(),
        signatory: HEAD.to_string(),
        ..Form::default()
    }
}

async fn draft(world: &World, subject: &str) -> LetterId {
    letter::create(&world.app, &world.secretariat(), &form(subject), None).await.unwrap()
}

fn typed(number: &str) -> GivenForm {
    GivenForm { number: number.into(), dated_on: RED_DAY.to_string() }
}

async fn number(world: &World, id: LetterId, given: &GivenForm) -> Result<(), Error> {
    let desk = world.secretariat();
    let seen = letter::show(&world.app, &desk, id).await?.row.version;
    letter::number(&world.app, &desk, id, (given, seen)).await
}

async fn counted(world: &World, kind: Kind) {
    let form = NumberingForm {
        since: "2025-01-01".into(),
        source: "counter".into(),
        classification: "400.2".into(),
        unit: "GT-PPTPPO".into(),
    };
    let desk = world.secretariat();
    letter::set_numbering(&world.app, &desk, kind, (&form, 0)).await.unwrap();
}

async fn number_of(world: &World, id: LetterId) -> String {
    let show = letter::show(&world.app, &world.secretariat(), id).await.unwrap();
    show.row.given.unwrap().number
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_denied(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

fn is_wrong(result: &Result<impl std::fmt::Debug, Error>, field: &str, code: &str) {
    let found = match result {
        Err(Error::Invalid(errors)) => errors.of(field),
        _ => None,
    };
    assert_eq!(found, Some(code), "{field}: {result:?}");
}

fn pdf() -> (String, Vec<u8>) {
    ("surat.pdf".to_owned(), b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".to_vec())
}

fn found(text: &str) -> Query {
    Query { text: Some(text.to_owned()), ..Query::default() }
}

async fn subjects(world: &World, actor: &Actor, query: &Query) -> Vec<String> {
    let index = letter::index(&world.app, actor, query).await.unwrap();
    index.lines.into_iter().map(|line| line.row.draft.subject).collect()
}

#[tokio::test]
async fn nobody_but_the_secretariat_writes_letters_and_nobody_elses() {
    both(|store| async move {
        let world = world(store).await;
        let app = &world.app;
        let id = draft(&world, "Jadwal").await;
        let (desk, plenary) = (world.secretariat(), meeting_form("plenary"));
        let meeting = meeting::create(app, &desk, &plenary, None).await.unwrap();
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        for actor in [
            world.contact(DINSOS),
            world.actor("agency_head", Some(DINSOS)),
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("observer", None),
            stranger.clone(),
        ] {
            is_denied(&letter::edit(app, &actor, id, &form("x"), 1).await);
            is_denied(&letter::number(app, &actor, id, (&typed("1"), 1)).await);
            is_denied(&letter::correct(app, &actor, id, (&typed("1"), "x", 1)).await);
            is_denied(&letter::sign(app, &actor, id, pdf(), ("", 1)).await);
            is_denied(&letter::void(app, &actor, id, ("x", 1)).await);
            is_denied(&letter::discard(app, &actor, id, ("x", 1)).await);
            is_denied(&letter::invite(app, &actor, meeting).await);
            is_denied(&letter::show(app, &actor, id).await.map(|_| ()));
            is_denied(&letter::paper(app, &actor, id).await.map(|_| ()));
        }
        for actor in [world.contact(DINSOS), world.actor("observer", None)] {
            is_denied(&letter::create(app, &actor, &form("x"), None).await);
            is_denied(&letter::numberings(app, &actor).await.map(|_| ()));
        }
        is_denied(&letter::index(app, &world.actor("observer", None), &Query::default()).await);
        is_denied(
            &letter::register(app, &world.actor("observer", None), &Query::default(), Lang::Id)
                .await,
        );
        assert!(subjects(&world, &stranger, &Query::default()).await.is_empty());
        assert_eq!(world.events().await, before, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_draft_and_a_stale_one_changes_nothing() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let key = Some(LetterId(app.ids.next()));
        let one = letter::create(app, &desk, &form("Jadwal"), key).await.unwrap();
        let two = letter::create(app, &desk, &form("Jadwal"), key).await.unwrap();
        assert_eq!(one, two);
        let other = letter::create(app, &desk, &form("Lain"), key).await;
        assert!(matches!(other, Err(Error::Conflict)), "{other:?}");
        assert_eq!(subjects(&world, &desk, &Query::default()).await, ["Jadwal"]);
        letter::edit(app, &desk, one, &form("Jadwal baru"), 1).await.unwrap();
        let stale = letter::edit(app, &second(&world), one, &form("Basi"), 1).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let stale = letter::number(app, &desk, one, (&typed("1"), 1)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "nobody numbers what they have not seen");
        let unknown = OfficeId(Uuid::from_u128(999)).to_string();
        let strange = Form { offices: vec![unknown], ..form("x") };
        is_rule(&letter::create(app, &desk, &strange, None).await, "letter.office");
    })
    .await;
}

#[tokio::test]
async fn a_number_from_the_register_is_given_once_and_stands_once_in_a_year() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let (one, two) = (draft(&world, "Satu").await, draft(&world, "Dua").await);
        is_wrong(&number(&world, one, &typed("")).await, "number", "required");
        let ahead = GivenForm { number: "1".into(), dated_on: "2025-12-31".into() };
        is_wrong(&number(&world, one, &ahead).await, "dated_on", "ahead");
        number(&world, one, &typed("B/400.2/1/2025")).await.unwrap();
        is_rule(&number(&world, one, &typed("B/400.2/2/2025")).await, "letter.state");
        is_rule(&number(&world, two, &typed("b/400.2/ 1/2025")).await, "letter.number_taken");
        let place = ("B/400.2/1/2025", RED_DAY);
        assert_eq!(letter::with_number(app, &desk, place).await.unwrap(), Some(one));
        number(&world, two, &typed("B/400.2/2/2025")).await.unwrap();
        // A number that was mistyped is mended with a reason, and no other is taken by it.
        let version = letter::show(app, &desk, two).await.unwrap().row.version;
        let wrong = letter::correct(app, &desk, two, (&typed("x"), " ", version)).await;
        is_wrong(&wrong, "note", "required");
        let taken = typed("B/400.2/1/2025");
        let wrong = letter::correct(app, &desk, two, (&taken, "Salah", version)).await;
        is_rule(&wrong, "letter.number_taken");
        let right = typed("B/400.2/3/2025");
        letter::correct(app, &desk, two, (&right, "Salah ketik", version)).await.unwrap();
        assert_eq!(number_of(&world, two).await, "B/400.2/3/2025");
        assert_eq!(subjects(&world, &desk, &found("400.2/3")).await, ["Dua"]);
        assert!(subjects(&world, &desk, &found("400.2/2/")).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn two_letters_numbered_at_once_get_consecutive_numbers_and_a_void_one_keeps_its_own() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk, rival) = (&world.app, world.secretariat(), second(&world));
        counted(&world, Kind::Notification).await;
        let (one, two) = (draft(&world, "Satu").await, draft(&world, "Dua").await);
        let day = typed("");
        let (left, right) = tokio::join!(
            letter::number(app, &desk, one, (&day, 1)),
            letter::number(app, &rival, two, (&day, 1)),
        );
        left.unwrap();
        right.unwrap();
        let both: BTreeSet<String> =
            [number_of(&world, one).await, number_of(&world, two).await].into();
        let wanted = ["400.2/001/GT-PPTPPO/2025", "400.2/002/GT-PPTPPO/2025"];
        assert_eq!(both, wanted.map(str::to_owned).into());
        // The same letter twice at once gets one number, and no place of the counter is lost.
        let three = draft(&world, "Tiga").await;
        let (left, right) = tokio::join!(
            letter::number(app, &desk, three, (&day, 1)),
            letter::number(app, &rival, three, (&day, 1)),
        );
        assert_eq!(u8::from(left.is_ok()) + u8::from(right.is_ok()), 1, "{left:?} {right:?}");
        let version = letter::show(app, &desk, three).await.unwrap().row.version;
        is_wrong(&letter::void(app, &desk, three, ("", version)).await, "note", "required");
        letter::void(app, &desk, three, ("Salah tujuan", version)).await.unwrap();
        assert_eq!(number_of(&world, three).await, "400.2/003/GT-PPTPPO/2025");
        is_rule(&letter::void(app, &desk, three, ("Lagi", version + 1)).await, "letter.state");
        let four = draft(&world, "Empat").await;
        number(&world, four, &day).await.unwrap();
        assert_eq!(number_of(&world, four).await, "400.2/004/GT-PPTPPO/2025", "never again");
        let mended = letter::correct(app, &desk, four, (&typed("9"), "x", 2)).await;
        is_rule(&mended, "letter.from_counter");
        // What is refused takes no place, and an earlier day comes too late.
        let five = draft(&world, "Lima").await;
        let early = GivenForm { dated_on: "2025-07-01".into(), ..GivenForm::default() };
        is_wrong(&number(&world, five, &early).await, "dated_on", "order");
        number(&world, five, &day).await.unwrap();
        assert_eq!(number_of(&world, five).await, "400.2/005/GT-PPTPPO/2025");
    })
    .await;
}

#[tokio::test]
async fn what_a_letter_says_is_fixed_with_its_number() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let meeting =
            meeting::create(app, &desk, &meeting_form("plan_review"), None).await.unwrap();
        let id = letter::invite(app, &desk, meeting).await.unwrap();
        assert_eq!(letter::invite(app, &desk, meeting).await.unwrap(), id, "one for a meeting");
        assert_eq!(
            letter::invitation(app, &desk, meeting).await.unwrap(),
            None,
            "no draft is sent"
        );
        let show = letter::show(app, &desk, id).await.unwrap();
        let to: Vec<(&str, &str)> =
            show.content.to.iter().map(|to| (to.line.as_str(), to.name.as_str())).collect();
        // Today's holder, a vacant office, and agencies without an office of a head.
        assert!(to.contains(&("Plt. Kepala Dinas Sosial", "Wati")), "{to:?}");
        assert!(to.contains(&("Kepala Disnaker", "")), "{to:?}");
        assert!(to.contains(&("Pimpinan Polres A Kabupaten Tangerang", "")), "{to:?}");
        is_rule(&number(&world, id, &typed("005/1")).await, "letter.no_place");
        let signed = Form {
            signatory: HEAD.to_string(),
            place: "Tigaraksa".into(),
            ..show.row.draft.form()
        };
        letter::edit(app, &desk, id, &signed, 1).await.unwrap();
        // While it is a draft it follows its meeting.
        let moved = domain::meeting::Form { place: "Hotel".into(), ..meeting_form("plan_review") };
        meeting::edit(app, &desk, meeting, &moved, 1).await.unwrap();
        let event = letter::show(app, &desk, id).await.unwrap().content.event.unwrap();
        assert_eq!(event.place, "Hotel");
        number(&world, id, &typed("005/1")).await.unwrap();
        let fixed = letter::show(app, &desk, id).await.unwrap();
        assert!(!fixed.is_outdated);
        is_rule(&letter::edit(app, &desk, id, &signed, fixed.row.version).await, "letter.frozen");
        let moved = domain::meeting::Form { place: "Aula lama".into(), ..moved };
        meeting::edit(app, &desk, meeting, &moved, 2).await.unwrap();
        let guests = BTreeSet::from([DINSOS]);
        meeting::invite(app, &desk, meeting, (&guests, None)).await.unwrap();
        let mut tx = app.store.write().await.unwrap();
        let last = date(2025, 1, 1);
        let wati = HolderId(Uuid::from_u128(161));
        store::agency::update_holder_end(&mut tx, wati, last).await.unwrap();
        tx.commit().await.unwrap();
        let after = letter::show(app, &desk, id).await.unwrap();
        assert_eq!(after.content, fixed.content, "what was said stays said");
        assert!(after.is_outdated, "and the page says that the meeting has moved");
        let signer = after.content.signer.clone().unwrap();
        assert_eq!(signer.title, "Plt. Kepala Dinas Sosial");
        assert_eq!(signer.nip.as_deref(), Some("190001011995031002"));
        let (name, bytes) = letter::invitation(app, &desk, meeting).await.unwrap().unwrap();
        assert_eq!(name, "undangan-005-1.pdf");
        assert!(bytes.starts_with(b"%PDF"));
        let (_, file) = pdf();
        let version = after.row.version;
        letter::sign(app, &desk, id, pdf(), ("", version)).await.unwrap();
        let (_, bytes) = letter::invitation(app, &desk, meeting).await.unwrap().unwrap();
        assert_eq!(bytes, file, "the signed paper goes before the printed one");
        // A void one makes room for another invitation, once nobody is invited any more not.
        letter::void(app, &desk, id, ("Rapat pindah", version + 1)).await.unwrap();
        let again = letter::invite(app, &desk, meeting).await.unwrap();
        assert_ne!(again, id);
        let version = letter::show(app, &desk, again).await.unwrap().row.version;
        letter::discard(app, &desk, again, ("Batal", version)).await.unwrap();
        let cancel = (domain::meeting::Step::Cancel, None);
        meeting::step(app, &desk, meeting, cancel, "Bupati berhalangan").await.unwrap();
        is_rule(&letter::invite(app, &desk, meeting).await, "letter.meeting_over");
    })
    .await;
}

#[tokio::test]
async fn the_signed_paper_is_a_pdf_and_another_one_needs_a_reason() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = draft(&world, "Jadwal").await;
        is_rule(&letter::sign(app, &desk, id, pdf(), ("", 1)).await, "letter.state");
        number(&world, id, &typed("1")).await.unwrap();
        let text = ("surat.txt".to_owned(), b"bukan PDF".to_vec());
        is_rule(&letter::sign(app, &desk, id, text, ("", 2)).await, "letter.not_pdf");
        let none = letter::sign(app, &desk, id, Default::default(), ("", 2)).await;
        is_wrong(&none, "file", "file_empty");
        letter::sign(app, &desk, id, pdf(), ("", 2)).await.unwrap();
        is_wrong(&letter::sign(app, &desk, id, pdf(), ("", 3)).await, "note", "required");
        letter::sign(app, &desk, id, pdf(), ("Salah berkas", 3)).await.unwrap();
        let show = letter::show(app, &desk, id).await.unwrap();
        assert_eq!((show.row.state, show.steps.len()), (State::Signed, 3), "both are kept");
    })
    .await;
}

#[tokio::test]
async fn a_secret_letter_and_one_to_a_case_conference_are_found_by_nobody_else() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let conference =
            meeting::create(app, &desk, &meeting_form("case_conference"), None).await.unwrap();
        let guests = BTreeSet::from([DINSOS]);
        meeting::invite(app, &desk, conference, (&guests, None)).await.unwrap();
        let invited = letter::invite(app, &desk, conference).await.unwrap();
        let signed = letter::show(app, &desk, invited).await.unwrap().row.draft.form();
        let signed = Form { signatory: HEAD.to_string(), place: "Tigaraksa".into(), ..signed };
        letter::edit(app, &desk, invited, &signed, 1).await.unwrap();
        number(&world, invited, &typed("KK/1")).await.unwrap();
        let secret = Form { nature: "secret".into(), ..form("Hal rahasia") };
        let secret = letter::create(app, &desk, &secret, None).await.unwrap();
        number(&world, secret, &typed("RHS/1")).await.unwrap();
        letter::sign(app, &desk, secret, pdf(), ("", 2)).await.unwrap();
        let plain = draft(&world, "Terbuka").await;
        number(&world, plain, &typed("B/1")).await.unwrap();
        draft(&world, "Masih konsep").await;
        let file = letter::show(app, &desk, secret).await.unwrap().row.file.unwrap();
        let dinsos = world.contact(DINSOS);
        assert_eq!(subjects(&world, &dinsos, &Query::default()).await.len(), 3, "no draft");
        assert!(app::file::open(app, &dinsos, file).await.is_ok());
        for actor in [
            world.contact(POLRES[0]),
            world.actor("agency_head", Some(DISNAKER)),
            world.actor("leadership", None),
            world.actor("auditor", None),
        ] {
            let index = letter::index(app, &actor, &Query::default()).await.unwrap();
            assert_eq!(index.lines.len(), 1);
            assert_eq!(index.counts.values().sum::<i64>(), 1, "counted neither");
            for text in ["kk/1", "rhs", "rahasia", "konferensi", "konsep"] {
                assert!(subjects(&world, &actor, &found(text)).await.is_empty(), "{text}");
            }
            for id in [invited, secret] {
                is_denied(&letter::show(app, &actor, id).await.map(|_| ()));
                is_denied(&letter::paper(app, &actor, id).await.map(|_| ()));
            }
            is_denied(&letter::of_meeting(app, &actor, conference).await.map(|_| ()));
            is_denied(&letter::invitation(app, &actor, conference).await);
            is_denied(&app::file::open(app, &actor, file).await.map(|_| ()));
            let place = ("RHS/1", RED_DAY);
            assert_eq!(letter::with_number(app, &actor, place).await.unwrap(), None);
            let book = letter::register(app, &actor, &Query::default(), Lang::Id).await.unwrap();
            let book = String::from_utf8(book).unwrap();
            assert!(book.contains("B/1") && !book.contains("RHS/1") && !book.contains("KK/1"));
        }
        // What a case conference speaks of is in no letter.
        let told = letter::show(app, &desk, invited).await.unwrap().content.event.unwrap();
        assert!(told.agenda.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_found_again_and_runs_in_no_spreadsheet() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let naughty = [
            "=HYPERLINK(\"http://a\")",
            "+62 'satu' \"dua\"",
            "<script>alert(1)</script>",
            "100%_\\_%",
            "'; DROP TABLE letter; --",
            "\u{202e}terbalik\u{202c} \u{200b}nol",
            "田中さんにあげて下さい 👩🏽‍⚕️",
            "#set page(fill: red) *tebal* $x$",
            "Ω≈ç√∫˜µ≤≥÷ İıŞş",
        ];
        for (n, subject) in (1..).zip(naughty) {
            let id = draft(&world, subject).await;
            number(&world, id, &typed(&format!("N/{n}"))).await.unwrap();
            let show = letter::show(app, &desk, id).await.unwrap();
            assert_eq!(show.row.draft.subject, subject);
            assert_eq!(subjects(&world, &desk, &found(subject)).await, [subject]);
            let (_, bytes) = letter::paper(app, &desk, id).await.unwrap();
            assert!(bytes.starts_with(b"%PDF"), "{subject}");
        }
        assert_eq!(subjects(&world, &desk, &found("%")).await, ["100%_\\_%"], "no pattern");
        assert_eq!(subjects(&world, &desk, &found("wati")).await.len(), naughty.len());
        let book = letter::register(app, &desk, &Query::default(), Lang::Id).await.unwrap();
        let book = String::from_utf8(book).unwrap();
        assert!(book.contains("'=HYPERLINK") && book.contains("'+62"), "{book}");
        assert_eq!(book.lines().count(), naughty.len() + 1);
        let nik = Form { body: "NIK 3603011203980001".into(), ..form("x") };
        is_wrong(&letter::create(app, &desk, &nik, None).await, "body", "identity");
        let before = Query { before: None, state: Some(State::Draft), ..Query::default() };
        assert!(subjects(&world, &desk, &before).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn how_a_kind_is_numbered_is_set_from_a_day_on_and_seen_before_it_is_changed() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let usual = letter::numberings(app, &desk).await.unwrap();
        assert!(!usual.is_confirmed && usual.revision(Kind::Cover) == 0);
        counted(&world, Kind::Cover).await;
        let again = NumberingForm {
            since: "2025-08-01".into(),
            source: "register".into(),
            classification: "005".into(),
            unit: "DP3A".into(),
        };
        let stale = letter::set_numbering(app, &desk, Kind::Cover, (&again, 0)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        letter::set_numbering(app, &desk, Kind::Cover, (&again, 1)).await.unwrap();
        let now = letter::numberings(app, &desk).await.unwrap();
        let cover = |numbered: &letter::Numbered| {
            let found = numbered.today.iter().find(|(kind, ..)| *kind == Kind::Cover);
            found.map(|(_, numbering, sample)| (numbering.source.code(), sample.clone())).unwrap()
        };
        assert_eq!(cover(&now), ("counter", "400.2/001/GT-PPTPPO/2025".to_owned()));
        world.day(date(2025, 8, 1));
        assert_eq!(cover(&letter::numberings(app, &desk).await.unwrap()).0, "register");
    })
    .await;
}

#[tokio::test]
async fn a_long_archive_comes_in_pages() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        for n in 0..53 {
            draft(&world, &format!("Surat {n}")).await;
        }
        let first = letter::index(app, &desk, &Query::default()).await.unwrap();
        assert_eq!((first.lines.len(), first.counts[&State::Draft]), (50, 53));
        assert_eq!(
            (first.lines[0].count, first.lines[0].first.as_str()),
            (2, "Kepala Dinas Sosial")
        );
        let next = Query { before: first.next, ..Query::default() };
        let rest = letter::index(app, &desk, &next).await.unwrap();
        assert_eq!((rest.lines.len(), rest.next), (3, None));
        let all: BTreeSet<LetterId> =
            first.lines.iter().chain(&rest.lines).map(|line| line.row.id).collect();
        assert_eq!(all.len(), 53, "each once");
    })
    .await;
}

#[tokio::test]
async fn two_who_invite_at_once_get_one_letter() {
    both(|store| async move {
        let world = world(store).await;
        let (app, desk, rival) = (&world.app, world.secretariat(), second(&world));
        let meeting: MeetingId =
            meeting::create(app, &desk, &meeting_form("plenary"), None).await.unwrap();
        let (one, two) = tokio::join!(
            letter::invite(app, &desk, meeting),
            letter::invite(app, &rival, meeting),
        );
        assert_eq!(one.unwrap(), two.unwrap());
        // An office that is not the secretariat's has no letter yet, and is not told that there is one.
        let contact = Actor {
            kind: ActorKind::Account(AccountId(Uuid::from_u128(3))),
            ..world.contact(DINSOS)
        };
        assert_eq!(letter::of_meeting(app, &contact, meeting).await.unwrap().1, None);
    })
    .await;
}
