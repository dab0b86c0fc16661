// Every page, as someone who uses it, on a phone and on a screen, in both languages. Pictures go to e2e/out/.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { SCREENS } from "../people.mjs";

const ID = "[0-9a-f-]{36}";

/** Who looks, and where; `null` is nobody. With `link`, it is the first link on that page that fits, and `then` goes on. */
const PAGES = [
  [null, "/"],
  [null, "/masuk"],
  [null, "/hadir"],
  ["secretariat", "/beranda"],
  ["agency_contact", "/beranda"],
  ["leadership", "/beranda"],
  ["administrator", "/beranda"],
  ["auditor", "/beranda"],
  ["observer", "/beranda"],
  ["region_operator", "/beranda"],
  ["secretariat", "/rad"],
  ["agency_contact", "/rad"],
  ["secretariat", "/rad?strategi=A&pita=tertinggal"],
  ["secretariat", "/rad", { link: `/rad/${ID}$`, name: "rad-baris" }],
  ["leadership", "/rad/merah"],
  ["agency_contact", "/rad/lapor"],
  ["region_operator", "/rad/lapor"],
  ["secretariat", "/rad/verifikasi"],
  ["secretariat", "/rad/impor"],
  ["secretariat", "/rad/padanan"],
  ["agency_head", "/beranda"],
  ["agency_head", "/rad/persetujuan"],
  ["secretariat", "/rad/belum-lapor"],
  ["secretariat", "/rad/tautan"],
  ["secretariat", "/rad/isian"],
  ["agency_contact", "/rad/isian"],
  ["leadership", "/rad/tren"],
  ["leadership", "/rad/tren?bobot-1=9&bobot-2=0"],
  ["leadership", "/rad/nasional"],
  ["leadership", "/rad/lokasi"],
  ["leadership", "/rad/lokasi", { link: "/rad/lokasi/36\\.03\\.\\d+$", name: "rad-lokasi-kecamatan" }],
  ["leadership", "/beranda", { link: `/rad/instansi/${ID}$`, name: "rad-lembar-instansi" }],
  ["secretariat", "/rad/semua"],
  ["leadership", "/rad/rencana/2024-2026"],
  ["secretariat", "/rad/rencana/2024-2026/perubahan"],
  ["secretariat", "/rad/rencana/baru"],
  ["agency_contact", "/rad/rencana/2027-2029"],
  ["secretariat", "/rad/rencana/2027-2029/usulan"],
  ["auditor", "/rad/rencana/2019-2023/evaluasi"],
  ["secretariat", "/rad?rencana=2019-2023"],
  ["secretariat", "/rad/banding?kiri=2019-2023&kanan=2024-2026"],
  ["secretariat", "/gugus-tugas"],
  ["leadership", "/gugus-tugas?tanggal=2023-12-31"],
  ["secretariat", "/gugus-tugas/kedudukan/baru"],
  ["secretariat", "/gugus-tugas", { link: `/gugus-tugas/kedudukan/${ID}$`, name: "kedudukan" }],
  ["secretariat", "/gugus-tugas", { link: `/gugus-tugas/masa-tugas/${ID}/tutup$`, name: "masa-tugas-tutup" }],
  ["secretariat", "/gugus-tugas", { link: `/pengaturan/jabatan/${ID}/pejabat$`, name: "pejabat" }],
  ["leadership", "/rapat"],
  ["secretariat", "/rapat"],
  ["secretariat", "/rapat/baru"],
  ["agency_contact", "/rapat/usul"],
  ["secretariat", "/rapat", { link: `/rapat/${ID}$`, name: "rapat" }],
  ["secretariat", "/rapat", { link: `/rapat/${ID}$`, then: "/undangan", name: "rapat-undangan" }],
  ["secretariat", "/rapat", { link: `/rapat/${ID}$`, then: "/hadir", name: "rapat-hadir" }],
  ["secretariat", "/rapat", { link: `/rapat/${ID}$`, then: "/ubah", name: "rapat-ubah" }],
  ["leadership", "/rapat", { link: `/rapat/${ID}$`, name: "rapat-pimpinan" }],
  ["secretariat", "/pemberitahuan"],
  ["agency_contact", "/pemberitahuan"],
  ["leadership", "/pemberitahuan/surel"],
  ["secretariat", "/pemberitahuan/pengiriman"],
  ["secretariat", "/pemberitahuan/alamat"],
  ["leadership", "/beranda/lembar"],
  ["leadership", "/tindak-lanjut/disposisi"],
  ["leadership", "/tindak-lanjut"],
  ["secretariat", "/tindak-lanjut?keadaan=dibatalkan"],
  ["secretariat", "/tindak-lanjut", { link: `/tindak-lanjut/${ID}$`, name: "tindakan" }],
  ["agency_contact", "/tindak-lanjut", { link: `/tindak-lanjut/${ID}$`, name: "tindakan-instansi" }],
  ["leadership", "/sosialisasi"],
  ["region_operator", "/sosialisasi"],
  ["secretariat", "/sosialisasi?keadaan=selesai"],
  ["secretariat", "/sosialisasi/baru"],
  ["secretariat", "/sosialisasi", { link: `/sosialisasi/${ID}$`, name: "sosialisasi-perintah" }],
  ["leadership", "/sosialisasi?keadaan=selesai", { link: `/sosialisasi/${ID}$`, name: "sosialisasi-selesai" }],
  ["region_operator", "/sosialisasi", { link: `/sosialisasi/${ID}/${ID}$`, name: "sosialisasi-wilayah" }],
  ["region_operator", "/sosialisasi", { link: `/sosialisasi/${ID}/${ID}$`, then: "/lapor", name: "sosialisasi-lapor" }],
  ["leadership", "/produk-hukum"],
  ["secretariat", "/produk-hukum?keadaan=berakhir"],
  ["secretariat", "/produk-hukum?q=tidak+ada+yang+begini"],
  ["secretariat", "/produk-hukum/baru"],
  ["secretariat", "/produk-hukum", { link: "/produk-hukum/baru\\?dasar=", name: "produk-hukum-dikenal" }],
  ["secretariat", "/produk-hukum?keadaan=berakhir", { link: `/produk-hukum/${ID}$`, name: "produk-hukum-berakhir" }],
  ["leadership", "/produk-hukum?keadaan=berlaku", { link: `/produk-hukum/${ID}$`, name: "produk-hukum-berlaku" }],
  ["secretariat", "/produk-hukum?keadaan=berakhir", { link: `/produk-hukum/${ID}$`, then: "/ubah", name: "produk-hukum-ubah" }],
  ["secretariat", "/produk-hukum?keadaan=berakhir", { link: `/produk-hukum/${ID}$`, then: "/kaitan", name: "produk-hukum-kaitan" }],
  ["secretariat", "/produk-hukum?keadaan=berakhir", { link: `/produk-hukum/${ID}$`, then: "/naskah", name: "produk-hukum-naskah" }],
  ["secretariat", "/produk-hukum?keadaan=berakhir", { link: `/produk-hukum/${ID}$`, then: "/langkah/cabut", name: "produk-hukum-cabut" }],
  ["secretariat", "/surat"],
  ["leadership", "/surat?q=undangan"],
  ["secretariat", "/surat?q=tidak+ada+yang+begini"],
  ["secretariat", "/surat/baru"],
  ["secretariat", "/surat", { link: `/surat/${ID}$`, name: "surat-konsep" }],
  ["secretariat", "/surat", { link: `/surat/${ID}$`, then: "/ubah", name: "surat-ubah" }],
  ["secretariat", "/surat?keadaan=numbered", { link: `/surat/${ID}$`, name: "surat-bernomor" }],
  ["leadership", "/surat?keadaan=signed", { link: `/surat/${ID}$`, name: "surat-ditandatangani" }],
  ["auditor", "/surat?keadaan=void", { link: `/surat/${ID}$`, name: "surat-batal" }],
  ["secretariat", "/surat/penomoran"],
  ["secretariat", "/surat/penomoran/invitation"],
  ["leadership", "/analitik"],
  ["secretariat", "/analitik/hitungan/baru"],
  ["secretariat", "/analitik", { link: `/analitik/hitungan/${ID}/koreksi$`, name: "hitungan-koreksi" }],
  ["secretariat", "/wilayah"],
  ["leadership", "/wilayah/semua"],
  ["leadership", "/wilayah/36"],
  ["leadership", "/wilayah/36.03.11"],
  ["secretariat", "/wilayah/impor"],
  ["secretariat", "/pengaturan/instansi"],
  ["secretariat", "/pengaturan/instansi?q=tidak+ada+yang+begini"],
  ["secretariat", "/pengaturan/instansi/baru"],
  ["secretariat", "/pengaturan/instansi", { link: `/pengaturan/instansi/${ID}$`, name: "instansi" }],
  ["secretariat", "/pengaturan/instansi", { link: `/pengaturan/instansi/${ID}$`, then: "/gabung", name: "instansi-gabung" }],
  ["secretariat", "/pengaturan/kelompok"],
  ["secretariat", "/pengaturan/kelompok/baru"],
  ["secretariat", "/pengaturan/kelompok", { link: `/pengaturan/kelompok/${ID}/ubah$`, name: "kelompok-ubah" }],
  ["secretariat", "/akun"],
  ["secretariat", "/akun/sandi"],
  ["administrator", "/pengaturan/akun"],
  ["administrator", "/pengaturan/akun/baru"],
  ["administrator", "/pengaturan/komponen"],
  ...["beranda", "matriks", "daftar", "formulir", "catatan", "rahasia", "pratinjau"].map(sample),
  ...["peta", "bagan", "surat", "galat", "masuk", "dua-sisi", "unsur"].map(sample),
  ["administrator", "/audit"],
  ["auditor", "/audit"],
  ["secretariat", "/tidak-ada", { status: 404 }],
  ["agency_contact", "/audit", { status: 403, name: "bukan-untuk-anda" }],
];

