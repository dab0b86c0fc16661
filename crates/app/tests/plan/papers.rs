//! What a meeting leaves behind: files, the official record, the report, the bundle. Refusals come
//! first.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
};

use app::{
    Actor, App, Error, file,
    meeting::{self, Folder, Piece, Printed, Sent, Standing},
};
use domain::{
    file::{FileClass, MAX_SIZE},
    id::{DecisionId, FileId, MeetingFileId, MeetingId},
    meeting::{ActivityForm, AttendeeForm, FileForm, RecordForm, SignedForm, Step},
};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::civil::date;
use report::document::{Document, Part};
use testkit::both;
use text::Lang;

use crate::{
    meeting::{action_form, decision_form, form, second},
    world::{DINSOS, DISNAKER, OTHER, POLRES, World},
};

/// A meeting of this kind, not opened, to which these offices are invited.
pub async fn prepared(world: &World, kind: &str, guests: &[domain::id::AgencyId]) -> MeetingId {
    let (app, desk) = (&world.app, world.secretariat());
    let id = meeting::create(app, &desk, &form(kind), None).await.unwrap();
    let guests: BTreeSet<_> = guests.iter().copied().collect();
    meeting::invite(app, &desk, id, (&guests, None)).await.unwrap();
    id
}

/// The same in session, on its day.
pub async fn held(world: &World, kind: &str, guests: &[domain::id::AgencyId]) -> MeetingId {
    let id = prepared(world, kind, guests).await;
    world.day(date(2025, 7, 25));
    go(world, id, &[Step::Open]).await;
    id
}

/// Takes steps, the minutes with a decision in them; another approves.
pub async fn go(world: &World, id: MeetingId, steps: &[Step]) {
    let (app, desk) = (&world.app, world.secretariat());
    for step in steps {
        let actor = if *step == Step::Approve { second(world) } else { desk.clone() };
        if *step == Step::Circulate {
            let item = meeting::show(app, &desk, id).await.unwrap().items[0].row.id;
            let place = (item, DecisionId(app.ids.next()));
            let action = domain::action::Form {
                due_on: "2025-12-31".into(),
                ..action_form("Menyusun jadwal")
            };
            let words = decision_form("Jadwal disusun\nbersama camat");
            meeting::decide(app, &desk, id, place, &words, &action).await.unwrap();
        }
        meeting::step(app, &actor, id, (*step, None), "").await.unwrap();
    }
}

/// From the table to locked minutes.
pub async fn lock(world: &World, id: MeetingId) {
    go(world, id, &[Step::Close, Step::Circulate, Step::Approve, Step::Lock]).await;
}

fn said(sort: &str, caption: &str) -> FileForm {
    FileForm { sort: sort.into(), caption: caption.into() }
}

