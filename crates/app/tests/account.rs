//! Signing in, sessions, passwords: the refusals first.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should fail loudly")]

use app::{Act, Actor, ActorKind, App, Error, account, account::Signed};
use domain::{
    account::{AccountState, NewAccount},
    id::AccountId,
    time::Instant,
};
use testkit::{Fixture, app_on, both};
use zeroize::Zeroizing;

fn new(username: &str, role: &str) -> NewAccount {
    NewAccount {
        username: username.into(),
        name: "Contoh Sari".into(),
        role: role.into(),
        agency: None,
        region: None,
    }
}

async fn add(app: &App, username: &str, role: &str) -> (AccountId, Zeroizing<String>) {
    account::create(app, &Actor::system(ActorKind::System), &new(username, role)).await.unwrap()
}

async fn enter(app: &App, username: &str, password: &str) -> Result<Zeroizing<String>, Error> {
    account::sign_in(app, username, Zeroizing::new(password.into()), "Firefox")
        .await
        .map(|signed| signed.cookie)
}

async fn signed(app: &App, username: &str, password: &str) -> (Zeroizing<String>, Signed) {
    let cookie = enter(app, username, password).await.unwrap();
    let signed = account::resume(app, &cookie).await.unwrap().unwrap();
    (cookie, signed)
}

#[tokio::test]
async fn wrong_names_and_wrong_passwords_get_the_same_answer_and_are_recorded() {
    both(|store| async move {
        let app = app_on(store).app;
        add(&app, "sari", "secretariat").await;
        for (name, password) in [
            ("sari", "bukan ini sandinya"),
            ("tiada", "bukan ini sandinya"),
            ("", ""),
            ("sari", ""),
        ] {
            let error = enter(&app, name, password).await.unwrap_err();
            assert!(matches!(error, Error::Rule("account.wrong")), "{name}: {error}");
        }
        let actor = Actor::system(ActorKind::System);
        let lines = app::audit::latest(&app, &actor, None, 50).await.unwrap();
        assert_eq!(lines.iter().filter(|line| line.row.outcome == "refused").count(), 4);
    })
    .await;
}

#[tokio::test]
async fn the_right_password_opens_a_session_with_its_role() {
    both(|store| async move {
        let app = app_on(store).app;
        let (id, password) = add(&app, "sari", "secretariat").await;
        let (_, signed) = signed(&app, "Sari", &password).await;
        assert_eq!((signed.account, signed.must_change), (id, true));
        assert!(signed.actor.may(Act::RealisationVerify));
        assert!(!signed.actor.may(Act::AccountManage));
    })
    .await;
}

