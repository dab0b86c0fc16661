// Every page, as someone who uses it, on a phone and on a screen, in both languages. Pictures go to e2e/out/.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { look } from "../look.mjs";
import { SCREENS } from "../people.mjs";

/** Fixed addresses: who looks, and where. `null` is nobody. */
const PAGES = [
  [null, "/"],
  [null, "/masuk"],
  ["secretariat", "/beranda"],
  ["agency_contact", "/beranda"],
  ["leadership", "/beranda"],
  ["administrator", "/beranda"],
  ["secretariat", "/akun"],
  ["secretariat", "/akun/sandi"],
  ["administrator", "/pengaturan/akun"],
  ["administrator", "/pengaturan/akun/baru"],
  ["administrator", "/pengaturan/komponen"],
  ["administrator", "/audit"],
];

export function journeys(run) {
  describe("pages", () => {
    for (const [role, path, status] of PAGES) {
      test(`${path} as ${role ?? "nobody"}`, async () => {
        const account = role && run.people.account(role);
        const wrong = [];
        for (const screen of SCREENS) {
          const page = await run.people.page(account, screen);
          for (const lang of ["id", "en"]) {
            const found = await look(page, path, { name: pictureName(role, path), lang, status });
            wrong.push(...found.map((line) => `${screen.name} px, ${lang}: ${line}`));
          }
          await page.context().close();
        }
        assert.deepEqual(wrong, [], `${path} as ${role ?? "nobody"}:\n  ${wrong.join("\n  ")}`);
      });
    }
  });
}

function pictureName(role, path) {
  return `${path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "depan"}-${role ?? "publik"}`;
}
