//! The matrix, the records and the red list.

use axum::http::StatusCode;

use testkit::START;

use super::fixture::{TW2, TW3, both, count, morning, planned};
use crate::browser::world;

#[tokio::test]
async fn without_a_plan_the_secretariat_is_led_to_the_import_and_others_are_told_to_wait() {
    let world = world().await;
    let secretariat = world.signed_in("secretariat").await;
    let leadership = world.signed_in("leadership").await;
    for address in ["/rad", "/rad/merah", "/beranda"] {
        assert!(secretariat.get(address).await.body.contains("href=\"/rad/impor\""), "{address}");
        assert!(!leadership.get(address).await.body.contains("/rad/impor"), "{address}");
        both(&secretariat, address).await;
    }
}

#[tokio::test]
async fn a_stranger_and_a_guessed_row_find_nothing() {
    let planned = planned().await;
    let address = format!("/rad/{}", planned.id("A.1"));
    assert_eq!(planned.world.stranger().get(&address).await.status, StatusCode::SEE_OTHER);
    let observer = planned.world.signed_in("observer").await;
    for guess in ["/rad/00000000-0000-7000-8000-000000000000", "/rad/x", "/rad/%3Cscript%3E"] {
        assert_eq!(observer.get(guess).await.status, StatusCode::NOT_FOUND, "{guess}");
    }
}

#[tokio::test]
async fn the_matrix_shows_every_year_every_agency_and_each_figure_once_verified() {
    let planned = planned().await;
    planned.counted("A.1", TW2, "3").await;
    let waits = planned.report("A.1", planned.agencies["Disnaker"], TW3, count("6")).await;
    let browser = planned.world.signed_in("secretariat").await;
    for answer in both(&browser, "/rad").await {
        for year in ["2024", "2025", "2026"] {
            assert!(answer.body.contains(year), "{year}");
        }
        for agency in planned.agencies.keys().filter(|name| !name.starts_with("Kec.")) {
            assert!(answer.body.contains(agency.as_str()), "{agency}");
        }
        assert!(answer.body.contains(">Kecamatan<") && answer.body.contains(">Polres (3)<"));
    }
    let page = browser.get("/rad?lang=id").await.body;
    assert!(page.contains("6 menunggu verifikasi"));
    assert!(
        page.contains("TW2 2026: 3"),
        "the last figure that counts is shown while the new one waits"
    );
    planned.verify(waits).await;
    let page = browser.get("/rad").await.body;
    assert!(page.contains("<b>6</b>") && !page.contains("6 menunggu verifikasi"));
}

