//! Headers of every answer, static files, compression.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use crate::browser::world;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = world().await;
    for address in ["/", "/masuk", "/beranda", "/static/gugus.css", "/tidak-ada"] {
        let answer = world.stranger().get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{address}"
        );
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn pages_are_not_kept_and_static_files_are() {
    let world = world().await;
    let browser = world.signed_in("secretariat").await;
    assert_eq!(browser.get("/akun").await.header("cache-control"), "no-store");
    let first = browser.get("/static/gugus.css").await;
    assert!(first.header("cache-control").contains("immutable"));
    let tag = first.header("etag").to_owned();
    let again = browser
        .send(
            Request::builder().uri("/static/gugus.css").header("if-none-match", tag),
            Body::empty(),
        )
        .await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn pages_hold_no_inline_style_or_script() {
    let world = world().await;
    let browser = world.signed_in("administrator").await;
    for route in web::routes().list() {
        if route.method == Method::GET && !route.path.contains('{') {
            let body = browser.get(route.path).await.body;
            assert!(
                !body.contains(" style=")
                    && !body.contains("<script>")
                    && !body.contains(" onclick="),
                "{}",
                route.path
            );
        }
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_a_page() {
    let world = world().await;
    let browser = world.signed_in("secretariat").await;
    let large = "x".repeat(2 * 1024 * 1024);
    let answer = browser.post("/akun/sandi", &[("old", &large)]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("<h1>"));
}

#[tokio::test]
async fn a_method_that_is_not_listed_is_refused() {
    let world = world().await;
    for method in [Method::TRACE, Method::PUT, Method::DELETE] {
        let answer = world
            .stranger()
            .send(Request::builder().method(method.clone()).uri("/masuk"), Body::empty())
            .await;
        assert!(answer.status.is_client_error(), "{method}");
    }
}
