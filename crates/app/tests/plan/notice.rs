//! Who is told what, by which way, and what becomes of it. Refusals come first.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::{Arc, Mutex},
};

use app::{
    Actor, App, Error, job, meeting,
    notice::{self, Mail, Mailer, Taken, Undelivered, view::Mail as Line},
};
use domain::{
    account::Assignment,
    action::StepForm,
    id::{AccountId, AgencyId, AssignmentId, MeetingId, NoticeId},
    meeting::{AnswerForm, Reply, Step},
    notice::{About, MailState, Reason, Topic},
    time::Instant,
};
use jiff::civil::date;
use testkit::both;
use uuid::Uuid;

use crate::{
    meeting::{action_form, decision_form, form},
    world::{DINSOS, DISNAKER, OTHER, POLRES, TASKFORCE, World},
};

const SITE: &str = "https://gugus.example.go.id";
const MINUTE: i64 = 60 * Instant::SECOND;

/// A mail server that answers as it is told, and keeps what it took.
#[derive(Default)]
struct Post {
    answers: Mutex<VecDeque<Undelivered>>,
    taken: Mutex<Vec<Mail>>,
}

impl Mailer for Post {
    fn send<'a>(&'a self, mail: &'a Mail) -> Taken<'a> {
        Box::pin(async move {
            match self.answers.lock().unwrap().pop_front() {
                Some(answer) => Err(answer),
                None => {
                    self.taken.lock().unwrap().push(mail.clone());
                    Ok("250 ok".to_owned())
                }
            }
        })
    }
}

impl Post {
    fn taken(&self) -> Vec<Mail> {
        self.taken.lock().unwrap().clone()
    }

    fn will(&self, answers: impl IntoIterator<Item = Undelivered>) {
        self.answers.lock().unwrap().extend(answers);
    }
}

/// The same app with a mail server.
fn with_post(world: &World) -> (App, Arc<Post>) {
    let post = Arc::new(Post::default());
    (world.app.clone().mailing(post.clone()), post)
}

/// Gives the accounts of the world their work: a secretary, a leader, a contact and a head of
/// Disnaker. The others have nobody.
async fn staff(world: &World) {
    let mut tx = world.app.store.write().await.unwrap();
    for (number, role, agency) in [
        (1, "secretariat", None),
        (2, "leadership", None),
        (3, "agency_contact", Some(DISNAKER)),
        (4, "agency_head", Some(DISNAKER)),
    ] {
        let row = Assignment {
            id: AssignmentId(Uuid::from_u128(900 + number)),
            account: AccountId(Uuid::from_u128(number)),
            role: role.into(),
            taskforce: Some(TASKFORCE),
            agency,
            desk: None,
            region: None,
            from: date(2024, 1, 1),
            to: None,
        };
        store::account::insert_assignment(&mut tx, &row, None, Instant(0)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn head(world: &World) -> Actor {
    world.actor("agency_head", Some(DISNAKER))
}

async fn planned(world: &World, app: &App, kind: &str, guests: &[AgencyId]) -> MeetingId {
    let desk = world.secretariat();
    let id = meeting::create(app, &desk, &form(kind), None).await.unwrap();
    let guests: BTreeSet<AgencyId> = guests.iter().copied().collect();
    meeting::invite(app, &desk, id, (&guests, None)).await.unwrap();
    id
}

async fn lines(world: &World, about: Option<MeetingId>) -> Vec<Line> {
    let wanted = (about.map(|id| id.0), None);
    notice::log(&world.app, &world.secretariat(), wanted, None).await.unwrap().mails
}

async fn unread(world: &World, actor: &Actor) -> Vec<Topic> {
    let index = notice::index(&world.app, actor, None).await.unwrap();
    index.notices.iter().filter(|one| one.read_at.is_none()).map(|one| one.topic).collect()
}

fn is_rule(result: &Result<impl std::fmt::Debug, Error>, code: &str) {
    assert!(matches!(result, Err(Error::Rule(rule)) if *rule == code), "{code}: {result:?}");
}

fn is_denied(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::Denied(_) | Error::NotFound)), "{result:?}");
}

fn is_missing(result: &Result<impl std::fmt::Debug, Error>) {
    assert!(matches!(result, Err(Error::NotFound)), "{result:?}");
}

fn coming() -> AnswerForm {
    AnswerForm { reply: "coming".into(), ..AnswerForm::default() }
}

