//! The private PostgreSQL for real: it answers on its socket, listens on no port, and leaves nothing behind.

use std::os::unix::net::UnixStream;
use std::path::Path;
use xtask::postgres::{self, Cluster};

#[test]
fn a_cluster_answers_on_its_socket_and_leaves_nothing_behind() {
    // `cargo xtask test` has PostgreSQL by now; a plain `cargo test` must not install it.
    if postgres::find().is_none() {
        return;
    }
    let cluster = Cluster::start().unwrap();
    let url = cluster.url();
    let (_, folder) = url.split_once("host=").unwrap();
    let socket = Path::new(folder).join(".s.PGSQL.5432");
    assert!(socket.as_os_str().len() < 100, "{}", socket.display());
    UnixStream::connect(&socket).unwrap();
    assert_eq!(ports(cluster.pid()), Vec::<String>::new());

    let pid = cluster.pid();
    drop(cluster);
    assert!(!Path::new(folder).exists());
    assert!(!Path::new(&format!("/proc/{pid}")).exists());
}

/// The TCP sockets among the open files of a process.
fn ports(pid: u32) -> Vec<String> {
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"]
        .map(|table| std::fs::read_to_string(table).unwrap_or_default());
    let inode =
        |line: &str| line.split_whitespace().nth(9).map(|inode| format!("socket:[{inode}]"));
    let sockets: Vec<String> =
        tables.iter().flat_map(|table| table.lines().skip(1).filter_map(inode)).collect();
    let files = std::fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten();
    let open = files.filter_map(|file| std::fs::read_link(file.path()).ok());
    open.map(|target| target.display().to_string())
        .filter(|target| sockets.contains(target))
        .collect()
}
