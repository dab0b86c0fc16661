//! Units that plans count in.

use super::words::plain;

/// Units of things there are only so many of: reached once, they stay reached.
const STOCKS: &str = "desa|kelurahan|desa/kelurahan|desa/kel|kel/desa|kelurahan/desa|kecamatan|kampung|rt|rw|\
    rt/rw|sekolah|madrasah|pesantren|pondok pesantren|kampus|faskes|fasilitas kesehatan|puskesmas|\
    rumah sakit|rs|rsud|posyandu|lembaga|organisasi|ormas|perusahaan|opd|skpd|instansi|perangkat daerah|\
    p3mi|lpk|lokasi|titik|kabupaten|kota|kab/kota|polsek|polres|kua|satgas|forum|kelompok|komunitas|\
    desa patuh|desa binaan|unit layanan|puspaga|patbm|wilayah|hotel|penginapan|pelabuhan|terminal|bandara";

/// Units of things that happen or are made.
const FLOWS: &str = "orang|peserta|siswa|pelajar|mahasiswa|anak|perempuan|korban|saksi|kader|petugas|operator|\
    pendamping|penyidik|jaksa|hakim|guru|tenaga kesehatan|aparat|personil|personel|relawan|warga|\
    keluarga|kk|kepala keluarga|jiwa|org|penyintas|pmi|cpmi|narasumber|anggota|pegawai|\
    kegiatan|keg|kali|sesi|rapat|pertemuan|rakor|operasi|razia|patroli|sidang|kunjungan|layanan|kasus|\
    perkara|laporan|laporan bulanan|dokumen|dok|peraturan|perbup|perda|perdes|sk|sop|mou|pks|nota kesepahaman|\
    surat|surat edaran|se|modul|panduan|pedoman|buku|leaflet|poster|spanduk|baliho|konten|video|\
    siaran|talkshow|berita|artikel|media|paket|unit|buah|set|eksemplar|lembar|aplikasi|sistem|kanal|\
    hari|bulan|minggu|tahun|jam|menit|triwulan|semester|angkatan|kelas|gelombang|tim|ruang|gedung|\
    kendaraan|data|dataset|rekomendasi|kajian|naskah|naskah akademik|rancangan|raperda|berkas|\
    berita acara|juta|rupiah|rp|ha|m2|km|bantuan|beasiswa|pelatihan|sosialisasi|kampanye|event|spot|\
    indeks|nilai|skor|poin|rasio|kejadian|bidang|program|rumah|rumah aman|desa/kegiatan|ok|oh|ob";

/// What a written unit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Percent.
    Percent,
    /// Of things there are only so many of.
    Stock,
    /// Of things that happen or are made.
    Flow,
    /// Not known, but nearly this one.
    Near(&'static str),
    /// Not known.
    Unknown,
}

/// The words of the list, without line breaks.
fn list(words: &'static str) -> impl Iterator<Item = &'static str> {
    words.split('|').map(str::trim)
}

/// What `unit` is.
pub fn kind(unit: &str) -> Kind {
    let plain = plain(unit);
    let bare = plain.trim_matches(['(', ')', '.', ' ', ',']);
    if is_percent(bare) {
        return Kind::Percent;
    }
    if list(STOCKS).any(|known| known == bare) {
        return Kind::Stock;
    }
    if list(FLOWS).any(|known| known == bare) || is_composed(bare) {
        return Kind::Flow;
    }
    let slips = if bare.chars().count() < 8 { 1 } else { 2 };
    let near = list(STOCKS)
        .chain(list(FLOWS))
        .find(|known| known.len() >= 4 && strsim::osa_distance(known, bare) <= slips);
    near.map_or(Kind::Unknown, Kind::Near)
}

fn is_percent(bare: &str) -> bool {
    matches!(bare, "%" | "persen" | "persentase" | "prosentase" | "prosen" | "percent")
        || bare.ends_with('%')
        || bare.starts_with("% ")
        || bare.starts_with("persen ")
}

/// Whether every part of `orang/kegiatan`, `sekolah dan kampus` or `orang per tahun` is known.
fn is_composed(bare: &str) -> bool {
    let parts: Vec<&str> = bare
        .split(['/', ',', '&', '+'])
        .flat_map(|part| part.split(" dan "))
        .flat_map(|part| part.split(" atau "))
        .flat_map(|part| part.split(" per "))
        .map(str::trim)
        .collect();
    let known = |part: &&str| list(STOCKS).chain(list(FLOWS)).any(|unit| unit == *part);
    parts.len() > 1 && parts.iter().all(known)
}

/// The unit that an indicator's name gives away: `Jumlah desa …`, `Persentase …`.
pub fn in_name(indicator: &str) -> Option<String> {
    let words = plain(indicator);
    if words.contains('%') || words.starts_with("persen") || words.starts_with("prosen") {
        return Some("%".to_owned());
    }
    let counted = words.strip_prefix("jumlah ").or_else(|| words.strip_prefix("banyaknya "))?;
    let counted: Vec<&str> = counted.split(' ').collect();
    let longest = (1..=counted.len().min(2)).rev().map(|many| counted[..many].join(" "));
    longest.into_iter().find(|unit| matches!(kind(unit), Kind::Stock | Kind::Flow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_example_are_known() {
        for unit in ["kecamatan", "desa", "sekolah", "lokasi", "faskes", "RT/RW", "lembaga"] {
            assert_eq!(kind(unit), Kind::Stock, "{unit}");
        }
        for unit in [
            "konten",
            "kegiatan",
            "dokumen",
            "operasi",
            "orang",
            "operator",
            "rapat",
            "laporan",
            "pertemuan",
            "korban",
        ] {
            assert_eq!(kind(unit), Kind::Flow, "{unit}");
        }
        assert_eq!(kind("%"), Kind::Percent);
    }

    #[test]
    fn a_slip_is_near_and_something_else_unknown() {
        assert_eq!(kind("dokumne"), Kind::Near("dokumen"));
        assert_eq!(kind("Kecamtan"), Kind::Near("kecamatan"));
        assert_eq!(kind("orang/kegiatan"), Kind::Flow);
        assert_eq!(kind("set kebijakan"), Kind::Unknown);
        assert_eq!(kind("12"), Kind::Unknown);
    }

    #[test]
    fn the_name_of_an_indicator_may_tell_its_unit() {
        assert_eq!(in_name("Jumlah desa yang disosialisasi").as_deref(), Some("desa"));
        assert_eq!(in_name("Persentase korban terlayani").as_deref(), Some("%"));
        assert_eq!(in_name("Jumlah rumah sakit terlatih").as_deref(), Some("rumah sakit"));
        assert_eq!(in_name("Terlaksananya sosialisasi"), None);
    }
}
