//! A meeting with two hundred people, and the papers that it leaves behind, as a browser meets them.

use std::collections::BTreeSet;

use app::{
    Actor, ActorKind,
    meeting::{self, view::Show},
};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    agency::{Agency, AgencyKind},
    id::{AgencyId, DecisionId, MeetingId, PledgeId, TaskForceId},
    meeting::{AnswerForm, AttendeeForm, DecisionForm, Form, PledgeForm, Step},
    time::Instant,
};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::browser::{Browser, World, world};

struct Met {
    world: World,
    system: Actor,
    id: MeetingId,
    offices: Vec<AgencyId>,
}

/// A coordination meeting in session on the day of the test, to which so many offices are invited.
async fn met(offices: usize) -> Met {
    let world = world().await;
    let app = world.app().clone();
    let mut tx = app.store.write().await.unwrap();
    let taskforce: TaskForceId = store::taskforce::list(&mut tx).await.unwrap()[0].id;
    let mut ids = Vec::new();
    for number in 1..=offices {
        let id = AgencyId(app.ids.next());
        let agency = Agency {
            id,
            kind: AgencyKind::LocalOffice,
            full_name: format!("Dinas Urusan Nomor {number} Kabupaten Tangerang"),
            short_name: format!("Dinas {number:03}"),
            region: None,
            parent: None,
            closed_on: None,
            version: 1,
        };
        store::agency::insert(&mut tx, &agency, Instant(0)).await.unwrap();
        store::agency::insert_participant(&mut tx, taskforce, id).await.unwrap();
        ids.push(id);
    }
    tx.commit().await.unwrap();
    let system = Actor::system(ActorKind::System).within(taskforce);
    let today = app.today(domain::time::Zone::Wib);
    let form = Form {
        kind: "plenary".into(),
        title: "Rapat Koordinasi".into(),
        held_on: today.to_string(),
        starts: "09.00".into(),
        place: "Aula".into(),
        basis: "Keputusan Bupati".into(),
        ..Form::default()
    };
    let id = meeting::create(&app, &system, &form, None).await.unwrap();
    let guests: BTreeSet<AgencyId> = ids.iter().copied().collect();
    meeting::invite(&app, &system, id, (&guests, None)).await.unwrap();
    Met { world, system, id, offices: ids }
}

impl Met {
    async fn step(&self, step: Step) {
        meeting::step(self.world.app(), &self.system, self.id, (step, None), "").await.unwrap();
    }

    async fn show(&self) -> Show {
        meeting::show(self.world.app(), &self.system, self.id).await.unwrap()
    }

    async fn answered(&self, agency: AgencyId, name: &str) {
        let form = AnswerForm {
            reply: "stand_in".into(),
            name: name.into(),
            title: "Kepala Bidang".into(),
            note: String::new(),
        };
        meeting::reply(self.world.app(), &self.system, self.id, agency, &form).await.unwrap();
    }

    async fn decided(&self) {
        let item = self.show().await.items[0].row.id;
        let place = (item, DecisionId(self.world.app().ids.next()));
        let form = DecisionForm { text: "Jadwal disusun".into(), asks_amendment: false };
        let action = domain::action::Form::default();
        let app = self.world.app();
        meeting::decide(app, &self.system, self.id, place, &form, &action).await.unwrap();
    }

    fn way(&self, rest: &str) -> String {
        format!("/rapat/{}{rest}", self.id)
    }

    /// How many bytes a page takes on the way to a browser that unpacks.
    async fn packed(&self, browser: &Browser, way: &str) -> usize {
        let request = Request::builder()
            .uri(self.way(way))
            .header(header::HOST, "localhost:8080")
            .header(header::ACCEPT_ENCODING, "gzip")
            .header(header::COOKIE, browser.cookie.clone().unwrap())
            .body(Body::empty())
            .unwrap();
        let response = self.world.site.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{way}");
        assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip", "{way}");
        response.into_body().collect().await.unwrap().to_bytes().len()
    }
}

#[tokio::test]
async fn two_hundred_offices_and_people_fit_a_page_and_its_papers() {
    let met = met(200).await;
    for (number, agency) in met.offices.iter().enumerate().take(100) {
        met.answered(*agency, &format!("Wakil Nomor {number}")).await;
    }
    met.step(Step::Open).await;
    let browser = met.world.signed_in("secretariat").await;
    let list = met.packed(&browser, "/hadir").await;
    assert!(list < 60_000, "{list} bytes with a hundred to tap");
    for (number, agency) in met.offices.iter().enumerate() {
        let form = AttendeeForm {
            name: format!("Peserta Bernama Panjang Nomor {number}, S.Sos., M.Si."),
            title: "Kepala Bidang Perlindungan dan Jaminan Sosial".into(),
            stands_in: number % 3 == 0,
        };
        let app = met.world.app();
        meeting::attend(app, &met.system, met.id, Some(*agency), &form).await.unwrap();
    }
    met.decided().await;
    for page in ["", "/hadir", "/berkas", "/berita-acara", "/laporan", "/komitmen", "/notula"] {
        let bytes = met.packed(&browser, page).await;
        assert!(bytes < 60_000, "{page}: {bytes} bytes");
    }
    let shown = browser.get(&met.way("")).await.body;
    assert!(shown.contains("Peserta Bernama Panjang Nomor 199") && shown.contains("data-filter"));
    for paper in ["/daftar-hadir.pdf", "/laporan-kegiatan.pdf", "/notula.pdf"] {
        let answer = browser.get(&met.way(paper)).await;
        assert_eq!(answer.status, StatusCode::OK, "{paper}");
        assert!(answer.body.starts_with("%PDF"), "{paper}");
        // Text that is no UTF-8 counts three bytes here, so the paper itself is smaller.
        assert!(answer.body.len() < 900_000, "{paper}: {}", answer.body.len());
    }
}

