//! Importing a plan on a page, from choosing a file to the matrix.

use app::{Actor, ActorKind, account};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};
use domain::account::NewAccount;
use rust_xlsxwriter::{Workbook, Worksheet};

use crate::browser::{Answer, Browser, World, shipped};

const FILE: &str = "RAD 2024-2026 (CONTOH)\n\
    NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2024;TARGET 2025;TARGET 2026;PENANGGUNG JAWAB;KET\n\
    1;Pencegahan;Sosialisasi <b>TPPO</b>;Jumlah kegiatan;kegiatan;4;lima;6;DPPPA;\n";
const HEAD: [&str; 8] = [
    "NO",
    "STRATEGI",
    "KEGIATAN",
    "INDIKATOR",
    "SATUAN",
    "TARGET 2024",
    "TARGET 2025",
    "PENANGGUNG JAWAB",
];

/// Uploads a file and goes where the answer leads.
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
    browser.followed(browser.send(request, Body::from(body)).await).await
}

/// The address that confirms what a page shows.
fn confirm(page: &str) -> String {
    let from = page.find("action=\"/rad/impor/").unwrap();
    page[from..].split('"').nth(1).unwrap().to_owned()
}

/// The address of every doubt of what a page shows.
fn doubts(page: &str) -> String {
    let to = page.find("/keraguan.csv\"").unwrap();
    let from = page[..to].rfind('"').unwrap() + 1;
    format!("{}/keraguan.csv", &page[from..to])
}

/// A second member of the secretariat, signed in.
async fn colleague(world: &World) -> Browser {
    let app = world.app();
    let taskforce = app::taskforce::only(app).await.unwrap().unwrap();
    let system = Actor::system(ActorKind::System).within(taskforce);
    let new = NewAccount {
        username: "rekan".to_owned(),
        name: "Contoh Rekan".to_owned(),
        role: "secretariat".to_owned(),
        agency: None,
        region: None,
    };
    account::create_with(app, &system, &new, "kuda laut minum kopi").await.unwrap();
    let mut browser = world.stranger();
    browser.sign_in("rekan", "kuda laut minum kopi").await;
    browser
}

