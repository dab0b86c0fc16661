// The circle of the work: a red row becomes an item of an agenda, a decision, an action, evidence, and a green row.
// Three people: the secretariat that writes, the leadership that approves, the contact who does it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE, press, submit, today } from "../people.mjs";

const TITLE = "Rapat evaluasi <cepat> & 'singkat'";
const SAID = "Kendala: dua desa belum menjawab.\nLangkah: dijemput minggu depan.";

export function journeys(run) {
  describe("a meeting", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);
    let meeting, row, contact, action;

    test("the secretariat prepares it, and its agenda begins with what is red", async () => {
      const page = await as("secretariat");
      ({ row, contact } = await redRow(run, page));
      await page.goto("/rapat/baru");
      await page.locator("[name=title]").fill(TITLE);
      await page.locator("[name=starts]").fill("25.99");
      const refused = await press(page, "Siapkan rapat");
      assert.equal(refused.status(), 422);
      assert.equal(await page.locator("[name=title]").inputValue(), TITLE);
      await page.locator("[name=kind][value=plan_review]").check();
      await page.locator("[name=held_on]").fill(today());
      await page.locator("[name=starts]").fill("09.00");
      await page.locator("[name=place]").fill("Aula");
      await press(page, "Siapkan rapat");
      meeting = new URL(page.url()).pathname;
      assert.match(meeting, /^\/rapat\/[0-9a-f-]{36}$/);
      assert.equal(await page.locator("h1").innerText(), TITLE);
      assert.equal(await page.locator(`#agenda a[href='${row}']`).count(), 1, "the red row is not on the agenda");
      assert.deepEqual(await look(page, null, { name: "rapat-disiapkan" }), []);
      await page.locator("a", { hasText: "Tambah pokok bahasan" }).click();
      await page.locator("[name=title]").fill("Anggaran 2027");
      await press(page, "Tambah pokok bahasan");
      await page.getByRole("button", { name: "Naikkan Anggaran 2027" }).click();
      await page.waitForLoadState();
      await page.goto("/rad/merah");
      await page.locator("tr", { has: page.locator(`a[href='${row}']`) }).getByText(/akan dibahas/).waitFor();
      await page.context().close();
    });

    test("an office answers for itself, on a phone", async () => {
      const page = await run.people.page(contact, PHONE);
      await page.goto(meeting);
      await page.getByRole("link", { name: /^Jawab untuk / }).first().click();
      await page.locator("[name=reply][value=stand_in]").check();
      assert.equal((await press(page, "Kirim jawaban")).status(), 422);
      await page.locator("[name=name]").fill("Suparman");
      await page.locator("[name=title]").fill("Kepala Seksi");
      await press(page, "Kirim jawaban");
      await page.getByText("Jawaban tersimpan").waitFor();
      assert.match(await page.locator("main").innerText(), /diwakili Suparman, Kepala Seksi/);
      await page.context().close();
    });

    test("whoever stands at the door puts themselves on the list, without an account", async () => {
      const desk = await as("secretariat");
      await desk.goto(`${meeting}/hadir`);
      await press(desk, "Buat kode");
      assert.deepEqual(await look(desk, null, { name: "pintu" }), []);
      const code = (await desk.locator("#pintu .code").innerText()).replaceAll(/\s/g, "");
      assert.match(code, /^[A-Z0-9]{8}$/);
      const phone = await run.people.page(undefined, PHONE);
      for (const lang of ["en", "id"]) assert.deepEqual(await look(phone, "/hadir", { name: "hadir-kode", lang }), []);
      await phone.locator("[name=kode]").fill("XXXX-XXXX");
      await phone.getByRole("button", { name: "Buka", exact: true }).click();
      await phone.getByText("Kode tidak berlaku").waitFor();
      await phone.goto("/hadir");
      await phone.locator("[name=kode]").fill(`${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`);
      await phone.getByRole("button", { name: "Buka", exact: true }).click();
      await phone.getByText(TITLE).waitFor();
      assert.deepEqual(await look(phone, `/hadir/${code}`, { name: "hadir" }), []);
      await phone.locator("[name=name]").fill("Asep");
      assert.equal((await press(phone, "Catat hadir")).status(), 422);
      assert.equal(await phone.locator("[name=name]").inputValue(), "Asep");
      await phone.locator("[name=agency]").selectOption({ index: 2 });
      await phone.locator("[name=title]").fill("Staf");
      await press(phone, "Catat hadir");
      await phone.getByText("Kehadiran tercatat.").waitFor();
      await desk.reload();
      await desk.getByText("Asep", { exact: true }).waitFor();
      await phone.context().close();
      await desk.context().close();
    });

    test("minutes keep themselves while they are typed, over a lost connection and beside a second scribe", async () => {
      const page = await as("secretariat");
      await page.goto(meeting);
      await press(page, "Buka rapat");
      await page.goto(`${meeting}/hadir`);
      await page.locator("select[name=agency]").selectOption({ index: 1 });
      await page.locator("#f-name").fill("Wati");
      await page.locator("#f-title").fill("Kepala Bidang");
      await press(page, "Catat hadir");
      await page.getByText("Kehadiran tercatat.").waitFor();
      await page.goto(`${meeting}/notula`);
      const item = page.locator(".minutes > li", { has: page.locator(`text=${await codeOf(page, row)}`) }).first();
      const area = item.locator("textarea");
      await area.fill("Kendala: dua desa belum menjawab.");
      await item.getByText(/^Tersimpan/).waitFor();
      await page.context().setOffline(true);
      await area.fill(SAID);
      await item.getByText(/^Sambungan putus/).waitFor();
      await page.context().setOffline(false);
      await item.getByText(/^Tersimpan/).waitFor({ timeout: 20_000 });

      const rival = await run.people.page(run.people.account("secretariat", ["sekretariat"]), DESK);
      await rival.goto(`${meeting}/notula`);
      assert.match(await rival.locator("main").innerText(), /sedang menulis pada halaman lain/);
      assert.match(await rival.locator("main").innerText(), /dijemput minggu depan/);
      await press(rival, "Ambil alih penulisan");
      const theirs = rival.locator(".minutes > li").nth(1).locator("textarea");
      await theirs.fill("Ditulis oleh yang kedua.");
      await rival.locator(".minutes > li").nth(1).getByText(/^Tersimpan/).waitFor();
      await area.fill(`${SAID}\nTambahan.`);
      await item.getByText(/sedang menulis notula ini/).waitFor();
      await rival.context().close();
      // What was typed and refused is still there after the pen is taken back.
      await page.reload();
      await press(page, "Ambil alih penulisan");
      await item.getByText(/dipulihkan|^Tersimpan/).waitFor();
      assert.equal(await item.locator("textarea").inputValue(), `${SAID}\nTambahan.`);
      await item.getByText(/^Tersimpan/).waitFor();
      assert.deepEqual(await look(page, null, { name: "notula-ditulis" }), []);
      // Two tabs of one scribe: the first press shows both texts, and neither is lost.
      const tab = await page.context().newPage();
      await tab.goto(`${meeting}/notula`);
      const there = tab.locator(".minutes > li", { has: tab.locator(`text=${await codeOf(page, row)}`) }).first();
      const kept = page.waitForResponse((answer) => answer.request().method() === "POST");
      await area.fill(`${SAID}\nDari halaman pertama.`);
      await area.blur();
      assert.equal((await kept).status(), 200);
      await there.locator("textarea").fill(`${SAID}\nDari halaman kedua.`);
      await there.getByText(/juga diubah di halaman lain/).waitFor();
      await there.getByRole("button", { name: "Simpan" }).click();
      await there.getByText("Dari halaman pertama.").waitFor();
      assert.equal(await there.locator("textarea").inputValue(), `${SAID}\nDari halaman kedua.`);
      await tab.close();
      await page.reload();

      await item.getByRole("link", { name: "Tambah keputusan" }).click();
      await page.locator("[name=decision]").fill("Kegiatan dipercepat.");
      await page.locator("[name=what]").fill("Menjemput laporan ke desa");
      assert.equal((await press(page, "Simpan keputusan")).status(), 422, "an action without an office");
      assert.equal(await page.locator("[name=decision]").inputValue(), "Kegiatan dipercepat.");
      await page.locator("[name=agency]").selectOption({ label: contact.agency });
      await page.locator("[name=due_on]").fill(today(7));
      await page.locator("[name=measure]").fill("Laporan masuk dan terverifikasi");
      assert.deepEqual(await look(page, null, { name: "keputusan" }), []);
      await press(page, "Simpan keputusan");
      // A slip of the pen is mended while the minutes are written.
      await page.getByRole("link", { name: "Ubah keputusan" }).click();
      await page.locator("[name=decision]").fill("Kegiatan dipercepat sampai akhir bulan.");
      assert.deepEqual(await look(page, null, { name: "keputusan-diubah" }), []);
      await press(page, "Simpan keputusan");
      await page.getByText("Kegiatan dipercepat sampai akhir bulan.").waitFor();
      await page.getByRole("link", { name: "Ubah tindakan" }).click();
      await page.locator("[name=measure]").fill("");
      assert.equal((await press(page, "Simpan tindakan")).status(), 422, "how will one know");
      await page.locator("[name=measure]").fill("Laporan dua desa masuk dan terverifikasi");
      assert.deepEqual(await look(page, null, { name: "tindakan-diubah" }), []);
      await press(page, "Simpan tindakan");
      action = await page.getByRole("link", { name: "Menjemput laporan ke desa" }).getAttribute("href");
      await page.goto(meeting);
      await press(page, "Tutup rapat");
      await press(page, "Edarkan notula ke peserta");
      assert.equal(await page.getByRole("button", { name: "Setujui notula" }).count(), 0, "who sent them round approves them");
      assert.match(await page.locator(".step").innerText(), /Menunggu persetujuan/);
      await page.context().close();
    });

    test("participants remark, the leadership approves, and nothing changes any more", async () => {
      const page = await run.people.page(contact, PHONE);
      await page.goto(`${meeting}/notula`);
      await page.locator("[name=note]").fill("NIK 3603011203980001");
      assert.equal((await press(page, "Kirim tanggapan")).status(), 422, "a NIK in a remark");
      await page.locator("[name=note]").fill("Butir 2: tiga desa, bukan dua.");
      await press(page, "Kirim tanggapan");
      await page.context().close();
      const chair = await as("leadership");
      await chair.goto(`${meeting}/notula`);
      assert.match(await chair.locator("main").innerText(), /tiga desa, bukan dua/);
      await chair.goto(meeting);
      await press(chair, "Setujui notula");
      await chair.context().close();
      const desk = await as("secretariat");
      await desk.goto(meeting);
      await press(desk, "Kunci notula");
      await desk.goto(`${meeting}/notula`);
      assert.equal(await desk.locator("textarea[name=text]").count(), 0);
      await desk.locator("[name=note]").fill("Butir 2 seharusnya tiga desa.");
      await press(desk, "Tambahkan adendum");
      await desk.getByText("Adendum ditambahkan").waitFor();
      assert.deepEqual(await look(desk, null, { name: "notula-dikunci" }), []);
      for (const paper of ["notula", "daftar-hadir"]) {
        const bytes = await (await desk.context().request.get(`${meeting}/${paper}.pdf`)).body();
        assert.equal(bytes.subarray(0, 4).toString("latin1"), "%PDF", paper);
        assert.ok(bytes.length > 10_000, `${paper}: only ${bytes.length} bytes`);
      }
      await desk.context().close();
    });

    test("the contact does it, shows it, reports the figure, and the row is red no more", async () => {
      const page = await run.people.page(contact, PHONE);
      await page.goto("/beranda");
      await page.locator(`a[href='${action}']`).first().click();
      await page.locator("[name=step][value=report]").check();
      await page.locator("[name=note]").fill("Semua laporan sudah dijemput.");
      assert.equal((await press(page, "Simpan langkah")).status(), 422, "done without evidence");
      await page.locator("[name=evidence]").setInputFiles({ name: "ba.pdf", mimeType: "application/pdf", buffer: PDF });
      await page.locator("[name=step][value=report]").check();
      await page.locator("[name=note]").fill("Semua laporan sudah dijemput.");
      await press(page, "Simpan langkah");
      assert.deepEqual(await look(page, action, { name: "tindakan-dilaporkan" }), []);
      const id = row.split("/").at(-1);
      const form = await dueForm(page, id);
      await page.goto(form);
      await page.locator("[name=value]").fill("900");
      await Promise.all([page.waitForURL(/\/terkirim\?/), submit(page, "[name=value]")]);
      await page.context().close();

      const desk = await as("secretariat");
      await desk.goto(action);
      await desk.locator("[name=step][value=verify]").check();
      await press(desk, "Simpan langkah");
      await desk.goto("/rad/verifikasi");
      await desk.goto(await desk.locator("main a[href*='laporan=']").evaluateAll((all) => all.map((one) => one.getAttribute("href"))).then((all) => first(desk, all, id)));
      await press(desk, /^Verifikasi|Sahkan|Setujui/);
      await desk.goto("/rad/merah");
      assert.equal(await desk.locator(`a[href='${row}']`).count(), 0, "the row is still red");
      await desk.goto(row);
      const text = await desk.locator("main").innerText();
      assert.match(text, /tercapai/);
      assert.match(text, /Menjemput laporan ke desa/);
      assert.ok(text.includes(TITLE), "the row does not show the meeting");
      await desk.context().close();
    });
  });
}

