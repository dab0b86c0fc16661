//! `/gugus-tugas`: the body on a day, the printed list, terms and seats.

use axum::http::StatusCode;

use crate::browser::{Browser, shipped};

/// The first text between quotes in a page that begins so.
fn quoted(page: &str, begins: &str) -> String {
    let mut parts = page.split('"');
    parts.find(|text| text.starts_with(begins)).unwrap_or_else(|| panic!("no {begins}")).to_owned()
}

/// The value of a hidden field of a form.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let from = page.find(&start).unwrap_or_else(|| panic!("no {name} in {page}")) + start.len();
    page[from..].split('"').next().unwrap().to_owned()
}

async fn office(browser: &Browser, form: &str, title: &str) -> String {
    let page = browser.get(form).await.body;
    let at = page.find(&format!(">{title}")).unwrap_or_else(|| panic!("no {title} in {page}"));
    let value = page[..at].rfind("value=\"").unwrap() + "value=\"".len();
    page[value..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn who_may_not_edit_sees_the_body_and_no_way_to_change_it() {
    let world = shipped().await;
    let observer = world.signed_in("observer").await;
    let page = observer.get("/gugus-tugas").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("/gugus-tugas/kedudukan") && !page.body.contains("daftar.pdf"));
    assert_eq!(observer.get("/gugus-tugas/daftar.pdf").await.status, StatusCode::FORBIDDEN);
    let auditor = world.signed_in("auditor").await;
    for form in ["/gugus-tugas/masa-tugas/baru", "/gugus-tugas/kedudukan/baru"] {
        assert_eq!(auditor.get(form).await.status, StatusCode::FORBIDDEN, "{form}");
        assert_eq!(auditor.post(form, &[]).await.status, StatusCode::FORBIDDEN, "{form}");
    }
}

#[tokio::test]
async fn the_body_shows_its_layers_its_vacant_seats_and_what_to_confirm() {
    let world = shipped().await;
    let browser = world.signed_in("leadership").await;
    let today = browser.get("/gugus-tugas").await.body;
    for words in [
        "Ketua Harian",
        "Sub Gugus Tugas VI: Koordinasi dan Kerja Sama",
        "Lowong",
        "perlu dikonfirmasi",
        "Masa tugas 2019–2023",
        "Kedudukan yang lowong",
    ] {
        assert!(today.contains(words), "{words}");
    }
    let rakor = browser.get("/gugus-tugas?tanggal=2024-06-19").await.body;
    assert!(rakor.contains("Asep Suherman") && rakor.contains("Keadaan pada 19 Juni 2024."));
    assert!(!rakor.contains("/gugus-tugas/kedudukan/"), "a past day is for reading");
    let past = browser.get("/gugus-tugas?tanggal=2022-03-26").await.body;
    assert!(past.contains("Asep Jatnika") && past.contains("Berakhir"));
    let before = browser.get("/gugus-tugas?tanggal=2001-01-01").await.body;
    assert!(before.contains("Belum ada masa tugas pada tanggal ini"));
    let english = browser.get("/gugus-tugas?lang=en").await.body;
    assert!(english.contains("Daily chair") && english.contains("to be confirmed"));
}

#[tokio::test]
async fn the_list_is_a_pdf_for_download_in_the_language_of_the_page() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let answer = browser.get("/gugus-tugas/daftar.pdf").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/pdf");
    assert!(answer.header("content-disposition").contains("daftar-keanggotaan-2026-11-24.pdf"));
    assert!(answer.body.starts_with("%PDF-"));
    let none = browser.get("/gugus-tugas/daftar.pdf?tanggal=2001-01-01").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_seat_is_given_to_an_office_and_a_stale_page_is_refused() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let page = browser.get("/gugus-tugas").await.body;
    let seat = quoted(&page, "/gugus-tugas/kedudukan/0");
    let form = browser.get(&seat).await.body;
    let version = hidden(&form, "version");
    let camat = office(&browser, &seat, "Camat Rajeg").await;
    let empty = browser.post(&seat, &[("version", &version), ("from", "2026-11-24")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = [("version", version.as_str()), ("office", camat.as_str()), ("from", "2026-11-24")];
    let done = browser.post(&seat, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let stale = browser.post(&seat, &typed).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("baru saja diubah orang lain"));

    let form = browser.get("/gugus-tugas/kedudukan/baru").await.body;
    let (version, term) = (hidden(&form, "version"), hidden(&form, "term"));
    let misfit = [("version", version.as_str()), ("term", &term), ("layer", "member")];
    let answer = browser.post("/gugus-tugas/kedudukan/baru", &misfit).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("duduk dalam sub gugus tugas"));
    let chair = [("version", version.as_str()), ("term", &term), ("layer", "chair")];
    let done = browser.post("/gugus-tugas/kedudukan/baru", &chair).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_term_is_closed_and_the_next_one_opened() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let next = [
        ("number", "Keputusan Bupati Tangerang Nomor 1 Tahun 2027"),
        ("signed_on", "2026-11-20"),
        ("title", "Pembentukan Gugus Tugas"),
        ("from", "2026-11-24"),
        ("until", "2029-12-31"),
    ];
    let refused = browser.post("/gugus-tugas/masa-tugas/baru", &next).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Masih ada masa tugas yang berjalan"));
    assert!(refused.body.contains("Nomor 1 Tahun 2027"), "what was typed is kept");

    let close = quoted(&browser.get("/gugus-tugas").await.body, "/gugus-tugas/masa-tugas/0");
    let version = hidden(&browser.get(&close).await.body, "version");
    let wrong = browser.post(&close, &[("version", &version), ("last", "31/12/2026")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.post(&close, &[("version", &version), ("last", "2026-11-23")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let done = browser.post("/gugus-tugas/masa-tugas/baru", &next).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = browser.get("/gugus-tugas").await.body;
    assert!(page.contains("11 kedudukan, 11 lowong"));
}
