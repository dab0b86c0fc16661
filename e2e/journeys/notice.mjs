// Telling people: invitations over a real mail server, an answer by a personal link, and the log that says who was not reached.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import ICAL from "ical.js";
import { look } from "../look.mjs";
import { DESK, PHONE, press, today } from "../people.mjs";

const TITLE = "Rapat persiapan <pos> Natal";

export function journeys(run) {
  describe("a notice", () => {
    const as = (role, screen = DESK) => run.people.page(run.people.account(role), screen);
    let meeting, link;

    test("a person says where they are written to, and about what", async () => {
      const page = await as("agency_contact", PHONE);
      await page.goto("/pemberitahuan/surel");
      await page.locator("[name=address]").fill("kontak@example");
      assert.equal((await press(page, "Simpan")).status(), 422);
      assert.equal(await page.locator("[name=address]").inputValue(), "kontak@example");
      assert.deepEqual(await look(page, null, { name: "surel-salah" }), []);
      await page.locator("[name=address]").fill("kontak@example.go.id");
      await page.locator("[name=topic][value='meeting.unanswered']").uncheck();
      await press(page, "Simpan");
      await page.getByText("Pengaturan surel tersimpan").waitFor();
      assert.equal(await page.locator("[name=topic][value='meeting.unanswered']").isChecked(), false);
      assert.equal(await page.locator("[name=topic][value='meeting.invited']").isChecked(), true);
      await page.context().close();
    });

    test("the secretariat writes down where offices are reached, all on one page", async () => {
      const page = await as("secretariat");
      await page.goto("/pemberitahuan/alamat");
      await page.getByLabel("RSUD Balaraja", { exact: true }).fill("bukan alamat");
      assert.equal((await press(page, "Simpan")).status(), 422);
      assert.equal(await page.getByLabel("RSUD Balaraja", { exact: true }).inputValue(), "bukan alamat");
      assert.deepEqual(await look(page, null, { name: "alamat-salah" }), []);
      await page.getByLabel("RSUD Balaraja", { exact: true }).fill("rsud@example.go.id");
      await press(page, "Simpan");
      await page.getByText("Alamat tersimpan").waitFor();
      await page.context().close();
    });

    test("invitations go out when they are sent, by mail with a day for the calendar", async () => {
      const { agency } = run.people.account("agency_contact");
      const page = await as("secretariat");
      await page.goto("/rapat/baru");
      await page.locator("[name=kind][value=incident]").check();
      await page.locator("[name=title]").fill(TITLE);
      await page.locator("[name=held_on]").fill(today(9));
      await page.locator("[name=starts]").fill("09.00");
      await page.locator("[name=ends]").fill("11.30");
      await page.locator("[name=place]").fill("Aula; lantai 2");
      await press(page, "Siapkan rapat");
      meeting = new URL(page.url()).pathname;
      await page.goto(`${meeting}/undangan`);
      for (const office of [agency, "RSUD Balaraja", "Dinkes"]) {
        await page.getByRole("checkbox", { name: new RegExp(`^${office}\\b`) }).first().check();
      }
      await press(page, /simpan/i);
      await page.getByText("belum diberi tahu").first().waitFor();
      assert.equal(run.post.mails.length, 0, "nobody is told before");
      assert.deepEqual(await look(page, null, { name: "rapat-belum-dikirim" }), []);
      run.post.refuse.push({ code: 451, text: "please wait" });
      await press(page, "Kirim undangan");
      await page.getByText("Undangan dikirim").waitFor();
      const [first] = await Promise.race([
        run.post.to("kontak@example.go.id").then((mail) => [mail]),
        run.post.to("rsud@example.go.id").then((mail) => [mail]),
      ]);
      assert.equal(first.subject, `[Gugus] Undangan: ${TITLE}, ${longDate(9)}`);
      assert.equal(first.from.text, "\"Gugus Tugas\" <gugus@example.go.id>");
      assert.equal(first.headers.get("auto-submitted"), "auto-generated");
      const [calendar] = first.attachments;
      assert.equal(calendar.contentType, "text/calendar");
      const event = new ICAL.Event(new ICAL.Component(ICAL.parse(calendar.content.toString())).getFirstSubcomponent("vevent"));
      assert.equal(event.summary, TITLE);
      assert.equal(event.location, "Aula; lantai 2");
      assert.equal(event.startDate.toJSDate().toISOString(), new Date(`${today(9)}T09:00:00+07:00`).toISOString());
      assert.equal(event.endDate.toJSDate().toISOString(), new Date(`${today(9)}T11:30:00+07:00`).toISOString());
      await page.context().close();
    });

    test("the log says who was reached, who waits, and why somebody was not", async () => {
      const page = await as("secretariat");
      await page.goto(meeting);
      await page.getByRole("link", { name: "Lihat siapa sudah diberi tahu" }).click();
      const text = await page.locator("main").innerText();
      assert.match(text, /451|please wait/, "what the server said");
      assert.match(text, /dicoba lagi/);
      assert.match(text, /alamat surel tidak diketahui/);
      const log = page.url().replace(run.demo.url, "");
      for (const lang of ["en", "id"]) assert.deepEqual(await look(page, log, { name: "pengiriman", lang }), []);
      const contact = await as("agency_contact", PHONE);
      await contact.goto("/beranda");
      await contact.locator("a.bell").click();
      await contact.getByRole("link", { name: TITLE }).click();
      await contact.waitForURL((url) => url.pathname === meeting);
      await contact.context().close();
      await page.reload();
      await page.getByText(/^dibuka /).first().waitFor();
      await page.context().close();
    });

    test("an office without an account answers by its link, which opens nothing else", async () => {
      // The first try was refused for the time being; a minute later it is there.
      const mail = await run.post.to("rsud@example.go.id", 120_000);
      await run.post.to("kontak@example.go.id", 120_000);
      assert.equal(run.post.mails.filter((one) => one.rcpt.includes("rsud@example.go.id")).length, 1);
      link = mail.text.match(/\/undangan\/[\w-]+/)[0];
      const phone = await run.people.page(undefined, PHONE);
      for (const lang of ["en", "id"]) assert.deepEqual(await look(phone, link, { name: "undangan-tautan", lang }), []);
      assert.match(await phone.locator("main").innerText(), /Rumah Sakit/);
      await phone.locator("[name=reply][value=stand_in]").check();
      await phone.locator("[name=note]").fill("Terlambat sedikit");
      assert.equal((await press(phone, "Kirim jawaban")).status(), 422);
      assert.equal(await phone.locator("[name=note]").inputValue(), "Terlambat sedikit");
      await phone.locator("[name=name]").fill("Dr. Sri");
      await phone.locator("[name=title]").fill("Kepala Instalasi");
      await press(phone, "Kirim jawaban");
      await phone.getByText("Jawaban Anda tersimpan").waitFor();
      const calendar = await phone.request.get(`${link}/kalender.ics`);
      assert.match(calendar.headers()["content-type"], /^text\/calendar/);
      assert.equal((await phone.goto(`${link}x`)).status(), 404);
      assert.deepEqual(await look(phone, null, { name: "undangan-mati" }), []);
      assert.equal((await phone.goto(meeting)).url().includes("/masuk"), true, "the link is no account");
      const desk = await as("secretariat");
      await desk.goto(meeting);
      assert.match(await desk.locator("#undangan").innerText(), /diwakili Dr. Sri, Kepala Instalasi/);
      await desk.getByRole("button", { name: "Tautan jawaban" }).first().click();
      await desk.getByText("khusus").or(desk.getByText("Tautan hanya ditampilkan sekali")).first().waitFor();
      assert.deepEqual(await look(desk, null, { name: "tautan-jawaban" }), []);
      await phone.context().close();
      await desk.context().close();
    });

    test("a change is told again, and what is called off is told to those who knew", async () => {
      const desk = await as("secretariat");
      await desk.goto(`${meeting}/ubah`);
      await desk.locator("[name=starts]").fill("08.00");
      await press(desk, "Simpan perubahan");
      await desk.getByText("belum tahu jadwal yang berubah").waitFor();
      await press(desk, "Kirim undangan");
      const changed = await later(run, "rsud@example.go.id", /Jadwal berubah/);
      const event = new ICAL.Event(
        new ICAL.Component(ICAL.parse(changed.attachments[0].content.toString())).getFirstSubcomponent("vevent"),
      );
      assert.equal(event.startDate.toJSDate().toISOString(), new Date(`${today(9)}T08:00:00+07:00`).toISOString());
      assert.equal(event.sequence, 2);
      await desk.goto(meeting);
      await desk.getByText("Batalkan rapat", { exact: true }).first().click();
      await desk.locator("[name=note]").fill("Digabung dengan rapat berikutnya");
      await press(desk, "Batalkan rapat");
      const off = await later(run, "rsud@example.go.id", /Dibatalkan/);
      assert.match(off.attachments[0].content.toString(), /STATUS:CANCELLED/);
      const phone = await run.people.page(undefined, PHONE);
      assert.equal((await phone.goto(link)).status(), 404, "nothing is left to answer");
      await phone.context().close();
      await desk.context().close();
    });
  });
}

function longDate(days) {
  const shown = new Intl.DateTimeFormat("id-ID", { timeZone: "Asia/Jakarta", day: "numeric", month: "long", year: "numeric" });
  return shown.format(new Date(Date.now() + days * 86_400_000));
}

/** The mail to an address with such a subject, once it is there. */
async function later(run, address, subject) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const found = run.post.mails.find((mail) => mail.rcpt.includes(address) && subject.test(mail.subject));
    if (found) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`no mail ${subject} to ${address}`);
}