/// A sheet with the usual headings and these rows.
fn fill(sheet: &mut Worksheet, rows: impl IntoIterator<Item = [String; 8]>) {
    for (column, name) in (0..).zip(HEAD) {
        sheet.write(0, column, name).unwrap();
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
}

#[tokio::test]
async fn who_may_not_import_sees_no_way_to_it() {
    let world = shipped().await;
    let secretariat = world.signed_in("secretariat").await;
    let shown = upload(&secretariat, "rad.csv", FILE.as_bytes()).await;
    let (confirm, doubts) = (confirm(&shown.body), doubts(&shown.body));
    for address in ["/rad/impor", &confirm, &doubts] {
        assert_eq!(world.stranger().get(address).await.status, StatusCode::SEE_OTHER);
    }
    for role in ["agency_contact", "leadership", "administrator"] {
        let browser = world.signed_in(role).await;
        assert_eq!(browser.get("/rad/impor").await.status, StatusCode::FORBIDDEN, "{role}");
        let sent = upload(&browser, "rad.csv", FILE.as_bytes()).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(browser.post(&confirm, &[]).await.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(browser.get(&doubts).await.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(browser.get(&confirm).await.status, StatusCode::FORBIDDEN, "{role}");
        assert!(!browser.get("/rad").await.body.contains("/rad/impor"), "{role}");
    }
    let colleague = colleague(&world).await;
    assert_eq!(colleague.get("/rad/impor").await.status, StatusCode::OK);
    assert_eq!(colleague.post(&confirm, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(colleague.get(&doubts).await.status, StatusCode::NOT_FOUND);
    assert_eq!(colleague.get(&confirm).await.status, StatusCode::NOT_FOUND);
    assert_eq!(secretariat.post("/rad/impor/x", &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!secretariat.get("/rad").await.body.contains("Sosialisasi &lt;b"), "nothing is stored");
}

#[tokio::test]
async fn a_plan_is_shown_first_and_saved_after() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    assert_eq!(browser.get("/rad/impor").await.status, StatusCode::OK);
    let shown = upload(&browser, "rad <i>.csv", FILE.as_bytes()).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    for words in [
        "Belum ada yang disimpan",
        "Dibaca dari berkas rad &lt;i&gt;.csv.",
        "RAD 2024-2026 (CONTOH)",
        "membuat rencana 2024–2026",
        "menambah 1 kegiatan",
        "sel G3",
        "Angkanya tidak terbaca: &quot;lima&quot;",
    ] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert_eq!(shown.body.matches("Simpan semuanya").count(), 1, "one button that saves");
    assert!(!browser.get("/rad").await.body.contains("Sosialisasi &lt;b"), "nothing is saved yet");

    let confirm = confirm(&shown.body);
    let english = browser.get(&format!("{confirm}?lang=en")).await;
    assert!(english.body.contains("Nothing is saved yet"), "it can be left: {}", english.body);
    let saved = browser.post(&confirm, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(saved.location().starts_with("/rad?"), "{}", saved.location());
    let matrix = browser.get(saved.location()).await;
    for words in ["Impor selesai: 3 baru, 0 berubah", "Sosialisasi &lt;b&gt;TPPO&lt;/b&gt;"] {
        assert!(matrix.body.contains(words), "{words}: {}", matrix.body);
    }

    let twice = browser.post(&confirm, &[]).await;
    assert_eq!(twice.location(), "/rad?baru=0&berubah=0");
    let matrix = browser.get(twice.location()).await;
    assert!(matrix.body.contains("tidak ada yang berubah"), "{}", matrix.body);
    assert_eq!(matrix.body.matches("Sosialisasi &lt;b&gt;").count(), 1, "once");

    let again = upload(&browser, "rad.csv", FILE.as_bytes()).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("tidak ada yang berubah"));
    for words in ["Simpan semuanya", "Belum ada yang disimpan", "Yang akan dilakukan"] {
        assert!(!again.body.contains(words), "{words}: {}", again.body);
    }
}

#[tokio::test]
async fn a_file_that_can_not_be_opened_is_refused_at_the_field() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    for (name, bytes, words) in [
        ("a.csv", &b""[..], "Berkas ini kosong."),
        ("a.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1][..], "simpan sebagai .xlsx"),
        ("a.xlsx", &b"PK\x03\x04 rusak"[..], "Berkas ini rusak"),
        ("a.csv", &b"a\0b"[..], "bukan tabel"),
        ("a.xlsx", &bomb(), "mengembang jauh lebih besar"),
    ] {
        let answer = upload(&browser, name, bytes).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
        assert!(answer.body.contains("href=\"#f-file\""), "at the field: {}", answer.body);
        assert!(answer.body.contains("type=\"file\""), "and another can be chosen at once");
    }
    let none = browser.post("/rad/impor", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("href=\"#f-file\""), "{}", none.body);
}

/// A workbook of some kilobytes whose strings unpack to megabytes.
fn bomb() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..100 {
        sheet.write_string(row, 0, format!("{row}{}", "a".repeat(32_000))).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_file_that_is_no_plan_says_what_to_do_and_can_not_be_saved() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let answer = upload(&browser, "a.csv", b"Nama;Jabatan\nA;B\n").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["Tidak ditemukan baris judul kolom.", "Tidak ada yang disimpan", "Pilih berkas lain"]
    {
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    assert!(!answer.body.contains("Simpan semuanya"));
}

#[tokio::test]
async fn naughty_names_come_back_escaped_and_no_cell_of_the_table_is_live() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let names = ["=1+1", "+62", "-5", "@SUM(A1)", "<script>alert(1)<!--", "' or 1=1"];
    let mut book = Workbook::new();
    for name in names {
        let row = ["1", name, name, name, "kali", "1", "lima", name].map(str::to_owned);
        fill(book.add_worksheet().set_name(name.trim_start_matches('\'')).unwrap(), [row]);
    }
    let shown = upload(&browser, "\u{202e}a\tb.xlsx", &book.save_to_buffer().unwrap()).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(!shown.body.contains("<script>alert") && !shown.body.contains("<!--"));
    assert!(shown.body.contains("&lt;script&gt;alert(1)"), "{}", shown.body);

    let table = browser.get(&doubts(&shown.body)).await;
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.header("content-disposition").starts_with("attachment"));
    for sheet in ["=1+1", "+62", "-5", "@SUM(A1)"] {
        assert!(table.body.contains(&format!("\n'{sheet};")), "{sheet}: {}", table.body);
        assert!(!table.body.contains(&format!("\n{sheet}")), "{sheet}: {}", table.body);
    }

    assert_eq!(browser.post(&confirm(&shown.body), &[]).await.status, StatusCode::SEE_OTHER);
    let matrix = browser.get("/rad").await;
    assert_eq!(matrix.status, StatusCode::OK);
    assert!(
        matrix.body.contains("&lt;script&gt;alert(1)") && !matrix.body.contains("<script>alert")
    );
}

#[tokio::test]
async fn five_thousand_rows_are_shown_on_a_small_page_and_saved_whole() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let mut book = Workbook::new();
    let row = |row: u32| {
        let (strategy, activity) = (format!("Strategi {}", row % 5), format!("Kegiatan {row}"));
        let cells = [
            &row.to_string(),
            &strategy,
            &activity,
            "Jumlah kegiatan",
            "kegiatan",
            "4",
            "lima",
            "DPPPA",
        ];
        cells.map(str::to_owned)
    };
    fill(book.add_worksheet(), (0..5_000).map(row));
    let bytes = book.save_to_buffer().unwrap();
    let shown = upload(&browser, "rad.xlsx", &bytes).await;
    assert_eq!(shown.status, StatusCode::OK);
    for words in ["Ditampilkan 50 dari 5.000 keraguan", "menambah 5.000 indikator"] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert!(shown.body.len() < 60_000, "{} bytes", shown.body.len());
    assert_eq!(browser.get(&doubts(&shown.body)).await.body.lines().count(), 5_001);

    let saved = browser.post(&confirm(&shown.body), &[]).await;
    assert_eq!(saved.location(), "/rad?baru=10005&berubah=0");
    let matrix = browser.get(saved.location()).await;
    assert!(matrix.body.contains("10.005 baru") && matrix.body.contains("Kegiatan 0"));
    let again = upload(&browser, "rad.xlsx", &bytes).await;
    assert!(again.body.contains("tidak ada yang berubah"), "{}", again.body);
}

#[tokio::test]
async fn an_import_is_taken_back_from_the_page() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    assert!(!browser.get("/rad/impor").await.body.contains("Impor terakhir"));
    let shown = upload(&browser, "rad <i>.csv", FILE.as_bytes()).await;
    browser.post(&confirm(&shown.body), &[]).await;
    assert!(browser.get("/rad").await.body.contains("Sosialisasi &lt;b"));

    let page = browser.get("/rad/impor").await.body;
    assert!(page.contains("rad &lt;i&gt;.csv") && page.contains("Batalkan impor"), "{page}");
    let back = confirm(&page);
    assert!(back.ends_with("/batalkan"), "{back}");
    let contact = world.signed_in("agency_contact").await;
    assert_eq!(contact.post(&back, &[]).await.status, StatusCode::FORBIDDEN);
    let done = browser.post(&back, &[]).await;
    let done = browser.followed(done).await;
    assert!(done.body.contains("Impor dibatalkan"), "{}", done.body);
    assert!(!done.body.contains("Batalkan impor"));
    assert!(!browser.get("/rad").await.body.contains("Sosialisasi &lt;b"));
    let again = browser.post(&back, &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Impor ini sudah dibatalkan"), "{}", again.body);
}

#[tokio::test]
async fn a_doubtful_name_is_matched_from_the_preview_and_remembered() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let file = FILE.replace("DPPPA", "Bidang <b>Buruh</b>");
    let shown = upload(&browser, "rad.csv", file.as_bytes()).await;
    let way = shown.body.split('"').find(|text| text.starts_with("/rad/padanan?nama=")).unwrap();
    let form = browser.get(&way.replace("&amp;", "&")).await;
    assert!(form.body.contains("value=\"Bidang &lt;b&gt;Buruh&lt;/b&gt;\""), "{}", form.body);
    let import = way.split("impor=").nth(1).unwrap();
    let typed = [("name", "Bidang <b>Buruh</b>"), ("import", import)];
    let refused = browser.post("/rad/padanan", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Bidang &lt;b&gt;Buruh"), "what was typed stays");

    let disnaker = app::agency::find(world.app(), "Disnaker").await.unwrap().unwrap();
    let lead = format!("a{disnaker}");
    let typed = [("name", "Bidang <b>Buruh</b>"), ("lead", &lead), ("import", import)];
    let back = browser.post("/rad/padanan", &typed).await;
    let back = browser.followed(back).await;
    assert!(back.body.contains("Belum ada yang disimpan"), "{}", back.body);
    assert!(!back.body.contains("/rad/padanan?nama="), "{}", back.body);

    let list = browser.get("/rad/padanan").await.body;
    assert!(list.contains("Bidang &lt;b&gt;Buruh") && list.contains("Disnaker"), "{list}");
    let gone = browser.post("/rad/padanan", &[("forget", "Bidang <b>Buruh</b>")]).await;
    let gone = browser.followed(gone).await;
    assert!(gone.body.contains("Belum ada nama yang dicocokkan"), "{}", gone.body);
}

#[tokio::test]
async fn an_imported_plan_takes_other_checkpoints_from_its_page() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let shown = upload(&browser, "rad.csv", FILE.as_bytes()).await;
    browser.post(&confirm(&shown.body), &[]).await;
    let page = browser.get("/rad/rencana/2024-2026").await.body;
    assert!(page.contains("Ganti titik pantau") && page.contains("Triwulan (TW1"), "{page}");
    let address = "/rad/rencana/2024-2026/titik";
    let wrong = browser.post(address, &[("scheme", "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.post(address, &[("scheme", "B")]).await;
    let done = browser.followed(done).await;
    assert!(done.body.contains("Keadaan akhir bulan 3, 6, 9, 12"), "{}", done.body);
    let leadership = world.signed_in("leadership").await;
    assert_eq!(leadership.post(address, &[("scheme", "TW")]).await.status, StatusCode::FORBIDDEN);
    assert!(!leadership.get("/rad/rencana/2024-2026").await.body.contains("Ganti titik pantau"));
}
