//! `/surat`: who may do what, what is kept when it is refused, and how one finds a letter again.

use axum::http::StatusCode;

use crate::browser::{Answer, Browser, World, shipped};

/// The value of a hidden field of a form.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let from = page.find(&start).unwrap_or_else(|| panic!("no {name} in {page}")) + start.len();
    page[from..].split('"').next().unwrap().to_owned()
}

/// The office whose title begins so.
fn office(page: &str, title: &str) -> String {
    let at = page.find(&format!("<span>{title}")).unwrap_or_else(|| panic!("no {title}"));
    let from = page[..at].rfind("value=\"").unwrap() + "value=\"".len();
    page[from..].split('"').next().unwrap().to_owned()
}

async fn send(browser: &Browser, subject: &str, nature: &str) -> Answer {
    let page = browser.get("/surat/baru").await.body;
    let (key, camat) = (hidden(&page, "key"), office(&page, "Camat Rajeg"));
    let fields = [
        ("key", key.as_str()),
        ("kind", "notification"),
        ("nature", nature),
        ("place", "Tigaraksa"),
        ("subject", subject),
        ("offices", &camat),
        ("lines", "Ketua Forum Anak"),
        ("body", "Kami beritahukan jadwal."),
        ("signatory", &camat),
    ];
    browser.post("/surat/baru", &fields).await
}

async fn made(browser: &Browser, subject: &str, nature: &str) -> String {
    let answer = send(browser, subject, nature).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().split('?').next().unwrap().to_owned()
}

async fn number(browser: &Browser, letter: &str, number: &str) -> Answer {
    let version = hidden(&browser.get(letter).await.body, "version");
    let fields = [("version", version.as_str()), ("number", number), ("dated_on", "2026-11-24")];
    browser.post(&format!("{letter}/nomor"), &fields).await
}

async fn desk() -> (World, Browser) {
    let world = shipped().await;
    let browser = world.signed_in("secretariat").await;
    (world, browser)
}

#[tokio::test]
async fn readers_see_no_draft_no_secret_letter_and_no_way_to_write() {
    let (world, desk) = desk().await;
    let draft = made(&desk, "Konsep saja", "ordinary").await;
    let secret = made(&desk, "Sangat terbatas", "secret").await;
    assert_eq!(number(&desk, &secret, "RHS/1").await.status, StatusCode::SEE_OTHER);
    let open = made(&desk, "Terbuka", "ordinary").await;
    assert_eq!(number(&desk, &open, "B/1").await.status, StatusCode::SEE_OTHER);
    for role in ["leadership", "auditor", "agency_contact", "agency_head"] {
        let reader = world.signed_in(role).await;
        let list = reader.get("/surat").await;
        assert_eq!(list.status, StatusCode::OK);
        assert!(list.body.contains("Terbuka") && list.body.contains("1 surat"), "{role}");
        for hidden in ["Konsep saja", "Sangat terbatas", "/surat/baru", "/surat/penomoran"] {
            assert!(!list.body.contains(hidden), "{role}: {hidden}");
        }
        for letter in [&draft, &secret] {
            assert_eq!(reader.get(letter).await.status, StatusCode::NOT_FOUND, "{role}");
            let paper = reader.get(&format!("{letter}/surat.pdf")).await;
            assert_eq!(paper.status, StatusCode::NOT_FOUND, "{role}");
        }
        let page = reader.get(&open).await.body;
        assert!(
            page.contains("B/1") && !page.contains("method=\"post\" action=\"/surat"),
            "{role}"
        );
    }
    for role in ["observer", "region_operator", "administrator"] {
        let stranger = world.signed_in(role).await;
        assert_eq!(stranger.get("/surat").await.status, StatusCode::FORBIDDEN, "{role}");
    }
}

