// A message goes down: the secretariat sends an order down, a sub-district answers on an old phone, and the
// roll-up shows it.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE } from "../people.mjs";

const TITLE = "Pesan <keluarga> & 'tetangga'";

export function journeys(run) {
  describe("an outreach order", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);
    let order, place;

    test("the secretariat writes it and sends it down", async () => {
      const page = await as("secretariat");
      await page.goto("/sosialisasi/baru");
      await page.locator("[name=title]").fill(TITLE);
      await page.locator("[name=message]").fill("NIK 3603011203980001");
      assert.equal((await press(page, "Simpan draf")).status(), 422);
      assert.equal(await page.locator("[name=title]").inputValue(), TITLE);
      await page.locator("[name=message]").fill("Jangan serahkan paspor.\nHubungi 129.");
      await page.locator("[name=due_on]").fill(inDays(20));
      await page.locator("[name=agency]").selectOption({ label: "DPPPA" });
      await press(page, "Simpan draf");
      order = new URL(page.url()).pathname;
      assert.match(order, /^\/sosialisasi\/[0-9a-f-]{36}$/);
      assert.deepEqual(await look(page, null, { name: "sosialisasi-draf" }), []);
      await press(page, "Kirim turun");
      await page.getByText("0 dari 303 melapor").first().waitFor();
      assert.deepEqual(await look(page, null, { name: "sosialisasi-terkirim" }), []);
      await page.context().close();
    });

    test("a sub-district acknowledges for its villages and reports for one, on a phone", async () => {
      const page = await as("region_operator", PHONE);
      await page.goto("/beranda");
      place = await page.locator("a", { hasText: TITLE }).first().getAttribute("href");
      assert.match(place, new RegExp(`^${order}/[0-9a-f-]{36}$`));
      await page.goto(place);
      assert.deepEqual(await look(page, null, { name: "sosialisasi-terima" }), []);
      await press(page, "Nyatakan diterima untuk kecamatan dan semua desanya");
      await page.getByText("Tercatat diterima").waitFor();
      await page.locator("#desa a[href$='/lapor']").first().click();
      await page.waitForLoadState("load");
      await page.locator("[name=tingkat][value=rt_rw]").check();
      assert.deepEqual(await look(page, null, { name: "sosialisasi-lapor-tingkat" }), []);
      await page.getByRole("button", { name: "Lanjut", exact: true }).click();
      await page.waitForLoadState("load");
      assert.equal(await page.locator("[name=household_gatherings]").count(), 0);
      await page.locator("[name=held_on]").fill(inDays(0));
      await page.locator("[name=rt_rw_gatherings]").fill("3");
      await page.locator("[name=rt_rw_people]").fill("90");
      await page.locator("[name=rt_rw_women]").fill("100");
      const refused = await press(page, "Kirim laporan");
      assert.equal(refused.status(), 422);
      assert.equal(await page.locator("[name=rt_rw_people]").inputValue(), "90");
      assert.deepEqual(await look(page, null, { name: "sosialisasi-lapor-salah" }), []);
      await page.locator("[name=rt_rw_women]").fill("50");
      await press(page, "Kirim laporan");
      await page.getByText("Laporan tersimpan").waitFor();
      assert.deepEqual(await look(page, null, { name: "sosialisasi-terlapor" }), []);
      await page.context().close();
    });

    test("whoever looks sees it counted, and nobody answers for a neighbour", async () => {
      const page = await as("leadership");
      await page.goto(order);
      await page.getByText("1 dari 303 melapor").first().waitFor();
      assert.equal(await page.getByRole("button", { name: "Tutup perintah" }).count(), 0);
      await page.context().close();
      const first = run.people.account("region_operator");
      const other = await run.people.page(run.people.account("region_operator", [first.username]), PHONE);
      const answer = await other.goto(`${place}/lapor`);
      assert.equal(answer.status(), 404);
      await other.context().close();
    });
  });
}

async function press(page, name) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST"),
    page.getByRole("button", { name, exact: true }).first().click(),
  ]);
  await page.waitForLoadState("load");
  return response;
}

/** The day some days from now, as a field of a date takes it. */
function inDays(days) {
  return new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
}
