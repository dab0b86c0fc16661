//! Legal instruments from the draft to what ends them. Refusals come first.

use app::{
    Actor, ActorKind, App, Error,
    instrument::{
        self, Tied,
        view::{Filter, Shelf},
    },
    region::{self, Source, import::Options},
};
use domain::{
    id::{InstrumentId, InstrumentTextId, PartyId},
    instrument::{
        Basis, Form, Kind, PartyForm, Relation, Stage, Standing, Step, StepForm, TextKind,
    },
    time::parse_date,
};
use jiff::civil::date;
use testkit::both;

use crate::{
    meeting::second,
    world::{COUNT, DINSOS, DISNAKER, OTHER, PLAN, World},
};

pub fn form(kind: &str, agency: domain::id::AgencyId) -> Form {
    Form {
        kind: kind.into(),
        title: "Perlindungan pekerja migran".into(),
        year: "2025".into(),
        agency: agency.to_string(),
        ..Form::default()
    }
}

fn signing(number: &str, on: &str) -> StepForm {
    StepForm { number: number.into(), on: on.into(), who: "Bupati".into(), ..StepForm::default() }
}

fn reason() -> StepForm {
    StepForm { note: "Karena begitu".into(), on: "2025-07-05".into(), ..StepForm::default() }
}

async fn draft(world: &World, kind: &str) -> InstrumentId {
    let form = form(kind, DISNAKER);
    instrument::create(&world.app, &world.secretariat(), (&form, None), None).await.unwrap()
}

async fn signed(world: &World, form: &Form, number: &str, on: &str) -> InstrumentId {
    let signing = signing(number, on);
    let actor = world.secretariat();
    instrument::create(&world.app, &actor, (form, Some(&signing)), None).await.unwrap()
}

async fn take(
    app: &App,
    actor: &Actor,
    id: InstrumentId,
    step: Step,
    form: &StepForm,
) -> Result<(), Error> {
    let system = Actor::system(ActorKind::System).within(actor.taskforce.unwrap_or(OTHER));
    let version = instrument::show(app, &system, id).await.map_or(1, |show| show.row.version);
    instrument::take(app, actor, id, step, (form, version)).await
}

fn is_rule<T: std::fmt::Debug>(result: &Result<T, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_refused<T: std::fmt::Debug>(result: &Result<T, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

fn is_field<T: std::fmt::Debug>(result: &Result<T, Error>, field: &str, code: &str) {
    let is = matches!(result, Err(Error::Invalid(errors)) if errors.of(field) == Some(code));
    assert!(is, "{field} {code}: {result:?}");
}

async fn stage(world: &World, id: InstrumentId) -> Stage {
    let show = instrument::show(&world.app, &world.secretariat(), id).await.unwrap();
    show.row.life.stage
}

#[tokio::test]
async fn who_does_not_look_after_an_instrument_changes_nothing_of_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let app = &world.app;
        let id = draft(&world, "decree").await;
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        let (own, theirs) = (form("decree", DISNAKER), form("decree", DINSOS));
        let party = PartyForm { name: "Yayasan".into(), ..PartyForm::default() };
        for actor in [
            world.actor("leadership", None),
            world.actor("auditor", None),
            world.actor("observer", None),
            world.actor("administrator", None),
            world.contact(DINSOS),
            world.actor("agency_head", Some(DINSOS)),
            stranger,
        ] {
            is_refused(&take(app, &actor, id, Step::Sign, &signing("1", "2025-07-01")).await);
            is_refused(&instrument::edit(app, &actor, id, &own, 1).await);
            let key = PartyId(app.ids.next());
            is_refused(&instrument::add_party(app, &actor, id, (&party, key)).await);
            is_refused(&instrument::add_row(app, &actor, id, COUNT).await);
            is_refused(&instrument::detach(app, &actor, id, Tied::Row(COUNT)).await);
            let text = ("draft", "Naskah", InstrumentTextId(app.ids.next()));
            let file = ("naskah.txt".to_owned(), b"naskah".to_vec());
            is_refused(&instrument::attach(app, &actor, id, text, file).await);
            if actor.taskforce != Some(OTHER) {
                is_refused(&instrument::create(app, &actor, (&own, None), None).await);
            }
        }
        // An office neither enters for another one nor gives its own away.
        let office = world.contact(DISNAKER);
        is_refused(&instrument::create(app, &office, (&theirs, None), None).await);
        is_refused(&instrument::edit(app, &office, id, &theirs, 1).await);
        let prints = instrument::csv(app, &world.actor("observer", None), Vec::new()).await;
        is_refused(&prints);
        assert_eq!(world.events().await, before, "a refusal changes nothing");
        assert_eq!(stage(&world, id).await, Stage::Draft);
    })
    .await;
}