/// The link in an e-mail.
fn token(mail: &Mail) -> String {
    let line = mail.body.lines().find(|line| line.contains("/undangan/")).unwrap();
    line.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_else_sends_looks_into_the_log_or_keeps_addresses() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let app = &world.app;
        let id = planned(&world, app, "plenary", &[DISNAKER, DINSOS]).await;
        meeting::send(app, &world.secretariat(), id).await.unwrap();
        let notice = lines(&world, Some(id)).await[0].notice;
        let before = world.events().await;
        let stranger = Actor { taskforce: Some(OTHER), ..world.secretariat() };
        for actor in [
            world.contact(DISNAKER),
            head(&world),
            world.actor("leadership", None),
            world.actor("administrator", None),
            world.actor("auditor", None),
            world.actor("observer", None),
        ] {
            is_denied(&notice::log(app, &actor, (None, None), None).await.map(|_| ()));
            is_denied(&notice::addresses(app, &actor).await);
            is_denied(&notice::again(app, &actor, notice).await);
            let typed = BTreeMap::from([(DINSOS, "x@example.com".to_owned())]);
            is_denied(&notice::set_addresses(app, &actor, &typed, &mut vec![]).await);
            is_denied(&meeting::send(app, &actor, id).await);
            is_denied(&meeting::issue(app, &actor, id, DINSOS).await.map(|_| ()));
            is_denied(&meeting::revoke(app, &actor, id, DINSOS).await);
        }
        is_missing(&meeting::send(app, &stranger, id).await);
        is_missing(&meeting::issue(app, &stranger, id, DINSOS).await.map(|_| ()));
        let others = notice::log(app, &stranger, (None, None), None).await.unwrap();
        assert!(others.mails.is_empty(), "another task force");
        // A notice is its reader's own.
        let own = notice::index(app, &world.contact(DISNAKER), None).await.unwrap().notices;
        is_missing(&notice::open(app, &world.secretariat(), own[0].id).await.map(|_| ()));
        is_missing(&notice::open(app, &stranger, own[0].id).await.map(|_| ()));
        is_missing(&notice::open(app, &head(&world), NoticeId(Uuid::nil())).await.map(|_| ()));
        assert_eq!(world.events().await, before, "a refusal changes nothing");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_told_once_and_the_log_says_why_no_mail_goes_out() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = planned(&world, app, "plenary", &[DISNAKER, DINSOS]).await;
        assert!(lines(&world, None).await.is_empty(), "nobody is told before it is sent");
        assert_eq!(meeting::send(app, &desk, id).await.unwrap(), 2);
        is_rule(&meeting::send(app, &desk, id).await, "meeting.all_told");
        let log = lines(&world, Some(id)).await;
        // Two people of Disnaker, and the office Dinsos, where nobody has an account.
        assert_eq!(log.len(), 3);
        for line in &log {
            assert_eq!(line.outcome.state, MailState::Skipped);
            assert_eq!(line.outcome.reason, Some(Reason::NoAddress), "{line:?}");
        }
        let office: Vec<_> = log.iter().filter(|line| line.person.is_none()).collect();
        assert_eq!(office.len(), 1);
        assert_eq!(office[0].agency, Some(DINSOS));
        assert_eq!(unread(&world, &head(&world)).await, [Topic::MeetingInvited]);
        assert!(unread(&world, &desk).await.is_empty(), "who sent it is not told");
        // Another day: those who knew the old one are told, once.
        world.fixture.wait(MINUTE);
        let show = meeting::show(app, &desk, id).await.unwrap();
        let later = domain::meeting::Form { held_on: "2025-07-28".into(), ..form("plenary") };
        meeting::edit(app, &desk, id, &later, show.row.version).await.unwrap();
        assert_eq!(meeting::send(app, &desk, id).await.unwrap(), 2);
        is_rule(&meeting::send(app, &desk, id).await, "meeting.all_told");
        assert_eq!(
            unread(&world, &head(&world)).await,
            [Topic::MeetingChanged, Topic::MeetingInvited]
        );
        // A note is no change of day, time or place.
        let show = meeting::show(app, &desk, id).await.unwrap();
        let noted = domain::meeting::Form { note: "Bawa laporan".into(), ..later };
        meeting::edit(app, &desk, id, &noted, show.row.version).await.unwrap();
        is_rule(&meeting::send(app, &desk, id).await, "meeting.all_told");
        // Left out, and called off.
        world.fixture.wait(MINUTE);
        let rest = BTreeSet::from([DINSOS]);
        meeting::invite(app, &desk, id, (&rest, None)).await.unwrap();
        assert_eq!(unread(&world, &head(&world)).await[0], Topic::MeetingWithdrawn);
        world.fixture.wait(MINUTE);
        meeting::step(app, &desk, id, (Step::Cancel, None), "ditunda").await.unwrap();
        let last = &lines(&world, Some(id)).await[0];
        assert_eq!((last.topic, last.agency), (Topic::MeetingCancelled, Some(DINSOS)));
        assert!(!unread(&world, &head(&world)).await.contains(&Topic::MeetingCancelled));
        // What one has read is read for oneself alone.
        let own = notice::index(app, &head(&world), None).await.unwrap().notices;
        let (topic, about) = notice::open(app, &head(&world), own[0].id).await.unwrap();
        assert_eq!((topic, about), (Topic::MeetingWithdrawn, About::Meeting(id)));
        assert_eq!(unread(&world, &head(&world)).await.len(), 2);
        notice::read_all(app, &head(&world)).await.unwrap();
        assert!(unread(&world, &head(&world)).await.is_empty());
        assert_eq!(unread(&world, &world.contact(DISNAKER)).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_email_waits_is_tried_again_more_rarely_and_given_up_in_the_end() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, post) = with_post(&world);
        let desk = world.secretariat();
        let mut bad = vec![];
        let typed = BTreeMap::from([(DINSOS, "bukan alamat".to_owned())]);
        let wrong = notice::set_addresses(&app, &desk, &typed, &mut bad).await;
        assert!(matches!(wrong, Err(Error::Invalid(_))) && bad == [DINSOS]);
        let typed = BTreeMap::from([(DINSOS, " kantor@Dinsos.go.id ".to_owned())]);
        assert_eq!(notice::set_addresses(&app, &desk, &typed, &mut bad).await.unwrap(), 1);
        let id = planned(&world, &app, "plenary", &[DINSOS]).await;
        assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 0);
        meeting::send(&app, &desk, id).await.unwrap();
        is_rule(
            &notice::again(&app, &desk, lines(&world, None).await[0].notice).await,
            "notice.waits",
        );
        post.will((0..7).map(|_| Undelivered::Later("451 nanti\r\nsaja".into())));
        for minutes in [1, 5, 30, 120, 480, 1_440] {
            assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 1, "{minutes}");
            let line = &lines(&world, None).await[0];
            assert_eq!(line.outcome.state, MailState::Queued);
            assert_eq!(line.outcome.reason, Some(Reason::Later));
            assert_eq!(line.outcome.said, "451 nantisaja");
            world.fixture.wait(minutes * MINUTE - 1);
            assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 0, "too early");
            world.fixture.wait(1);
        }
        // The day of the meeting has not come, so it is tried a last time.
        world.day(date(2025, 7, 20));
        assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 1);
        let line = lines(&world, None).await.remove(0);
        assert_eq!(line.outcome.reason, Some(Reason::GaveUp));
        assert_eq!((line.outcome.state, line.tries), (MailState::Failed, 7));
        assert!(post.taken().is_empty());
        notice::again(&app, &desk, line.notice).await.unwrap();
        post.will([Undelivered::Refused("550 tidak ada".into())]);
        assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 1);
        assert_eq!(lines(&world, None).await[0].outcome.reason, Some(Reason::Refused));
        notice::again(&app, &desk, line.notice).await.unwrap();
        assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 1);
        assert_eq!(lines(&world, None).await[0].outcome.state, MailState::Sent);
        let mail = post.taken().remove(0);
        assert_eq!(mail.to, "kantor@dinsos.go.id");
        is_rule(&notice::again(&app, &desk, line.notice).await, "notice.waits");
        is_rule(&notice::again(&world.app, &desk, line.notice).await, "notice.no_server");
    })
    .await;
}

