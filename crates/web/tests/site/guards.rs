//! The permission matrix: every route as every role and as nobody, compared with one readable file.

use std::fmt::Write as _;

use axum::http::{Method, StatusCode};

use crate::browser::{Browser, World, world};

const FILE: &str = "tests/permissions.txt";
const NIL: &str = "00000000-0000-0000-0000-000000000000";

/// `masuk` sent to the sign-in page, `-` refused, `ya` let through to the handler.
async fn knock(browser: &Browser, method: &Method, path: &str, ends: bool) -> &'static str {
    let answer = if *method == Method::GET {
        browser.get(path).await
    } else {
        browser.post(path, &[]).await
    };
    if answer.status.is_server_error() {
        return "RUSAK";
    }
    match answer.status {
        StatusCode::SEE_OTHER
            if answer.location().starts_with("/masuk") && (!ends || browser.cookie.is_none()) =>
        {
            "masuk"
        }
        StatusCode::FORBIDDEN => "-",
        _ => "ya",
    }
}

async fn row(world: &mut World, method: &Method, path: &str) -> Vec<&'static str> {
    let concrete: String = path
        .split('/')
        .map(|part| if part.starts_with('{') { NIL } else { part })
        .collect::<Vec<_>>()
        .join("/");
    let ends = path.starts_with("/keluar") || path.starts_with("/akun/keluar");
    let mut verdicts = vec![knock(&world.stranger(), method, &concrete, ends).await];
    for index in 0..world.people.len() {
        verdicts.push(knock(&world.stranger_as(index), method, &concrete, ends).await);
    }
    if ends {
        // The sessions that the next routes need have ended.
        world.sign_everybody_in().await;
    }
    verdicts
}

fn columns(words: &[&str]) -> String {
    let cells: Vec<String> = words.iter().map(|word| format!("{word:<16}")).collect();
    cells.concat()
}

#[tokio::test]
async fn every_route_answers_every_role_as_the_matrix_says() {
    let mut world = world().await;
    world.sign_everybody_in().await;
    let mut table = String::from(
        "# Every route as nobody and as every role: masuk = sent to sign in, - = refused, ya = let through\n# to the use case, which decides what belongs to whom.\n",
    );
    let head: Vec<&str> = std::iter::once("nobody")
        .chain(world.people.iter().map(|person| person.role.as_str()))
        .collect();
    writeln!(table, "{:<46} {}", "route", columns(&head).trim_end()).unwrap();
    for route in web::routes().list() {
        let verdicts = row(&mut world, &route.method, route.path).await;
        let cells = columns(&verdicts);
        writeln!(table, "{:<46} {}", format!("{} {}", route.method, route.path), cells.trim_end())
            .unwrap();
    }
    assert!(!table.contains("RUSAK"), "a route breaks:\n{table}");
    let known = std::fs::read_to_string(FILE).unwrap_or_default();
    if known != table {
        let new = std::env::temp_dir().join("permissions.txt");
        std::fs::write(&new, &table).unwrap();
        panic!(
            "{FILE} differs; read the new matrix in {} and copy it there if it is right:\n{table}",
            new.display()
        );
    }
}

#[tokio::test]
async fn a_refusal_is_recorded() {
    let world = world().await;
    let contact = world.signed_in("agency_contact").await;
    assert_eq!(contact.get("/pengaturan/akun").await.status, StatusCode::FORBIDDEN);
    let system = app::Actor::system(app::ActorKind::System);
    let lines = app::audit::latest(world.app(), &system, None, 5).await.unwrap();
    let first = &lines[0].row;
    assert_eq!((first.act.as_str(), first.outcome.as_str()), ("account.view", "refused"));
    assert!(first.detail.contains("/pengaturan/akun"));
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_a_page_and_not_a_blank() {
    let world = world().await;
    for address in ["/tidak-ada", "/rad/../etc/passwd", "/static/nichts.css", "/%00"] {
        let answer = world.stranger().get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.body.contains("<h1>"), "{address}");
    }
}
