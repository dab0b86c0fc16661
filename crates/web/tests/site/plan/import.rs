//! Importing a plan on a page, from choosing a file to the matrix.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use crate::browser::{Answer, Browser, shipped};

const FILE: &str = "RAD 2024-2026 (CONTOH)\n\
    NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2024;TARGET 2025;TARGET 2026;PENANGGUNG JAWAB;KET\n\
    1;Pencegahan;Sosialisasi <b>TPPO</b>;Jumlah kegiatan;kegiatan;4;lima;6;DPPPA;\n";

async fn upload(browser: &Browser, name: &str, bytes: &[u8]) -> Answer {
    let mut body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri("/rad/impor")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x");
    browser.send(request, Body::from(body)).await
}

/// The address that confirms what a page shows.
fn confirm(page: &str) -> String {
    let from = page.find("/rad/impor/").unwrap();
    page[from..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn who_may_not_import_sees_no_way_to_it() {
    let world = shipped().await;
    assert_eq!(world.stranger().get("/rad/impor").await.status, StatusCode::SEE_OTHER);
    for role in ["agency_contact", "leadership"] {
        let browser = world.signed_in(role).await;
        assert_eq!(browser.get("/rad/impor").await.status, StatusCode::FORBIDDEN);
        let sent = upload(&browser, "rad.csv", FILE.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN);
        assert!(!browser.get("/rad").await.body.contains("/rad/impor"));
    }
}

#[tokio::test]
async fn a_plan_is_shown_first_and_saved_after() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    assert_eq!(browser.get("/rad/impor").await.status, StatusCode::OK);
    let shown = upload(&browser, "rad.csv", FILE.as_bytes()).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    for words in [
        "membuat rencana 2024–2026",
        "menambah 1 kegiatan",
        "sel G3",
        "Angkanya tidak terbaca: &quot;lima&quot;",
    ] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert!(!browser.get("/rad").await.body.contains("Sosialisasi"), "nothing is saved yet");

    let confirm = confirm(&shown.body);
    let saved = browser.post(&confirm, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let done = browser.get(saved.location()).await;
    assert!(done.body.contains("3 baru, 0 berubah"), "{}", done.body);
    let matrix = browser.get("/rad").await;
    assert!(matrix.body.contains("Sosialisasi &lt;b&gt;TPPO&lt;/b&gt;"), "{}", matrix.body);

    let again = upload(&browser, "rad.csv", FILE.as_bytes()).await;
    assert!(again.body.contains("tidak ada yang berubah"));
    assert!(!again.body.contains("Simpan semuanya"));
}

#[tokio::test]
async fn a_file_that_is_no_plan_can_not_be_saved_and_says_what_to_do() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    for (name, bytes, words) in [
        ("a.csv", &b"Nama;Jabatan\nA;B\n"[..], "Tidak ditemukan baris judul kolom."),
        ("a.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1][..], "simpan sebagai .xlsx"),
        ("a.xlsx", &b"PK\x03\x04 rusak"[..], "Berkas ini rusak"),
        ("a.csv", &b"a\0b"[..], "NUL"),
    ] {
        let answer = upload(&browser, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
        assert!(!answer.body.contains("Simpan semuanya"));
    }
    let none = browser.post("/rad/impor", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.post("/rad/impor/x", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn five_thousand_doubts_stay_a_small_page_and_a_whole_table() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let mut text = FILE.to_owned();
    for row in 0..5_000 {
        text.push_str(&format!(
            "{row};;=Kegiatan {row};Jumlah kegiatan;kegiatan;lima;2;3;DPPPA;\n"
        ));
    }
    let shown = upload(&browser, "rad.csv", text.as_bytes()).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("Ditampilkan 50 dari 5.001 keraguan"), "{}", shown.body);
    assert!(shown.body.len() < 60_000, "{} bytes", shown.body.len());
    let from = shown.body.find("/keraguan.csv").unwrap();
    let start = shown.body[..from].rfind('"').unwrap() + 1;
    let table = browser.get(&format!("{}/keraguan.csv", &shown.body[start..from])).await;
    assert!(table.header("content-disposition").starts_with("attachment"));
    assert_eq!(table.body.lines().count(), 5_002);
}