#[tokio::test]
async fn two_senders_never_take_one_email_and_a_dead_one_leaves_it_to_be_taken_again() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, post) = with_post(&world);
        let desk = world.secretariat();
        let all = [DINSOS, DISNAKER, POLRES[0], POLRES[1]];
        let typed = all.map(|one| (one, format!("a{}@example.go.id", one.0.as_u128())));
        notice::set_addresses(&app, &desk, &typed.into_iter().collect(), &mut vec![])
            .await
            .unwrap();
        let id = planned(&world, &app, "plenary", &all).await;
        meeting::send(&app, &desk, id).await.unwrap();
        // Somebody takes one and dies over it.
        let now = app.now();
        let mut tx = app.store.write().await.unwrap();
        let held = store::notice::find_due(&mut tx, now, now.plus(5 * MINUTE)).await.unwrap();
        tx.commit().await.unwrap();
        let (one, two) = tokio::join!(job::deliver(&app, SITE, 9), job::deliver(&app, SITE, 9));
        assert_eq!(one.unwrap() + two.unwrap(), 3);
        let to: BTreeSet<String> = post.taken().into_iter().map(|mail| mail.to).collect();
        assert_eq!(to.len(), 3);
        assert!(!to.contains(&held.unwrap().address));
        world.fixture.wait(5 * MINUTE);
        assert_eq!(job::deliver(&app, SITE, 9).await.unwrap(), 1);
        let to: BTreeSet<String> = post.taken().into_iter().map(|mail| mail.to).collect();
        assert_eq!((to.len(), post.taken().len()), (4, 4));
    })
    .await;
}

