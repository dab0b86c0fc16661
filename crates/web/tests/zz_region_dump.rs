#![allow(dead_code, unused, clippy::all)]
#[path = "site/browser.rs"]
mod browser;
use app::{Actor, ActorKind, region};
#[tokio::test]
async fn dump() {
    let world = browser::world().await;
    let system = Actor::system(ActorKind::System);
    region::shipped::load_shipped(world.app(), &system).await.unwrap();
    region::import_path(world.app(), &system, std::path::Path::new("/tmp/idn/package"), Default::default()).await.unwrap();
    let rows: String = (1..=15).flat_map(|rw| (1..=9).map(move |rt| format!("36.03.11.2001,{rw},{}\n", rw*9+rt))).collect();
    let src = region::Source{name:"rt.csv".into(), bytes: format!("village_code,rw,rt\n{rows}").into_bytes()};
    region::import(world.app(), &system, vec![src], Default::default()).await.unwrap();
    let b = world.signed_in("secretariat").await;
    b.post("/wilayah/36.03.11.1010/perubahan", &[("kind","merge"),("code","36.03.11.2001"),("on","2026-01-01")]).await;
    for (name, addr) in [("own","/wilayah"),("en","/wilayah?lang=en"),("prov","/wilayah/36"),("kec","/wilayah/36.03.11"),("desa","/wilayah/36.03.11.2001"),("rw","/wilayah/36.03.11.2001-RW003"),("pand","/wilayah/36.01"),("q","/wilayah?q=suka"),("impor","/wilayah/impor"),("lebak","/wilayah/36.02.01"), ("mauk","/wilayah/36.03.09"),("merged","/wilayah/36.03.11.1010"),("semua","/wilayah/semua"),("jatim","/wilayah/35"),("papua","/wilayah/91")] {
        std::fs::write(format!("/tmp/w/region/{name}.html"), b.get(addr).await.body.replace("/static/","/work/main/crates/web/static/")).unwrap();
    }

    for (name, csv) in [("pre","code,parent_code,level,name,lat,lon\n36.03.11,36.03,district,Rajeg,,\n36.03.11.2001,36.03.11,village,Rajeg Kota,,\n36.03.11.1002,36.03.11,village,Rajeg Mulya,,\n"),("bad","village_code,rw,rt\n36.03.11.2001,,4\n36.03.99.2001,1,1\n36.03.11.2001,1,x\n")] {
        let body = format!("--x\r\nContent-Disposition: form-data; name=\"on\"\r\n\r\n2026-11-24\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"daftar.csv\"\r\n\r\n{csv}\r\n--x--\r\n");
        let req = axum::http::Request::builder().method("POST").uri("/wilayah/impor").header("sec-fetch-site","same-origin").header("content-type","multipart/form-data; boundary=x");
        std::fs::write(format!("/tmp/w/region/{name}.html"), b.send(req, body.into()).await.body.replace("/static/","/work/main/crates/web/static/")).unwrap();
    }
}
