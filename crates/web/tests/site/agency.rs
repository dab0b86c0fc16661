//! `/pengaturan/instansi` and `/pengaturan/kelompok`: looking, editing, appointing.

use app::Error;
use axum::http::StatusCode;
use domain::agency::{AgencyKind, Draft};

use crate::browser::{World, shipped};

/// The address of the agency with this short name.
async fn record(world: &World, short: &str) -> String {
    let id = app::agency::find(world.app(), short).await.unwrap().unwrap();
    format!("/pengaturan/instansi/{id}")
}

/// The first address in a page between quotes that begins and ends so.
fn address(page: &str, begins: &str, ends: &str) -> String {
    let mut quoted = page.split('"');
    let found = quoted.find(|text| text.starts_with(begins) && text.ends_with(ends));
    found.unwrap_or_else(|| panic!("no {begins}…{ends} in {page}")).to_owned()
}

const SAHABAT: [(&str, &str); 4] = [
    ("full_name", "Yayasan Sahabat <b>Migran</b>"),
    ("short_name", "Sahabat"),
    ("kind", "ngo"),
    ("aliases", "Sahabat Migran\nYSM"),
];

#[tokio::test]
async fn who_may_not_edit_is_refused_and_sees_no_way_to() {
    let world = shipped().await;
    let contact = world.signed_in("agency_contact").await;
    let address = record(&world, "Dinsos").await;
    for form in
        ["/pengaturan/instansi/baru", &format!("{address}/ubah"), "/pengaturan/kelompok/baru"]
    {
        assert_eq!(contact.get(form).await.status, StatusCode::FORBIDDEN, "{form}");
        assert_eq!(contact.post(form, &SAHABAT).await.status, StatusCode::FORBIDDEN, "{form}");
    }
    for page in ["/pengaturan/instansi", &address, "/pengaturan/kelompok"] {
        let answer = contact.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains("/baru") && !answer.body.contains("/ubah"), "{page}");
    }
}

#[tokio::test]
async fn the_list_is_narrowed_by_its_address_and_goes_on_to_the_next_page() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let first = browser.get("/pengaturan/instansi").await.body;
    assert!(first.contains("101 instansi"));
    let next = address(&first, "/pengaturan/instansi?setelah=", "");
    let second = browser.get(&next).await.body;
    assert_ne!(first, second);
    let police = browser.get("/pengaturan/instansi?jenis=police&q=resor").await.body;
    assert!(police.contains("4 instansi") && police.contains("Polresta Bandara"));
    let none = browser.get("/pengaturan/instansi?q=antariksa").await.body;
    assert!(none.contains("Tidak ada instansi yang cocok"));
    let english = browser.get("/pengaturan/instansi?lang=en&jenis=lpsk").await.body;
    assert!(english.contains("1 agency"));
}

#[tokio::test]
async fn an_agency_is_made_shown_as_typed_and_edited() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let made = browser.post("/pengaturan/instansi/baru", &SAHABAT).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let shown = browser.get(made.location()).await.body;
    assert!(shown.contains("Yayasan Sahabat &lt;b&gt;Migran&lt;/b&gt;"));
    assert!(shown.contains("Perubahan tersimpan.") && shown.contains("Sahabat Migran, YSM"));

    let address = record(&world, "Sahabat").await;
    let form = browser.get(&format!("{address}/ubah")).await.body;
    assert!(form.contains("name=\"version\" value=\"1\"") && form.contains("Sahabat Migran\nYSM"));
    let renamed = [("version", "1"), SAHABAT[0], ("short_name", "Kawan"), SAHABAT[2]];
    let done = browser.post(&format!("{address}/ubah"), &renamed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&address).await.body.contains("<h1>Kawan</h1>"));
}

#[tokio::test]
async fn wrong_fields_come_back_with_what_was_typed() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let typed = [("full_name", "Lembaga \"Panjang\""), ("kind", "ngo"), ("region", "99.99")];
    let answer = browser.post("/pengaturan/instansi/baru", &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"Lembaga &quot;Panjang&quot;\""));
    assert!(answer.body.contains("href=\"#f-short_name\""));
    let taken = [
        ("full_name", "Dinas Sosial Kabupaten Tangerang"),
        ("short_name", "D"),
        ("kind", "ngo"),
        ("region", ""),
    ];
    browser.post("/pengaturan/instansi/baru", &taken).await;
    let again = browser.post("/pengaturan/instansi/baru", &taken).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("Nama ini sudah dipakai"));
}

#[tokio::test]
async fn a_stale_edit_shows_both_sides_and_saves_nothing() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    browser.post("/pengaturan/instansi/baru", &SAHABAT).await;
    let address = record(&world, "Sahabat").await;
    let system = app::Actor::system(app::ActorKind::System);
    let id = app::agency::find(world.app(), "Sahabat").await.unwrap().unwrap();
    let faster = Draft {
        kind: AgencyKind::Ngo,
        full_name: "Yayasan Lain".into(),
        short_name: "Sahabat".into(),
        aliases: vec![],
        region: None,
        parent: None,
        closed_on: None,
    };
    app::agency::edit(world.app(), &system, id, 1, faster.clone()).await.unwrap();
    let again = app::agency::edit(world.app(), &system, id, 1, faster).await;
    assert!(matches!(again, Err(Error::Conflict)));

    let mut mine = vec![("version", "1")];
    mine.extend(SAHABAT);
    let answer = browser.post(&format!("{address}/ubah"), &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer.body.contains("Yang tersimpan sekarang") && answer.body.contains("Yayasan Lain")
    );
    assert!(answer.body.contains("name=\"version\" value=\"2\""), "the next try is a new decision");
    assert!(browser.get(&address).await.body.contains("Yayasan Lain"));
}

