// The next plan from its first proposal to being in force, and a row carried over, by four roles.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE } from "../people.mjs";

const NEXT = "/rad/rencana/2027-2029";
const ID = "[0-9a-f-]{36}";

export function journeys(run) {
  describe("the life of a plan", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);
    let proposal;

    test("the secretariat carries a row of the running plan on, with a reason where it changes", async () => {
      const page = await as("secretariat");
      await page.goto("/rad/rencana/2024-2026/evaluasi");
      await page.getByRole("link", { name: /^B\.3 / }).click();
      await page.locator("[name=choice][value=changed]").check();
      assert.equal((await press(page, page.getByRole("button", { name: "Simpan keputusan" }))).status(), 422);
      assert.ok(await page.locator("[name=choice][value=changed]").isChecked());
      await page.locator("[name=reason]").fill("Operasi bersama juga di pelabuhan");
      await press(page, page.getByRole("button", { name: "Simpan keputusan" }));
      assert.ok(await page.getByRole("link", { name: "Lihat usulannya" }).isVisible());
      const address = new URL(page.url()).pathname;
      assert.deepEqual(await look(page, address, { name: "evaluasi-baris" }), []);
      await page.locator("[name=finding]").fill("Sembilan operasi dalam tiga tahun");
      await page.locator("[name=cause]").fill("Jadwal tiga polres berbeda");
      await press(page, page.getByRole("button", { name: "Simpan evaluasi" }));
      assert.match(page.url(), /tersimpan=1/);
      await page.context().close();
    });

    test("the secretariat takes proposals again, which needs a reason", async () => {
      const page = await as("secretariat");
      await page.goto(NEXT);
      await page.locator("summary", { hasText: "Buka kembali masa usulan" }).click();
      const button = page.getByRole("button", { name: "Buka kembali masa usulan" });
      assert.equal((await press(page, button)).status(), 422);
      await page.locator("details [name=note]").fill("Dua dinas belum sempat mengusulkan");
      await press(page, button);
      assert.match(await page.locator("[aria-current=step]").textContent(), /menghimpun usulan/);
      await page.context().close();
    });

    test("an agency contact proposes on a phone: wrong first, and nothing typed is lost", async () => {
      const page = await as("agency_contact", PHONE);
      const form = `${NEXT}/usulan/baru`;
      for (const lang of ["en", "id"]) assert.deepEqual(await look(page, form, { name: "usulan-baru", lang }), [], lang);
      await page.locator("[name=strategy]").selectOption({ index: 1 });
      await page.locator("[name=activity]").fill("Kelas <b>daring</b> untuk kader");
      await page.locator("[name=indicator]").fill("Jumlah kelas");
      await page.locator("[name=unit]").fill("kelas");
      await page.locator("[name=target_1]").fill("empat puluh -");
      await page.locator("[name=target_2]").fill("-5");
      await page.locator("[name=reason]").fill("Kader jauh dari kota");
      const send = page.getByRole("button", { name: "Kirim usulan" });
      assert.equal((await press(page, send)).status(), 422);
      assert.equal(await page.locator("[name=activity]").inputValue(), "Kelas <b>daring</b> untuk kader");
      assert.equal(await page.locator("[name=target_2]").inputValue(), "-5");
      await page.locator("[name=target_1]").fill("4");
      await page.locator("[name=target_2]").fill("8");
      await press(page, send);
      assert.match(page.url(), /\/rad\/usulan\/.*terkirim=1/);
      proposal = new URL(page.url()).pathname;
      assert.equal(await page.locator("main b", { hasText: "daring" }).count(), 0, "what was typed is no markup");
      assert.deepEqual(await look(page, proposal, { name: "usulan" }), []);
      await page.context().close();
    });

    test("the secretariat decides every proposal, one row after the other", async () => {
      const page = await as("secretariat");
      await page.goto(NEXT);
      await press(page, page.getByRole("button", { name: "Tutup usulan dan mulai membahas" }));
      await page.goto(proposal);
      for (let left = 30; left > 0; left -= 1) {
        await press(page, page.getByRole("button", { name: "Terima sebagai baris rencana" }));
        const next = page.getByRole("link", { name: "Usulan berikutnya" });
        if (!(await next.count())) break;
        await next.click();
      }
      await page.goto(`${NEXT}/usulan`);
      assert.equal(await page.getByText("menunggu", { exact: true }).count(), 0);
      await page.context().close();
    });

    test("the leadership agrees, and can do nothing else with it", async () => {
      const page = await as("leadership", PHONE);
      assert.deepEqual(await look(page, NEXT, { name: "rencana-sepakat" }), []);
      await page.locator("[name=note]").first().fill("Notulen rakor (contoh)");
      await press(page, page.getByRole("button", { name: "Sepakati rencana" }));
      assert.match(await page.locator("[aria-current=step]").textContent(), /disepakati/);
      const refused = await page.goto(`${NEXT}/peraturan`);
      assert.equal(refused.status(), 403);
      await page.context().close();
    });

    test("the secretariat records the regulation: not before it is signed", async () => {
      const page = await as("secretariat");
      await page.goto(NEXT);
      await press(page, page.getByRole("button", { name: "Mulai menyusun peraturan" }));
      await page.goto(`${NEXT}/peraturan`);
      await page.locator("[name=number]").fill("Peraturan Bupati Tangerang Nomor 00 Tahun 2026 (contoh)");
      await page.locator("[name=signed_on]").fill("2026-12-10");
      await page.locator("[name=in_force_on]").fill("2026-12-01");
      const save = page.getByRole("button", { name: "Catat dan berlakukan" });
      assert.equal((await press(page, save)).status(), 422);
      assert.ok(await page.getByText("Tidak dapat berlaku sebelum ditetapkan").first().isVisible());
      await page.locator("[name=in_force_on]").fill("2027-01-01");
      await press(page, save);
      assert.match(await page.locator("[aria-current=step]").textContent(), /berlaku/);
      await page.context().close();
    });

    test("an observer sees it in force, beside the plan it follows", async () => {
      const page = await as("observer", PHONE);
      for (const address of [NEXT, "/rad/banding", "/rad?rencana=2027-2029", "/rad/semua"]) {
        for (const lang of ["id", "en"]) {
          assert.deepEqual(await look(page, address, { name: `mutu-${address.replace(/\W+/g, "-")}`, lang }), []);
        }
      }
      await page.goto("/rad/banding?lang=id");
      assert.ok(await page.getByText("ditambah").first().isVisible());
      assert.match(await page.goto("/rad").then(() => page.locator("h1").textContent()), /2024.2026/);
      await page.context().close();
    });

    test("an amendment changes a target from its day on, and never before today", async () => {
      const page = await as("secretariat");
      await page.goto("/rad/rencana/2024-2026/perubahan");
      const day = await page.locator("[name=since]").inputValue();
      await page.locator("[name=since]").fill("2024-02-01");
      await page.locator("[name=basis]").fill("Notulen rakor (contoh)");
      const save = page.getByRole("button", { name: "Buat versi baru" });
      assert.equal((await press(page, save)).status(), 422);
      await page.locator("[name=since]").fill(day);
      await press(page, save);
      await page.goto("/rad");
      const row = await page.locator("a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      const address = row.find((href) => new RegExp(`^/rad/${ID}$`).test(href));
      assert.deepEqual(await look(page, `${address}/target`, { name: "target" }), []);
      await page.locator("[name=target_3]").fill("12");
      await press(page, page.getByRole("button", { name: "Simpan target" }));
      assert.match(page.url(), /tersimpan=1/);
      assert.deepEqual(await look(page, `${address}/hitung`, { name: "hitung" }), []);
      await page.locator("[name=spread_3]").fill("0 30 60");
      const count = page.getByRole("button", { name: "Simpan cara menghitung" });
      assert.equal((await press(page, count)).status(), 422);
      assert.equal(await page.locator("[name=spread_3]").inputValue(), "0 30 60");
      await page.locator("[name=spread_3]").fill("25 50 75 100");
      await press(page, count);
      assert.match(page.url(), /tersimpan=1/);
      await page.goto("/rad/rencana/2024-2026");
      assert.ok(await page.getByRole("link", { name: "Versi 2" }).isVisible());
      await page.context().close();
    });
  });
}

/** Presses a button that posts, and answers what the server said to the post. */
async function press(page, button) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST"),
    button.click(),
  ]);
  await page.waitForLoadState("load");
  return response;
}
