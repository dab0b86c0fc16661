//! `gugus import` as scripts use it: JSON alone on standard output, exit codes, who may.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't go on should fail loudly"
)]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

const PLAN: &str = "RAD KABUPATEN CONTOH TAHUN 2027-2028 (CONTOH)\n\
    NO;STRATEGI;KEGIATAN;INDIKATOR;SATUAN;TARGET 2027;TARGET 2028;PENANGGUNG JAWAB\n\
    A.1;Pencegahan;Sosialisasi;Jumlah kegiatan;kegiatan;4;lima;Dinsos\n\
    A.2;;Perdes;Jumlah desa (kumulatif);desa;3;8;\n\
    B.1;Penanganan;Layanan;korban terlayani;%;100;75%;\n";
const REGIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/data/regions-banten.csv");

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gugus"));
    command.args(args).current_dir(folder).env_remove("GUGUS_DATA").env_remove("GUGUS_DATABASE");
    command
}

fn gugus(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

/// The exit code and the one JSON value that standard output is.
fn json(folder: &Path, args: &[&str]) -> (i32, Value) {
    let output = gugus(folder, args);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let value = serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{error}: {text}\n{}", String::from_utf8_lossy(&output.stderr))
    });
    (output.status.code().unwrap(), value)
}

/// An installation with a secretariat and the plan in `rad.csv`.
fn installed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made = gugus(folder.path(), &["init", "--name", "Kabupaten Contoh", "--region", "36.03"]);
    assert_eq!(made.status.code(), Some(0), "{}", String::from_utf8_lossy(&made.stderr));
    for (user, role) in
        [("sekretariat", "secretariat"), ("admin2", "administrator"), ("ina", "auditor")]
    {
        let added =
            gugus(folder.path(), &["user", "add", user, "--name", "Contoh", "--role", role]);
        assert_eq!(added.status.code(), Some(0), "{}", String::from_utf8_lossy(&added.stderr));
    }
    std::fs::write(folder.path().join("rad.csv"), PLAN).unwrap();
    folder
}

