//! `/sosialisasi`: an order from its form to what a village reports by an old phone.

use app::{Actor, ActorKind, account, region};
use axum::http::StatusCode;
use domain::{account::NewAccount, id::RegionId, region::RegionCode};

use crate::browser::{Browser, World, shipped};

const PASSWORD: &str = "kuda laut minum kopi";

/// A task force with regions, and operators of Rajeg and of its neighbour.
async fn peopled() -> World {
    let world = shipped().await;
    let system = Actor::system(ActorKind::System);
    region::shipped::load_shipped(world.app(), &system).await.unwrap();
    let mut tx = world.app().store.read().await.unwrap();
    let own = store_taskforce(&mut tx).await;
    drop(tx);
    for (name, code) in [("op-rajeg", "36.03.11"), ("op-pasar", "36.03.12")] {
        let new = NewAccount {
            username: name.to_owned(),
            name: name.to_owned(),
            role: "region_operator".to_owned(),
            agency: None,
            region: Some(code.to_owned()),
        };
        let actor = system.clone().within(own);
        account::create_with(world.app(), &actor, &new, PASSWORD).await.unwrap();
    }
    world
}

async fn store_taskforce(tx: &mut store::Tx) -> domain::id::TaskForceId {
    store::taskforce::list(tx).await.unwrap()[0].id
}

async fn region_of(world: &World, code: &str) -> RegionId {
    let code: RegionCode = code.parse().unwrap();
    let mut tx = world.app().store.read().await.unwrap();
    store::region::find(&mut tx, &code).await.unwrap().unwrap().id
}

async fn operator(world: &World, name: &str) -> Browser {
    let mut browser = world.stranger();
    browser.sign_in(name, PASSWORD).await;
    browser
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let from = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    page[from..].split('"').next().unwrap().to_owned()
}

/// An order that was sent down; its address.
async fn issued(world: &World, desk: &Browser) -> String {
    let agency = app::agency::find(world.app(), "DPPPA").await.unwrap().unwrap().to_string();
    let form = desk.get("/sosialisasi/baru").await.body;
    let key = hidden(&form, "key");
    let typed = [
        ("key", key.as_str()),
        ("title", "Pesan <cepat>"),
        ("message", "Jangan serahkan paspor."),
        ("levels", "household"),
        ("levels", "rt_rw"),
        ("levels", "district"),
        ("due_on", "2026-12-24"),
        ("agency", agency.as_str()),
    ];
    let refused = desk.post("/sosialisasi/baru", &typed[..7]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Pesan &lt;cepat&gt;\""), "what was typed is kept");
    let sent = desk.post("/sosialisasi/baru", &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let order = sent.location().split('?').next().unwrap().to_owned();
    let draft = desk.get(&order).await;
    assert!(draft.body.contains("Kirim turun"), "{}", draft.body);
    let version = hidden(&draft.body, "version");
    let step = [("step", "issue"), ("version", version.as_str())];
    let taken = desk.post(&format!("{order}/langkah"), &step).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    order
}

#[tokio::test]
async fn a_village_reports_and_nobody_reports_for_a_neighbour() {
    let world = peopled().await;
    let desk = world.signed_in("secretariat").await;
    let order = issued(&world, &desk).await;
    let village = region_of(&world, "36.03.11.2005").await;
    let place = format!("{order}/{village}");
    let other = operator(&world, "op-pasar").await;
    for way in ["/lapor", "/tidak-ada"] {
        let answer = other.get(&format!("{place}{way}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{way}");
    }
    let refused = other.post(&format!("{place}/terima"), &[]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "looks like none");
    assert!(!other.get(&place).await.body.contains("/terima"));

    let own = operator(&world, "op-rajeg").await;
    assert!(own.get("/sosialisasi").await.body.contains("14 wilayah belum menyatakan terima"));
    let accepted = own.post(&format!("{place}/terima"), &[]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER);
    // First where, then how many.
    let first = own.get(&format!("{place}/lapor")).await.body;
    assert!(first.contains("name=\"tingkat\"") && first.contains("method=\"get\""));
    assert!(!first.contains("value=\"district\""), "a level of the sub-district");
    let second = own.get(&format!("{place}/lapor?lanjut=1&tingkat=rt_rw")).await.body;
    assert!(second.contains("rt_rw_gatherings") && !second.contains("household_gatherings"));
    let key = hidden(&second, "key");
    let mut typed = vec![
        ("key", key.as_str()),
        ("version", "0"),
        ("tingkat", "rt_rw"),
        ("held_on", "2026-11-24"),
        ("rt_rw_gatherings", "empat"),
        ("rt_rw_people", "1.250"),
        ("note", "=1+1"),
    ];
    let wrong = own.post(&format!("{place}/lapor"), &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"empat\"") && wrong.body.contains("value=\"1.250\""));
    typed[4].1 = "4";
    let sent = own.post(&format!("{place}/lapor"), &typed).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let twice = own.post(&format!("{place}/lapor"), &typed).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER, "the same form twice");
    let late = second.replace(&key, "");
    assert!(!late.contains(&key));
    typed[0].1 = "0198c0de-0000-7000-8000-000000000009";
    let stale = desk.post(&format!("{place}/lapor"), &typed).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Orang lain baru saja melapor"));

    let page = desk.get(&order).await.body;
    assert!(page.contains("1.250") && page.contains("1 dari 303 melapor"), "{page}");
    let sheet = desk.get(&format!("{order}/rekap.csv")).await;
    assert!(sheet.body.contains("'=1+1"), "no formula leaves the house");
    assert_eq!(sheet.body.lines().count(), 304);
    let observer = world.signed_in("observer").await;
    assert_eq!(observer.get(&format!("{order}/rekap.csv")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(observer.get(&order).await.status, StatusCode::OK);
    let paper = own.get(&format!("{order}/perintah.pdf")).await;
    assert!(paper.body.starts_with("%PDF"));
    for lang in ["id", "en"] {
        for address in [&order, &place, &format!("{order}/{}", region_of(&world, "36.03.11").await)]
        {
            let page = own.get(&format!("{address}?lang={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
        }
    }
}
