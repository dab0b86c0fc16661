// Who comes in, who is sent to the door, and who is told no.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { PHONE, signIn, submit } from "../people.mjs";

const ROLES = ["administrator", "secretariat", "agency_contact", "leadership"];

/** Pages that nobody sees without an account. */
const CLOSED = ["/beranda", "/rad", "/rad/lapor", "/gugus-tugas", "/wilayah", "/akun", "/pengaturan/akun", "/audit"];

/** Pages that exist, but not for this role. */
const NOT_FOR = [
  ["agency_contact", "/audit"],
  ["agency_contact", "/pengaturan/akun"],
  ["agency_contact", "/rad/verifikasi"],
  ["leadership", "/rad/lapor"],
  ["secretariat", "/audit"],
  ["administrator", "/rad/lapor"],
];

export function journeys(run) {
  describe("the door", () => {
    for (const role of ROLES) {
      test(`${role} signs in on a phone, and out again`, async () => {
        const page = await run.people.page(undefined, PHONE);
        await signIn(page, run.people.account(role));
        assert.equal(new URL(page.url()).pathname, "/beranda");
        assert.deepEqual((await page.context().cookies()).filter((c) => /gugus/.test(c.name)).map((c) => [c.httpOnly, c.secure, c.sameSite]), [
          [true, true, "Lax"],
        ]);
        await page.locator("details.me summary").click();
        await Promise.all([page.waitForURL("**/masuk"), page.locator("form[action='/keluar'] button").first().click()]);
        await page.goto("/beranda");
        assert.equal(new URL(page.url()).pathname, "/masuk");
        await page.context().close();
      });
    }

    test("a wrong password is answered with 422, keeps the name and drops the password", async () => {
      const page = await run.people.page(undefined, PHONE);
      await page.goto("/masuk");
      await page.locator("[name=username]").fill("tidak-ada");
      await page.locator("[name=password]").fill("bukan kata sandi");
      const [response] = await Promise.all([page.waitForResponse((r) => r.request().method() === "POST"), submit(page, "[name=password]")]);
      assert.equal(response.status(), 422);
      assert.equal(await page.locator("[name=username]").inputValue(), "tidak-ada");
      assert.equal(await page.locator("[name=password]").inputValue(), "");
      assert.ok(await page.locator("[role=alert]").isVisible());
      await page.context().close();
    });

    for (const path of CLOSED) {
      test(`a stranger at ${path} is sent to the door, which leads back`, async () => {
        const page = await run.people.page(undefined);
        await page.goto(path);
        const url = new URL(page.url());
        assert.equal(url.pathname, "/masuk");
        if (path !== "/beranda") assert.equal(url.searchParams.get("ke"), path);
        await page.context().close();
      });
    }

    for (const [role, path] of NOT_FOR) {
      test(`${role} is told no at ${path}, and what to do`, async () => {
        const page = await run.people.page(run.people.account(role));
        const response = await page.goto(path);
        assert.ok([403, 404].includes(response.status()), `answered ${response.status()}`);
        assert.equal(await page.locator("h1").count(), 1);
        assert.ok((await page.locator("main a").count()) > 0, "no way on");
        await page.context().close();
      });
    }

    test("an address that does not exist is a page with a way on", async () => {
      const page = await run.people.page(run.people.account("secretariat"));
      const response = await page.goto("/tidak-ada");
      assert.equal(response.status(), 404);
      assert.ok((await page.locator("main a").count()) > 0, "no way on");
      await page.context().close();
    });
  });
}