const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** A red row that counts, and the contact of the office that answers for it. */
async function redRow(run, page) {
  await page.goto("/rad/merah");
  const rows = await page.locator("main tbody tr").evaluateAll((all) =>
    all.map((one) => ({ href: one.querySelector("a[href^='/rad/']").getAttribute("href"), text: one.innerText })));
  for (const { href, text } of rows) {
    const contact = run.demo.accounts.find(({ role, agency }) => role === "agency_contact" && text.includes(agency));
    if (contact && !/%/.test(text.split("\n").slice(0, 2).join(" "))) {
      const trial = await run.people.page(contact, PHONE);
      const form = await dueForm(trial, href.split("/").at(-1));
      await trial.goto(form);
      const counts = await trial.locator("[name=value]").count();
      await trial.context().close();
      if (counts) return { row: href, contact };
    }
  }
  throw new Error("no red row that counts has a contact");
}

/** The form of the latest checkpoint of a row. */
async function dueForm(page, id) {
  await page.goto(`/rad/${id}`);
  const links = await page.locator("main a[href*='titik=']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  return links.find((href) => href.startsWith(`/rad/lapor/${id}`)) ?? `/rad/lapor/${id}?titik=${checkpoint()}`;
}

/** The last quarter that has ended. */
function checkpoint() {
  const [year, month] = today().split("-").map(Number);
  const quarter = Math.ceil(month / 3) - 1;
  return quarter ? `${year}-${quarter}` : `${year - 1}-4`;
}

/** How the row is called on the agenda. */
async function codeOf(page, row) {
  const link = page.locator(`.minutes a[href='${row}'], main a[href='${row}']`).first();
  if (await link.count()) return (await link.innerText()).trim();
  const other = await page.context().newPage();
  await other.goto(row);
  const name = (await other.locator("h1").innerText()).trim();
  await other.close();
  return name;
}

/** The address under which a report of that row waits. */
async function first(page, all, id) {
  for (const href of all) {
    await page.goto(href);
    if (await page.locator(`main a[href*='${id}']`).count()) return href;
  }
  throw new Error("the report does not wait");
}
