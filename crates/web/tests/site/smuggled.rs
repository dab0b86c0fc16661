//! Fields that no form has change nothing (abuse 17): whose a thing is, where it stands, who wrote it.

use axum::http::StatusCode;
use domain::{
    id::{LetterId, MeetingId, OrderId, TaskForceId},
    meeting::Stage,
    outreach,
};

use crate::browser::{Browser, World, shipped};

const OTHER: &str = "0198c0de-0000-7000-8000-0000000000ff";

/// What somebody adds who has read the database's columns.
const EXTRA: [(&str, &str); 14] = [
    ("id", OTHER),
    ("taskforce", OTHER),
    ("taskforce_id", OTHER),
    ("agency_id", OTHER),
    ("stage", "locked"),
    ("state", "sent"),
    ("status", "issued"),
    ("version", "99"),
    ("is_example", "false"),
    ("created_by", OTHER),
    ("owned_by", OTHER),
    ("number", "1/1"),
    ("role", "administrator"),
    ("issued_on", "2020-01-01"),
];

fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[from..].split('"').next().unwrap().to_owned()
}

/// Sends a form with its own fields and those that it does not have; the key under which it is kept.
async fn sent(desk: &Browser, way: &str, own: &[(&str, &str)]) -> String {
    let key = hidden(&desk.get(way).await.body, "key");
    let mut fields = vec![("key", key.as_str())];
    fields.extend(own);
    fields.extend(EXTRA);
    let answer = desk.post(way, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{way}: {}", answer.body);
    assert!(answer.location().contains(&key), "{way} leads to what was made");
    key
}

async fn own(world: &World) -> TaskForceId {
    let mut tx = world.app().store.read().await.unwrap();
    store::taskforce::list(&mut tx).await.unwrap()[0].id
}

#[tokio::test]
async fn what_a_form_does_not_ask_is_not_taken_from_it() {
    let world = shipped().await;
    app::region::shipped::load_shipped(world.app(), &app::Actor::system(app::ActorKind::System))
        .await
        .unwrap();
    let desk = world.signed_in("secretariat").await;
    let taskforce = own(&world).await;

    let fields = [
        ("kind", "plenary"),
        ("title", "Rapat"),
        ("held_on", "2026-12-01"),
        ("starts", "09.00"),
        ("place", "Aula"),
        ("basis", "Keputusan Bupati"),
    ];
    let key = sent(&desk, "/rapat/baru", &fields).await;
    let mut tx = world.app().store.read().await.unwrap();
    let row = store::meeting::get(&mut tx, taskforce, MeetingId(key.parse().unwrap())).await;
    let row = row.unwrap();
    assert_eq!((row.stage, row.is_example, row.facts), (Stage::Planned, true, 1));
    let writer = row.created_by.unwrap();
    assert_ne!(writer.to_string(), OTHER);
    drop(tx);

    let page = desk.get("/surat/baru").await.body;
    let at = page.find("<span>Camat Rajeg").unwrap();
    let from = page[..at].rfind("value=\"").unwrap() + "value=\"".len();
    let camat = page[from..].split('"').next().unwrap();
    let fields = [
        ("kind", "notification"),
        ("nature", "ordinary"),
        ("place", "Tigaraksa"),
        ("subject", "Jadwal"),
        ("offices", camat),
        ("body", "Kami beritahukan jadwal."),
        ("signatory", camat),
    ];
    let key = sent(&desk, "/surat/baru", &fields).await;
    let mut tx = world.app().store.read().await.unwrap();
    let row = store::letter::get(&mut tx, taskforce, LetterId(key.parse().unwrap())).await;
    let row = row.unwrap();
    assert_eq!(row.given, None, "a number comes by its own step");
    assert_eq!((row.file, row.is_example, row.created_by), (None, true, Some(writer)));
    drop(tx);

    let agency = app::agency::find(world.app(), "DPPPA").await.unwrap().unwrap().to_string();
    let fields = [
        ("title", "Pesan"),
        ("message", "Jangan serahkan paspor."),
        ("levels", "village"),
        ("due_on", "2026-12-24"),
        ("agency", agency.as_str()),
    ];
    let key = sent(&desk, "/sosialisasi/baru", &fields).await;
    let mut tx = world.app().store.read().await.unwrap();
    let row = store::outreach::get(&mut tx, taskforce, OrderId(key.parse().unwrap())).await;
    let row = row.unwrap();
    assert_eq!((row.stage, row.issued_on), (outreach::Stage::Draft, None));
    assert_eq!((row.is_example, row.created_by), (true, Some(writer)));
    assert_eq!(row.order.agency.to_string(), agency);
}
