//! Reporting by a personal link, without an account.

use axum::http::StatusCode;

use super::fixture::{Planned, planned};

/// The address of a link that the secretariat gives out for an agency.
async fn given(planned: &Planned, agency: &str) -> String {
    let secretariat = planned.world.signed_in("secretariat").await;
    let id = planned.agencies[agency].to_string();
    let fields = [("agency", id.as_str()), ("holder", "Ibu Ani"), ("days", "14")];
    let page = secretariat.post("/rad/tautan", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (_, rest) = page.body.split_once("<code id=\"tautan\">http://localhost:8080").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_opens_the_report_pages_of_its_office_and_no_others() {
    let planned = planned().await;
    let link = given(&planned, "Disnaker").await;
    let nobody = planned.world.stranger();
    let list = nobody.get(&link).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("Ibu Ani") && list.body.contains("Disnaker"));
    assert_eq!(list.header("cache-control"), "no-store");
    for href in list.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let own = href.starts_with(&link) || href.starts_with("/static/") || href.starts_with('#');
        assert!(own || href.starts_with("?lang="), "{href} leads elsewhere");
    }
    let form = format!("{link}/{}?titik=2026-3", planned.id("A.1"));
    let page = nobody.get(&form).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    // An old browser says nothing of where a form comes from; another site does.
    let fields = [("value", "5"), ("version", "0")];
    let foreign = [("origin", "https://jahat.example")];
    let refused = nobody.post_as(&form, &foreign, &fields).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let sent = nobody.post_as(&form, &[], &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(sent.location().starts_with(&link), "{}", sent.location());
    let after = nobody.followed(sent).await;
    assert_eq!(after.status, StatusCode::OK);
    assert!(!after.body.contains("href=\"/rad"), "{}", after.body);
    let secretariat = planned.world.signed_in("secretariat").await;
    let waiting = secretariat.get("/rad/verifikasi").await.body;
    assert!(waiting.contains("Ibu Ani") && waiting.contains("lewat tautan"), "{waiting}");
    let other = format!("{link}/{}?titik=2026-3", planned.id("B.1"));
    assert_eq!(nobody.get(&other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn wrong_figures_come_back_as_typed_and_a_taken_back_link_is_dead() {
    let planned = planned().await;
    let link = given(&planned, "Disnaker").await;
    let nobody = planned.world.stranger();
    let form = format!("{link}/{}?titik=2026-3", planned.id("A.1"));
    let wrong = nobody.post(&form, &[("value", "lima"), ("obstacle", "hujan"), ("version", "0")]);
    let wrong = wrong.await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("hujan") && wrong.body.contains("lima"));
    let secretariat = planned.world.signed_in("secretariat").await;
    let page = secretariat.get("/rad/tautan").await.body;
    let (_, rest) = page.split_once("action=\"/rad/tautan/").unwrap();
    let revoke = format!("/rad/tautan/{}", rest.split('"').next().unwrap());
    assert_eq!(secretariat.post(&revoke, &[]).await.status, StatusCode::SEE_OTHER);
    for address in [&link, &form] {
        assert_eq!(nobody.get(address).await.status, StatusCode::NOT_FOUND);
    }
    let late = nobody.post(&form, &[("value", "5"), ("version", "0")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    let page = secretariat.get("/rad/tautan").await.body;
    assert!(page.contains("dicabut") && !page.contains(&link["/isi/".len()..]));
}

#[tokio::test]
async fn the_list_of_the_silent_has_a_reminder_without_any_name() {
    let planned = planned().await;
    let secretariat = planned.world.signed_in("secretariat").await;
    let page = secretariat.get("/rad/belum-lapor").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Yth. PIC Disnaker"), "{}", page.body);
    let csv = secretariat.get("/rad/belum-lapor.csv").await;
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert!(csv.body.contains("Disnaker;"), "{}", csv.body);
}