#[tokio::test]
async fn who_answered_is_put_on_the_list_with_one_tap() {
    let met = met(3).await;
    met.answered(met.offices[0], "Siti <b>Aminah</b>").await;
    met.step(Step::Open).await;
    let browser = met.world.signed_in("secretariat").await;
    let page = browser.get(&met.way("/hadir")).await.body;
    assert!(page.contains("Siti &lt;b&gt;Aminah&lt;/b&gt;"), "{page}");
    let office = met.offices[0].to_string();
    let tap = [
        ("agency", office.as_str()),
        ("name", "Siti <b>Aminah</b>"),
        ("title", "Kepala Bidang"),
        ("stands_in", "1"),
    ];
    let answer = browser.post(&met.way("/hadir"), &tap).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let twice = browser.post(&met.way("/hadir"), &tap).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(met.show().await.attendees.len(), 1, "a second tap adds nobody");
    let page = browser.get(&met.way("/hadir")).await.body;
    assert!(!page.contains("Hadir dengan satu ketukan"), "nobody waits any more");
}

#[tokio::test]
async fn a_stale_record_shows_both_sides_and_keeps_what_was_typed() {
    let met = met(2).await;
    met.step(Step::Open).await;
    let browser = met.world.signed_in("secretariat").await;
    let way = met.way("/berita-acara");
    let (one, two) = (met.offices[0].to_string(), met.offices[1].to_string());
    let form = |points: &'static str, version: &'static str| {
        [
            ("version", version),
            ("points", points),
            ("p1_agency", one.as_str()),
            ("p1_name", "Siti"),
            ("p3_agency", two.as_str()),
            ("w1_name", "Budi"),
        ]
    };
    let few = browser.post(&way, &[("version", "0"), ("points", "Satu")]).await;
    assert_eq!(few.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(few.body.contains("dua pihak") && few.body.contains("Satu"), "{}", few.body);
    let saved = browser.post(&way, &form("Satu", "0")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let stale = browser.post(&way, &form("Dua", "0")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        stale.body.contains("Orang lain menyimpan")
            && stale.body.contains("name=\"version\" value=\"1\"")
    );
    assert_eq!(browser.post(&way, &form("Dua", "1")).await.status, StatusCode::SEE_OTHER);
    let paper = browser.get(&met.way("/berita-acara.pdf")).await;
    assert_eq!(paper.status, StatusCode::OK);
    assert!(paper.body.starts_with("%PDF"));
    // Whoever may not read the minutes yet finds no such paper.
    let contact = met.world.signed_in("agency_contact").await;
    let hidden = contact.get(&met.way("/berita-acara.pdf")).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert_eq!(contact.get(&met.way("/berkas.zip")).await.status, StatusCode::NOT_FOUND);
    let zip = browser.get(&met.way("/berkas.zip")).await;
    assert_eq!(zip.status, StatusCode::OK);
    assert!(zip.body.starts_with("PK") && zip.header("content-disposition").contains("attachment"));
}

#[tokio::test]
async fn a_pledge_is_written_printed_and_judged() {
    let met = met(2).await;
    met.step(Step::Open).await;
    let app = met.world.app();
    let browser = met.world.signed_in("secretariat").await;
    let today = met.show().await.today.to_string();
    let key = PledgeId(app.ids.next()).to_string();
    let office = met.offices[0].to_string();
    let form = [
        ("key", key.as_str()),
        ("agency", office.as_str()),
        ("text", "Menyurati semua camat"),
        ("due_on", today.as_str()),
    ];
    let wrong = browser.post(&met.way("/komitmen"), &form[..3]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Menyurati semua camat"), "what was typed is kept");
    let saved = browser.post(&met.way("/komitmen"), &form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let sheet = browser.get(&met.way("/komitmen.pdf")).await;
    assert!(sheet.status == StatusCode::OK && sheet.body.starts_with("%PDF"));
    assert!(browser.get(&met.way("")).await.body.contains("Menyurati semua camat"));
    let way = met.way(&format!("/komitmen/{key}/nilai"));
    assert_eq!(browser.get(&way).await.status, StatusCode::OK);
    let bare = browser.post(&way, &[("version", "1"), ("verdict", "broken")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let judged = browser.post(&way, &[("version", "1"), ("verdict", "kept")]).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER, "{}", judged.body);
    let form = PledgeForm { text: "x".into(), ..PledgeForm::default() };
    let blank = meeting::pledge(app, &met.system, met.id, PledgeId(app.ids.next()), &form).await;
    assert!(blank.is_err());
}