fn sent(name: &str, bytes: &[u8]) -> Sent {
    Sent { name: name.into(), bytes: bytes.to_vec() }
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n";

fn picture(side: u32) -> Vec<u8> {
    let image: DynamicImage = RgbImage::from_pixel(side, side / 2, Rgb([90, 120, 20])).into();
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

async fn add(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    form: FileForm,
    sent: impl Into<Option<Sent>>,
) -> Result<MeetingFileId, Error> {
    let key = MeetingFileId(app.ids.next());
    meeting::add_file(app, actor, id, key, (&form, sent.into())).await.map(|()| key)
}

async fn folder(app: &App, actor: &Actor, id: MeetingId) -> Folder {
    meeting::folder(app, actor, id).await.unwrap()
}

/// The stored file behind a file of a meeting.
async fn stored(app: &App, desk: &Actor, id: MeetingId, one: MeetingFileId) -> FileId {
    let folder = folder(app, desk, id).await;
    folder.files.iter().find(|file| file.id == one).unwrap().file
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_invalid(result: &Result<impl std::fmt::Debug, Error>, field: &str, code: &str) {
    let right = matches!(result, Err(Error::Invalid(errors)) if errors.of(field) == Some(code));
    assert!(right, "{field} {code}: {result:?}");
}

fn is_hidden(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

fn papers() -> Printed {
    let paper = |title: &str| {
        let parts = vec![Part::Text("Isi".into())];
        Some(Document { title: title.into(), parts, ..Document::default() })
    };
    Printed {
        attendance: paper("Daftar hadir"),
        minutes: paper("Notula"),
        record: None,
        activity: paper("Laporan kegiatan"),
        letter: None,
    }
}

/// The members of a bundle with their content, in order.
async fn unpacked(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    printed: Printed,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Box::pin(unpacking(app, actor, id, printed)).await
}

async fn unpacking(
    app: &App,
    actor: &Actor,
    id: MeetingId,
    printed: Printed,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let show = meeting::show(app, actor, id).await?;
    let mut bundle = meeting::bundle(app, actor, Lang::Id, &show, printed).await?;
    let mut bytes = Vec::new();
    let mut largest = 0;
    while let Some(piece) = bundle.next(app).await? {
        largest = largest.max(piece.len());
        bytes.extend(piece);
    }
    assert!(largest < 1_000_000, "sent in pieces, not at once: {largest}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut members = Vec::new();
    for place in 0..archive.len() {
        let mut member = archive.by_index(place).unwrap();
        let name = member.name().unwrap().into_owned();
        assert!(member.enclosed_name().is_some(), "{name}");
        let mut content = Vec::new();
        member.read_to_end(&mut content).unwrap();
        members.push((name, content));
    }
    Ok(members)
}

#[tokio::test]
async fn who_takes_no_part_adds_nothing_and_an_office_adds_material_alone() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = prepared(&world, "plenary", &[DINSOS]).await;
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        for actor in [
            world.contact(DISNAKER),
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("observer", None),
            stranger,
        ] {
            is_hidden(&add(app, &actor, id, said("material", ""), sent("a.pdf", PDF)).await);
            let one = MeetingFileId(app.ids.next());
            is_hidden(&meeting::strike_file(app, &actor, id, one, "x").await);
        }
        let office = world.contact(DINSOS);
        let photo = add(app, &office, id, said("photo", ""), sent("a.jpg", &picture(40))).await;
        is_rule(&photo, "meeting.not_material");
        let scan = add(app, &desk, id, said("attendance", ""), sent("a.pdf", PDF)).await;
        is_rule(&scan, "meeting.not_begun");
        is_invalid(
            &add(app, &desk, id, said("", ""), sent("a.pdf", PDF)).await,
            "sort",
            "required",
        );
        is_invalid(
            &add(app, &desk, id, said("material", ""), None::<Sent>).await,
            "file",
            "required",
        );
        assert_eq!(world.events().await, before, "a refusal changes nothing");
        let own = add(app, &office, id, said("material", "Paparan"), sent("a.pdf", PDF)).await;
        let own = own.unwrap();
        let of_desk = add(app, &desk, id, said("material", ""), sent("b.pdf", PDF)).await.unwrap();
        let seen = folder(app, &world.contact(DISNAKER), id).await;
        assert_eq!(seen.files.len(), 2, "material is for all who see the meeting");
        assert_eq!(seen.files[0].agency, Some(DINSOS));
        is_hidden(&meeting::strike_file(app, &office, id, of_desk, "salah").await);
        is_invalid(&meeting::strike_file(app, &office, id, own, " ").await, "note", "required");
        meeting::strike_file(app, &office, id, own, "Bukan versi akhir").await.unwrap();
        is_rule(&meeting::strike_file(app, &office, id, own, "lagi").await, "meeting.struck");
        assert_eq!(folder(app, &office, id).await.struck.len(), 0);
        let kept = folder(app, &desk, id).await.struck;
        assert_eq!(kept[0].0.struck_why, "Bukan versi akhir");
        assert_eq!(world.events().await, before + 3, "added twice, struck off once");
        // Once the meeting is over it is the secretariat that adds.
        world.day(date(2025, 7, 25));
        go(&world, id, &[Step::Open, Step::Close]).await;
        let late = add(app, &office, id, said("material", ""), sent("c.pdf", PDF)).await;
        is_rule(&late, "meeting.too_late");
        assert!(add(app, &desk, id, said("material", ""), sent("c.pdf", PDF)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_adds_one_file_and_a_used_key_no_other() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "plenary", &[DINSOS]).await;
        let key = MeetingFileId(app.ids.next());
        let photo = said("photo", "Foto bersama");
        for _ in 0..2 {
            let file = sent("foto.jpg", &picture(1_200));
            meeting::add_file(app, &desk, id, key, (&photo, Some(file))).await.unwrap();
        }
        let other = (&photo, Some(sent("b.jpg", &picture(60))));
        let other = meeting::add_file(app, &desk, id, key, other).await;
        assert!(matches!(other, Err(Error::Conflict)));
        let [one] = &folder(app, &desk, id).await.files[..] else { panic!("one file") };
        let preview = file::open(app, &desk, one.preview.unwrap()).await.unwrap();
        assert!(preview.row.size < one.size, "small enough for a page");
        let photos = meeting::photos(app, &desk, id).await.unwrap();
        let shown = image::load_from_memory(&photos[0].1).unwrap();
        assert_eq!((photos[0].0.as_str(), shown.width()), ("Foto bersama", 960));
    })
    .await;
}

#[tokio::test]
async fn what_is_no_photo_or_scan_is_told_so_and_names_are_made_harmless() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "plenary", &[DINSOS]).await;
        let heic = b"\0\0\0\x18ftypheic\0\0\0\0heicmif1";
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        let script = b"%PDF-1.4\n<</S/JavaScript>>\n%%EOF";
        let jpeg_page = [picture(40), b"<script>alert(1)</script>".to_vec()].concat();
        for (sort, name, bytes, code) in [
            ("photo", "a.heic", heic.to_vec(), "file_heic"),
            ("photo", "a.jpg", PDF.to_vec(), "not_picture"),
            ("record", "a.csv", b"a,b\n1,2\n".to_vec(), "not_scan"),
            ("photo", "a.svg", svg.to_vec(), "file_kind"),
            ("material", "a.pdf", script.to_vec(), "file_active"),
            ("material", "a.pdf", Vec::new(), "file_empty"),
            ("material", "a.exe", b"MZ\x90\0\x03".to_vec(), "file_kind"),
            ("material", "a.pdf", vec![b'x'; MAX_SIZE + 1], "file_too_large"),
        ] {
            let refused = add(app, &desk, id, said(sort, ""), sent(name, &bytes)).await;
            is_invalid(&refused, "file", code);
        }
        let nik = add(app, &desk, id, said("photo", "3603011203980001"), sent("a", PDF)).await;
        is_invalid(&nik, "caption", "identity");
        for name in ["../../etc/passwd", "C:\\x\\foto\u{202e}gpj.exe", "CON", &"é".repeat(300)] {
            add(app, &desk, id, said("photo", ""), sent(name, &jpeg_page)).await.unwrap();
        }
        let members = unpacked(app, &desk, id, papers()).await.unwrap();
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        let different: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(different.len(), names.len(), "no name twice");
        for name in names {
            assert!(!name.contains(['/', '\\', '\u{202e}']) && !name.contains(".."), "{name}");
            assert!(name.starts_with(|sign: char| sign.is_ascii_digit()), "{name}");
        }
        let photo = members.iter().find(|(name, _)| name.starts_with("06-")).unwrap();
        let page = photo.1.windows(7).any(|part| part == b"<script");
        assert!(!page, "only pixels survive");
    })
    .await;
}

