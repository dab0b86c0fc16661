// A letter: from a meeting to a draft, its number, the signed paper and the archive; another one made void.
// The secretariat writes, the leadership reads, a third person at another desk sees only what has a number.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { DESK, PHONE } from "../people.mjs";

const TITLE = "Rapat surat <uji> & 'undangan'";
const SUBJECT = "Permintaan data =1+1";
const NUMBER = "B/400.2/7777-DP3A/2026";

export function journeys(run) {
  describe("a letter", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);
    let letter;

    test("a meeting leads to the draft of its invitation, and only to one", async () => {
      const page = await as("secretariat");
      await page.goto("/rapat/baru");
      await page.locator("[name=title]").fill(TITLE);
      await page.locator("[name=kind][value=plenary]").check();
      await page.locator("[name=held_on]").fill(later());
      await page.locator("[name=starts]").fill("09.00");
      await page.locator("[name=place]").fill("Aula");
      await press(page, "Siapkan rapat");
      const meeting = new URL(page.url()).pathname;
      await page.getByRole("link", { name: "Surat undangan" }).click();
      await page.getByText("Belum ada surat undangan").waitFor();
      assert.deepEqual(await look(page, null, { name: "surat-dari-rapat" }), []);
      await press(page, "Buat konsep undangan");
      letter = new URL(page.url()).pathname;
      assert.match(letter, /^\/surat\/[0-9a-f-]{36}$/);
      assert.match(await page.locator("main").innerText(), /Undangan Rapat surat <uji> & 'undangan'/);
      await page.goto(meeting);
      await page.getByRole("link", { name: "Surat undangan" }).click();
      await page.waitForURL(`**${letter}`);
      await page.context().close();
    });

    test("a draft is changed and kept as typed when something is wrong", async () => {
      const page = await as("secretariat");
      await page.goto(`${letter}/ubah`);
      await page.locator("[name=subject]").fill("");
      await page.locator("[name=subject]").evaluate((field) => field.removeAttribute("required"));
      await page.locator("[name=on_behalf]").fill("Bupati Tangerang");
      assert.equal((await press(page, "Simpan konsep")).status(), 422);
      assert.equal(await page.locator("[name=on_behalf]").inputValue(), "Bupati Tangerang");
      await page.locator("[name=subject]").fill("Undangan uji");
      await press(page, "Simpan konsep");
      await page.getByText("Tersimpan.").waitFor();
      await page.context().close();
    });

    test("our own counter numbers it, and then nothing in it changes", async () => {
      const page = await as("secretariat");
      await page.goto(letter);
      await press(page, "Beri nomor");
      await page.getByText(/400\.2\/\d{3}\/GT-PPTPPO\/\d{4}/).first().waitFor();
      assert.equal(await page.getByRole("link", { name: "Ubah konsep" }).count(), 0);
      const paper = await page.request.get(`${letter}/surat.pdf`);
      assert.equal(paper.headers()["content-type"], "application/pdf");
      await page.locator("[name=file]").setInputFiles({ name: "surat.txt", mimeType: "text/plain", buffer: Buffer.from("bukan PDF") });
      assert.equal((await press(page, "Unggah berkas")).status(), 422);
      await page.getByText("harus PDF").waitFor();
      await page.locator("[name=file]").first().setInputFiles({ name: "surat.pdf", mimeType: "application/pdf", buffer: await paper.body() });
      await press(page, "Unggah berkas");
      await page.getByText("Surat selesai").waitFor();
      assert.deepEqual(await look(page, null, { name: "surat-selesai" }), []);
      await page.context().close();
    });

    test("a number from the register is typed back, and one that exists leads to its letter", async () => {
      const page = await as("secretariat");
      for (const status of [303, 422]) {
        await page.goto("/surat/baru");
        await page.locator("[name=kind][value=data_request]").check();
        await page.locator("[name=subject]").fill(SUBJECT);
        await page.locator("[name=lines]").fill("Ketua Forum Anak");
        await page.locator("[name=body]").fill("Mohon data triwulan.");
        await press(page, "Buat konsep");
        await page.locator("[name=number]").fill(NUMBER);
        assert.equal((await press(page, "Simpan nomor")).status(), status);
      }
      assert.equal(await page.locator("[name=number]").inputValue(), NUMBER);
      await page.getByRole("link", { name: "Buka surat itu" }).click();
      await page.getByText("Unggah berkas yang sudah ditandatangani").waitFor();
      await page.getByText("Batalkan surat ini").first().click();
      await page.locator("details[open] [name=note]").fill("Salah tujuan");
      await press(page, "Batalkan surat ini");
      await page.getByText("Surat dibatalkan").waitFor();
      await page.context().close();
    });

    test("others find what has a number, on a phone too, and no draft", async () => {
      const page = await as("leadership", PHONE);
      await page.goto(`/surat?q=${encodeURIComponent("7777-dp3a")}`);
      await page.getByRole("link", { name: SUBJECT }).click();
      await page.getByText("Salah tujuan").first().waitFor();
      assert.equal(await page.locator("form[action*='/surat/']").count(), 0, "a reader has no steps");
      await page.goto("/surat?keadaan=draft");
      await page.getByText("Belum ada surat di sini").waitFor();
      const book = await page.request.get("/surat/buku-agenda.csv");
      assert.match(await book.text(), /7777-DP3A/);
      await page.context().close();
    });
  });
}

/** A day in two weeks, in Jakarta. */
function later() {
  return new Date(Date.now() + 14 * 86_400_000).toLocaleDateString("sv", { timeZone: "Asia/Jakarta" });
}

/** Presses a button and waits for the answer. */
async function press(page, name) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST"),
    page.getByRole("button", { name, exact: true }).first().click(),
  ]);
  await page.waitForLoadState("load");
  return response;
}