#[tokio::test]
async fn what_was_typed_is_kept_and_a_number_that_exists_leads_to_its_letter() {
    let (_world, desk) = desk().await;
    let refused = send(&desk, "NIK 3603011203980001", "ordinary").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("tampak seperti NIK") && refused.body.contains("Ketua Forum Anak")
    );
    let one = made(&desk, "Satu <b>tebal</b>", "ordinary").await;
    let two = made(&desk, "Dua", "ordinary").await;
    let page = desk.get(&one).await.body;
    assert!(page.contains("Satu &lt;b&gt;tebal") && !page.contains("<b>tebal"));
    assert_eq!(number(&desk, &one, "B/7").await.status, StatusCode::SEE_OTHER);
    let taken = number(&desk, &two, "b/ 7").await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.body.contains(&format!("href=\"{one}\"")) && taken.body.contains("b/ 7"));
    // A page on which somebody else has numbered the letter since.
    let stale = [("version", "1"), ("number", "B/8"), ("dated_on", "2026-11-24")];
    let again = desk.post(&format!("{one}/nomor"), &stale).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("di keadaan lain"));
    let edit = desk.get(&format!("{one}/ubah")).await;
    assert_eq!(edit.location(), one, "what has a number has no form");
}

#[tokio::test]
async fn a_letter_is_found_printed_and_listed_in_both_languages() {
    let (_world, desk) = desk().await;
    let letter = made(&desk, "=Jadwal 100%", "important").await;
    assert_eq!(number(&desk, &letter, "B/400.2/9").await.status, StatusCode::SEE_OTHER);
    for lang in ["id", "en"] {
        for address in
            ["/surat", "/surat/baru", "/surat/penomoran", "/surat/penomoran/cover", letter.as_str()]
        {
            let answer = desk.get(&format!("{address}?lang={lang}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
        }
    }
    desk.get("/surat?lang=id").await;
    for (query, found) in
        [("q=100%25", true), ("q=camat+rajeg", true), ("q=b%2F400.2", true), ("q=%25%25", false)]
    {
        let page = desk.get(&format!("/surat?{query}&lang=id")).await.body;
        assert_eq!(page.contains(letter.as_str()), found, "{query}");
    }
    assert!(desk.get("/surat?tahun=1999&lang=id").await.body.contains("Belum ada surat"));
    let paper = desk.get(&format!("{letter}/surat.pdf")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert!(paper.header("content-disposition").contains("pemberitahuan-b-400-2-9.pdf"));
    let book = desk.get("/surat/buku-agenda.csv?lang=id").await;
    assert!(book.header("content-type").starts_with("text/csv"));
    assert!(
        book.body.contains("'=Jadwal 100%") && book.body.contains("Camat Rajeg"),
        "{}",
        book.body
    );
    let unknown = "/surat/00000000-0000-7000-8000-000000000000";
    assert_eq!(desk.get(unknown).await.status, StatusCode::NOT_FOUND);
    assert_eq!(desk.get("/surat/penomoran/pesta").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn our_own_counter_numbers_from_the_day_it_is_set() {
    let (_world, desk) = desk().await;
    let fields = [
        ("version", "0"),
        ("since", "2026-11-24"),
        ("source", "counter"),
        ("classification", "400.2"),
        ("unit", "GT/PPTPPO"),
    ];
    let address = "/surat/penomoran/notification";
    let refused = desk.post(address, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("GT/PPTPPO") && refused.body.contains("tanda hubung saja"));
    let fields = fields.map(|(name, value)| (name, if name == "unit" { "GT" } else { value }));
    assert_eq!(desk.post(address, &fields).await.status, StatusCode::SEE_OTHER);
    let stale = desk.post(address, &fields).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "it was set in the meantime");
    let letter = made(&desk, "Jadwal", "ordinary").await;
    assert!(!desk.get(&letter).await.body.contains("name=\"number\""), "nobody types it");
    assert_eq!(number(&desk, &letter, "").await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&letter).await.body.contains("400.2/001/GT/2026"));
    let void = [("version", "2"), ("step", "void"), ("note", "")];
    let refused = desk.post(&format!("{letter}/batal"), &void).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let void = [("version", "2"), ("step", "void"), ("note", "Salah tujuan")];
    assert_eq!(desk.post(&format!("{letter}/batal"), &void).await.status, StatusCode::SEE_OTHER);
    let page = desk.get(&letter).await.body;
    assert!(page.contains("Salah tujuan") && page.contains("400.2/001/GT/2026"));
}
