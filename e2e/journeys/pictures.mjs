// The three pictures of the README. Taken anew only where one is missing, so that a test run changes no tracked file.

import assert from "node:assert/strict";
import { mkdir, stat } from "node:fs/promises";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DESK, PHONE } from "../people.mjs";
import { follow } from "./pages.mjs";

const FOLDER = new URL("../../docs/images/", import.meta.url);
const LIMIT = 250_000;

export function journeys(run) {
  describe("pictures of the README", () => {
    const desk = { ...DESK, viewport: { width: 1180, height: 820 } };
    picture("plan.png", "secretariat", desk, async () => "/rad");
    picture("red.png", "leadership", desk, async () => "/beranda");
    picture("phone.png", "secretariat", PHONE, async (page) => follow(page, "/rad", /^\/rad\/[0-9a-f-]{36}$/));
  });

  function picture(name, role, screen, find) {
    test(`docs/images/${name} is there and small`, async () => {
      const file = fileURLToPath(new URL(name, FOLDER));
      if (!(await exists(file))) {
        await mkdir(FOLDER, { recursive: true });
        const page = await run.people.page(run.people.account(role), screen);
        await page.goto(await find(page));
        await page.screenshot({ path: file });
        await page.context().close();
      }
      const { size } = await stat(file);
      assert.ok(size < LIMIT, `${size} bytes`);
    });
  }
}

async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}
