// The three pictures of the README. Taken anew only where one is missing, so that a test run changes no tracked file.

import assert from "node:assert/strict";
import { mkdir, stat } from "node:fs/promises";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { DESK, PHONE } from "../people.mjs";
import { owing } from "./plan.mjs";

const FOLDER = new URL("../../docs/images/", import.meta.url);
const LIMIT = 250_000;

export function journeys(run) {
  describe("pictures of the README", () => {
    picture("plan.png", DESK, async () => ({ account: run.people.account("secretariat"), path: "/rad", top: "main .table" }));
    picture("red.png", DESK, async () => ({ account: run.people.account("leadership"), path: "/beranda" }));
    picture("phone.png", PHONE, async () => {
      const { account, due } = (await owing(run).next()).value;
      return { account, path: due };
    });
  });

  function picture(name, screen, find) {
    test(`docs/images/${name} is there and small`, async () => {
      const file = fileURLToPath(new URL(name, FOLDER));
      if (!(await exists(file))) await take(file, screen, await find());
      const { size } = await stat(file);
      assert.ok(size < LIMIT, `${size} bytes`);
    });
  }

  async function take(file, screen, { account, path, top }) {
    await mkdir(FOLDER, { recursive: true });
    const page = await run.people.page(account, screen);
    await page.goto(path);
    if (top) await page.locator(top).last().evaluate((table) => table.scrollIntoView());
    await page.screenshot({ path: file });
    await page.context().close();
  }
}

async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}
