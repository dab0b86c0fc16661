//! The register of legal instruments, as each role meets it.

use axum::http::StatusCode;

use crate::{
    browser::{Answer, Browser},
    plan::fixture::{Planned, planned},
};

const KEY: &str = "0198c0de-0000-7000-8000-0000000000aa";

/// A draft of a regulation under its key, for Dinsos.
async fn entered(planned: &Planned, browser: &Browser, title: &str) -> Answer {
    let agency = planned.agencies["Dinsos"].to_string();
    let fields = [
        ("key", KEY),
        ("kind", "regulation"),
        ("title", title),
        ("year", "2026"),
        ("agency", agency.as_str()),
        ("begin", "draft"),
    ];
    browser.post("/produk-hukum/baru", &fields).await
}

#[tokio::test]
async fn a_form_with_an_error_keeps_what_was_typed_and_says_what_is_wrong() {
    let planned = planned().await;
    let browser = planned.world.signed_in("secretariat").await;
    assert_eq!(browser.get("/produk-hukum/baru").await.status, StatusCode::OK);
    let fields = [
        ("key", KEY),
        ("kind", "village_regulation"),
        ("title", "Judul <b>yang</b> diketik"),
        ("year", "26"),
        ("begin", "signed"),
        ("number", "7"),
    ];
    let answer = browser.post("/produk-hukum/baru", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Judul &lt;b&gt;yang", "empat angka", "tulis desanya", "value=\"7\""] {
        assert!(answer.body.contains(words), "{words}");
    }
}

#[tokio::test]
async fn every_page_of_an_instrument_opens_and_leads_on() {
    let planned = planned().await;
    let browser = planned.world.signed_in("secretariat").await;
    let sent = entered(&planned, &browser, "Rencana Aksi Daerah").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = browser.followed(sent).await;
    assert!(page.body.contains("Ajukan harmonisasi"), "the next step stands on top");
    let own = format!("/produk-hukum/{KEY}");
    for way in ["", "/ubah", "/naskah", "/kaitan", "/langkah/harmonisasi", "/langkah/tarik"] {
        for lang in ["id", "en"] {
            let page = browser.get(&format!("{own}{way}?lang={lang}")).await;
            assert_eq!(page.status, StatusCode::OK, "{way}: {}", page.body);
        }
    }
    let nowhere = browser.get(&format!("{own}/langkah/menari")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let early = browser.get(&format!("{own}/langkah/cabut")).await;
    assert!(early.body.contains("sudah di keadaan lain"), "a step that does not begin here");
    let sign = [("version", "1"), ("number", "12"), ("on", "2026-01-02"), ("who", "Bupati")];
    let refused = browser.post(&format!("{own}/langkah/tanda-tangan"), &sign).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("diharmonisasi dahulu"), "{}", refused.body);
    let done = [("version", "1"), ("on", "2026-01-02"), ("who", "Kanwil")];
    let done = browser.post(&format!("{own}/langkah/harmonisasi"), &done).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let stale = browser.post(&format!("{own}/langkah/tanda-tangan"), &sign).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Orang lain baru saja mengubahnya"), "{}", stale.body);
    let row = planned.indicators["B.1"].to_string();
    let tied = browser.post(&format!("{own}/baris"), &[("row", row.as_str())]).await;
    assert_eq!(tied.status, StatusCode::SEE_OTHER, "{}", tied.body);
    let row = browser.get(&format!("/rad/{row}")).await;
    assert!(row.body.contains(&own), "the row shows the instrument");
    let empty = browser.post(&format!("{own}/hubungan"), &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = [("version", "1"), ("title", "Judul saya")];
    let agency = planned.agencies["Dinsos"].to_string();
    let rest = [("kind", "regulation"), ("year", "2026"), ("agency", agency.as_str())];
    let stale = browser.post(&format!("{own}/ubah"), &[&stale[..], &rest[..]].concat()).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("Judul saya") && stale.body.contains("Rencana Aksi Daerah"));
}

#[tokio::test]
async fn the_register_is_for_all_and_its_papers_for_some() {
    let planned = planned().await;
    let browser = planned.world.signed_in("secretariat").await;
    entered(&planned, &browser, "=HYPERLINK(\"x\")").await;
    let observer = planned.world.signed_in("observer").await;
    let list = observer.get("/produk-hukum?q=hyperlink&jenis=regulation&tahun=2026").await;
    assert!(list.body.contains("1 produk hukum"), "{}", list.body);
    let own = format!("/produk-hukum/{KEY}");
    assert_eq!(observer.get(&own).await.status, StatusCode::OK);
    for way in [format!("{own}/ubah"), "/produk-hukum/daftar.pdf".to_owned()] {
        assert_eq!(observer.get(&way).await.status, StatusCode::FORBIDDEN, "{way}");
    }
    let contact = planned.world.signed_in("agency_contact").await;
    for way in ["ubah", "kaitan", "naskah", "langkah/tarik"] {
        let other = contact.get(&format!("{own}/{way}")).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "{way} of another office");
    }
    let csv = browser.get("/produk-hukum/daftar.csv?keadaan=disusun").await;
    assert!(csv.body.contains("'=HYPERLINK"), "no formula leaves: {}", csv.body);
    let pdf = browser.get("/produk-hukum/daftar.pdf").await;
    assert!(pdf.body.starts_with("%PDF"), "{}", pdf.body);
    assert!(pdf.header("content-disposition").contains("daftar-produk-hukum"));
    let wild = browser.get("/produk-hukum?halaman=99999999999999&tahun=x&jenis=y&keadaan=z").await;
    assert_eq!(wild.status, StatusCode::OK);
}
