//! The secretariat's queue.

use axum::http::StatusCode;

use testkit::START;

use super::fixture::{Planned, TW3, both, count, morning, planned};

/// Two reports that wait, the older one first.
async fn waiting(planned: &Planned) -> [domain::id::RealisationId; 2] {
    planned.world.fixture.set_clock(morning("2026-10-10"));
    let newer_row = planned.agencies["DPPPA"];
    let older = planned.report("A.1", planned.agencies["Disnaker"], TW3, count("6")).await;
    planned.world.fixture.set_clock(morning("2026-10-12"));
    let newer = planned.report("A.2", newer_row, TW3, count("200")).await;
    planned.world.fixture.set_clock(START);
    [older, newer]
}

#[tokio::test]
async fn only_the_secretariat_decides() {
    let planned = planned().await;
    let [older, _] = waiting(&planned).await;
    let contact = planned.contact("Disnaker").await;
    let address = format!("/rad/verifikasi/{older}");
    assert_eq!(contact.get("/rad/verifikasi").await.status, StatusCode::FORBIDDEN);
    assert_eq!(contact.post(&address, &[("version", "1")]).await.status, StatusCode::FORBIDDEN);
    for role in ["leadership", "auditor", "administrator"] {
        let browser = planned.world.signed_in(role).await;
        assert_eq!(
            browser.post(&address, &[("version", "1")]).await.status,
            StatusCode::FORBIDDEN,
            "{role}"
        );
    }
    let secretariat = planned.world.signed_in("secretariat").await;
    for guess in ["00000000-0000-7000-8000-000000000000", "x"] {
        assert_eq!(
            secretariat.post(&format!("/rad/verifikasi/{guess}"), &[("version", "1")]).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            secretariat.get(&format!("/rad/verifikasi?laporan={guess}")).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn the_oldest_is_in_sight_and_after_it_the_next() {
    let planned = planned().await;
    let [older, newer] = waiting(&planned).await;
    let secretariat = planned.world.signed_in("secretariat").await;
    for answer in both(&secretariat, "/rad/verifikasi").await {
        assert!(answer.body.contains(&format!("action=\"/rad/verifikasi/{older}\"")));
        assert!(
            answer.body.contains("8,25 kecamatan") || answer.body.contains("8.25 kecamatan"),
            "what was due"
        );
        assert!(answer.body.contains(&format!("/rad/verifikasi?laporan={newer}")));
    }
    let answer = secretariat.post(&format!("/rad/verifikasi/{older}"), &[("version", "1")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = secretariat.get(answer.location()).await.body;
    assert!(
        page.contains(&format!("action=\"/rad/verifikasi/{newer}\""))
            && page.contains("role=\"status\"")
    );
}

#[tokio::test]
async fn a_report_goes_back_with_a_reason_and_not_without() {
    let planned = planned().await;
    let [older, _] = waiting(&planned).await;
    let secretariat = planned.world.signed_in("secretariat").await;
    let address = format!("/rad/verifikasi/{older}/kembalikan");
    let answer = secretariat.post(&address, &[("version", "1"), ("reason", "  ")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("id=\"f-reason-error\"")
            && answer.body.contains("<details class=\"return\" open>")
    );
    let other = format!("href=\"/rad/verifikasi?laporan={older}&amp;lang=en\"");
    assert!(answer.body.contains(&other), "the other language is a page too");
    let answer = secretariat
        .post(&address, &[("version", "1"), ("reason", "Daftar hadir \"belum\" ada")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = secretariat.get(&format!("/rad/verifikasi?laporan={older}")).await.body;
    assert!(
        page.contains("Daftar hadir &quot;belum&quot; ada")
            && !page.contains(&format!("action=\"/rad/verifikasi/{older}\""))
    );
}

#[tokio::test]
async fn a_second_decision_is_refused_and_says_why() {
    let planned = planned().await;
    let [older, _] = waiting(&planned).await;
    let secretariat = planned.world.signed_in("secretariat").await;
    planned.verify(older).await;
    let address = format!("/rad/verifikasi/{older}/kembalikan");
    let answer = secretariat.post(&address, &[("version", "1"), ("reason", "salah")]).await;
    assert!(
        matches!(answer.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY),
        "{}",
        answer.status
    );
    assert!(answer.body.contains("role=\"alert\""));
    let record = secretariat.get(&format!("/rad/{}?lang=id", planned.id("A.1"))).await.body;
    assert!(record.contains("Memverifikasi 6 kecamatan") && !record.contains("Mengembalikan"));
}

#[tokio::test]
async fn a_newer_sending_takes_the_place_of_the_one_in_sight() {
    let planned = planned().await;
    let [older, _] = waiting(&planned).await;
    let secretariat = planned.world.signed_in("secretariat").await;
    planned.report("A.1", planned.agencies["Disnaker"], TW3, count("7")).await;
    let answer = secretariat.post(&format!("/rad/verifikasi/{older}"), &[("version", "1")]).await;
    assert!(matches!(answer.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY));
    let page = secretariat.get("/rad/verifikasi").await.body;
    assert!(
        !page.contains(&older.to_string()) && page.contains(">7<"),
        "only the newest stands in line"
    );
}
