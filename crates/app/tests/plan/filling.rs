//! Reports by workbook: out, filled by hand, in.

use app::{
    Error,
    plan::{
        self, Desk,
        filling::{self, Fate, SheetWords},
        import::Source,
    },
};
use domain::{
    access::Actor,
    plan::{KEY_HEADING, Via},
    sheet::{Cell, Workbook},
};
use report::sheet::Limits;
use rust_xlsxwriter::Workbook as Book;
use testkit::both;
use text::Lang;

use super::{
    report::units,
    world::{COUNT, DINSOS, DISNAKER, PLAN, POLRES, TW2, World, count, place},
};

const WORDS: SheetWords = SheetWords {
    figure: |lang, _, figure| lang.figure(figure),
    entry: |lang, _, entry| entry.shown().map(|figure| lang.figure(figure)).unwrap_or_default(),
    checkpoint: |head| format!("{} {}", head.label, head.checkpoint.year),
    activity: |row| row.activity_name.clone(),
};

/// What a person sees of a sheet, and what they write into it: line, heading, value.
type Fill<'a> = (&'a str, &'a str, &'a str);

async fn taken_out(world: &World, actor: &Actor) -> Workbook {
    let agency = actor.agency.unwrap();
    let (_, bytes) = filling::sheet(&world.app, actor, agency, WORDS).await.unwrap();
    report::sheet::read(&bytes, "isian.xlsx", &Limits::default()).unwrap()
}

