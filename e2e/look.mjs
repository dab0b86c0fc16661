// Looking at one page the way a careful person would: readable, whole, light, quiet, and keeping to itself.

import { createRequire } from "node:module";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** Bytes on the wire with style sheet and pictures, as promised in the design. */
const WEIGHT_LIMIT = 60 * 1024;

export const OUT = fileURLToPath(new URL("out", import.meta.url));

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Opens `path` in a language (or, without a path, looks at what is open), takes a full-length picture named `name`,
 * and returns a list of what is wrong, empty when nothing is. `status` is the one expected.
 */
export async function look(page, path, { name, lang = "id", status = 200 }) {
  const wrong = path ? await arrive(page, withLang(path, lang), status) : [];
  wrong.push(...(await wholeness(page, lang)));
  wrong.push(...(await accessibility(page)));
  await picture(page, `${name}-${lang}`);
  return wrong;
}

/** Goes there, watching what it takes. */
async function arrive(page, address, status) {
  const watch = await Watch.on(page);
  const response = await page.goto(address, { waitUntil: "load" });
  const wrong = response.status() === status ? [] : [`answered ${response.status()}, not ${status}`];
  return [...wrong, ...(await watch.stop(status))];
}

/** The whole page in one picture; the window is made as long as the page, so that bars stand where they belong. */
async function picture(page, name) {
  await mkdir(OUT, { recursive: true });
  const { width, height } = page.viewportSize();
  const long = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, long), 8000) });
  await page.screenshot({ path: join(OUT, `${name}-${width}.png`) });
  await page.setViewportSize({ width, height });
}

/** The address in that language; said each time, because the site remembers the last one. */
export function withLang(path, lang) {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${lang}`;
}

/** What the browser sees on the wire and in its console while a page loads. */
class Watch {
  bytes = 0;
  wrong = [];
  addresses = [];

  static async on(page) {
    const watch = new Watch();
    watch.page = page;
    watch.client = await page.context().newCDPSession(page);
    await watch.client.send("Network.enable");
    await watch.client.send("Network.setCacheDisabled", { cacheDisabled: true });
    watch.client.on("Network.loadingFinished", (event) => (watch.bytes += event.encodedDataLength));
    watch.onConsole = (message) => message.type() === "error" && watch.wrong.push(`console: ${message.text()}`);
    watch.onError = (error) => watch.wrong.push(`script: ${error.message}`);
    watch.onRequest = (request) => watch.addresses.push(new URL(request.url()));
    page.on("console", watch.onConsole).on("pageerror", watch.onError).on("request", watch.onRequest);
    return watch;
  }

  async stop(status) {
    const { page } = this;
    page.off("console", this.onConsole).off("pageerror", this.onError).off("request", this.onRequest);
    await this.client.detach();
    // Chromium notes a refused page itself in the console; that is what was asked for.
    if (status >= 400) this.wrong = this.wrong.filter((line) => !line.includes(`status of ${status}`));
    const own = new URL(page.url()).host;
    const strangers = this.addresses.filter(({ protocol, host }) => protocol.startsWith("http") && host !== own);
    this.wrong.push(...strangers.map(({ host, pathname }) => `asks ${host} for ${pathname}`));
    if (this.bytes > WEIGHT_LIMIT) this.wrong.push(`weighs ${this.bytes} bytes, ${WEIGHT_LIMIT} at most`);
    return this.wrong;
  }
}

/** One heading, the right language, a title, nothing that runs off the side. */
async function wholeness(page, lang) {
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title.trim(),
    headings: document.querySelectorAll("h1").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    culprits: [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 3)
      .map((e) => `${e.tagName.toLowerCase()}.${e.className}`),
  }));
  const wrong = [];
  if (seen.lang !== lang) wrong.push(`says its language is "${seen.lang}"`);
  if (!seen.title) wrong.push("has no title");
  if (seen.headings !== 1) wrong.push(`has ${seen.headings} h1`);
  if (seen.wide > 0) wrong.push(`scrolls sideways by ${seen.wide} px (${seen.culprits.join(", ")})`);
  return wrong;
}

/** Serious and critical findings of axe, each with the rule and the first place. */
async function accessibility(page) {
  await page.evaluate(axe);
  const findings = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, impact, nodes }) => ({ id, impact, count: nodes.length, html: nodes[0].html, why: nodes[0].failureSummary }));
  });
  const grave = findings.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.map(({ id, impact, count, html, why }) => `axe ${impact} ${id} x${count}: ${html.slice(0, 160)} — ${why.replace(/\s+/g, " ").slice(0, 200)}`);
}
