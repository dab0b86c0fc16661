//! The binary as scripts use it: exit codes, JSON alone on standard output, the demo folder.

#![expect(clippy::unwrap_used, reason = "a test that can't go on should fail loudly")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

fn gugus(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gugus"));
    command.args(args).current_dir(folder).env_remove("GUGUS_DATA").env_remove("GUGUS_DATABASE");
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A running server that ends with the value.
struct Running {
    child: Child,
    lines: Vec<String>,
    port: u16,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn demo(folder: &Path, more: &[&str]) -> Running {
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let mut args = vec!["demo", "--listen", &listen];
    args.extend(more);
    let mut child =
        command(folder, &args).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let lines = vec![lines.next().unwrap().unwrap(), lines.next().unwrap().unwrap()];
    Running { child, lines, port }
}

fn get(port: u16, path: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn every_command_has_a_manual() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["--help"][..],
        &["demo", "--help"],
        &["serve", "--help"],
        &["init", "--help"],
        &["user", "add", "--help"],
        &["import", "plan", "--help"],
        &["audit", "verify", "--help"],
    ] {
        let output = gugus(folder.path(), args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(stdout(&output).contains("Usage:"), "{args:?}");
    }
    let help = stdout(&gugus(folder.path(), &["serve", "--help"]));
    for key in ["data", "database", "listen", "public_url", "tls_cert", "tls_key", "node"] {
        assert!(help.contains(key), "serve --help lists {key}");
    }
}

#[test]
fn wrong_usage_is_exit_code_two_and_a_refusal_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(gugus(folder.path(), &["dance"]).status.code(), Some(2));
    assert_eq!(gugus(folder.path(), &["demo", "--listen", "nowhere"]).status.code(), Some(2));
    let output = gugus(folder.path(), &["serve"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("gugus init"), "says what to do next: {}", stderr(&output));
}

#[test]
fn an_unknown_setting_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("gugus.toml"), "lisen = \"127.0.0.1:1\"\n").unwrap();
    let output = gugus(folder.path(), &["migrate"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("lisen"), "{}", stderr(&output));
    std::fs::remove_file(folder.path().join("gugus.toml")).unwrap();
    let output = command(folder.path(), &["migrate"]).env("GUGUS_LISEN", "x").output().unwrap();
    assert!(stderr(&output).contains("GUGUS_LISEN"), "{}", stderr(&output));
}

#[test]
fn an_installation_begins_with_an_administrator_whose_password_is_shown_once() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["init", "--name", "Kabupaten Contoh", "--region", "36.03", "--admin", "kepala"];
    let output = gugus(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("kepala"));
    assert_eq!(gugus(folder.path(), &args).status.code(), Some(1), "a second task force");
    let listed = gugus(folder.path(), &["user", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    assert_eq!(rows[0]["role"], "administrator");
    let verdict = gugus(folder.path(), &["audit", "verify", "--json"]);
    let verdict: serde_json::Value = serde_json::from_slice(&verdict.stdout).unwrap();
    assert!(verdict[0]["bad"].is_null() && verdict[0]["rows"].as_i64().unwrap() >= 2);

    let contact = ["user", "add", "pic", "--name", "Contoh", "--role", "agency_contact"];
    let added = gugus(folder.path(), &[&contact[..], &["--agency", "Dinsos"]].concat());
    assert_eq!(added.status.code(), Some(0), "the agencies came with it: {}", stderr(&added));
}

#[test]
fn where_no_agencies_ship_an_installation_says_where_to_enter_them() {
    let folder = tempfile::tempdir().unwrap();
    let output = gugus(folder.path(), &["init", "--name", "Kota Serang", "--region", "36.73"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("/pengaturan/instansi"), "{}", stdout(&output));
}

#[test]
fn acting_as_somebody_needs_their_role() {
    let folder = tempfile::tempdir().unwrap();
    gugus(folder.path(), &["init", "--name", "Kabupaten Contoh", "--region", "36.03"]);
    gugus(folder.path(), &["user", "add", "ina", "--name", "Ina Contoh", "--role", "auditor"]);
    let output = gugus(
        folder.path(),
        &["user", "add", "baru", "--name", "Baru", "--role", "auditor", "--as", "ina"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("hint:"), "{}", stderr(&output));
    let output = gugus(folder.path(), &["user", "list", "--as", "tiada"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_demo_fills_an_empty_folder_serves_it_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = demo(folder.path(), &[]);
    assert_eq!(first.lines[0], format!("http://localhost:{}", first.port));
    assert!(first.lines[1].contains("sekretariat"));
    assert!(get(first.port, "/masuk").starts_with("HTTP/1.1 200"));
    let accounts = folder.path().join("gugus-data/demo-accounts.json");
    let before = std::fs::read_to_string(&accounts).unwrap();
    let list: serde_json::Value = serde_json::from_str(&before).unwrap();
    for role in [
        "secretariat",
        "administrator",
        "agency_contact",
        "leadership",
        "region_operator",
        "auditor",
        "observer",
    ] {
        assert!(list.as_array().unwrap().iter().any(|one| one["role"] == role), "{role}");
    }
    drop(first);
    let again = demo(folder.path(), &[]);
    assert!(get(again.port, "/healthz").ends_with("ok\n"));
    drop(again);
    assert_eq!(std::fs::read_to_string(&accounts).unwrap(), before, "kept");
    drop(demo(folder.path(), &["--reset", "--yes"]));
    assert_ne!(
        std::fs::read_to_string(&accounts).unwrap(),
        before,
        "passwords are random per folder"
    );
}

#[test]
fn a_demo_among_many_task_forces_is_served_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    drop(demo(folder.path(), &[]));
    let seeded = gugus(folder.path(), &["bench", "seed", "--scale", "province"]);
    assert!(seeded.status.success(), "{}", stderr(&seeded));
    let again = demo(folder.path(), &[]);
    assert!(get(again.port, "/masuk").starts_with("HTTP/1.1 200"));
}

#[test]
fn a_demo_that_was_killed_while_filling_starts_over() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("gugus-data");
    let mut child = command(folder.path(), &["demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let told = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    // The accounts are being made: some are there, the list of them is not.
    assert!(told.into_iter().any(|line| line.contains("akun contoh")));
    let other = gugus(folder.path(), &["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(other.status.code(), Some(1));
    assert!(stderr(&other).contains("another start is filling"), "{}", stderr(&other));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(data.join("gugus.db").exists() && !data.join("demo-accounts.json").exists());
    let second = demo(folder.path(), &[]);
    assert!(get(second.port, "/masuk").starts_with("HTTP/1.1 200"));
    assert!(data.join("demo-accounts.json").exists() && !data.join("demo-filling").exists());
}

#[test]
fn a_mark_of_a_demo_makes_no_demo_of_a_real_installation() {
    let folder = tempfile::tempdir().unwrap();
    gugus(folder.path(), &["init", "--name", "Kabupaten Contoh", "--region", "36.03"]);
    for name in ["demo-filling", "demo-accounts.json"] {
        std::fs::write(folder.path().join("gugus-data").join(name), "[]").unwrap();
        let output = gugus(folder.path(), &["demo", "--listen", "127.0.0.1:0"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("not a demo"), "{}", stderr(&output));
    }
    assert!(gugus(folder.path(), &["audit", "verify"]).status.success(), "it is still there");
}

#[test]
fn the_demo_leaves_a_real_installation_alone() {
    let folder = tempfile::tempdir().unwrap();
    gugus(folder.path(), &["init", "--name", "Kabupaten Contoh", "--region", "36.03"]);
    let output = gugus(folder.path(), &["demo", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("not a demo"), "{}", stderr(&output));
    let output = gugus(folder.path(), &["demo", "--reset", "--yes", "--listen", "127.0.0.1:0"]);
    assert_eq!(output.status.code(), Some(1), "also with --reset");
}