#[tokio::test]
async fn a_case_conference_keeps_its_files_among_those_invited() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "case_conference", &[DINSOS]).await;
        let photo = add(app, &desk, id, said("photo", ""), sent("a.jpg", &picture(40))).await;
        let photo = photo.unwrap();
        let scan = add(app, &desk, id, said("minutes", ""), sent("a.pdf", PDF)).await.unwrap();
        let all = folder(app, &desk, id).await.files;
        let preview = all.iter().find_map(|one| one.preview).unwrap();
        let (photo, scan) =
            (stored(app, &desk, id, photo).await, stored(app, &desk, id, scan).await);
        let invited = world.contact(DINSOS);
        let before = world.events().await;
        for actor in [
            world.contact(DISNAKER),
            world.actor("agency_head", Some(POLRES[0])),
            world.actor("leadership", None),
            world.actor("auditor", None),
        ] {
            for file in [photo, preview, scan] {
                assert!(matches!(file::open(app, &actor, file).await, Err(Error::NotFound)));
            }
            is_hidden(&meeting::folder(app, &actor, id).await);
            is_hidden(&meeting::photos(app, &actor, id).await);
            is_hidden(&unpacked(app, &actor, id, papers()).await);
            is_hidden(&add(app, &actor, id, said("material", ""), sent("a.pdf", PDF)).await);
            let own = meeting::own_pledges(app, &actor).await.unwrap();
            assert!(own.is_empty());
        }
        assert_eq!(world.events().await, before);
        assert!(file::open(app, &invited, photo).await.is_ok());
        assert!(file::open(app, &invited, preview).await.is_ok());
        // A signed paper shows what was said: not before the minutes are laid before people.
        assert!(matches!(file::open(app, &invited, scan).await, Err(Error::NotFound)));
        assert_eq!(folder(app, &invited, id).await.files.len(), 1);
        go(&world, id, &[Step::Close, Step::Circulate]).await;
        assert!(file::open(app, &invited, scan).await.is_ok());
        // What was struck off is opened by the secretariat alone.
        let one = folder(app, &desk, id).await.files[0].id;
        meeting::strike_file(app, &desk, id, one, "Wajah terlihat").await.unwrap();
        assert!(matches!(file::open(app, &invited, photo).await, Err(Error::NotFound)));
        assert!(matches!(file::open(app, &invited, preview).await, Err(Error::NotFound)));
        assert!(file::open(app, &desk, photo).await.is_ok());
        // A file of nobody's meeting is opened as before.
        let clean = file::clean(app, "file", "x.pdf".into(), PDF.to_vec()).await.unwrap();
        let mut tx = app.store.write().await.unwrap();
        let class = FileClass::Internal;
        let free = file::put(app, &mut tx, &desk, desk.taskforce.unwrap(), class, &clean).await;
        tx.commit().await.unwrap();
        assert!(file::open(app, &world.contact(DISNAKER), free.unwrap()).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_meeting_holds_so_many_files_and_no_more() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "plenary", &[DINSOS]).await;
        let mut first = None;
        for number in 0..domain::meeting::FILES_MAX {
            let text = format!("Catatan {number}");
            let file = sent("catatan.txt", text.as_bytes());
            first = first.or(Some(add(app, &desk, id, said("material", ""), file).await.unwrap()));
        }
        let full = add(app, &desk, id, said("material", ""), sent("a.pdf", PDF)).await;
        is_rule(&full, "meeting.files_full");
        meeting::strike_file(app, &desk, id, first.unwrap(), "Ganda").await.unwrap();
        assert!(add(app, &desk, id, said("material", ""), sent("a.pdf", PDF)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn after_the_lock_only_signed_papers_come_in_and_go_out_again() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "plenary", &[DINSOS]).await;
        let photo = add(app, &desk, id, said("photo", ""), sent("a.jpg", &picture(40))).await;
        lock(&world, id).await;
        let late = add(app, &desk, id, said("photo", ""), sent("b.jpg", &picture(40))).await;
        is_rule(&late, "meeting.locked");
        is_rule(&meeting::strike_file(app, &desk, id, photo.unwrap(), "x").await, "meeting.locked");
        let scan = add(app, &desk, id, said("attendance", ""), sent("a.pdf", PDF)).await.unwrap();
        meeting::strike_file(app, &desk, id, scan, "Terbalik").await.unwrap();
        add(app, &desk, id, said("attendance", ""), sent("b.pdf", PDF)).await.unwrap();
        assert_eq!(folder(app, &world.contact(DISNAKER), id).await.files.len(), 2);
        // A first record only says what the minutes say; one that stands is changed no more.
        save(&world, id, &record_form(), 0).await.unwrap();
        let other = RecordForm { points: "1. Lain".into(), ..record_form() };
        is_rule(&save(&world, id, &other, 1).await, "meeting.locked");
    })
    .await;
}

