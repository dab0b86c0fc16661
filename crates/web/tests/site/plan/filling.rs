//! Reporting: what is due, the form, what is wrong with it, what was sent.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use super::fixture::{Planned, TW2, TW3, both, count, part, planned};
use crate::browser::{Answer, Browser};

fn form(planned: &Planned, code: &str) -> String {
    format!("/rad/lapor/{}?titik=2026-3", planned.id(code))
}

#[tokio::test]
async fn whoever_does_not_report_is_told_no() {
    let planned = planned().await;
    let address = form(&planned, "A.1");
    for role in ["leadership", "secretariat", "administrator", "auditor", "observer"] {
        let browser = planned.world.signed_in(role).await;
        assert_eq!(browser.get("/rad/lapor").await.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(
            browser.post(&address, &[("value", "5")]).await.status,
            StatusCode::FORBIDDEN,
            "{role}"
        );
    }
}

#[tokio::test]
async fn a_contact_of_another_agency_finds_nothing_by_a_guessed_id() {
    let planned = planned().await;
    let contact = planned.contact("Disdik").await;
    let address = form(&planned, "A.1");
    assert_eq!(contact.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        contact.post(&address, &[("value", "5"), ("version", "0")]).await.status,
        StatusCode::NOT_FOUND
    );
    let sent = format!("/rad/lapor/{}/terkirim?titik=2026-3", planned.id("A.1"));
    assert_eq!(contact.get(&sent).await.status, StatusCode::NOT_FOUND);
    let proof = format!("/rad/lapor/{}/bukti?titik=2026-3", planned.id("A.1"));
    assert_eq!(
        contact.post(&proof, &[("url", "https://a.id")]).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(
        planned
            .world
            .signed_in("secretariat")
            .await
            .get("/rad/verifikasi")
            .await
            .body
            .contains("class=\"empty\"")
    );
}

#[tokio::test]
async fn an_agency_named_in_the_form_is_ignored() {
    let planned = planned().await;
    let contact = planned.contact("Disdik").await;
    let other = planned.agencies["Disnaker"].to_string();
    let answer = contact
        .post(
            &form(&planned, "A.3"),
            &[("value", "5"), ("version", "0"), ("agency", &other), ("state", "verified")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page =
        planned.world.signed_in("secretariat").await.get("/rad/verifikasi?lang=id").await.body;
    assert!(
        page.contains("Disdik · TW3 2026"),
        "it waits as the report of the contact's own agency"
    );
}

#[tokio::test]
async fn a_contact_sees_only_the_rows_due_from_its_agency() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    for answer in both(&contact, "/rad/lapor").await {
        for code in ["A.1", "B.6"] {
            assert!(answer.body.contains(&form(&planned, code).replace('&', "&amp;")), "{code}");
        }
        for code in ["A.2", "E.5", "D.1"] {
            assert!(!answer.body.contains(&planned.id(code).to_string()), "{code}");
        }
    }
}

#[tokio::test]
async fn a_report_goes_from_the_phone_to_the_matrix() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    let address = form(&planned, "A.1");
    both(&contact, &address).await;
    let fields = [
        ("version", "0"),
        ("value", "8"),
        ("spend", "Rp25.000.000"),
        ("obstacle", "Musim tanam"),
        ("url", "https://tangerangkab.go.id/berita"),
    ];
    let answer = contact.post(&address, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let sent = answer.location().to_owned();
    for answer in both(&contact, &sent).await {
        assert!(answer.body.contains("8 kecamatan") && answer.body.contains("Rp25.000.000"));
        assert!(answer.body.contains("tangerangkab.go.id"));
        assert!(
            answer.body.contains("class=\"button\" href=\"/rad/lapor/"),
            "the next row is offered"
        );
    }
    let list = contact.get("/rad/lapor?lang=id").await.body;
    assert!(list.contains("Sudah Anda laporkan") && !list.contains(&address.replace('&', "&amp;")));
}

#[tokio::test]
async fn what_is_wrong_comes_back_with_all_that_was_typed() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    let fields = [
        ("version", "0"),
        ("value", "tiga \"<b>"),
        ("spend", "dua puluh juta"),
        ("obstacle", "Hujan\n<script>"),
        ("follow_up", "Dijadwalkan ulang"),
        ("caption", "Daftar hadir"),
        ("url", "javascript:alert(1)"),
    ];
    let answer = contact.post(&format!("{}&lang=id", form(&planned, "A.1")), &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        "tiga &quot;&lt;b&gt;",
        "dua puluh juta",
        "Hujan\n&lt;script&gt;",
        "Dijadwalkan ulang",
        "Daftar hadir",
    ] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    assert!(
        answer.body.contains("Ada 3 isian")
            && answer.body.contains("misalnya 25.000.000")
            && answer.body.contains("href=\"#f-value\"")
    );
    let missing = contact
        .post(
            &form(&planned, "A.1"),
            &[("version", "0"), ("url", "javascript:alert(1)"), ("value", "3")],
        )
        .await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("id=\"f-url-error\""));
}

#[tokio::test]
async fn a_percentage_asks_for_both_parts_and_refuses_more_than_the_whole() {
    let planned = planned().await;
    let contact = planned.contact("DPMPD").await;
    let address = form(&planned, "A.6");
    for answer in both(&contact, &address).await {
        assert!(
            answer.body.contains("name=\"numerator\"")
                && answer.body.contains("name=\"denominator\"")
        );
    }
    let answer = contact
        .post(
            &format!("{address}&lang=id"),
            &[("version", "0"), ("numerator", "30"), ("denominator", "20")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("tidak dapat lebih banyak daripada seluruhnya")
            && answer.body.contains("value=\"30\"")
    );
    let answer =
        contact.post(&address, &[("version", "0"), ("numerator", "2"), ("denominator", "3")]).await;
    assert!(contact.get(answer.location()).await.body.contains("66,7% (2 dari 3)"));
}

#[tokio::test]
async fn nihil_takes_one_tap_and_a_reason() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    planned.counted("A.1", TW2, "3").await;
    let address = form(&planned, "A.1");
    for answer in both(&contact, &format!("{address}&nihil=1")).await {
        assert!(
            answer.body.contains("name=\"nihil\" value=\"1\"")
                && answer.body.contains("3 kecamatan")
        );
    }
    let answer = contact.post(&address, &[("version", "0"), ("nihil", "1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("name=\"nihil\" value=\"1\""), "it stays a nihil");
    let fields = [
        ("version", "0"),
        ("nihil", "1"),
        ("reason", "anggaran"),
        ("nihil_reason", "cair November"),
    ];
    let answer = contact.post(&format!("{address}&lang=en"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = contact.get(answer.location()).await.body;
    assert!(
        page.contains("Anggaran belum cair: cair November"),
        "stored in Indonesian, whatever the page's language"
    );
    assert!(page.contains("3 kecamatan"), "the figure is carried on");
}

#[tokio::test]
async fn what_came_back_stands_first_with_its_reason() {
    let planned = planned().await;
    let agency = planned.agencies["Disnaker"];
    let id = planned.report("B.6", agency, TW3, count("9")).await;
    planned.give_back(id, "Lokasi belum dirinci").await;
    let contact = planned.contact("Disnaker").await;
    let page = contact.get("/rad/lapor?lang=id").await.body;
    let reason = page.find("Lokasi belum dirinci").unwrap();
    let first = page.find(&planned.id("B.6").to_string()).unwrap();
    let other = page.find(&planned.id("A.1").to_string()).unwrap();
    assert!(first < reason && reason < other);
    let address = form(&planned, "B.6");
    let page = contact.get(&format!("{address}&lang=id")).await.body;
    assert!(
        page.contains("Lokasi belum dirinci")
            && page.contains("name=\"value\" type=\"text\" value=\"9\"")
    );
    assert_eq!(
        contact.post(&address, &[("version", "1"), ("value", "10")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = contact.get("/beranda?lang=id").await.body;
    assert!(!page.contains(&address.replace('&', "&amp;")), "it is not asked for any more");
}

#[tokio::test]
async fn a_stale_report_shows_both_sides_and_overwrites_nothing() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    planned.report("A.1", planned.agencies["Disnaker"], TW3, count("7")).await;
    let address = form(&planned, "A.1");
    let answer = contact
        .post(&address, &[("version", "0"), ("value", "5"), ("obstacle", "dari ponsel")])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("class=\"table sides\"") && answer.body.contains("7 kecamatan"));
    assert!(answer.body.contains("value=\"5\"") && answer.body.contains("dari ponsel"));
    assert!(answer.body.contains("name=\"version\" value=\"1\""), "sending it again is a decision");
    assert_eq!(
        contact.post(&address, &[("version", "1"), ("value", "5")]).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn members_of_a_group_see_and_send_their_own_share() {
    let planned = planned().await;
    let [first, second, ..] = planned.agencies_of("B.3") else { panic!("a group") };
    planned.report("B.3", *first, TW3, count("2")).await;
    assert_ne!(first, second);
    let contact = planned.contact("Polres Metro Tangerang Kota").await;
    let address = form(&planned, "B.3");
    let page = contact.get(&address).await.body;
    assert!(
        page.contains("name=\"value\" type=\"text\" value=\"\""),
        "what another member sent is not in my form"
    );
    assert_eq!(
        contact.post(&address, &[("version", "0"), ("value", "1")]).await.status,
        StatusCode::SEE_OTHER
    );
    let record = contact.get(&format!("/rad/{}?lang=id", planned.id("B.3"))).await.body;
    assert!(
        record.contains("2 operasi")
            && record.contains("1 operasi")
            && record.contains("3 operasi")
    );
}

#[tokio::test]
async fn a_lower_figure_is_sent_and_asked_about() {
    let planned = planned().await;
    planned.counted("A.1", TW2, "6").await;
    let contact = planned.contact("Disnaker").await;
    let answer = contact.post(&form(&planned, "A.1"), &[("version", "0"), ("value", "4")]).await;
    assert!(
        contact
            .get(&format!("{}&lang=id", answer.location()))
            .await
            .body
            .contains("lebih kecil daripada laporan sebelumnya (6 kecamatan)")
    );
}

#[tokio::test]
async fn a_checkpoint_that_has_not_ended_is_refused_with_a_sentence() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    let address = format!("/rad/lapor/{}?titik=2026-4", planned.id("A.1"));
    let answer = contact.post(&address, &[("version", "0"), ("value", "4")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("belum berakhir"));
    for wrong in ["2026-9", "2031-1", "x", "2026-0", "10000-1", "32767-1"] {
        let address = format!("/rad/lapor/{}?titik={wrong}", planned.id("A.1"));
        assert!(contact.get(&address).await.status.is_client_error(), "{wrong}");
    }
}

/// Sends a form with a file, as a browser does.
async fn upload(
    browser: &Browser,
    address: &str,
    fields: &[(&str, &str)],
    file: (&str, &[u8]),
) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    body.extend(format!("--xx\r\nContent-Disposition: form-data; name=\"evidence\"; filename=\"{}\"\r\nContent-Type: application/octet-stream\r\n\r\n", file.0).bytes());
    body.extend(file.1);
    body.extend(b"\r\n--xx--\r\n");
    let request = Request::builder()
        .method(Method::POST)
        .uri(address)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=xx");
    browser.send(request, Body::from(body)).await
}

#[tokio::test]
async fn a_file_is_evidence_and_a_form_with_errors_says_to_choose_it_again() {
    let planned = planned().await;
    let contact = planned.contact("Disnaker").await;
    let address = form(&planned, "A.1");
    let csv = ("daftar hadir.csv", b"nama;desa\nContoh;Sukadiri\n".as_slice());
    let answer =
        upload(&contact, &format!("{address}&lang=id"), &[("version", "0"), ("value", "x")], csv)
            .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Pilih lagi sebelum mengirim"));
    let bad = upload(
        &contact,
        &address,
        &[("version", "0"), ("value", "3")],
        ("foto.jpg", b"<html><script>"),
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("id=\"f-evidence-error\""));
    let good = upload(
        &contact,
        &address,
        &[("version", "0"), ("value", "3"), ("caption", "Daftar hadir Sukadiri")],
        csv,
    )
    .await;
    assert_eq!(good.status, StatusCode::SEE_OTHER, "{}", good.body);
    let page = contact.get(good.location()).await.body;
    assert!(page.contains("Daftar hadir Sukadiri") && page.contains("href=\"/berkas/"));
    let more = format!("/rad/lapor/{}/bukti?titik=2026-3", planned.id("A.1"));
    assert_eq!(
        contact.post(&more, &[("url", "ftp://a.id")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        contact.post(&more, &[("url", "https://a.id/berita")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = contact.get(good.location()).await.body;
    assert!(page.contains("https://a.id/berita"));
}

#[tokio::test]
async fn a_part_of_nothing_reads_as_no_case() {
    let planned = planned().await;
    planned.report("E.1", planned.agencies["Dinkes"], TW3, part("0", "0")).await;
    let contact = planned.contact("Dinkes").await;
    let sent = format!("/rad/lapor/{}/terkirim?titik=2026-3&lang=id", planned.id("E.1"));
    assert!(contact.get(&sent).await.body.contains("tidak ada kasus"));
}