/// The sheet with cells written into the lines of an indicator and checkpoint, as a new file.
fn filled(workbook: &Workbook, fills: &[(&str, &str, &[Fill<'_>])]) -> Source {
    let sheet = &workbook.sheets[0];
    let mut book = Book::new();
    let out = book.add_worksheet();
    let text = |row, column| match sheet.cell(row, column) {
        Cell::Text(text) => text.clone(),
        _ => String::new(),
    };
    let head = 3;
    let column = |heading: &str| (0..40).find(|at| text(head, *at) == heading).unwrap();
    for row in 0..sheet.row_count() {
        for (at, cell) in sheet.cells(row) {
            if let Cell::Text(text) = cell {
                out.write_string(row, u16::try_from(at).unwrap(), text).unwrap();
            }
        }
        for (checkpoint, indicator, cells) in fills {
            if text(row, 0) == *checkpoint && text(row, 3) == *indicator {
                for (_, heading, value) in *cells {
                    let at = u16::try_from(column(heading)).unwrap();
                    match value.parse::<f64>() {
                        Ok(number) => out.write_number(row, at, number).unwrap(),
                        Err(_) => out.write_string(row, at, *value).unwrap(),
                    };
                }
            }
        }
    }
    assert!((0..40).any(|at| text(head, at) == KEY_HEADING));
    Source { name: "isian dari dinas.xlsx".to_owned(), bytes: book.save_to_buffer().unwrap() }
}

const FIVE: &[Fill<'_>] = &[("", "REALISASI", "5"), ("", "KENDALA", "=HYPERLINK(\"x\")")];

#[tokio::test]
async fn a_filled_workbook_is_shown_then_sent_whole_once() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact) = (&world.app, world.contact(DISNAKER));
        let out = taken_out(&world, &contact).await;
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        let source = filled(&out, &[("TW2 2025", &name, FIVE)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert_eq!((seen.errors.len(), seen.count(Fate::New)), (0, 1), "{:?}", seen.errors);
        let id = seen.id.unwrap();
        let form = plan::report_form(app, &contact, place(COUNT, DISNAKER, TW2)).await.unwrap();
        assert!(form.head.is_none(), "a preview stores nothing");
        assert_eq!(filling::confirm(app, &contact, Lang::Id, id).await.unwrap(), 1);
        let form = plan::report_form(app, &contact, place(COUNT, DISNAKER, TW2)).await.unwrap();
        let head = form.head.unwrap();
        assert_eq!((Some(head.entry), head.via), (units(5), Via::Workbook));
        assert_eq!(head.obstacle, "=HYPERLINK(\"x\")", "text stays text");
        // A second tap on the button sends nothing more.
        assert_eq!(filling::confirm(app, &contact, Lang::Id, id).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn the_secretariat_sends_it_in_for_an_office_and_does_not_verify_its_own() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, secretariat) = (&world.app, world.secretariat());
        let out = taken_out(&world, &world.contact(DISNAKER)).await;
        let contact = world.contact(DISNAKER);
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        let source = filled(&out, &[("TW2 2025", &name, FIVE)]);
        let seen = filling::preview(app, &secretariat, Lang::Id, source).await.unwrap();
        filling::confirm(app, &secretariat, Lang::Id, seen.id.unwrap()).await.unwrap();
        let waiting = plan::waiting(app, &secretariat, Desk::Secretariat).await.unwrap();
        let id = waiting.rows[0].revision.id;
        let own = plan::verify(app, &secretariat, id, 1).await;
        assert!(matches!(own, Err(Error::Rule("plan.own_report"))), "{own:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_reported_since_is_kept_and_what_is_the_same_is_skipped() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact) = (&world.app, world.contact(DISNAKER));
        let out = taken_out(&world, &contact).await;
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        plan::report(app, &contact, count(place(COUNT, DISNAKER, TW2), 0, "5")).await.unwrap();
        let same: &[Fill<'_>] = &[("", "REALISASI", "5")];
        let source = filled(&out, &[("TW2 2025", &name, same)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert_eq!((seen.id, seen.count(Fate::Same)), (None, 1));
        let other: &[Fill<'_>] = &[("", "REALISASI", "9")];
        let source = filled(&out, &[("TW2 2025", &name, other)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert_eq!((seen.id, seen.count(Fate::Overtaken)), (None, 1));
    })
    .await;
}

#[tokio::test]
async fn one_wrong_cell_is_named_and_nothing_is_kept() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact) = (&world.app, world.contact(DISNAKER));
        let out = taken_out(&world, &contact).await;
        let due = plan::due(app, &contact).await.unwrap();
        let name = due.rows[0].row.name.clone();
        let wrong: &[Fill<'_>] = &[("", "REALISASI", "lima")];
        let good: &[Fill<'_>] = &[("", "REALISASI", "8")];
        let source = filled(&out, &[("TW2 2025", &name, wrong), ("TW4 2024", &name, good)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert_eq!(seen.id, None);
        let [error] = &seen.errors[..] else { panic!("{:?}", seen.errors) };
        assert_eq!((error.column.as_deref(), error.code), (Some("I"), "number"));
        // Another office's sheet.
        let theirs = taken_out(&world, &world.contact(DINSOS)).await;
        let name = plan::due(app, &world.contact(DINSOS)).await.unwrap().rows[0].row.name.clone();
        let part: &[Fill<'_>] = &[("", "PEMBILANG", "1"), ("", "PENYEBUT", "1")];
        let source = filled(&theirs, &[("TW2 2025", &name, part)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert!(seen.errors.iter().all(|error| error.code == "not_yours"), "{:?}", seen.errors);
        assert!(!seen.errors.is_empty() && seen.id.is_none());
        let sheet = filling::sheet(app, &contact, POLRES[0], WORDS).await;
        assert!(matches!(sheet, Err(Error::Denied(_))));
        for role in ["leadership", "auditor", "observer", "administrator"] {
            let source = Source { name: "x.csv".to_owned(), bytes: b"a;b".to_vec() };
            let sent = filling::preview(app, &world.actor(role, None), Lang::Id, source).await;
            assert!(matches!(sent, Err(Error::Denied(_))), "{role}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_returned_is_sent_again_with_its_evidence_also_as_it_was() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact, secretariat) =
            (&world.app, world.contact(DISNAKER), world.secretariat());
        let mut first = count(place(COUNT, DISNAKER, TW2), 0, "5");
        first.attach = vec![plan::Attachment::Link {
            url: "https://contoh.invalid/foto".to_owned(),
            about: plan::About::default(),
        }];
        let id = plan::report(app, &contact, first).await.unwrap();
        plan::give_back(app, &secretariat, Desk::Secretariat, (id, 1), "benarkah?").await.unwrap();
        let out = taken_out(&world, &contact).await;
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        let same: &[Fill<'_>] = &[("", "REALISASI", "5")];
        let source = filled(&out, &[("TW2 2025", &name, same)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        let events = world.events().await;
        assert_eq!(filling::confirm(app, &contact, Lang::Id, seen.id.unwrap()).await.unwrap(), 1);
        assert_eq!(world.events().await, events + 1);
        let form = plan::report_form(app, &contact, place(COUNT, DISNAKER, TW2)).await.unwrap();
        let head = form.head.unwrap();
        assert_eq!((head.number, head.evidence.len()), (2, 1), "what proved it goes on");
        assert_eq!(filling::confirm(app, &contact, Lang::Id, seen.id.unwrap()).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_workbook_whose_plan_takes_other_checkpoints_since_is_not_sent() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact) = (&world.app, world.contact(DISNAKER));
        let out = taken_out(&world, &contact).await;
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        let source = filled(&out, &[("TW2 2025", &name, FIVE)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        plan::set_scheme(app, &world.secretariat(), PLAN, "B3").await.unwrap();
        let done = filling::confirm(app, &contact, Lang::Id, seen.id.unwrap()).await;
        // August has not ended in July, so that the line fits nothing any more.
        assert!(matches!(done, Err(Error::Conflict)), "{done:?}");
        let form = plan::due(app, &contact).await.unwrap();
        assert!(form.rows.iter().all(|row| row.head.label != "TW2"));
    })
    .await;
}

#[tokio::test]
async fn a_line_that_was_reported_between_check_and_send_stops_the_rest() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, contact) = (&world.app, world.contact(DISNAKER));
        let out = taken_out(&world, &contact).await;
        let name = plan::due(app, &contact).await.unwrap().rows[0].row.name.clone();
        let more: &[Fill<'_>] = &[("", "REALISASI", "8")];
        let source = filled(&out, &[("TW2 2025", &name, FIVE), ("TW4 2024", &name, more)]);
        let seen = filling::preview(app, &contact, Lang::Id, source).await.unwrap();
        assert_eq!(seen.count(Fate::New), 2, "{:?}", seen.errors);
        plan::report(app, &contact, count(place(COUNT, DISNAKER, TW2), 0, "6")).await.unwrap();
        let done = filling::confirm(app, &contact, Lang::Id, seen.id.unwrap()).await;
        assert!(matches!(done, Err(Error::Conflict)), "{done:?}");
        let again = filling::show(app, &contact, Lang::Id, seen.id.unwrap()).await.unwrap();
        assert_eq!((again.count(Fate::New), again.count(Fate::Overtaken)), (1, 1));
    })
    .await;
}
