//! Other looks at the plan and its papers.

use axum::http::StatusCode;

use super::fixture::{TW3, count, planned};

#[tokio::test]
async fn other_weights_are_worked_out_and_nothing_is_stored() {
    let planned = planned().await;
    let browser = planned.world.signed_in("leadership").await;
    let page = browser.get("/rad/tren").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("class=\"lines\"") && page.body.contains("Fisik"));
    let other = browser.get("/rad/tren?bobot-1=0&bobot-2=0&bobot-3=0&bobot-4=0&bobot-5=0").await;
    assert!(other.body.contains("tidak ada yang dinilai"), "{}", other.body);
    let wild = browser.get("/rad/tren?bobot-1=99999999999&bobot-2=x").await;
    assert_eq!(wild.status, StatusCode::OK);
}

#[tokio::test]
async fn the_national_view_says_that_its_mapping_is_not_confirmed() {
    let planned = planned().await;
    let browser = planned.world.signed_in("observer").await;
    let page = browser.get("/rad/nasional").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("belum ditetapkan") && page.body.contains("Perpres 19/2023"));
}

#[tokio::test]
async fn papers_are_for_who_may_print_and_each_is_recorded() {
    let planned = planned().await;
    let id = planned.report("A.1", planned.agencies["Disnaker"], TW3, count("5")).await;
    planned.verify(id).await;
    let disnaker = planned.agencies["Disnaker"];
    let sheet = format!("/rad/instansi/{disnaker}");
    let papers = [
        "/rad/laporan.pdf".to_owned(),
        "/rad/laporan.pdf?titik=2026-2".to_owned(),
        "/beranda/lembar.pdf".to_owned(),
        "/rad/dak.xlsx".to_owned(),
        "/rad/rencana/2024-2026/evaluasi.pdf".to_owned(),
        format!("{sheet}/lembar.pdf"),
    ];
    let observer = planned.world.signed_in("observer").await;
    for paper in &papers {
        assert_eq!(observer.get(paper).await.status, StatusCode::FORBIDDEN, "{paper}");
    }
    let browser = planned.world.signed_in("leadership").await;
    let page = browser.get(&sheet).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("1 terkirim"), "{}", page.body);
    for paper in &papers {
        let answer = browser.get(paper).await;
        assert_eq!(answer.status, StatusCode::OK, "{paper}");
        let begins = if paper.contains(".xlsx") { "PK" } else { "%PDF" };
        assert!(answer.body.starts_with(begins), "{paper}");
        assert!(answer.header("content-disposition").contains("attachment"), "{paper}");
    }
    let auditor = planned.world.signed_in("auditor").await;
    let trail = auditor.get("/audit").await.body;
    assert!(trail.matches("plan.print").count() >= papers.len(), "{trail}");
    for wrong in ["/rad/laporan.pdf?titik=1999-1x", "/rad/laporan.pdf?rencana=1999-2000"] {
        assert_eq!(browser.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let nobody = format!("/rad/instansi/{}", planned.taskforce);
    assert_eq!(browser.get(&nobody).await.status, StatusCode::NOT_FOUND);
}