#[tokio::test]
async fn an_office_takes_its_own_draft_all_the_way() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, office) = (&world.app, world.contact(DISNAKER));
        let before = world.events().await;
        let form = form("regulation", DISNAKER);
        let id = instrument::create(app, &office, (&form, None), None).await.unwrap();
        let early = take(app, &office, id, Step::Sign, &signing("12", "2025-07-01")).await;
        is_rule(&early, "instrument.not_harmonised");
        let ahead = take(app, &office, id, Step::Harmonise, &signing("", "2025-07-06")).await;
        is_field(&ahead, "on", "future");
        take(app, &office, id, Step::Harmonise, &signing("", "2025-06-20")).await.unwrap();
        let order = take(app, &office, id, Step::Sign, &signing("12", "2025-06-19")).await;
        is_rule(&order, "instrument.order");
        take(app, &office, id, Step::Sign, &signing("12", "2025-07-01")).await.unwrap();
        let show = instrument::show(app, &office, id).await.unwrap();
        assert_eq!(show.standing, Standing::Signed, "its kind is in force once promulgated");
        take(app, &office, id, Step::Publish, &signing("BD 2025/12", "2025-07-03")).await.unwrap();
        let show = instrument::show(app, &office, id).await.unwrap();
        assert_eq!((show.standing, show.steps.len()), (Standing::InForce, 3));
        assert_eq!(world.events().await, before + 4, "one event each");
        // What was recorded wrong is taken back, and its history stays.
        take(app, &office, id, Step::Back, &reason()).await.unwrap();
        take(app, &office, id, Step::Back, &reason()).await.unwrap();
        let show = instrument::show(app, &office, id).await.unwrap();
        assert_eq!((show.row.life.stage, show.steps.len()), (Stage::Harmonised, 5));
        assert!(show.row.life.signed.is_none() && show.row.twin_key.is_none());
    })
    .await;
}

#[tokio::test]
async fn one_of_two_steps_at_once_wins_and_a_stale_page_is_told_so() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk, rival) = (&world.app, world.secretariat(), second(&world));
        let id = draft(&world, "decree").await;
        let (sign, back) = (signing("7", "2025-07-01"), reason());
        let (one, two) = tokio::join!(
            instrument::take(app, &desk, id, Step::Sign, (&sign, 1)),
            instrument::take(app, &rival, id, Step::Withdraw, (&back, 1)),
        );
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1, "{one:?} {two:?}");
        let id = draft(&world, "decree").await;
        let changed = Form { title: "Judul baru".into(), ..form("decree", DISNAKER) };
        instrument::edit(app, &desk, id, &changed, 1).await.unwrap();
        let stale = instrument::edit(app, &rival, id, &form("decree", DISNAKER), 1).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let stale = instrument::take(app, &rival, id, Step::Withdraw, (&back, 1)).await;
        assert!(matches!(stale, Err(Error::Conflict)), "{stale:?}");
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert_eq!((show.row.draft.title.as_str(), show.row.version), ("Judul baru", 2));
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_twice_enters_once_and_a_number_is_given_once() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let key = Some(InstrumentId(app.ids.next()));
        let (form, sign) = (form("decree", DISNAKER), signing("7", "2025-07-01"));
        let send = || instrument::create(app, &desk, (&form, Some(&sign)), key);
        let (one, two) = tokio::join!(send(), send());
        assert_eq!(one.unwrap(), two.unwrap());
        let other = Form { title: "Lain".into(), ..form.clone() };
        let other = instrument::create(app, &desk, (&other, Some(&sign)), key).await;
        assert!(matches!(other, Err(Error::Conflict)), "{other:?}");
        let twin = instrument::create(app, &desk, (&form, Some(&sign)), None).await;
        is_rule(&twin, "instrument.twin");
        let next = draft(&world, "decree").await;
        is_rule(&take(app, &desk, next, Step::Sign, &sign).await, "instrument.twin");
        // Another year begins to count anew.
        take(app, &desk, next, Step::Sign, &signing("7", "2024-07-01")).await.unwrap();
        let index = instrument::index(app, &desk, &Filter::default()).await.unwrap();
        assert_eq!((index.total, index.years), (2, vec![2025, 2024]));
        let kind = instrument::edit(app, &desk, next, &self::form("circular", DISNAKER), 2).await;
        is_rule(&kind, "instrument.kind");
    })
    .await;
}

