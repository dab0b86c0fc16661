//! One account and its dated assignments: given once, ended with effect at once.

use axum::http::StatusCode;

use crate::browser::{World, world};

async fn address(world: &World, role: &str) -> String {
    let system = app::Actor::system(app::ActorKind::System);
    let all = app::account::index(world.app(), &system).await.unwrap();
    let wanted = role.replace('_', "-");
    let one = all.into_iter().find(|one| one.account.username == wanted).unwrap();
    format!("/pengaturan/akun/{}", one.account.id)
}

#[tokio::test]
async fn only_who_manages_accounts_opens_one_or_gives_an_assignment() {
    let world = world().await;
    let auditor = address(&world, "auditor").await;
    for role in ["secretariat", "agency_contact", "auditor"] {
        let browser = world.signed_in(role).await;
        assert_eq!(browser.get(&auditor).await.status, StatusCode::FORBIDDEN, "{role}");
        let grant = format!("{auditor}/tugas");
        let answer = browser.post(&grant, &[("role", "administrator")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role}");
    }
}

#[tokio::test]
async fn an_assignment_is_given_once_and_a_form_with_errors_keeps_what_was_typed() {
    let world = world().await;
    let admin = world.signed_in("administrator").await;
    let auditor = address(&world, "auditor").await;
    let grant = format!("{auditor}/tugas");
    let wrong = admin.post(&grant, &[("role", "agency_contact"), ("region", "36.03\"<b>")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "an agency is missing");
    assert!(wrong.body.contains("36.03&quot;&lt;b&gt;"));
    let given = admin.post(&grant, &[("role", "observer")]).await;
    assert_eq!((given.status, given.location()), (StatusCode::SEE_OTHER, auditor.as_str()));
    let again = admin.post(&grant, &[("role", "observer")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a second click");
    assert_eq!(admin.get(&auditor).await.body.matches("/akhiri\"").count(), 2);
}

#[tokio::test]
async fn an_ended_assignment_closes_an_open_session_at_its_next_request() {
    let world = world().await;
    let admin = world.signed_in("administrator").await;
    let auditor = world.signed_in("auditor").await;
    assert_eq!(auditor.get("/audit").await.status, StatusCode::OK);
    let page = admin.get(&address(&world, "auditor").await).await.body;
    let action = page.split("action=\"").find(|part| part.contains("/akhiri\"")).unwrap();
    let action = action.split('"').next().unwrap();
    assert_eq!(admin.post(action, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(auditor.get("/audit").await.status, StatusCode::SEE_OTHER, "sent to sign in");
    assert!(admin.post(action, &[]).await.status.is_client_error(), "ended twice");
}

#[tokio::test]
async fn nobody_ends_the_assignment_they_act_under() {
    let world = world().await;
    let admin = world.signed_in("administrator").await;
    let own = address(&world, "administrator").await;
    let page = admin.get(&own).await.body;
    assert!(!page.contains("/akhiri\""), "no button for it");
}