#[tokio::test]
async fn a_holder_is_appointed_and_the_office_is_left_vacant() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let record = record(&world, "Dinsos").await;
    let page = browser.get(&record).await.body;
    let office = address(&page, "/pengaturan/jabatan/", "/pejabat");
    let wrong =
        [("name", "Sumarsih"), ("kind", "definitive"), ("from", "2026-11-01"), ("nip", "123")];
    let answer = browser.post(&office, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("NIP terdiri atas 18 angka")
            && answer.body.contains("value=\"Sumarsih\"")
    );

    let right = [("name", "Sumarsih"), ("kind", "definitive"), ("from", "2026-11-01"), ("nip", "")];
    let done = browser.post(&office, &right).await;
    assert_eq!(
        (done.status, done.location()),
        (StatusCode::SEE_OTHER, format!("{record}?tersimpan=1").as_str())
    );
    assert!(browser.get(&record).await.body.contains("Sumarsih"));
    let overlap = [("name", "Lain"), ("kind", "definitive"), ("from", "2026-10-01")];
    let answer = browser.post(&office, &overlap).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("sudah ada pejabatnya"));

    let vacate = office.replace("/pejabat", "/kosongkan");
    assert_eq!(browser.post(&vacate, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = browser.post(&vacate, &[("last", "2026-11-20")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&record).await.body.contains("Lowong"));
}

#[tokio::test]
async fn offices_desks_and_groups_are_added() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    browser.post("/pengaturan/instansi/baru", &SAHABAT).await;
    let record = record(&world, "Sahabat").await;
    let office = format!("{record}/jabatan/baru");
    assert_eq!(
        browser.post(&office, &[("title", "")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        browser.post(&office, &[("title", "Ketua"), ("is_head", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let desk = format!("{record}/meja/baru");
    assert_eq!(
        browser.post(&desk, &[("name", "Meja"), ("kind", "x")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        browser.post(&desk, &[("name", "Meja hukum"), ("kind", "legal")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = browser.get(&record).await.body;
    assert!(page.contains("Ketua") && page.contains("Meja hukum"));
    let close = address(&page, "/pengaturan/meja/", "").replace("&amp;", "&");
    assert_eq!(browser.post(&close, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&record).await.body.contains("Ditutup"));

    let id = record.rsplit('/').next().unwrap().to_owned();
    let group = [("name", "Mitra"), ("short_name", "Mitra (1)"), ("members", id.as_str())];
    assert_eq!(
        browser.post("/pengaturan/kelompok/baru", &group).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser.post("/pengaturan/kelompok/baru", &group).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let list = browser.get("/pengaturan/kelompok").await.body;
    assert!(list.contains("Mitra (1)") && list.contains("29 anggota"));
    let edit = address(&list, "/pengaturan/kelompok/", "/ubah");
    assert_eq!(browser.get(&edit).await.status, StatusCode::OK);
}

#[tokio::test]
async fn two_offices_become_one_on_a_page() {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    let (old, new) = (record(&world, "Dinsos").await, record(&world, "Disnaker").await);
    let form = format!("{old}/gabung");
    let into = new.rsplit('/').next().unwrap();
    for role in ["agency_contact", "administrator", "leadership"] {
        let other = world.signed_in(role).await;
        assert_eq!(other.get(&form).await.status, StatusCode::FORBIDDEN, "{role}");
        let sent = other.post(&form, &[("into", into), ("on", "2025-01-01")]).await;
        assert_eq!(sent.status, StatusCode::FORBIDDEN, "{role}");
        assert!(!other.get(&old).await.body.contains("/gabung"), "{role}");
    }
    assert!(browser.get(&old).await.body.contains(&form));
    let shown = browser.get(&form).await.body;
    assert!(shown.contains("Akun dan pejabatnya tidak ikut pindah"), "{shown}");
    let wrong = browser.post(&form, &[("into", ""), ("on", "kemarin")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"kemarin\""), "what was typed stays: {}", wrong.body);

    let done = browser.post(&form, &[("into", into), ("on", "2025-01-01")]).await;
    let done = browser.followed(done).await;
    assert!(done.body.contains("Digabung: 0 baris rencana"), "{}", done.body);
    let closed = browser.get(&old).await.body;
    assert!(closed.contains("tidak ada lagi sejak"), "{closed}");
    assert!(!closed.contains(&form), "it can't be merged a second time");
    let again = browser.post(&form, &[("into", into), ("on", "2025-01-01")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("sudah punya tanggal berakhir"), "{}", again.body);
}
