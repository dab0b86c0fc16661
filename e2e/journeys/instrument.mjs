// A circular from the draft to being replaced, and a village regulation that fills the map of villages.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { submit } from "../people.mjs";

const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

async function send(page, field) {
  await Promise.all([page.waitForURL((url) => url.searchParams.has("tersimpan")), submit(page, field)]);
}

export function journeys(run) {
  describe("legal instruments", () => {
    test("a draft is signed, gets its text and its row, and is found again", async () => {
      const page = await run.people.page(run.people.account("secretariat"));
      await page.goto("/produk-hukum/baru");
      await page.locator("[name=kind]").selectOption("circular");
      await page.locator("[name=title]").fill("Pencatatan warga yang bekerja ke luar negeri");
      await page.locator("[name=agency]").selectOption({ label: "DPMPD" });
      await send(page, "[name=title]");
      const address = new URL(page.url()).pathname;
      assert.match(await page.locator("section.step").innerText(), /penandatanganan/i);

      await page.goto(`${address}/langkah/tanda-tangan`);
      await page.locator("[name=number]").fill("CONTOH/99");
      await page.locator("[name=who]").fill("Sekretaris Daerah");
      await page.locator("[name=on]").fill(day(-3));
      await submit(page, "[name=number]");
      assert.ok(await page.locator("[role=alert]").isVisible(), "a day that has not come is refused");
      assert.equal(await page.locator("[name=number]").inputValue(), "CONTOH/99", "what was typed stays");
      await page.locator("[name=on]").fill(day(3));
      await send(page, "[name=number]");
      assert.match(await page.locator("h1").innerText(), /CONTOH\/99/);

      await page.goto(`${address}/naskah`);
      const text = { name: "edaran.txt", mimeType: "text/plain", buffer: Buffer.from("Pasal 1") };
      await page.locator("input[type=file]").setInputFiles(text);
      await send(page, "[name=caption]");
      assert.equal(await page.locator("#naskah a[href^='/berkas/']").count(), 1);

      await page.goto(`${address}/kaitan`);
      await page.locator("[name=row]").selectOption({ index: 1 });
      await submit(page, "[name=row]");
      const row = page.locator("#baris a[href^='/rad/']").first();
      const href = await row.getAttribute("href");
      await page.goto(href);
      assert.ok(await page.locator(`a[href='${address}']`).isVisible(), "the row shows it");

      await page.goto("/produk-hukum?q=CONTOH%2F99");
      assert.ok(await page.locator(`a[href='${address}']`).isVisible());
      await page.context().close();
    });

    test("an office looks at what another one answers for, and cannot change it", async () => {
      const other = run.demo.accounts.find(({ role, agency }) => role === "agency_contact" && agency === "Disdik");
      const page = await run.people.page(other);
      await page.goto("/produk-hukum?keadaan=berakhir");
      const link = page.locator("table a[href^='/produk-hukum/']").first();
      const href = await link.getAttribute("href");
      const response = await page.goto(`${href}/ubah`);
      assert.equal(response.status(), 404);
      await page.context().close();
    });
  });
}