#[tokio::test]
async fn an_office_without_an_account_answers_by_its_link_and_by_no_other() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, post) = with_post(&world);
        let desk = world.secretariat();
        let typed = BTreeMap::from([(DINSOS, "kantor@dinsos.go.id".to_owned())]);
        notice::set_addresses(&app, &desk, &typed, &mut vec![]).await.unwrap();
        let id = planned(&world, &app, "plenary", &[DINSOS, DISNAKER]).await;
        meeting::send(&app, &desk, id).await.unwrap();
        job::deliver(&app, SITE, 9).await.unwrap();
        let mail = post.taken().remove(0);
        assert!(mail.subject.contains("Rapat koordinasi"), "{}", mail.subject);
        assert!(mail.body.contains("Aula") && mail.body.contains("09.00 WIB"), "{}", mail.body);
        let calendar = String::from_utf8(mail.parts[0].bytes.clone()).unwrap();
        assert!(calendar.contains("DTSTART:20250725T020000Z"), "{calendar}");
        let token = token(&mail);
        // Guessed, cut, longer.
        for wrong in ["", "x", &token[1..], &format!("{token}x"), &"A".repeat(43)] {
            is_missing(&meeting::invited(&app, wrong).await.map(|_| ()));
            is_missing(&meeting::answer(&app, wrong, &coming()).await);
        }
        let letter = meeting::invited(&app, &token).await.unwrap();
        assert_eq!((letter.row.id, letter.answer), (id, None));
        let empty = meeting::answer(&app, &token, &AnswerForm::default()).await;
        assert!(matches!(empty, Err(Error::Invalid(_))));
        assert_eq!(meeting::answer(&app, &token, &coming()).await.unwrap(), Reply::Coming);
        let show = meeting::show(&app, &desk, id).await.unwrap();
        let answered: Vec<AgencyId> = show
            .guests
            .iter()
            .filter(|guest| guest.invitation.answer.is_some())
            .map(|guest| guest.office.id)
            .collect();
        assert_eq!(answered, [DINSOS], "its own office alone");
        // Taken back: dead, and the knock is written down as refused.
        let by_hand = meeting::issue(&app, &desk, id, DINSOS).await.unwrap();
        meeting::invited(&app, &by_hand).await.unwrap();
        meeting::revoke(&app, &desk, id, DINSOS).await.unwrap();
        let before = world.events().await;
        is_missing(&meeting::invited(&app, &token).await.map(|_| ()));
        is_missing(&meeting::answer(&app, &by_hand, &coming()).await);
        assert_eq!(world.events().await, before + 2);
        is_missing(&meeting::issue(&app, &desk, id, POLRES[0]).await.map(|_| ()));
        // Once the meeting runs no link opens anything.
        let last = meeting::issue(&app, &desk, id, DINSOS).await.unwrap();
        world.day(date(2025, 7, 25));
        meeting::invited(&app, &last).await.unwrap();
        meeting::step(&app, &desk, id, (Step::Open, None), "").await.unwrap();
        is_missing(&meeting::invited(&app, &last).await.map(|_| ()));
        is_rule(&meeting::issue(&app, &desk, id, DINSOS).await.map(|_| ()), "meeting.stage");
    })
    .await;
}