#[tokio::test]
async fn an_agreement_has_parties_and_an_end() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = draft(&world, "agreement").await;
        let sign = signing("3", "2025-07-01");
        is_rule(&take(app, &desk, id, Step::Sign, &sign).await, "instrument.no_term");
        let until = Form { until: "2026-06-30".into(), ..form("agreement", DISNAKER) };
        instrument::edit(app, &desk, id, &until, 1).await.unwrap();
        is_rule(&take(app, &desk, id, Step::Sign, &sign).await, "instrument.no_parties");
        let agency = PartyForm { agency: DINSOS.to_string(), ..PartyForm::default() };
        let other = PartyForm { name: "Yayasan Contoh".into(), ..PartyForm::default() };
        for form in [&agency, &other] {
            let key = PartyId(app.ids.next());
            for _ in 0..2 {
                instrument::add_party(app, &desk, id, (form, key)).await.unwrap();
            }
        }
        let unknown = PartyForm { agency: OTHER.to_string(), ..PartyForm::default() };
        let key = PartyId(app.ids.next());
        let unknown = instrument::add_party(app, &desk, id, (&unknown, key)).await;
        is_rule(&unknown, "instrument.unknown");
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert_eq!((show.parties.len(), show.lacks), (2, None), "the same form twice adds one");
        take(app, &desk, id, Step::Sign, &sign).await.unwrap();
        let endless = instrument::edit(app, &desk, id, &form("agreement", DISNAKER), 3).await;
        is_rule(&endless, "instrument.no_term");
        let agency = show.parties.iter().find(|(_, name)| name.starts_with("Dinsos")).unwrap();
        let tied = Tied::Party(agency.0.id);
        for _ in 0..2 {
            instrument::detach(app, &desk, id, tied).await.unwrap();
        }
        let filter = Filter { words: "yayasan MIGRAN".into(), ..Filter::default() };
        assert_eq!(instrument::index(app, &desk, &filter).await.unwrap().lines.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_ends_soon_asks_for_an_answer_until_something_goes_on() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let until = |day: &str| Form { until: day.into(), ..form("memorandum", DISNAKER) };
        let soon = signed(&world, &until("2025-10-03"), "1", "2024-01-02").await;
        let lately = signed(&world, &until("2025-04-06"), "2", "2024-01-02").await;
        for (number, day) in [("3", "2025-10-04"), ("4", "2025-04-05")] {
            signed(&world, &until(day), number, "2024-01-02").await;
        }
        let due = instrument::due(app, &desk).await.unwrap();
        let ids: Vec<InstrumentId> = due.rows.iter().map(|one| one.id).collect();
        assert_eq!((ids, due.has_more), (vec![lately, soon], false));
        let ending = Filter { shelf: Shelf::Ending, ..Filter::default() };
        assert_eq!(instrument::index(app, &desk, &ending).await.unwrap().lines.len(), 2);
        assert_eq!(instrument::due(app, &world.contact(DISNAKER)).await.unwrap().rows.len(), 2);
        assert!(instrument::due(app, &world.contact(DINSOS)).await.unwrap().rows.is_empty());
        assert!(
            instrument::due(app, &world.actor("leadership", None)).await.unwrap().rows.is_empty()
        );
        // A draft renews nothing yet.
        let next =
            instrument::create(app, &desk, (&until("2027-01-01"), None), None).await.unwrap();
        let tie = (Relation::Renews, soon);
        instrument::add_relation(app, &desk, next, tie).await.unwrap();
        assert_eq!(instrument::due(app, &desk).await.unwrap().rows.len(), 2);
        for name in ["Satu", "Dua"] {
            let party = PartyForm { name: name.into(), ..PartyForm::default() };
            let key = PartyId(app.ids.next());
            instrument::add_party(app, &desk, next, (&party, key)).await.unwrap();
        }
        take(app, &desk, next, Step::Sign, &signing("5", "2025-07-01")).await.unwrap();
        let due = instrument::due(app, &desk).await.unwrap();
        assert_eq!(due.rows.iter().map(|one| one.id).collect::<Vec<_>>(), [lately]);
        let index = instrument::index(app, &desk, &ending).await.unwrap();
        assert_eq!((index.lines.len(), index.counts[&Shelf::Ending]), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn one_takes_another_out_of_force_and_both_say_so() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let old = signed(&world, &form("circular", DISNAKER), "1", "2024-01-02").await;
        let new = signed(&world, &form("circular", DISNAKER), "2", "2025-01-02").await;
        let by = |id: InstrumentId| StepForm { by: id.to_string(), ..reason() };
        is_rule(&take(app, &desk, old, Step::Revoke, &by(old)).await, "instrument.itself");
        let nobody = InstrumentId(app.ids.next());
        is_rule(&take(app, &desk, old, Step::Revoke, &by(nobody)).await, "instrument.unknown");
        assert_eq!(stage(&world, old).await, Stage::Signed, "nothing of it happened");
        take(app, &desk, old, Step::Revoke, &by(new)).await.unwrap();
        let shown = instrument::show(app, &desk, old).await.unwrap();
        assert_eq!((shown.standing, shown.ties[0].is_own), (Standing::Revoked, false));
        let shown = instrument::show(app, &desk, new).await.unwrap();
        assert_eq!((shown.ties[0].kind, shown.ties[0].is_own), (Relation::Revokes, true));
        is_rule(
            &instrument::add_relation(app, &desk, new, (Relation::Amends, new)).await,
            "instrument.itself",
        );
        let gone = instrument::edit(app, &desk, old, &form("circular", DISNAKER), 2).await;
        is_rule(&gone, "instrument.over");
        let tied = Tied::Relation(Relation::Revokes, old);
        instrument::detach(app, &desk, new, tied).await.unwrap();
        assert!(instrument::show(app, &desk, new).await.unwrap().ties.is_empty());
    })
    .await;
}

