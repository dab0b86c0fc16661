//! Signing in and out, and whose forms are accepted.

use axum::http::StatusCode;

use crate::browser::world;

#[tokio::test]
async fn a_stranger_is_led_to_sign_in_and_back() {
    let world = world().await;
    let answer = world.stranger().get("/akun?x=1").await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/masuk?ke=/akun%3Fx%3D1")
    );
    let person = &world.people[0];
    let fields = [
        ("username", person.username.as_str()),
        ("password", &person.password),
        ("ke", "/akun?x=1"),
    ];
    assert_eq!(world.stranger().post("/masuk", &fields).await.location(), "/akun?x=1");
}

#[tokio::test]
async fn a_link_to_sign_in_leads_to_no_other_host() {
    let world = world().await;
    let person = &world.people[0];
    for away in
        ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\r/x", "/\u{b}/x", "\t//x"]
    {
        let fields =
            [("username", person.username.as_str()), ("password", &person.password), ("ke", away)];
        let answer = world.stranger().post("/masuk", &fields).await;
        assert_eq!(answer.location(), "/beranda", "{away:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_the_name_and_never_shows_the_password() {
    let world = world().await;
    let answer = world
        .stranger()
        .post("/masuk", &[("username", "sari \"<b>"), ("password", "rahasia-sekali")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("sari &quot;&lt;b&gt;"));
    assert!(!answer.body.contains("rahasia-sekali"));
}

#[tokio::test]
async fn the_session_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts() {
    let world = world().await;
    let person = &world.people[0];
    let answer = world
        .stranger()
        .post("/masuk", &[("username", &person.username), ("password", &person.password)])
        .await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-gugus="));
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{part}");
    }
    assert!(!cookie.contains("Domain"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_changes_nothing() {
    let world = world().await;
    let browser = world.signed_in("secretariat").await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ] {
        let answer = browser.post_as("/akun/keluar-semua", headers, &[("_token", "x")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
    assert_eq!(browser.get("/akun").await.status, StatusCode::OK, "still signed in");
}

#[tokio::test]
async fn an_old_browser_without_those_headers_brings_the_token_of_its_form() {
    let world = world().await;
    let browser = world.signed_in("secretariat").await;
    let page = browser.get("/akun").await.body;
    let token = page.split("name=\"_token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let other = world.signed_in("auditor").await;
    assert_eq!(
        other.post_as("/akun/keluar-semua", &[], &[("_token", token)]).await.status,
        StatusCode::FORBIDDEN
    );
    let answer = browser.post_as("/akun/keluar-semua", &[], &[("_token", token)]).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/masuk"));
}

#[tokio::test]
async fn our_own_origin_is_accepted() {
    let world = world().await;
    let browser = world.signed_in("secretariat").await;
    let answer = browser.post_as("/keluar", &[("origin", "http://localhost:8080")], &[]).await;
    assert_eq!(answer.location(), "/masuk");
    assert_eq!(browser.get("/akun").await.status, StatusCode::SEE_OTHER, "the session has ended");
}

#[tokio::test]
async fn a_forged_forwarded_address_changes_nothing() {
    let world = world().await;
    for number in 0..7 {
        let from = format!("10.0.0.{number}");
        let headers = [("x-forwarded-for", from.as_str()), ("sec-fetch-site", "same-origin")];
        world
            .stranger()
            .post_as(
                "/masuk",
                &headers,
                &[("username", "secretariat"), ("password", "tebakan saja")],
            )
            .await;
    }
    let last = world
        .stranger()
        .post("/masuk", &[("username", "secretariat"), ("password", "kuda laut minum kopi")])
        .await;
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_language_is_kept_and_switched_by_the_address() {
    let world = world().await;
    let english = world.stranger().get("/masuk?lang=en").await;
    assert!(
        english.body.contains("lang=\"en\"")
            && english.header("set-cookie").starts_with("__Host-bahasa=en")
    );
    assert!(world.stranger().get("/masuk").await.body.contains("lang=\"id\""));
}

#[tokio::test]
async fn away_from_this_machine_the_sign_in_page_asks_for_https() {
    let world = world().await;
    let request = axum::http::Request::builder().uri("/masuk").header("host", "gugus.kantor.local");
    // The harness adds its own Host last, and the first one counts.
    let answer = world.stranger().send(request, axum::body::Body::empty()).await;
    assert!(answer.body.contains("public_url"));
}