#[tokio::test]
async fn of_a_case_conference_a_notice_says_the_day_and_nothing_else() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, post) = with_post(&world);
        let desk = world.secretariat();
        let offices = [(DISNAKER, "a@example.go.id"), (DINSOS, "b@example.go.id")];
        let typed = offices.map(|(id, address)| (id, address.to_owned())).into();
        notice::set_addresses(&app, &desk, &typed, &mut vec![]).await.unwrap();
        notice::set_own(&app, &head(&world), "kepala@example.go.id", &Topic::ALL).await.unwrap();
        let id = planned(&world, &app, "case_conference", &[DISNAKER, DINSOS]).await;
        is_rule(&meeting::issue(&app, &desk, id, DINSOS).await.map(|_| ()), "meeting.closed");
        meeting::send(&app, &desk, id).await.unwrap();
        world.day(date(2025, 7, 25));
        job::deliver(&app, SITE, 9).await.unwrap();
        assert_eq!(post.taken().len(), 3);
        for mail in post.taken() {
            let calendar = String::from_utf8(mail.parts[0].bytes.clone()).unwrap();
            for text in [&mail.subject, &mail.body, &calendar] {
                for secret in ["Rapat koordinasi", "Aula", "/undangan/"] {
                    assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
        }
        // The same of what it gave out, however late it gets; the leadership hears nothing.
        meeting::step(&app, &desk, id, (Step::Open, None), "").await.unwrap();
        let page = meeting::Page::new(&app);
        let form = domain::meeting::AgendaForm { title: "KK-03".into(), note: String::new() };
        let item = meeting::add_item(&app, &desk, id, &form, None).await.unwrap();
        meeting::write(&app, &desk, id, (item, 1), "Dibahas", &page).await.unwrap();
        let decision = domain::id::DecisionId(app.ids.next());
        let place = (item, decision);
        let action = action_form("Menjemput dari rumah aman");
        meeting::decide(&app, &desk, id, place, &decision_form("x"), &action).await.unwrap();
        meeting::step(&app, &desk, id, (Step::Close, None), "").await.unwrap();
        meeting::step(&app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        world.day(date(2025, 9, 1));
        assert!(job::remind(&app).await.unwrap() > 0);
        let log = lines(&world, None).await;
        assert!(log.iter().any(|line| line.topic == Topic::ActionEscalated));
        assert!(log.iter().all(|line| line.name.is_empty()), "{log:?}");
        assert!(unread(&world, &world.actor("leadership", None)).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn reminders_come_before_the_day_and_the_superior_hears_after_it_each_once() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, desk) = (&world.app, world.secretariat());
        let id = planned(&world, app, "plenary", &[DISNAKER, DINSOS]).await;
        // Nobody is reminded of what they were never told.
        world.day(date(2025, 7, 24));
        assert_eq!(job::remind(app).await.unwrap(), 0);
        meeting::send(app, &desk, id).await.unwrap();
        meeting::reply(app, &head(&world), id, DISNAKER, &coming()).await.unwrap();
        assert_eq!(job::remind(app).await.unwrap(), 1, "only who has not answered");
        assert_eq!(job::remind(app).await.unwrap(), 0, "once");
        world.day(date(2025, 7, 25));
        assert_eq!(job::remind(app).await.unwrap(), 0, "the same mark");
        meeting::step(app, &desk, id, (Step::Open, None), "").await.unwrap();
        let page = meeting::Page::new(app);
        let show = meeting::show(app, &desk, id).await.unwrap();
        let item = show.items[0].row.id;
        meeting::write(app, &desk, id, (item, 1), "Dibahas", &page).await.unwrap();
        let place = (item, domain::id::DecisionId(app.ids.next()));
        let given = action_form("Menyusun jadwal");
        meeting::decide(app, &desk, id, place, &decision_form("x"), &given).await.unwrap();
        meeting::step(app, &desk, id, (Step::Close, None), "").await.unwrap();
        notice::read_all(app, &head(&world)).await.unwrap();
        meeting::step(app, &desk, id, (Step::Circulate, None), "").await.unwrap();
        let told = unread(&world, &head(&world)).await;
        assert_eq!(told, [Topic::ActionGiven, Topic::MinutesCirculated]);
        notice::read_all(app, &head(&world)).await.unwrap();
        let show = meeting::show(app, &desk, id).await.unwrap();
        let action = show.decisions().next().unwrap().actions[0].row.id;
        let leader = world.actor("leadership", None);
        assert_eq!(unread(&world, &leader).await, [Topic::MinutesApproval]);
        notice::read_all(app, &leader).await.unwrap();
        // Due on 05/08/2025.
        for (day, own, above) in [
            (date(2025, 7, 28), vec![], vec![]),
            (date(2025, 7, 29), vec![Topic::ActionDue], vec![]),
            (date(2025, 8, 4), vec![Topic::ActionDue], vec![]),
            (date(2025, 8, 5), vec![], vec![]),
            (date(2025, 8, 6), vec![Topic::ActionOverdue], vec![]),
            (date(2025, 8, 9), vec![], vec![]),
            (date(2025, 8, 12), vec![Topic::ActionEscalated], vec![Topic::ActionEscalated]),
            (date(2025, 8, 30), vec![], vec![]),
        ] {
            world.day(day);
            job::remind(app).await.unwrap();
            job::remind(app).await.unwrap();
            assert_eq!(unread(&world, &head(&world)).await, own, "{day}");
            assert_eq!(unread(&world, &leader).await, above, "{day}");
            notice::read_all(app, &head(&world)).await.unwrap();
            notice::read_all(app, &leader).await.unwrap();
        }
        // Another day: told of it, and reminded anew.
        let extend = StepForm {
            step: "extend".into(),
            note: "menunggu anggaran".into(),
            day: "2025-09-30".into(),
            ..StepForm::default()
        };
        let version = app::action::show(app, &desk, action).await.unwrap().row.version;
        app::action::take(app, &desk, action, (&extend, version), None).await.unwrap();
        assert_eq!(unread(&world, &head(&world)).await, [Topic::ActionExtended]);
        notice::read_all(app, &head(&world)).await.unwrap();
        world.day(date(2025, 9, 24));
        job::remind(app).await.unwrap();
        assert_eq!(unread(&world, &head(&world)).await, [Topic::ActionDue]);
        // What does not happen is told to nobody.
        let stale = app::action::take(app, &desk, action, (&extend, version), None).await;
        assert!(matches!(stale, Err(Error::Conflict)));
        assert_eq!(unread(&world, &head(&world)).await, [Topic::ActionDue]);
    })
    .await;
}