#[tokio::test]
async fn rows_and_texts_hang_on_it_and_a_term_or_a_plan_rests_on_it() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let basis = |basis: Basis| Form { basis: basis.code(), ..form("regulation", DISNAKER) };
        let term = basis(Basis::Term(domain::id::TermId(app.ids.next())));
        let unknown = instrument::create(app, &desk, (&term, None), None).await;
        is_rule(&unknown, "instrument.unknown");
        let form = basis(Basis::Plan(PLAN));
        let id = instrument::create(app, &desk, (&form, None), None).await.unwrap();
        for _ in 0..2 {
            instrument::add_row(app, &desk, id, COUNT).await.unwrap();
        }
        let nowhere = domain::id::IndicatorId(app.ids.next());
        is_rule(&instrument::add_row(app, &desk, id, nowhere).await, "instrument.unknown");
        let of_row = instrument::of_row(app, &world.actor("observer", None), COUNT).await.unwrap();
        assert_eq!(of_row.iter().map(|one| one.id).collect::<Vec<_>>(), [id]);
        let key = InstrumentTextId(app.ids.next());
        let file = || ("naskah.txt".to_owned(), b"Pasal 1".to_vec());
        let bad = instrument::attach(app, &desk, id, ("x", "", key), file()).await;
        is_field(&bad, "text_kind", "choice");
        let page = ("naskah.html".to_owned(), b"<html><script>1</script>".to_vec());
        let bad = instrument::attach(app, &desk, id, ("draft", "Naskah", key), page).await;
        assert!(matches!(bad, Err(Error::Invalid(errors)) if errors.of("text").is_some()));
        for _ in 0..2 {
            instrument::attach(app, &desk, id, ("draft", "Naskah", key), file()).await.unwrap();
        }
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert_eq!((show.texts.len(), show.texts[0].0.kind), (1, TextKind::Draft));
        assert!(!show.texts[0].1.sha256.is_empty());
        let opened = app::file::open(app, &world.contact(DINSOS), show.texts[0].0.file).await;
        assert!(opened.is_ok(), "everybody in the task force reads it");
        instrument::detach(app, &desk, id, Tied::Text(key)).await.unwrap();
        assert!(instrument::show(app, &desk, id).await.unwrap().texts.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_other_pages_know_is_offered_until_it_is_entered() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        assert!(instrument::known(app, &desk).await.unwrap().is_empty(), "no regulation yet");
        let regulation = domain::plan::Regulation {
            number: "Peraturan Bupati Nomor 12 Tahun 2024".into(),
            title: "RAD".into(),
            signed_on: date(2024, 1, 2),
            in_force_on: date(2024, 1, 2),
        };
        app::plan::enact(app, &desk, PLAN, regulation).await.unwrap();
        let known = instrument::known(app, &desk).await.unwrap();
        assert_eq!((known.len(), known[0].kind), (1, Kind::Regulation));
        let office = instrument::known(app, &world.contact(DISNAKER)).await.unwrap();
        assert!(office.is_empty(), "the secretariat's list");
        let entered = Form { basis: known[0].basis.code(), ..form("regulation", DISNAKER) };
        signed(&world, &entered, &known[0].number, "2024-01-02").await;
        assert!(instrument::known(app, &desk).await.unwrap().is_empty());
    })
    .await;
}