function sample(kind) {
  return ["administrator", `/pengaturan/komponen/${kind}`];
}

export function journeys(run) {
  describe("pages", () => {
    for (const [role, path, { link, then = "", name, status } = {}] of PAGES) {
      const title = `${path}${link ? ` → ${link}${then}` : ""} as ${role ?? "nobody"}`;
      test(title, async () => {
        const account = role && run.people.account(role);
        const picture = `${name ?? nameOf(path)}-${role ?? "publik"}`;
        const wrong = [];
        for (const screen of SCREENS) {
          const page = await run.people.page(account, screen);
          const address = link ? (await follow(page, path, new RegExp(link))) + then : path;
          for (const lang of ["id", "en"]) {
            const found = await look(page, address, { name: picture, lang, status });
            wrong.push(...found.map((line) => `${screen.name} px, ${lang}: ${line}`));
          }
          await page.context().close();
        }
        assert.ok(wrong.length === 0, `${title}:\n  ${wrong.join("\n  ")}`);
      });
    }
  });
}

/** The address of the first link on a page that fits. */
export async function follow(page, path, pattern) {
  await page.goto(path);
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const found = links.find((href) => pattern.test(href));
  if (!found) throw new Error(`${path} has no link like ${pattern}`);
  return found;
}

function nameOf(path) {
  return path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "depan";
}