fn party(agency: domain::id::AgencyId, name: &str) -> SignedForm {
    SignedForm { agency: agency.to_string(), name: name.into(), title: "Kepala".into() }
}

fn record_form() -> RecordForm {
    RecordForm {
        points: "1. Menyusun jadwal\n2. Melapor tiap bulan".into(),
        parties: vec![party(DINSOS, "Siti"), party(DISNAKER, "")],
        ..RecordForm::default()
    }
}

async fn save(world: &World, id: MeetingId, form: &RecordForm, version: i64) -> Result<(), Error> {
    meeting::save_record(&world.app, &world.secretariat(), id, form, version).await
}

#[tokio::test]
async fn a_record_is_written_by_the_secretariat_and_nobody_writes_over_another() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let early = prepared(&world, "plenary", &[DINSOS, DISNAKER]).await;
        is_rule(&save(&world, early, &record_form(), 0).await, "meeting.not_begun");
        world.day(date(2025, 7, 25));
        go(&world, early, &[Step::Open]).await;
        let id = early;
        let blank = ActivityForm::default();
        for actor in [
            world.contact(DINSOS),
            world.actor("leadership", None),
            world.actor("auditor", None),
            Actor { taskforce: Some(OTHER), ..world.secretariat() },
        ] {
            is_hidden(&meeting::save_record(app, &actor, id, &record_form(), 0).await);
            is_hidden(&meeting::save_activity(app, &actor, id, &blank, 0).await);
        }
        let one = RecordForm { parties: vec![party(DINSOS, "Siti")], ..record_form() };
        is_invalid(&save(&world, id, &one, 0).await, "parties", "few");
        let nik = RecordForm { points: "NIK 3603011203980001".into(), ..record_form() };
        is_invalid(&save(&world, id, &nik, 0).await, "points", "identity");
        let unknown = domain::id::AgencyId(app.ids.next());
        let form = RecordForm {
            parties: vec![party(DINSOS, "Siti"), party(unknown, "Budi")],
            ..record_form()
        };
        is_hidden(&save(&world, id, &form, 0).await);
        // The same form twice is one record.
        for _ in 0..2 {
            save(&world, id, &record_form(), 0).await.unwrap();
        }
        let stored = folder(app, &desk, id).await.record.unwrap();
        assert_eq!((stored.version, stored.draft.points.len()), (1, 2));
        assert_eq!(stored.draft.parties[0].signed.name, "Siti");
        let next = RecordForm { number: "400.2/7/2025".into(), ..record_form() };
        assert!(matches!(save(&world, id, &next, 0).await, Err(Error::Conflict)), "stale");
        save(&world, id, &next, 1).await.unwrap();
        let third = RecordForm { number: "400.2/8/2025".into(), ..record_form() };
        assert!(matches!(save(&world, id, &third, 1).await, Err(Error::Conflict)), "stale again");
        assert!(folder(app, &world.contact(DINSOS), id).await.record.is_none(), "not yet shared");
        go(&world, id, &[Step::Close, Step::Circulate]).await;
        let shared = folder(app, &world.contact(DINSOS), id).await.record.unwrap();
        assert_eq!((shared.draft.number.as_str(), shared.version), ("400.2/7/2025", 2));
        // It begins with what was decided, for those who carry it out.
        let show = meeting::show(app, &desk, id).await.unwrap();
        let first = meeting::first_record(&show);
        assert_eq!(first.points, "Jadwal disusun bersama camat");
        assert_eq!(first.parties[0].agency, DISNAKER.to_string());
    })
    .await;
}

