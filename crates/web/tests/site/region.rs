//! `/wilayah`: the map, the table, the search, and an import from choosing to saving.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails should fail loudly")]

use app::{Actor, ActorKind, region};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use crate::browser::{Answer, Browser, World, world};

async fn banten() -> World {
    let world = world().await;
    region::shipped::load_shipped(world.app(), &Actor::system(ActorKind::System)).await.unwrap();
    world
}

async fn upload(browser: &Browser, file: Option<(&str, &[u8])>, on: &str) -> Answer {
    let mut body =
        format!("--x\r\nContent-Disposition: form-data; name=\"on\"\r\n\r\n{on}\r\n").into_bytes();
    if let Some((name, bytes)) = file {
        let head = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri("/wilayah/impor")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x");
    browser.followed(browser.send(request, Body::from(body)).await).await
}

/// The first address in a page that begins so, without its query.
fn address<'a>(page: &'a str, begins: &str) -> &'a str {
    let from = page.find(begins).unwrap_or_else(|| panic!("no {begins} in {page}"));
    page[from..].split(['"', '?']).next().unwrap()
}

#[tokio::test]
async fn a_stranger_and_a_role_without_the_act_see_no_import() {
    let world = banten().await;
    assert_eq!(world.stranger().get("/wilayah").await.status, StatusCode::SEE_OTHER);
    let contact = world.signed_in("agency_contact").await;
    assert_eq!(contact.get("/wilayah/impor").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        upload(&contact, Some(("x.csv", b"code,name\n")), "2026-01-01").await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        contact.post("/wilayah/36.03.11/perubahan", &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let page = contact.get("/wilayah").await.body;
    assert!(!page.contains("/wilayah/impor") && !page.contains("perubahan"));
}

#[tokio::test]
async fn the_own_kabupaten_opens_with_a_tile_and_a_row_for_each_district() {
    let world = banten().await;
    let browser = world.signed_in("agency_contact").await;
    let page = browser.get("/wilayah").await;
    assert_eq!(page.status, StatusCode::OK);
    let tiles = page.body.matches("role=\"listitem\"").count();
    assert_eq!((tiles, page.body.matches("<th scope=\"row\"").count()), (29, 29));
    assert!(
        page.body.contains("<a href=\"/wilayah/36.03.11\"><title>Rajeg: 13 desa/kelurahan</title>"),
        "{}",
        page.body
    );
    assert!(page.body.contains("246 desa, 28 kelurahan"), "{}", page.body);
    assert!(
        page.body.contains("Polres Metro Tangerang Kota")
            && page.body.contains("perlu dikonfirmasi")
    );
    assert!(!page.body.contains("style="), "no inline style");
    assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
}

#[tokio::test]
async fn a_district_shows_its_villages_by_kind_and_its_police() {
    let world = banten().await;
    let browser = world.signed_in("leadership").await;
    let page = browser.get("/wilayah/36.03.11?lang=en").await;
    assert!(page.body.contains("12 rural, 1 urban"), "{}", page.body);
    assert!(
        page.body.contains("Polsek Rajeg → Polresta Tangerang → Polda Banten"),
        "{}",
        page.body
    );
    assert!(page.body.contains(">urban village<"));
    assert_eq!(browser.get("/wilayah/36.03.11.1010").await.status, StatusCode::OK);
    assert_eq!(browser.get("/wilayah/semua").await.status, StatusCode::OK);
    for missing in
        ["/wilayah/99", "/wilayah/x", "/wilayah/36.03.11.2999", "/wilayah/36.03.11.2001-RW001"]
    {
        assert_eq!(browser.get(missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn a_search_shows_what_a_region_lies_in_and_escapes_what_was_typed() {
    let world = banten().await;
    let browser = world.signed_in("observer").await;
    let page = browser.get("/wilayah?q=suka").await;
    assert!(page.body.contains("di Rajeg, Kabupaten Tangerang"), "{}", page.body);
    let none = browser.get("/wilayah?q=%3Cscript%3E").await;
    assert!(none.body.contains("&lt;script&gt;") && !none.body.contains("<script>"));
}

#[tokio::test]
async fn an_import_is_shown_first_and_saved_after() {
    let world = banten().await;
    let browser = world.signed_in("secretariat").await;
    assert_eq!(browser.get("/wilayah/impor").await.status, StatusCode::OK);
    let rows = b"village_code,rw,rt\n36.03.11.2001,1,1\n36.03.11.2001,1,2\n";
    let shown = upload(&browser, Some(("rt.csv", rows)), "2026-01-01").await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(shown.body.contains("menambah 3 wilayah baru"), "{}", shown.body);
    let village = "/wilayah/36.03.11.2001-RW001";
    assert_eq!(browser.get(village).await.status, StatusCode::NOT_FOUND, "nothing is saved yet");

    let confirm = address(&shown.body, "/wilayah/impor/").to_owned();
    let other = world.signed_in("administrator").await;
    assert_eq!(other.post(&confirm, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&confirm).await.status, StatusCode::NOT_FOUND);
    let english = browser.get(&format!("{confirm}?lang=en")).await;
    assert!(english.body.contains("Check an import of regions"), "{}", english.body);
    let saved = browser.post(&confirm, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let done = browser.get(saved.location()).await;
    assert!(done.body.contains("3 baru, 0 berubah, 0 berakhir"), "{}", done.body);
    assert_eq!(browser.get(village).await.status, StatusCode::OK);
    assert_eq!(browser.post(&confirm, &[]).await.status, StatusCode::NOT_FOUND, "once only");

    let again = upload(&browser, Some(("rt.csv", rows)), "2026-01-01").await;
    assert!(
        again.body.contains("tidak ada yang berubah") && !again.body.contains("Simpan semuanya")
    );
}

#[tokio::test]
async fn a_bad_file_is_shown_row_by_row_and_cannot_be_saved() {
    let world = banten().await;
    let browser = world.signed_in("secretariat").await;
    let bad = upload(
        &browser,
        Some(("rt.csv", b"village_code,rw,rt\n36.03.11.2001,,4\n36.03.99.2001,1,1\n")),
        "2026-01-01",
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.body.contains("RT ini tidak punya RW") && bad.body.contains("baris 2, kolom 2 (rw)"),
        "{}",
        bad.body
    );
    assert!(!bad.body.contains("Simpan semuanya"));
    for (file, on) in [(None, "2026-01-01"), (Some(("x.csv", &b"code,name\n"[..])), "2023-02-29")] {
        let answer = upload(&browser, file, on).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.body.contains(&format!("value=\"{on}\"")),
            "what was typed is kept: {}",
            answer.body
        );
    }
}

#[tokio::test]
async fn a_merger_is_recorded_or_the_form_comes_back_as_typed() {
    let world = banten().await;
    let browser = world.signed_in("secretariat").await;
    let post = async |code: &str| {
        let fields = [("kind", "merge"), ("code", code), ("on", "2026-01-01")];
        browser.post("/wilayah/36.03.11.1010/perubahan", &fields).await
    };
    let wrong = post("36.03.11").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("value=\"36.03.11\"") && wrong.body.contains("<details open"),
        "{}",
        wrong.body
    );
    let right = post("36.03.11.2001").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let page = browser.get(right.location()).await.body;
    assert!(page.contains("Digabung ke Rajeg sejak 01/01/2026"), "{page}");
}