const TREE: &str = "code,parent_code,level,name,lat,lon\n\
    36,,province,Banten,,\n\
    36.03,36,regency,Kabupaten Tangerang,-6.17446,106.51893\n\
    36.03.11,36.03,district,Rajeg,-6.11634,106.51033\n\
    36.03.13,36.03,district,Teluknaga,-6.04992,106.65824\n\
    36.03.11.1010,36.03.11,village,Sukatani,-6.13502,106.51252\n\
    36.03.11.2001,36.03.11,village,Rajeg,-6.10778,106.51088\n\
    36.03.11.2002,36.03.11,village,Mekarsari,-6.1108,106.52912\n\
    36.03.13.2010,36.03.13,village,Tanjung Pasir,-6.02612,106.66313\n";

async fn land(world: &World, tree: &str, on: &str) {
    let source = Source { name: "x.csv".to_owned(), bytes: tree.as_bytes().to_vec() };
    let options = Options { on: Some(parse_date(on).unwrap()), ..Options::default() };
    let system = Actor::system(ActorKind::System);
    region::import(&world.app, &system, vec![source], options).await.unwrap();
}

#[tokio::test]
async fn a_village_regulation_belongs_to_a_village_whatever_becomes_of_its_name() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        land(&world, TREE, "2024-01-01").await;
        let of = |place: &str| Form { place: place.into(), ..form("village_regulation", DISNAKER) };
        let sent = async |actor: &Actor, form: &Form| {
            instrument::create(app, actor, (form, None), None).await
        };
        for (place, code) in [
            ("", "required"),
            ("Sukatani, Rajeg", "place_village"),
            ("Teluknaga", "place_village"),
            ("Atlantis", "place_unknown"),
        ] {
            is_field(&sent(&desk, &of(place)).await, "place", code);
        }
        let operator = Actor {
            region: Some("36.03.13".into()),
            ..world.actor("region_operator", Some(DISNAKER))
        };
        is_field(&sent(&operator, &of("Mekarsari, Rajeg")).await, "place", "place_unknown");
        sent(&operator, &of("Tanjung Pasir")).await.unwrap();
        let id = signed(&world, &of("Mekarsari, Rajeg"), "1", "2025-01-02").await;
        signed(&world, &of("Desa Rajeg, Rajeg"), "1", "2025-01-02").await;
        let publish = signing("LD 1", "2025-01-05");
        take(app, &desk, id, Step::Publish, &publish).await.unwrap();
        let index = instrument::index(app, &desk, &Filter::default()).await.unwrap();
        let covered: Vec<_> = index
            .coverage
            .iter()
            .map(|one| (one.name.as_str(), one.villages, one.covered))
            .collect();
        assert_eq!(covered, [("Rajeg", 2, 1), ("Teluknaga", 1, 0)], "one of two is promulgated");
        // Renamed: found under the new name, and an edit that leaves the place alone keeps it.
        land(&world, &TREE.replace("Mekarsari", "Mekar Sari"), "2025-07-01").await;
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert_eq!(show.place.as_ref().unwrap().name, "Mekar Sari, Rajeg");
        let same = Form { until: "2030-01-01".into(), ..of("Mekar Sari, Rajeg") };
        instrument::edit(app, &desk, id, &same, show.row.version).await.unwrap();
        // Closed: it stays readable, and counts for no village that is there.
        let mut tx = app.store.write().await.unwrap();
        let region = show.row.region.unwrap();
        store::region::close(&mut tx, region, date(2025, 7, 4), date(2025, 7, 3)).await.unwrap();
        tx.commit().await.unwrap();
        let index = instrument::index(app, &desk, &Filter::default()).await.unwrap();
        assert_eq!((index.gone, index.coverage[0].covered, index.coverage[0].villages), (1, 0, 1));
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert_eq!(show.place.unwrap().closed_on, Some(date(2025, 7, 4)));
        let kept = Form { title: "Judul lain".into(), ..same };
        instrument::edit(app, &desk, id, &kept, show.row.version).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_instrument_of_an_office_that_closed_is_handed_over() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = draft(&world, "decree").await;
        let mut tx = app.store.write().await.unwrap();
        let office = store::agency::get(&mut tx, DISNAKER).await.unwrap();
        let closed = domain::agency::Agency { closed_on: Some(world.today()), ..office };
        assert!(store::agency::update(&mut tx, &closed).await.unwrap());
        tx.commit().await.unwrap();
        let index = instrument::index(app, &desk, &Filter::default()).await.unwrap();
        assert!(index.lines[0].is_orphan, "somebody must see it");
        let new = instrument::create(app, &desk, (&form("decree", DISNAKER), None), None).await;
        is_rule(&new, domain::agency::Rule::AgencyClosed.code());
        let renamed = Form { title: "Judul lain".into(), ..form("decree", DISNAKER) };
        instrument::edit(app, &desk, id, &renamed, 1).await.unwrap();
        instrument::edit(app, &desk, id, &form("decree", DINSOS), 2).await.unwrap();
        let show = instrument::show(app, &desk, id).await.unwrap();
        assert!(!show.is_orphan);
        take(app, &world.contact(DINSOS), id, Step::Withdraw, &reason()).await.unwrap();
        let old = take(app, &world.contact(DISNAKER), id, Step::Back, &reason()).await;
        is_refused(&old);
    })
    .await;
}

