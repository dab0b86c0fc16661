//! How `/berkas/{id}` hands out files, and to whom.

#![expect(clippy::unwrap_used, reason = "a test that fails should fail loudly")]

use app::{App, account, file};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use domain::{
    access::{Actor, ActorKind},
    account::NewAccount,
    file::{CHUNK_SIZE, FileClass},
    id::{FileId, TaskForceId},
};
use store::{Sql, args};
use testkit::{Scratch, app_on, sqlite};
use tower::ServiceExt;
use web::{Settings, site};

/// One grey pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8, 0x0f, 0x00, 0x01,
    0x01, 0x01, 0x00, 0x1c, 0xb0, 0x8c, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

const PASSWORD: &str = "kuda laut minum kopi";

struct House {
    _scratch: Scratch,
    app: App,
    site: Router,
    taskforces: [TaskForceId; 2],
}

async fn house() -> House {
    let scratch = sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    let site = site(app.clone(), Settings::default());
    let taskforces = [TaskForceId(app.ids.next()), TaskForceId(app.ids.next())];
    let mut tx = app.store.write().await.unwrap();
    let text = "INSERT INTO taskforce (id, region_code, name, zone, demo, created_at)
        VALUES ($1, $2, 'GT', 'WIB', $3, 0)";
    for (id, region) in taskforces.iter().zip(["36.03", "36.71"]) {
        tx.run(Sql { text, place: file!() }, args![id, region, false]).await.unwrap();
    }
    tx.commit().await.unwrap();
    House { _scratch: scratch, app, site, taskforces }
}

impl House {
    fn system(&self, at: usize) -> Actor {
        Actor::system(ActorKind::System).within(self.taskforces[at])
    }

    /// The cookie of somebody with this role, who has changed the given password.
    async fn cookie(&self, at: usize, username: &str, role: &str) -> String {
        let new = NewAccount {
            username: username.to_owned(),
            name: "Contoh".to_owned(),
            role: role.to_owned(),
            agency: None,
            region: None,
        };
        let (_, given) = account::create(&self.app, &self.system(at), &new).await.unwrap();
        let first = account::sign_in(&self.app, username, given.clone(), "uji").await.unwrap();
        let signed = account::resume(&self.app, &first.cookie).await.unwrap().unwrap();
        let own = || PASSWORD.to_owned().into();
        account::change_password(&self.app, &signed, given, own(), own()).await.unwrap();
        let second = account::sign_in(&self.app, username, own(), "uji").await.unwrap();
        format!("__Host-gugus={}", *second.cookie)
    }

    async fn stored(&self, name: &str, bytes: &[u8]) -> FileId {
        let clean = file::clean(&self.app, "bukti", name.to_owned(), bytes.to_vec()).await.unwrap();
        let mut tx = self.app.store.write().await.unwrap();
        let (actor, own) = (self.system(0), self.taskforces[0]);
        let id =
            file::put(&self.app, &mut tx, &actor, own, FileClass::Internal, &clean).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn get(&self, path: &str, cookie: Option<&str>) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut request = Request::get(path).header("host", "localhost");
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(Body::empty()).unwrap();
        let (parts, body) = self.site.clone().oneshot(request).await.unwrap().into_parts();
        (parts.status, parts.headers, to_bytes(body, usize::MAX).await.unwrap().to_vec())
    }
}

#[tokio::test]
async fn a_stranger_is_led_to_the_sign_in_page() {
    let house = house().await;
    let id = house.stored("a.txt", b"isi").await;
    let (status, headers, body) = house.get(&format!("/berkas/{id}"), None).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(headers["location"].to_str().unwrap().starts_with("/masuk"));
    assert!(body.is_empty());
}

#[tokio::test]
async fn another_task_force_sees_the_same_page_as_for_a_file_that_never_was() {
    let house = house().await;
    let id = house.stored("a.txt", b"rahasia-7").await;
    let cookie = house.cookie(1, "luar", "secretariat").await;
    let (status, _, theirs) = house.get(&format!("/berkas/{id}"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!String::from_utf8_lossy(&theirs).contains("rahasia-7"));
    let never = "/berkas/0190a7f0-0000-7000-8000-000000000000";
    let (status, _, nobodys) = house.get(never, Some(&cookie)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    // The address and the form tokens differ, each as long as the other.
    assert_eq!(theirs.len(), nobodys.len());
    for path in ["/berkas/1", "/berkas/..%2f..%2fx"] {
        let (status, headers, _) = house.get(path, Some(&cookie)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        assert!(headers["content-type"].to_str().unwrap().starts_with("text/html"));
    }
}

#[tokio::test]
async fn a_role_without_file_view_is_refused() {
    let house = house().await;
    let id = house.stored("a.txt", b"isi").await;
    let cookie = house.cookie(0, "pengamat", "observer").await;
    let (status, _, _) = house.get(&format!("/berkas/{id}"), Some(&cookie)).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_text_is_a_download_that_no_browser_guesses_about() {
    let house = house().await;
    let id = house.stored("Daftar \"hadir\"\r\n.html", b"nama").await;
    let cookie = house.cookie(0, "sari", "secretariat").await;
    let (status, headers, body) = house.get(&format!("/berkas/{id}"), Some(&cookie)).await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, b"nama".as_slice()));
    assert_eq!(headers["content-type"], "text/plain; charset=utf-8");
    assert_eq!(
        headers["content-disposition"],
        "attachment; filename=\"Daftar -hadir-.txt\"; filename*=UTF-8''Daftar%20-hadir-.txt"
    );
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["cache-control"], "no-store");
    assert!(headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
}

#[tokio::test]
async fn a_picture_may_stand_in_a_page() {
    let house = house().await;
    let id = house.stored("titik.png", PNG).await;
    let cookie = house.cookie(0, "sari", "secretariat").await;
    let (_, headers, body) = house.get(&format!("/berkas/{id}"), Some(&cookie)).await;
    assert_eq!(headers["content-type"], "image/png");
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("inline; "));
    assert_eq!(headers["content-length"], body.len().to_string());
}

#[tokio::test]
async fn a_file_of_several_pieces_arrives_whole() {
    let house = house().await;
    let text = "a,b\n".repeat(CHUNK_SIZE / 2);
    let id = house.stored("panjang.csv", text.as_bytes()).await;
    let cookie = house.cookie(0, "sari", "secretariat").await;
    let (_, headers, body) = house.get(&format!("/berkas/{id}"), Some(&cookie)).await;
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
    assert!(body == text.as_bytes());
}
