// What passes from hand to hand: a returned report, a printed list, a place on the map, and every place of the menu.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE, signIn, submit } from "../people.mjs";
import { follow } from "./pages.mjs";
import { owing } from "./plan.mjs";

const REASON = "Jumlah peserta berbeda dengan daftar hadir; mohon diperiksa lagi.";
const ROLES = ["administrator", "secretariat", "agency_contact", "leadership", "region_operator", "auditor", "observer"];

export function journeys(run) {
  describe("from hand to hand", () => {
    test("without JavaScript a contact reports on a phone, and later sees why it came back", async () => {
      const { value: debtor } = await owing(run).next();
      assert.ok(debtor, "no agency owes a report any more");
      const page = await run.people.page(undefined, PHONE, { javaScriptEnabled: false });
      await signIn(page, debtor.account);
      await report(page, debtor.due);
      await giveBack(run, debtor.due);
      await page.goto("/rad/lapor");
      assert.ok(await page.locator("main", { hasText: REASON }).isVisible(), "/rad/lapor does not say why");
      assert.equal(await follow(page, "/beranda", /^\/rad\/lapor\/[0-9a-f-]{36}/), debtor.due);
      await page.goto(debtor.due);
      assert.ok(await page.locator("form", { hasText: REASON }).isVisible(), "the form does not say why");
      assert.equal(await page.locator("[name=obstacle]").inputValue(), "Hujan deras");
      await page.context().close();
    });

    test("the list of members comes as a PDF", async () => {
      const page = await run.people.page(run.people.account("agency_contact"), DESK);
      await page.goto("/gugus-tugas");
      const link = page.locator("main a[href^='/gugus-tugas/daftar.pdf']").first();
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      assert.match(download.suggestedFilename(), /\.pdf$/);
      const bytes = await readFile(await download.path());
      assert.equal(bytes.subarray(0, 4).toString("latin1"), "%PDF");
      assert.ok(bytes.length > 5_000, `only ${bytes.length} bytes`);
      await page.context().close();
    });

    test("a tile of the map leads to the place it names", async () => {
      const page = await run.people.page(run.people.account("leadership"), PHONE);
      await page.goto("/wilayah");
      const tile = page.locator("main svg a[href^='/wilayah/36.03.']").first();
      const address = await tile.getAttribute("href");
      await Promise.all([page.waitForURL(`**${address}`), tile.click()]);
      const place = (await page.locator("h1").innerText()).trim();
      await page.goto("/wilayah");
      const row = page.locator(`main table a[href='${address}']`).first();
      assert.equal((await row.innerText()).trim(), place);
      await page.context().close();
    });

    for (const role of ROLES) {
      test(`every place in the menu of ${role} opens on a phone`, async () => {
        const page = await run.people.page(run.people.account(role), PHONE);
        await page.goto("/beranda");
        const links = await page.locator("nav.rail li a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
        assert.ok(links.length > 3, `only ${links.length} places`);
        const wrong = [];
        for (const path of links) {
          const found = await look(page, path, { name: `menu-${role}${path.replaceAll("/", "-")}` });
          wrong.push(...found.map((line) => `${path}: ${line}`));
        }
        assert.ok(wrong.length === 0, `${role}:\n  ${wrong.join("\n  ")}`);
        await page.context().close();
      });
    }
  });
}

/** Fills the form at `due` and sends it. */
async function report(page, due) {
  await page.goto(due);
  const figure = (await page.locator("[name=value]").count()) ? "value" : "numerator";
  await page.locator(`[name=${figure}]`).fill("7");
  if (figure === "numerator") await page.locator("[name=denominator]").fill("7");
  await page.locator("[name=obstacle]").fill("Hujan deras");
  await Promise.all([page.waitForURL(/\/terkirim\?/), submit(page, `[name=${figure}]`)]);
}

/** The secretariat finds that report by the record of its row, and returns it. */
async function giveBack(run, due) {
  const page = await run.people.page(run.people.account("secretariat"), DESK);
  const indicator = new URL(due, run.demo.url).pathname.split("/").at(-1);
  await page.goto(await follow(page, `/rad/${indicator}`, /^\/rad\/verifikasi\?laporan=/));
  await page.locator("details.return summary").click();
  await page.locator("form[action$='/kembalikan'] [name=reason]").fill(REASON);
  await Promise.all([page.waitForURL(/selesai=kembali/), submit(page, "[name=reason]")]);
  await page.context().close();
}