#[tokio::test]
async fn the_register_is_narrowed_and_taken_out_on_record() {
    both(|store| async move {
        let world = World::on(store).await;
        let (app, desk) = (&world.app, world.secretariat());
        signed(&world, &form("circular", DISNAKER), "=1+1", "2024-01-02").await;
        draft(&world, "regulation").await;
        let count = async |filter: Filter| {
            instrument::index(app, &desk, &filter).await.unwrap().lines.len()
        };
        let of = |shelf| Filter { shelf, ..Filter::default() };
        assert_eq!(count(of(Shelf::All)).await, 2);
        assert_eq!(count(of(Shelf::Making)).await, 1);
        assert_eq!(count(of(Shelf::InForce)).await, 1);
        assert_eq!(count(of(Shelf::Over)).await, 0);
        assert_eq!(count(Filter { kind: Some(Kind::Circular), ..Filter::default() }).await, 1);
        assert_eq!(count(Filter { year: Some(2024), ..Filter::default() }).await, 1);
        assert_eq!(count(Filter { words: "tidak ada".into(), ..Filter::default() }).await, 0);
        let before = world.events().await;
        let reader = world.actor("auditor", None);
        let rows = vec![vec!["=1+1".to_owned()]];
        let bytes = instrument::csv(app, &reader, rows).await.unwrap();
        assert!(String::from_utf8(bytes).unwrap().contains("'=1+1"), "no formula leaves");
        let paper = report::document::Document { title: "Daftar".into(), ..Default::default() };
        let pdf = instrument::paper(app, &reader, text::Lang::Id, paper).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"));
        assert_eq!(world.events().await, before + 2, "both are on record");
    })
    .await;
}