#[tokio::test]
async fn a_view_is_shared_by_its_address() {
    let planned = planned().await;
    let browser = planned.world.signed_in("observer").await;
    let rows = |body: &str| body.matches("<th scope=\"row\"><a href=\"/rad/").count();
    assert_eq!(rows(&browser.get("/rad").await.body), 30);
    assert_eq!(rows(&browser.get("/rad?strategi=A").await.body), 6);
    assert_eq!(rows(&browser.get("/rad?strategi=e&instansi=dinsos").await.body), 3);
    assert_eq!(
        rows(&browser.get("/rad?instansi=Polresta%20Tangerang").await.body),
        1,
        "as a member of its group"
    );
    let page = browser.get("/rad?pita=lewat-batas&strategi=B").await.body;
    assert!(
        page.contains("name=\"pita\" value=\"lewat-batas\"")
            && page.contains("name=\"strategi\" value=\"B\"")
    );
    for wrong in [
        "/rad?strategi=Z",
        "/rad?instansi=tidak-ada",
        "/rad?pita=x",
        "/rad?titik=x",
        "/rad?sesudah=1",
    ] {
        assert_eq!(browser.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let empty = browser.get("/rad?pita=hampir").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert_eq!(rows(&empty.body), 0);
    both(&browser, "/rad?strategi=A&pita=lewat-batas&titik=2026-2").await;
}

#[tokio::test]
async fn a_long_plan_comes_in_pages_of_fifty_that_lead_on_and_back() {
    let mut planned = planned().await;
    planned.more_rows(80).await;
    let browser = planned.world.signed_in("observer").await;
    let rows = |body: &str| body.matches("<th scope=\"row\"><a href=\"/rad/").count();
    let way = |body: &str, rel: &str| {
        let link = body.split(&format!("rel=\"{rel}\" href=\"")).nth(1)?;
        Some(link.split('"').next()?.replace("&amp;", "&"))
    };
    let first = browser.get("/rad?strategi=A&lang=id").await.body;
    assert_eq!((rows(&first), way(&first, "prev")), (50, None));
    assert!(first.contains("1–50 dari 86") && first.contains("86 indikator"));
    let next = way(&first, "next").unwrap();
    assert!(next.contains("strategi=A") && next.contains("sesudah="));
    let second = browser.get(&next).await.body;
    assert_eq!((rows(&second), way(&second, "next")), (36, None));
    assert_eq!(way(&second, "prev").as_deref(), Some("/rad?strategi=A"));
    assert!(!second.contains("class=\"beside\""), "the picture stands on the first page alone");
    let stale = browser.get("/rad?sesudah=00000000-0000-7000-8000-000000000000").await;
    assert_eq!((stale.status, rows(&stale.body)), (StatusCode::OK, 50));
}

#[tokio::test]
async fn a_kept_page_follows_every_figure_and_language() {
    let planned = planned().await;
    let browser = planned.world.signed_in("observer").await;
    let observer = browser.get("/rad?lang=id").await.body;
    assert!(observer.contains("lewat batas") && !observer.contains("/rad/impor"));
    let secretariat = planned.world.signed_in("secretariat").await;
    assert!(
        secretariat.get("/rad?lang=id").await.body.contains("/rad/impor"),
        "buttons are each role's own"
    );
    assert!(browser.get("/rad?lang=en").await.body.contains("overdue"));
    planned.counted("A.1", TW3, "9").await;
    for lang in ["id", "en"] {
        assert!(
            browser.get(&format!("/rad?lang={lang}")).await.body.contains("<b>9</b>"),
            "{lang}"
        );
    }
}

#[tokio::test]
async fn words_of_a_plan_never_become_markup() {
    let planned = planned().await;
    let agency = planned.agencies["Disnaker"];
    let mut form = count("2");
    form.obstacle = "<script>alert(1)</script> \"kutip\" & 'satu'".to_owned();
    form.follow_up = "=HYPERLINK(\"http://a\")".to_owned();
    let id = planned.report("A.1", agency, TW3, form).await;
    planned.give_back(id, "<img src=x onerror=alert(2)>").await;
    let contact = planned.contact("Disnaker").await;
    let secretariat = planned.world.signed_in("secretariat").await;
    let record = format!("/rad/{}", planned.id("A.1"));
    let form = format!("/rad/lapor/{}?titik=2026-3", planned.id("A.1"));
    for (browser, address) in [
        (&secretariat, record.as_str()),
        (&contact, &record),
        (&contact, "/rad/lapor"),
        (&contact, &form),
    ] {
        for answer in both(browser, address).await {
            assert!(
                !answer.body.contains("<script>alert") && !answer.body.contains("<img src=x"),
                "{address}"
            );
        }
    }
    assert!(secretariat.get(&record).await.body.contains("&lt;script&gt;alert(1)"));
    assert!(contact.get("/rad/lapor").await.body.contains("&lt;img src=x"));
}

#[tokio::test]
async fn the_record_tells_who_did_what_and_why_it_came_back() {
    let planned = planned().await;
    planned.world.fixture.set_clock(morning("2026-10-20"));
    let id = planned.report("A.1", planned.agencies["Disnaker"], TW3, count("5")).await;
    planned.give_back(id, "Daftar hadir belum ada").await;
    planned.world.fixture.set_clock(morning("2026-10-22"));
    planned.counted("A.1", TW3, "4").await;
    planned.world.fixture.set_clock(START);
    let auditor = planned.world.signed_in("auditor").await;
    let address = format!("/rad/{}", planned.id("A.1"));
    both(&auditor, &address).await;
    let page = auditor.get(&format!("{address}?lang=id")).await.body;
    for words in [
        "Daftar hadir belum ada",
        "Melaporkan 5 kecamatan",
        "Memverifikasi 4 kecamatan",
        "Terlambat.",
        "20/10/2026",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(page.contains("id=\"t2026-3\""));
}

#[tokio::test]
async fn the_red_list_says_why_and_whom_to_call() {
    let planned = planned().await;
    planned.counted("A.1", TW3, "1").await;
    let leadership = planned.world.signed_in("leadership").await;
    both(&leadership, "/rad/merah").await;
    let page = leadership.get("/rad/merah?lang=id").await.body;
    assert!(
        page.contains("Baru 1 dari 8,25 kecamatan yang seharusnya sampai TW3 2026: 12%."),
        "{page}"
    );
    assert!(page.contains("TW3 2026 belum sampai di sekretariat; batasnya 14/10/2026."));
}

#[tokio::test]
async fn every_role_has_a_home_in_both_languages() {
    let planned = planned().await;
    planned.counted("A.1", TW3, "1").await;
    planned.report("A.2", planned.agencies["DPPPA"], TW3, count("200")).await;
    for person in &planned.world.people {
        let browser = planned.world.signed_in(&person.role).await;
        both(&browser, "/beranda").await;
    }
    let contact = planned.contact("Disnaker").await;
    for answer in both(&contact, "/beranda").await {
        assert!(
            answer.body.contains(&format!("/rad/lapor/{}", planned.id("B.6"))),
            "what is due from me"
        );
        assert!(
            !answer.body.contains(&format!("/rad/lapor/{}", planned.id("A.2"))),
            "what is due from others"
        );
    }
    let secretariat = planned.world.signed_in("secretariat").await;
    assert!(secretariat.get("/beranda").await.body.contains("/rad/verifikasi?laporan="));
}

#[tokio::test]
async fn the_matrix_is_taken_out_whole_or_for_one_agency_and_never_as_a_formula() {
    let planned = planned().await;
    planned.counted("A.1", TW2, "3").await;
    let observer = planned.world.signed_in("observer").await;
    for file in ["/rad/matriks.xlsx", "/rad/matriks.csv", "/rad/matriks.pdf"] {
        assert_eq!(observer.get(file).await.status, StatusCode::FORBIDDEN, "{file}");
        assert_eq!(planned.world.stranger().get(file).await.status, StatusCode::SEE_OTHER);
    }
    assert!(!observer.get("/rad").await.body.contains("/rad/matriks"));
    let browser = planned.world.signed_in("leadership").await;
    assert!(browser.get("/rad?instansi=PKK").await.body.contains("/rad/matriks.csv?instansi=PKK"));
    let whole = browser.get("/rad/matriks.csv").await;
    assert!(whole.header("content-disposition").starts_with("attachment"));
    assert_eq!(whole.body.lines().count(), 31);
    assert!(browser.get("/rad/matriks.pdf?lang=en").await.body.starts_with("%PDF"));
    let own = browser.get("/rad/matriks.csv?instansi=PKK").await;
    assert_eq!(own.body.lines().count(), 2, "{}", own.body);
    assert!(
        whole
            .body
            .lines()
            .flat_map(|line| line.split(';'))
            .all(|cell| { !cell.trim_start_matches('"').starts_with(['=', '+', '@']) })
    );
    for wrong in ["instansi=Tiada", "rencana=1999-2001", "rencana=x"] {
        let answer = browser.get(&format!("/rad/matriks.xlsx?{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn a_red_row_says_what_the_next_budget_window_still_allows_and_that_it_is_unconfirmed() {
    let planned = planned().await;
    planned.counted("A.1", TW3, "1").await;
    let page = planned.world.signed_in("leadership").await.get("/rad/merah").await.body;
    for words in ["Jendela anggaran berikut", "APBD", "belum dikonfirmasi Bappeda"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("pagu dapat diperbaiki sebelum disahkan"), "{page}");
}
