// The other ways in: a link without an account, a workbook filled by hand, a head's yes, and the matrix that goes out
// and comes back. The workbooks are read and written by another program than the one that made them.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import * as spreadsheet from "xlsx";
import { look } from "../look.mjs";
import { DESK, PHONE } from "../people.mjs";

const DUE = /\/[0-9a-f-]{36}\?titik=\d{4}-\d$/;
const FIGURE = "[name=value], [name=numerator]";

export function journeys(run) {
  describe("filling", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);

    test("an operator without an account reports through a link, until it is taken back", async () => {
      const desk = await as("secretariat");
      const office = await silent(desk, /^Kec\. /);
      await desk.goto("/rad/tautan");
      await desk.locator("[name=agency]").selectOption({ label: office });
      await desk.locator("[name=holder]").fill("Bu Rini (contoh)");
      await press(desk, desk.getByRole("button", { name: "Buat tautan" }));
      const address = new URL(await desk.locator("#tautan").innerText());

      const phone = await run.people.page(undefined, PHONE);
      for (const lang of ["en", "id"]) assert.deepEqual(await look(phone, address.pathname, { name: "tautan-lapor", lang }), []);
      assert.match(await phone.locator("main").innerText(), /Bu Rini \(contoh\)/);
      const rows = await phone.locator("main a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      await phone.goto(rows.find((href) => DUE.test(href)));
      await phone.locator(FIGURE).first().fill("dua puluh -");
      assert.equal((await press(phone, sending(phone))).status(), 422);
      assert.equal(await phone.locator(FIGURE).first().inputValue(), "dua puluh -");
      await phone.locator(FIGURE).first().fill("3");
      await press(phone, sending(phone));
      assert.match(new URL(phone.url()).pathname, /^\/isi\/.*\/terkirim$/);
      for (const path of ["/rad", "/rad/verifikasi", "/beranda"]) {
        await phone.goto(path);
        assert.equal(new URL(phone.url()).pathname, "/masuk", `the link opens ${path}`);
      }

      await desk.goto("/rad/tautan");
      await press(desk, desk.locator("tr", { hasText: "Bu Rini" }).getByRole("button", { name: "Cabut" }));
      const dead = await phone.goto(address.pathname);
      assert.equal(dead.status(), 404);
      await phone.context().close();
      await desk.context().close();
    });

    test("an office's workbook goes out, is filled by hand and comes back, all of it or nothing", async () => {
      const page = await as("secretariat");
      const office = await silent(page, /^Polres|^Dinkop|^Kejari/);
      const link = page.getByRole("link", { name: `Buku kerja ${office}` });
      const book = await fetched(page, link);
      const sheet = book.Sheets[book.SheetNames[0]];
      const rows = spreadsheet.utils.sheet_to_json(sheet, { header: 1 });
      const head = rows.findIndex((row) => row.includes("REALISASI"));
      const cell = (row, name) => spreadsheet.utils.encode_cell({ r: row, c: rows[head].indexOf(name) });
      const type = (row, name, value) => {
        sheet[cell(row, name)] = typeof value === "number" ? { t: "n", v: value } : { t: "s", v: value };
      };
      const first = head + 1;
      const figure = /%|persen/i.test(String(rows[first][4])) ? ["PEMBILANG", "PENYEBUT"] : ["REALISASI"];
      for (const name of figure) type(first, name, "banyak");
      type(first, "KENDALA", "=Jadwal berubah <b>dua</b> kali");
      await upload(page, "/rad/isian", book);
      assert.match(await page.locator("main").innerText(), /Kesalahan|tidak terbaca|bukan/i);
      assert.equal(await page.getByRole("button", { name: "Kirim semua baris ini" }).count(), 0, "a wrong cell can be sent");

      for (const name of figure) type(first, name, 2);
      await upload(page, "/rad/isian", book);
      assert.deepEqual(await look(page, null, { name: "isian-periksa" }), []);
      await press(page, page.getByRole("button", { name: "Kirim semua baris ini" }));
      assert.match(await page.locator("main").innerText(), /1 laporan terkirim dari buku kerja/);
      await upload(page, "/rad/isian", book);
      assert.match(await page.locator("main").innerText(), /sudah terkirim/);
      assert.equal(await page.getByRole("button", { name: "Kirim semua baris ini" }).count(), 0, "it can be sent twice");
      await page.context().close();
    });

    test("an agency's head approves what waits, and only then the secretariat sees it", async () => {
      const desk = await as("secretariat");
      const waiting = async () => {
        await desk.goto("/rad/verifikasi");
        return Number((await desk.locator("main .lead").innerText()).match(/^\d+/)?.[0] ?? 0);
      };
      const before = await waiting();
      const head = await as("agency_head", PHONE);
      await head.goto("/rad/persetujuan");
      await press(head, head.getByRole("button", { name: "Setujui dan kirim ke sekretariat" }).first());
      assert.equal(await waiting(), before + 1);
      await head.context().close();
      await desk.context().close();
    });

    test("the matrix goes out, comes back unchanged, comes back changed, and is taken back", async () => {
      const page = await as("secretariat");
      await page.goto("/rad");
      const book = await matrix(page);
      await upload(page, "/rad/impor", book);
      assert.match(await page.locator("main").innerText(), /tidak ada yang berubah/);
      assert.match(await page.locator("main").innerText(), /Tidak ada yang diragukan/);

      const sheet = book.Sheets[book.SheetNames[0]];
      const rows = spreadsheet.utils.sheet_to_json(sheet, { header: 1 });
      const head = rows.findIndex((row) => row.includes("KEGIATAN"));
      const row = rows.findIndex((cells) => cells[0] === "A.2");
      const cell = (name) => spreadsheet.utils.encode_cell({ r: row, c: rows[head].indexOf(name) });
      sheet[cell("KEGIATAN")] = { t: "s", v: "Sosialisasi TPPO di desa, kelurahan dan pasar" };
      sheet[cell("ANGGARAN 2026")] = { t: "n", v: 260_000_000 };
      sheet[cell("INSTANSI TERKAIT")] = { t: "s", v: "Kantor Pasar Kemuning, camat" };
      await upload(page, "/rad/impor", book);
      const doubtful = page.getByRole("link", { name: "Cocokkan nama" });
      if (await doubtful.count()) {
        await doubtful.first().click();
        await page.locator("[name=lead]").selectOption({ label: "Dinkop-UM" });
        await press(page, page.getByRole("button", { name: "Simpan padanan" }));
        assert.equal(await doubtful.count(), 0, "a matched name is still in doubt");
      }
      assert.match(await page.locator("main").innerText(), /mengubah anggaran atau sumber dana 1 kegiatan/);
      await press(page, page.getByRole("button", { name: "Simpan semuanya" }));
      await page.goto("/rad");
      assert.ok(await page.getByText("Sosialisasi TPPO di desa, kelurahan dan pasar").first().isVisible());

      await page.goto("/rad/impor");
      await press(page, page.getByRole("button", { name: "Batalkan impor" }).first());
      assert.match(await page.locator("main").innerText(), /Impor dibatalkan/);
      await page.goto("/rad");
      assert.equal(await page.getByText("kelurahan dan pasar").count(), 0);
      const again = await matrix(page);
      await upload(page, "/rad/impor", again);
      assert.match(await page.locator("main").innerText(), /tidak ada yang berubah/);
      await page.context().close();
    });
  });
}

