//! What bodies are called, and who helps without being one.

use super::words::plain;

/// Names that mean the same body in most kabupaten, as people write them.
pub const SYNONYMS: [&str; 34] = [
    "DPPPA|DP3A|DPPA|Dinas PPPA|Dinas P3A|PPPA|Dinas PP dan PA|Dinas Pemberdayaan Perempuan dan Perlindungan Anak|Dinas Pemberdayaan Perempuan|DP3AKB|Dinas PPA",
    "UPTD PPA|UPT PPA|P2TP2A|Unit Pelaksana Teknis Daerah Perlindungan Perempuan dan Anak|UPTD Perlindungan Perempuan dan Anak",
    "Disnaker|Dinas Tenaga Kerja|Disnakertrans|Dinas Naker|Naker|Dinas Ketenagakerjaan|Disnakar",
    "Dinkes|Dinas Kesehatan|Diskes",
    "Dinsos|Dinas Sosial|Dissos",
    "Disdik|Dinas Pendidikan|Dindik|Disdikbud|Dinas Pendidikan dan Kebudayaan|Dindikbud|Diknas|Dikbud",
    "DPMPD|DPMD|Dinas PMD|Dinas Pemberdayaan Masyarakat dan Desa|Dinas Pemberdayaan Masyarakat dan Pemerintahan Desa|BPMPD|PMD|Dispermasdes",
    "Disdukcapil|Dukcapil|Dinas Dukcapil|Capil|Dinas Kependudukan dan Pencatatan Sipil|Disduk",
    "Diskominfo|Kominfo|Dinas Kominfo|Dinas Komunikasi dan Informatika|Diskominfosantik|Dinkominfo",
    "Dinkop-UM|Dinas Koperasi dan Usaha Mikro|Dinkop UMKM|Diskop|Dinas Koperasi|Dinas Koperasi dan UMKM|Dinkop|Diskoperindag",
    "Dishub|Dinas Perhubungan|Perhubungan",
    "DPPKB|Dinas Pengendalian Penduduk dan KB|Dinas Pengendalian Penduduk dan Keluarga Berencana|DP2KB|Dinas KB",
    "Disporabudpar|Dinas Pemuda, Olahraga, Kebudayaan dan Pariwisata|Dinas Pemuda Olahraga Kebudayaan dan Pariwisata|Dispora|Disbudpar|Dinas Pariwisata|Dispar",
    "DPMPTSP|Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu|DPMPSP",
    "Satpol PP|Pol PP|Satpol|Satuan Polisi Pamong Praja|Polisi Pamong Praja",
    "Kesbangpol|Bakesbangpol|Badan Kesatuan Bangsa dan Politik|Badan Kesbangpol|Kesbang",
    "Bappeda|Bapeda|Badan Perencanaan Pembangunan Daerah|Bappelitbangda|Bapelitbang|Bappedalitbang",
    "BPKAD|BPKD|Badan Pengelolaan Keuangan dan Aset Daerah|Badan Keuangan Daerah",
    "BKPSDM|Badan Kepegawaian dan Pengembangan SDM|Badan Kepegawaian dan Pengembangan Sumber Daya Manusia|BKD",
    "BPBD|Badan Penanggulangan Bencana Daerah",
    "Bag. Hukum|Bagian Hukum|Bagian Hukum Setda|Bag Hukum Setda|Biro Hukum|Bagian Hukum Sekretariat Daerah",
    "Bag. Kesra|Bagian Kesra|Bagian Kesejahteraan Rakyat|Bagian Kesra Setda|Kesra",
    "Setda|Sekretariat Daerah|Sekda|Sekretaris Daerah",
    "Inspektorat|Inspektorat Daerah|Itda",
    "Kejari|Kejaksaan Negeri|Kejaksaan|Kejakasaan Negeri",
    "PN|Pengadilan Negeri|Pengadilan",
    "PA|Pengadilan Agama",
    "Kemenag|Kantor Kementerian Agama|Kementerian Agama|Kankemenag|Depag|Kandepag",
    "Imigrasi|Kantor Imigrasi|Kanim|Kantor Imigrasi Kelas I|Keimigrasian",
    "BP3MI|BP2MI|BP3TKI|BNP2TKI|Balai Pelayanan Pelindungan Pekerja Migran Indonesia|BP3MI Banten|P4MI",
    "BNNK|BNN|Badan Narkotika Nasional",
    "PKK|TP PKK|TP. PKK|Tim Penggerak PKK",
    "Kecamatan|Camat|Para Camat|Seluruh Kecamatan|Semua Kecamatan|Seluruh Camat|Kecamatan se-Kabupaten",
    "Polres|Polresta|Kepolisian Resor|Polres se-wilayah|Kepolisian",
];

/// People and bodies that help but are no agency of the task force; kept in words.
const COMMON: &str = "semua|semua anggota|seluruh anggota|seluruh opd|semua opd|opd terkait|instansi terkait|\
    seluruh perangkat daerah|anggota gugus tugas|rt/rw|rt|rw|ketua rt|ketua rw|kader|kader pkk|desa|\
    kelurahan|desa/kelurahan|kel/desa|pemerintah desa|pemdes|kepala desa|kades|lurah|aparat desa|bpd|\
    masyarakat|lsm|ormas|ngo|tokoh agama|toga|tokoh masyarakat|tomas|satgas desa|satgas ppa|satgas|\
    babinkamtibmas|bhabinkamtibmas|babinsa|media|media massa|pers|wartawan|dunia usaha|swasta|pengusaha|\
    perguruan tinggi|akademisi|universitas|lbh|sekolah|guru|karang taruna|majelis taklim|posyandu|\
    forum anak|patbm|puspaga|relawan|gt daerah lain|daerah lain|pihak terkait|stakeholder terkait|dll|dst|\
    lainnya|dan lain-lain|kementerian terkait|asosiasi p3mi|p3mi";

/// Words that begin the name of an office: such a name should be known.
const OFFICES: [&str; 18] = [
    "dinas",
    "badan",
    "bagian",
    "bag.",
    "kantor",
    "kementerian",
    "satuan",
    "inspektorat",
    "sekretariat",
    "polres",
    "polresta",
    "polda",
    "kejaksaan",
    "pengadilan",
    "rsud",
    "uptd",
    "lapas",
    "kecamatan",
];

pub fn is_common(written: &str) -> bool {
    let plain = plain(written);
    COMMON.split('|').map(str::trim).any(|known| known == plain)
}

/// Whether a name is that of one office; "RSUD" alone means any of them.
pub fn is_office(written: &str) -> bool {
    let plain = plain(written);
    plain.contains(' ') && OFFICES.iter().any(|office| plain.starts_with(office))
}