#[test]
fn who_is_not_of_the_secretariat_imports_no_plan() {
    let folder = installed();
    for user in ["admin2", "ina", "tiada"] {
        for more in [&["--dry-run"][..], &[]] {
            let args = [&["import", "plan", "rad.csv", "--as", user][..], more].concat();
            let output = gugus(folder.path(), &args);
            assert_eq!(output.status.code(), Some(1), "{args:?}");
            assert!(output.stdout.is_empty(), "{args:?}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("hint:"), "{args:?}");
        }
    }
    let (code, refusal) =
        json(folder.path(), &["import", "plan", "rad.csv", "--json", "--as", "ina"]);
    assert_eq!((code, &refusal["errors"][0]["code"]), (1, &Value::from("refused")));
    let (_, later) = json(folder.path(), &["import", "plan", "rad.csv", "--dry-run", "--json"]);
    assert_eq!(later["changes"]["plan"], true, "nothing was stored by who may not");
}

#[test]
fn a_dry_run_prints_the_contract_and_stores_nothing() {
    let folder = installed();
    let args = ["import", "plan", "rad.csv", "--dry-run", "--json", "--as", "sekretariat"];
    for _ in 0..2 {
        let (code, outcome) = json(folder.path(), &args);
        assert_eq!(code, 0);
        for (key, count) in
            [("strategies", 2), ("activities", 3), ("indicators", 3), ("targets", 5)]
        {
            assert_eq!(outcome[key], count, "{key}: {outcome}");
        }
        assert_eq!(outcome["errors"], Value::from(Vec::<Value>::new()));
        assert_eq!(
            (&outcome["applied"], &outcome["changes"]["plan"]),
            (&false.into(), &true.into())
        );
        let doubts = outcome["doubts"].as_array().unwrap();
        for doubt in doubts {
            let keys: Vec<_> = doubt.as_object().unwrap().keys().map(String::as_str).collect();
            for key in ["sheet", "row", "column", "code", "message"] {
                assert!(keys.contains(&key), "{doubt}");
            }
            assert!(doubt["message"].as_str().unwrap().len() > 20, "{doubt}");
        }
        let lima = doubts.iter().find(|one| one["code"] == "plan_import.number_unread").unwrap();
        assert_eq!(
            (&lima["sheet"], &lima["row"], &lima["column"]),
            (&"rad".into(), &3.into(), &"G".into()),
            "{lima}"
        );
    }
}

#[test]
fn a_script_stores_at_once_and_the_second_time_nothing() {
    let folder = installed();
    let args = ["import", "plan", "rad.csv", "--json", "--as", "sekretariat"];
    let (code, first) = json(folder.path(), &args);
    assert_eq!((code, &first["applied"]), (0, &true.into()));
    let (code, second) = json(folder.path(), &args);
    assert_eq!((code, &second["applied"]), (0, &true.into()));
    assert_eq!(second["targets"], first["targets"], "counts are what the file holds");
    assert_eq!(
        (&second["changes"]["plan"], &second["changes"]["indicators"]),
        (&false.into(), &0.into())
    );
    let said = gugus(folder.path(), &["import", "plan", "rad.csv"]);
    assert!(String::from_utf8_lossy(&said.stdout).contains("tidak ada yang berubah"));
    let (_, verdict) = json(folder.path(), &["audit", "verify", "--json"]);
    assert!(verdict[0]["bad"].is_null());
}

#[test]
fn what_cannot_be_read_is_exit_code_one_and_still_json() {
    let folder = installed();
    std::fs::write(folder.path().join("kosong.xlsx"), "").unwrap();
    std::fs::write(folder.path().join("lain.csv"), "Nama;Jabatan\nA;B\n").unwrap();
    for (file, code) in [
        ("kosong.xlsx", "plan_import.file_empty"),
        ("lain.csv", "plan_import.no_table"),
        ("tiada.xlsx", "refused"),
    ] {
        for more in [&["--dry-run"][..], &[]] {
            let args = [&["import", "plan", file, "--json"][..], more].concat();
            let (exit, outcome) = json(folder.path(), &args);
            assert_eq!((exit, &outcome["errors"][0]["code"]), (1, &code.into()), "{outcome}");
            assert_eq!(outcome["applied"], false);
        }
    }
}

/// A demo that was filled and is not served any more.
fn demo() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(folder.path(), &["demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let address = lines.next().unwrap().unwrap();
    assert!(address.starts_with("http://localhost:"), "{address}");
    child.kill().unwrap();
    child.wait().unwrap();
    folder
}

#[test]
fn the_plan_of_the_demo_is_known_to_it_and_no_agency_may_bring_it() {
    let folder = demo();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/data/rad-36.03-2024-2026.csv");
    for user in ["pic.dpppa", "bupati", "admin"] {
        let args = ["import", "plan", shipped, "--dry-run", "--json", "--as", user];
        let (code, refusal) = json(folder.path(), &args);
        assert_eq!((code, &refusal["errors"][0]["code"]), (1, &"refused".into()), "{user}");
    }
    // The workbook that the shipped rows were taken from lies outside the repository.
    let original =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/plan/rad-2024-2026-contoh.xlsx");
    if !Path::new(original).exists() {
        eprintln!("skipped for the original workbook: {original} is absent");
    }
    for file in [shipped, original].into_iter().filter(|file| Path::new(file).exists()) {
        for more in [&["--dry-run"][..], &[]] {
            let args = [&["import", "plan", file, "--json", "--as", "sekretariat"][..], more];
            let (code, outcome) = json(folder.path(), &args.concat());
            let counts = ["strategies", "activities", "indicators", "targets"]
                .map(|key| outcome[key].as_u64().unwrap());
            assert_eq!((code, counts), (0, [5, 30, 30, 87]), "{file}");
            let changes = outcome["changes"].as_object().unwrap();
            for (what, count) in changes {
                assert!(*count == 0 || *count == false, "{what}: {outcome}");
            }
        }
    }
}

#[test]
fn wrong_usage_is_exit_code_two() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["import"][..],
        &["import", "plan"],
        &["import", "rencana", "rad.csv"],
        &["import", "plan", "rad.csv", "--dry"],
    ] {
        assert_eq!(gugus(folder.path(), args).status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn regions_are_shown_by_a_dry_run_and_stored_without_it() {
    let folder = installed();
    let refused = gugus(folder.path(), &["import", "regions", REGIONS, "--as", "ina"]);
    assert_eq!(refused.status.code(), Some(1));
    let dry = ["import", "regions", REGIONS, "--dry-run", "--json", "--as", "sekretariat"];
    let (code, shown) = json(folder.path(), &dry);
    assert_eq!((code, &shown["applied"], &shown["error_count"]), (0, &false.into(), &0.into()));
    let (_, again) = json(folder.path(), &dry);
    assert_eq!(again, shown, "a dry run changes nothing");
    let (code, stored) = json(folder.path(), &["import", "regions", REGIONS, "--json"]);
    assert_eq!((code, &stored["applied"], &stored["new"]), (0, &true.into(), &shown["new"]));
    let (_, later) = json(folder.path(), &dry);
    assert_eq!((&later["new"], &later["villages"]), (&0.into(), &shown["villages"]));

    std::fs::write(folder.path().join("rt.csv"), "village_code,rw,rt\n36.03.99.2001,1,1\n")
        .unwrap();
    let (code, bad) = json(folder.path(), &["import", "regions", "rt.csv", "--dry-run", "--json"]);
    assert_eq!((code, &bad["error_count"]), (1, &1.into()), "{bad}");
}

/// A plan of `rows` rows.
fn long_plan(rows: usize) -> String {
    let head = PLAN.lines().take(2).collect::<Vec<_>>().join("\n");
    let row =
        |row: usize| format!("\n{row};Strategi {};Kegiatan {row};Jumlah;kali;4;5;Dinsos", row % 5);
    head + &(1..=rows).map(row).collect::<String>()
}

#[test]
fn an_import_that_is_killed_leaves_all_or_nothing_and_a_whole_trail() {
    let folder = installed();
    std::fs::write(folder.path().join("rad.csv"), long_plan(2_000)).unwrap();
    let args = ["import", "plan", "rad.csv", "--json"];
    let mut untouched = 0;
    // Killed at once, then in the midst of writing: at so many lines of its progress.
    for lines in [0, 1, 3, 6, 9] {
        let mut child = command(folder.path(), &args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stderr.take().unwrap()).lines();
        assert_eq!(told.take(lines).count(), lines, "it tells how far it is");
        child.kill().unwrap();
        child.wait().unwrap();
        let dry = [&args[..], &["--dry-run"]].concat();
        let (code, outcome) = json(folder.path(), &dry);
        let left = outcome["changes"]["indicators"].as_u64().unwrap();
        assert!(code == 0 && (left == 0 || left == 2_000), "after {lines} lines: {left} left");
        untouched += usize::from(left == 2_000);
        let (code, verdict) = json(folder.path(), &["audit", "verify", "--json"]);
        assert!(code == 0 && verdict[0]["bad"].is_null(), "after {lines} lines: {verdict}");
    }
    assert!(untouched > 1, "none was killed in time");
    assert_eq!(json(folder.path(), &args).0, 0, "and it can be done again");
}