#[tokio::test]
async fn a_person_says_what_comes_by_mail_and_nobody_elses_wish_counts() {
    both(|store| async move {
        let world = World::on(store).await;
        staff(&world).await;
        let (app, post) = with_post(&world);
        let desk = world.secretariat();
        let contact = world.contact(DISNAKER);
        notice::set_own(&app, &contact, "kontak@example.go.id", &[]).await.unwrap();
        notice::set_own(&app, &head(&world), "kepala@example.go.id", &[Topic::MeetingInvited])
            .await
            .unwrap();
        let wrong = notice::set_own(&app, &contact, "a@b.c\r\nBcc: x@y.z", &[]).await;
        assert!(matches!(wrong, Err(Error::Invalid(errors)) if errors.of("address").is_some()));
        let own = notice::own(&app, &contact).await.unwrap();
        assert_eq!(own.address, "kontak@example.go.id");
        assert!(own.topics.iter().all(|(_, wanted)| !wanted));
        let id = planned(&world, &app, "plenary", &[DISNAKER]).await;
        meeting::send(&app, &desk, id).await.unwrap();
        job::deliver(&app, SITE, 9).await.unwrap();
        let to: Vec<String> = post.taken().into_iter().map(|mail| mail.to).collect();
        assert_eq!(to, ["kepala@example.go.id"]);
        let unwanted = lines(&world, Some(id)).await;
        let unwanted = unwanted.iter().find(|line| line.address.starts_with("kontak")).unwrap();
        assert_eq!(unwanted.outcome.reason, Some(Reason::Unwanted));
        assert_eq!(unread(&world, &contact).await, [Topic::MeetingInvited], "on the page always");
        // A mail that waits while its meeting begins says nothing any more.
        notice::set_own(&app, &contact, "kontak@example.go.id", &Topic::ALL).await.unwrap();
        let id = planned(&world, &app, "plenary", &[DISNAKER]).await;
        meeting::send(&app, &desk, id).await.unwrap();
        world.day(date(2025, 7, 25));
        meeting::step(&app, &desk, id, (Step::Open, None), "").await.unwrap();
        let before = post.taken().len();
        job::deliver(&app, SITE, 9).await.unwrap();
        assert_eq!(post.taken().len(), before);
        let log = lines(&world, Some(id)).await;
        assert!(log.iter().all(|line| line.outcome.reason == Some(Reason::Outdated)), "{log:?}");
    })
    .await;
}
