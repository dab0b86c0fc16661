#[tokio::test]
async fn real() {
    let s = testkit::sqlite().await;
    let app = testkit::app_on(s.store.clone()).app;
    for f in ["plan/rad-2024-2026-contoh.xlsx", "standards/htcds-2.0-field-standards.ods"] {
        let bytes = std::fs::read(format!("/work/shared/data/{f}")).unwrap();
        let n = bytes.len();
        let c = app::file::clean(&app, "x", f.to_owned(), bytes).await.unwrap();
        println!("{} {:?} {} -> {}", c.name, c.kind, n, c.bytes.len());
        std::fs::write(format!("/tmp/w/clean-{}", c.name), &c.bytes).unwrap();
    }
    let img = image::RgbImage::from_fn(7700, 5190, |x, y| image::Rgb([(x * 7 + y) as u8, (x ^ y) as u8, (y * 3) as u8]));
    let mut out = Vec::new();
    image::DynamicImage::from(img).write_with_encoder(image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 5)).unwrap();
    println!("jpeg {}", out.len());
    let t = std::time::Instant::now();
    let c = app::file::clean(&app, "x", "a.jpg".into(), out).await;
    println!("{:?} {:?}", c.map(|c| c.bytes.len()), t.elapsed());
    println!("{}", std::fs::read_to_string("/proc/self/status").unwrap().lines().filter(|l| l.starts_with("VmHWM")).collect::<String>());
}