/** The short name of an office that still owes a report. */
async function silent(page, pattern) {
  await page.goto("/rad/isian");
  const names = await page.getByRole("link", { name: /^Buku kerja / }).allInnerTexts();
  const found = names.map((name) => name.replace("Buku kerja ", "").trim()).find((name) => pattern.test(name));
  assert.ok(found, `no office like ${pattern} owes a report: ${names}`);
  return found;
}

/** The workbook behind a link. */
async function fetched(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return spreadsheet.read(await readFile(await download.path()), { cellStyles: true });
}

/** The matrix as a workbook, from the page that shows it. */
async function matrix(page) {
  await page.locator("summary", { hasText: "Unduh, laporan" }).click();
  return fetched(page, page.locator("a[href^='/rad/matriks.xlsx']").first());
}

/** Sends a workbook to be checked. */
async function upload(page, address, book) {
  await page.goto(address);
  const buffer = spreadsheet.write(book, { type: "buffer", bookType: "xlsx", cellStyles: true });
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator("[name=file]").setInputFiles({ name: "isian.xlsx", mimeType, buffer });
  const form = page.locator("form", { has: page.locator("[name=file]") });
  return press(page, form.locator("button[type=submit]").first());
}

/** The button that sends a report. */
function sending(page) {
  return page.locator("form", { has: page.locator(FIGURE) }).locator("button[type=submit]").first();
}

/** Presses a button that sends a form, and waits for the answer to be on the screen. */
async function press(page, button) {
  const [response] = await Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), button.click()]);
  await page.waitForLoadState("load");
  return response;
}
