// The plan from report to red list, by the hands it passes through: contact, secretariat, leadership.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE, submit } from "../people.mjs";
import { follow } from "./pages.mjs";

const DUE = /^\/rad\/lapor\/[0-9a-f-]{36}\?titik=\d{4}-\d$/;
const NIHIL = /^\/rad\/lapor\/[0-9a-f-]{36}\?.*nihil=1/;

/** The smallest PNG there is, as evidence. */
const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The plan that the demo was made from. */
const PLAN = new URL("../../crates/app/data/rad-36.03-2024-2026.csv", import.meta.url);

export function journeys(run) {
  describe("the plan", () => {
    /** Contacts who still owe a report; filled by the first test, emptied by those who pay. */
    const debtors = [];

    test("two agencies at least owe a report, and each sees its own alone", async () => {
      for await (const debtor of owing(run)) {
        if (debtors.push(debtor) === 2) break;
      }
      assert.equal(debtors.length, 2, "the demo plants no two overdue reports");
      const [one, other] = debtors;
      const page = await run.people.page(one.account, PHONE);
      const response = await page.goto(other.due);
      assert.ok([403, 404].includes(response.status()), `another agency's form answered ${response.status()}`);
      await page.context().close();
    });

    test("an agency contact fills a due row on a phone: wrong first, then right, with a photo", async () => {
      const { account, due } = debtors[0];
      const page = await run.people.page(account, PHONE);
      for (const lang of ["en", "id"]) {
        assert.deepEqual(await look(page, due, { name: "lapor-isi", lang }), [], lang);
      }
      const figure = (await page.locator("[name=value]").count()) ? "value" : "numerator";
      await page.locator(`[name=${figure}]`).fill("banyak sekali");
      await page.locator("[name=obstacle]").fill("Hujan, jalan putus <b>dua</b> hari");
      const refused = await send(page, `[name=${figure}]`);
      assert.equal(refused.status(), 422);
      assert.equal(await page.locator(`[name=${figure}]`).inputValue(), "banyak sekali");
      assert.equal(await page.locator("[name=obstacle]").inputValue(), "Hujan, jalan putus <b>dua</b> hari");
      assert.ok(await page.locator("[role=alert]").isVisible());

      await page.locator(`[name=${figure}]`).fill("12");
      if (figure === "numerator") await page.locator("[name=denominator]").fill("12");
      await page.locator("[name=spend]").fill("1.250.000");
      await page.locator("[name=evidence]").setInputFiles({ name: "foto.png", mimeType: "image/png", buffer: DOT });
      await send(page, `[name=${figure}]`);
      assert.match(new URL(page.url()).pathname, /\/terkirim$/);
      const { pathname, search } = new URL(page.url());
      assert.deepEqual(await look(page, pathname + search, { name: "lapor-terkirim" }), []);
      const open = await follow(page, "/rad/lapor", DUE).catch(() => null);
      assert.notEqual(open, due, "the row is still asked for");
      await page.context().close();
    });

    test("an agency with nothing to report says so with a reason, and needs one", async () => {
      const { account } = debtors[1];
      const page = await run.people.page(account, PHONE);
      const address = await follow(page, "/rad/lapor", NIHIL);
      assert.deepEqual(await look(page, address, { name: "lapor-nihil" }), []);
      const refused = await send(page, "[name=nihil_reason]");
      assert.equal(refused.status(), 422);
      await page.locator("[name=nihil_reason]").fill("Kegiatan digeser ke triwulan berikutnya");
      const other = page.locator("[name=reason][value=lain]");
      if (await other.count()) await other.check();
      await send(page, "[name=nihil_reason]");
      assert.match(new URL(page.url()).pathname, /\/terkirim$/);
      await page.context().close();
    });

    test("the secretariat verifies one report, and returns the next with a reason", async () => {
      const page = await run.people.page(run.people.account("secretariat"), DESK);
      await page.goto("/rad/verifikasi");
      const first = await page.locator("form[action^='/rad/verifikasi/']").first().getAttribute("action");
      await Promise.all([page.waitForNavigation(), page.locator(`form[action='${first}'] button`).click()]);
      await page.goto("/rad/verifikasi");
      const give = "form[action$='/kembalikan']";
      const second = await page.locator(give).first().getAttribute("action");
      assert.ok(!second.startsWith(first), "the verified report still waits");
      const closed = page.locator("details", { has: page.locator(give) }).locator("summary");
      if (await closed.count()) await closed.first().click();
      await page.locator(`${give} [name=reason]`).fill("Foto belum menunjukkan kegiatan; lampirkan daftar hadir.");
      await send(page, "[name=reason]");
      await page.goto("/rad/verifikasi");
      const third = (await page.locator(give).count()) ? await page.locator(give).first().getAttribute("action") : "";
      assert.notEqual(third, second, "the returned report still waits");
      await page.context().close();
    });

    test("the leadership goes from its one page to what is red, and to why", async () => {
      const page = await run.people.page(run.people.account("leadership"), PHONE);
      await page.goto("/beranda");
      await Promise.all([page.waitForURL("**/rad/merah"), page.locator("main a[href='/rad/merah']").first().click()]);
      const rows = page.locator("main a[href^='/rad/0']:not([href*='#'])");
      assert.ok((await rows.count()) > 0, "nothing is red");
      await Promise.all([page.waitForURL(/\/rad\/0[0-9a-f-]+$/), rows.first().click()]);
      assert.equal(await page.locator("h1").count(), 1);
      await page.context().close();
    });

    test("a plan that is imported again changes nothing", async () => {
      const page = await run.people.page(run.people.account("secretariat"), DESK);
      await upload(page, await readFile(PLAN));
      assert.equal(await page.locator("form[action^='/rad/impor/']").count(), 0, "there is something to confirm");
      await page.context().close();
    });

    test("a changed plan is shown first, and saved only after a yes", async () => {
      const page = await run.people.page(run.people.account("secretariat"), DESK);
      const name = "Pelatihan pramuka tanggap TPPO";
      const row = `E.9,Pemulihan dan reintegrasi,${name},Jumlah orang,orang,5,10,15,,1000000,1000000,Dinsos,Disdik,APBD\n`;
      await upload(page, Buffer.concat([await readFile(PLAN), Buffer.from(row)]));
      assert.deepEqual(await look(page, null, { name: "rad-impor-periksa" }), []);
      const address = await page.locator("form[action^='/rad/impor/']").first().getAttribute("action");
      assert.ok(!(await has(page, name)), "saved before anyone said yes");
      await upload(page, Buffer.concat([await readFile(PLAN), Buffer.from(row)]));
      await Promise.all([page.waitForURL(/\/rad\?baru=/), page.locator("form[action^='/rad/impor/'] button").first().click()]);
      assert.ok(address, "nothing to confirm");
      assert.ok(await has(page, name), "not saved after a yes");
      await page.context().close();
    });

    test("a file that is no plan is refused in words", async () => {
      const page = await run.people.page(run.people.account("secretariat"), PHONE);
      const response = await upload(page, Buffer.from("ini bukan tabel"));
      assert.equal(response.status(), 422);
      assert.equal(await page.locator("h1").count(), 1);
      await page.context().close();
    });
  });
}

/** The agency contacts who owe a report, each with the address of the form. */
export async function* owing(run) {
  for (const account of run.demo.accounts.filter(({ role }) => role === "agency_contact")) {
    const page = await run.people.page(account, PHONE);
    const due = await follow(page, "/rad/lapor", DUE).catch(() => null);
    await page.context().close();
    if (due) yield { account, due };
  }
}

/** Sends the form around a field and waits for the answer to be on the screen. */
async function send(page, field) {
  const [response] = await Promise.all([page.waitForResponse((one) => one.request().method() === "POST"), submit(page, field)]);
  await page.waitForLoadState("load");
  return response;
}

async function upload(page, buffer) {
  await page.goto("/rad/impor");
  await page.locator("[name=file]").setInputFiles({ name: "rad.csv", mimeType: "text/csv", buffer });
  return send(page, "[name=file]");
}

async function has(page, text) {
  await page.goto("/rad");
  return (await page.content()).includes(text);
}
