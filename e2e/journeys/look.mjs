// The looking itself: a good page passes, and each fault it looks for is found. A blind check is worse than none.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, describe, test } from "node:test";
import { look } from "../look.mjs";
import { PHONE } from "../people.mjs";

const GOOD = `<!doctype html><html lang="id"><head><title>Contoh</title>
<meta name="viewport" content="width=device-width"></head><body><main><h1>Contoh</h1><p>Isi.</p></main></body></html>`;

const PAGES = {
  "/good": GOOD,
  "/wide": GOOD.replace("Isi.", `<img alt="" width="600" height="9" src="/dot">`),
  "/silent": GOOD.replace("<h1>Contoh</h1>", "").replace(`lang="id"`, `lang="en"`),
  "/stranger": GOOD.replace("Isi.", `<img alt="" src="http://127.0.0.2:9/dot">`),
  "/script": GOOD.replace("Isi.", "<script>document.title = 'x'</script>"),
  "/heavy": GOOD.replace("Isi.", `<!-- ${"x".repeat(70_000)} -->`),
  "/mute": GOOD.replace("Isi.", "<form><input name=nama></form>"),
};

export function journeys(run) {
  describe("the looking itself", () => {
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url, "http://localhost");
      const type = pathname === "/dot" ? "image/svg+xml" : "text/html";
      const body = type === "text/html" ? PAGES[pathname] : `<svg xmlns="http://www.w3.org/2000/svg"/>`;
      response.writeHead(body ? 200 : 404, { "content-type": type, "content-security-policy": "script-src 'self'" });
      response.end(body ?? "");
    });
    before(async () => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
    });
    after(() => server.close());

    const seen = async (path) => {
      const page = await run.people.page(undefined, PHONE, { baseURL: `http://127.0.0.1:${server.address().port}` });
      const wrong = await look(page, path, { name: `self${path.replace("/", "-")}` });
      await page.context().close();
      return wrong;
    };
    const faults = { wide: "scrolls sideways", silent: "0 h1", stranger: "asks 127.0.0.2", script: "console:" };
    for (const [name, fault] of Object.entries({ ...faults, heavy: "weighs", mute: "axe critical label" })) {
      test(`finds the fault of the ${name} page`, async () => {
        const wrong = await seen(`/${name}`);
        assert.ok(wrong.some((line) => line.includes(fault)), `expected "${fault}" in:\n${wrong.join("\n")}`);
      });
    }
    test("finds nothing wrong with a good page", async () => {
      assert.deepEqual(await seen("/good"), []);
    });
  });
}