#[tokio::test]
async fn guessing_makes_a_name_wait_whether_it_exists_or_not_and_then_lets_the_person_in() {
    both(|store| async move {
        let fixture = app_on(store);
        let app = &fixture.app;
        let (_, password) = add(app, "sari", "secretariat").await;
        for name in ["sari", "tiada"] {
            for _ in 0..5 {
                enter(app, name, "tebakan asal saja").await.unwrap_err();
            }
            assert!(
                matches!(enter(app, name, "tebakan asal saja").await, Err(Error::TooMany(_))),
                "{name}"
            );
        }
        assert!(matches!(enter(app, "sari", &password).await, Err(Error::TooMany(_))));
        fixture.wait(31 * Instant::SECOND);
        enter(app, "sari", &password).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn guesses_sent_at_once_count_one_by_one() {
    both(|store| async move {
        let app = app_on(store).app;
        add(&app, "sari", "secretariat").await;
        let guesses: Vec<_> = (0..20)
            .map(|_| {
                let app = app.clone();
                tokio::spawn(
                    async move { enter(&app, "sari", "tebakan asal saja").await.unwrap_err() },
                )
            })
            .collect();
        let mut looked_at = 0;
        for guess in guesses {
            looked_at += usize::from(matches!(guess.await.unwrap(), Error::Rule(_)));
        }
        assert_eq!(looked_at, 5, "the sixth has to wait");
    })
    .await;
}

#[tokio::test]
async fn one_name_that_waits_keeps_nobody_else_out() {
    let scratch = testkit::sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    let (_, password) = add(&app, "budi", "auditor").await;
    add(&app, "sari", "secretariat").await;
    for _ in 0..6 {
        enter(&app, "sari", "tebakan asal saja").await.unwrap_err();
    }
    enter(&app, "budi", &password).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_the_account_is_disabled() {
    both(|store| async move {
        let fixture = app_on(store);
        let app = &fixture.app;
        let (id, password) = add(app, "sari", "secretariat").await;
        let open = async |cookie: &str| account::resume(app, cookie).await.unwrap().is_some();

        let cookie = enter(app, "sari", &password).await.unwrap();
        fixture.wait(119 * 60 * Instant::SECOND);
        assert!(open(&cookie).await, "used within two hours");
        fixture.wait(121 * 60 * Instant::SECOND);
        assert!(!open(&cookie).await, "idle for two hours");

        let cookie = enter(app, "sari", &password).await.unwrap();
        for _ in 0..11 {
            fixture.wait(3_600 * Instant::SECOND);
            assert!(open(&cookie).await);
        }
        fixture.wait(3_601 * Instant::SECOND);
        assert!(!open(&cookie).await, "twelve hours after sign-in");

        let cookie = enter(app, "sari", &password).await.unwrap();
        let system = Actor::system(ActorKind::System);
        account::set_state(app, &system, id, 1, AccountState::Disabled).await.unwrap();
        assert!(!open(&cookie).await, "disabled");
        assert!(matches!(enter(app, "sari", &password).await, Err(Error::Rule("account.wrong"))));
    })
    .await;
}

#[tokio::test]
async fn a_made_up_or_changed_cookie_is_nobody() {
    let scratch = testkit::sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    let (_, password) = add(&app, "sari", "secretariat").await;
    let cookie = enter(&app, "sari", &password).await.unwrap();
    let mut changed = cookie.as_bytes().to_vec();
    changed[10] ^= 1;
    for text in ["", "x", &"A".repeat(43), &String::from_utf8_lossy(&changed)] {
        assert!(account::resume(&app, text).await.unwrap().is_none(), "{text}");
    }
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_this_account_only() {
    both(|store| async move {
        let app = app_on(store).app;
        let (_, password) = add(&app, "sari", "secretariat").await;
        let (_, other) = add(&app, "budi", "auditor").await;
        let (first, _) = signed(&app, "sari", &password).await;
        let (_, second) = signed(&app, "sari", &password).await;
        let (budi, _) = signed(&app, "budi", &other).await;
        assert_eq!(account::sign_out_everywhere(&app, &second).await.unwrap(), 2);
        assert!(account::resume(&app, &first).await.unwrap().is_none());
        assert!(account::resume(&app, &budi).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let scratch = testkit::sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    let (_, sari) = add(&app, "sari", "secretariat").await;
    let (_, budi) = add(&app, "budi", "auditor").await;
    let (cookie, of_sari) = signed(&app, "sari", &sari).await;
    let (_, of_budi) = signed(&app, "budi", &budi).await;
    assert!(matches!(
        account::end_session(&app, &of_budi, of_sari.session).await,
        Err(Error::NotFound)
    ));
    assert!(account::resume(&app, &cookie).await.unwrap().is_some());
}

async fn change(fixture: &Fixture, signed: &Signed, old: &str, new: &str) -> Result<(), Error> {
    let secret = |text: &str| Zeroizing::new(text.to_owned());
    account::change_password(&fixture.app, signed, secret(old), secret(new), secret(new)).await
}

#[tokio::test]
async fn a_new_password_keeps_the_person_key_and_ends_the_other_sessions() {
    both(|store| async move {
        let fixture = app_on(store);
        let app = &fixture.app;
        let (id, first) = add(app, "sari", "secretariat").await;
        let (other, _) = signed(app, "sari", &first).await;
        let (here, signed) = signed(app, "sari", &first).await;
        let key = async || {
            store::account::get(&mut app.store.read().await.unwrap(), id)
                .await
                .unwrap()
                .person_public
        };
        let before = key().await;

        let error = change(&fixture, &signed, "bukan sandi lama", "kuda laut minum kopi")
            .await
            .unwrap_err();
        assert!(
            matches!(error, Error::Invalid(errors) if errors.of("old") == Some("password_wrong"))
        );
        let error = change(&fixture, &signed, &first, "pendek").await.unwrap_err();
        assert!(
            matches!(error, Error::Invalid(errors) if errors.of("new") == Some("password_short"))
        );

        change(&fixture, &signed, &first, "kuda laut minum kopi").await.unwrap();
        assert_eq!(key().await, before, "the same person key");
        assert!(account::resume(app, &other).await.unwrap().is_none());
        assert!(!account::resume(app, &here).await.unwrap().unwrap().must_change);
        assert!(enter(app, "sari", &first).await.is_err());
        enter(app, "sari", "kuda laut minum kopi").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn only_who_may_manage_accounts_makes_or_disables_one() {
    both(|store| async move {
        let app = app_on(store).app;
        let (id, password) = add(&app, "sari", "secretariat").await;
        let (_, sari) = signed(&app, "sari", &password).await;
        let refused = account::create(&app, &sari.actor, &new("baru", "administrator")).await;
        assert!(matches!(refused, Err(Error::Denied(denied)) if denied.act == Act::AccountManage));
        let (other, _) = add(&app, "budi", "auditor").await;
        assert!(
            account::set_state(&app, &sari.actor, other, 1, AccountState::Disabled).await.is_err()
        );

        let (admin, password) = add(&app, "admin", "administrator").await;
        let (_, admin_signed) = signed(&app, "admin", &password).await;
        assert!(matches!(
            account::set_state(&app, &admin_signed.actor, admin, 1, AccountState::Disabled).await,
            Err(Error::Rule("account.self"))
        ));
        assert!(matches!(
            account::set_state(&app, &admin_signed.actor, id, 7, AccountState::Disabled).await,
            Err(Error::Conflict)
        ));
        account::set_state(&app, &admin_signed.actor, id, 1, AccountState::Disabled).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_taken_user_name_is_refused() {
    both(|store| async move {
        let app = app_on(store).app;
        add(&app, "sari", "secretariat").await;
        let again =
            account::create(&app, &Actor::system(ActorKind::System), &new("sari", "auditor")).await;
        assert!(matches!(again, Err(Error::Rule("taken"))));
    })
    .await;
}

#[tokio::test]
async fn the_database_alone_opens_no_person_key() {
    let scratch = testkit::sqlite().await;
    let app = app_on(scratch.store.clone()).app;
    let (id, password) = add(&app, "sari", "secretariat").await;
    let (cookie, signed) = signed(&app, "sari", &password).await;
    let mut tx = app.store.read().await.unwrap();
    let account = store::account::get(&mut tx, id).await.unwrap();
    let session = store::account::list_sessions(&mut tx, id).await.unwrap().remove(0);
    // The row's lookup value is not the cookie, and neither opens the sealed key of the other.
    assert_ne!(session.token_hash, cookie.as_bytes());
    let public: [u8; 32] = account.person_public.as_slice().try_into().unwrap();
    let ad = vault::seal::Ad::new("session", session.id, "person_secret_sealed", 1);
    assert!(signed.keys.open_person(&ad, &public, &session.person_secret_sealed).is_ok());
    let stolen = vault::Key::from_slice(&session.token_hash).unwrap();
    assert!(
        vault::PersonKey::open_secret(&stolen, &ad, &public, &session.person_secret_sealed)
            .is_err()
    );
}