#[tokio::test]
async fn a_report_is_added_to_also_of_a_locked_meeting() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = held(&world, "plenary", &[DINSOS]).await;
        let form = ActivityForm { budget: "DPA 2025".into(), ..ActivityForm::default() };
        for _ in 0..2 {
            meeting::save_activity(app, &desk, id, &form, 0).await.unwrap();
        }
        let other = ActivityForm { results: "Selesai".into(), ..form.clone() };
        let stale = meeting::save_activity(app, &desk, id, &other, 0).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        lock(&world, id).await;
        meeting::save_activity(app, &desk, id, &other, 1).await.unwrap();
        let kept = folder(app, &desk, id).await.activity.unwrap();
        assert_eq!((kept.draft.results.as_str(), kept.version), ("Selesai", 2));
    })
    .await;
}

#[tokio::test]
async fn the_bundle_prefers_what_is_signed_and_says_what_is_missing() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let early = prepared(&world, "plenary", &[DINSOS]).await;
        is_hidden(&unpacked(app, &desk, early, papers()).await);
        world.day(date(2025, 7, 25));
        go(&world, early, &[Step::Open]).await;
        let id = early;
        let guest = AttendeeForm { name: "Siti".into(), title: "Staf".into(), stands_in: true };
        meeting::attend(app, &desk, id, Some(DINSOS), &guest).await.unwrap();
        is_hidden(&unpacked(app, &world.contact(DINSOS), id, papers()).await);
        is_hidden(&unpacked(app, &world.actor("observer", None), id, papers()).await);
        let show = meeting::show(app, &desk, id).await.unwrap();
        let list = meeting::checklist(&show, &folder(app, &desk, id).await, false);
        let of = |piece| list.iter().find(|(one, _)| *one == piece).unwrap().1;
        assert_eq!(of(Piece::Attendance), Standing::Unsigned);
        assert_eq!(of(Piece::Minutes), Standing::Draft);
        assert_eq!(of(Piece::Invitation), Standing::Missing);
        assert_eq!(of(Piece::Photos), Standing::Missing);
        let before = world.events().await;
        let printed = unpacked(app, &desk, id, papers()).await.unwrap();
        assert_eq!(world.events().await, before + 1, "recorded as taken out");
        let names: Vec<&str> = printed.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "00-Daftar isi berkas rapat.pdf",
                "02-Daftar hadir.pdf",
                "03-Notula.pdf",
                "05-Laporan kegiatan.pdf"
            ]
        );
        let scan = b"%PDF-1.4\nditandatangani\n%%EOF\n";
        add(app, &desk, id, said("attendance", ""), sent("scan.pdf", scan)).await.unwrap();
        add(app, &desk, id, said("photo", ""), sent("a.jpg", &picture(40))).await.unwrap();
        add(app, &desk, id, said("other", "Nota"), sent("nota.pdf", PDF)).await.unwrap();
        go(&world, id, &[Step::Close, Step::Circulate]).await;
        let letter = Some(("../Undangan.pdf".to_owned(), PDF.to_vec()));
        let all = || Printed { letter: letter.clone(), ..papers() };
        let contact = world.contact(DINSOS);
        let members = unpacked(app, &contact, id, all()).await.unwrap();
        let names: Vec<&str> = members.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "00-Daftar isi berkas rapat.pdf",
                "01-Undangan.pdf",
                "02-01-scan.pdf",
                "03-Notula.pdf",
                "05-Laporan kegiatan.pdf",
                "06-01-a.jpg",
                "07-01-nota.pdf"
            ]
        );
        assert_eq!(members[2].1, scan, "the scan byte for byte");
        let again = unpacked(app, &contact, id, all()).await.unwrap();
        assert_eq!(members, again, "the same folder, the same bytes");
    })
    .await;
}
