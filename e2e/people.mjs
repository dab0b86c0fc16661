// One browser for the run, and people who use it: each role signs in once and keeps its session.

import { chromium } from "playwright-core";

/** What people hold in their hands: an old phone and an office screen. */
export const SCREENS = [
  { name: "360", viewport: { width: 360, height: 800 }, isMobile: true, hasTouch: true },
  { name: "1280", viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false },
];

export const PHONE = SCREENS[0];
export const DESK = SCREENS[1];

/** The browser, the demo it looks at, and the sessions of those who signed in. */
export class People {
  #browser;
  #sessions = new Map();

  constructor(browser, demo) {
    this.#browser = browser;
    this.demo = demo;
  }

  static async start(demo) {
    const executablePath = process.env.GUGUS_TEST_CHROMIUM;
    if (!executablePath) throw new Error("GUGUS_TEST_CHROMIUM must name a Chromium; `cargo xtask test` finds one");
    return new People(await chromium.launch({ executablePath }), demo);
  }

  async stop() {
    await this.#browser.close();
  }

  /** The first demo account of a role that is not one of `except`. */
  account(role, except = []) {
    const found = this.demo.accounts.find((one) => one.role === role && !except.includes(one.username));
    if (!found) throw new Error(`the demo has no account with the role ${role}`);
    return found;
  }

  /** A page on a screen, as someone signed in, or as nobody. The caller closes it by `page.context().close()`. */
  async page(account, screen = DESK, options = {}) {
    const storageState = account ? await this.#session(account) : undefined;
    const { viewport, isMobile, hasTouch } = screen;
    const settings = { baseURL: this.demo.url, viewport, isMobile, hasTouch, locale: "id-ID", storageState };
    const context = await this.#browser.newContext({ ...settings, timezoneId: "Asia/Jakarta", ...options });
    context.setDefaultTimeout(15_000);
    return context.newPage();
  }

  async #session(account) {
    if (!this.#sessions.has(account.username)) {
      const page = await this.page(undefined);
      await signIn(page, account);
      this.#sessions.set(account.username, await page.context().storageState());
      await page.context().close();
    }
    return this.#sessions.get(account.username);
  }
}

/** Signs in as a person would. */
export async function signIn(page, account) {
  await page.goto("/masuk");
  await page.locator("[name=username]").fill(account.username);
  await page.locator("[name=password]").fill(account.password);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/masuk"), submit(page, "[name=password]")]);
}

/** Presses the button that sends the form around a field. */
export async function submit(page, field) {
  await page.locator("form", { has: page.locator(field) }).locator("button[type=submit], button:not([type])").first().click();
}

/** Presses a button and waits for the answer. */
export async function press(page, name) {
  const [response] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === "POST" && !(one.request().headers().accept ?? "").startsWith("application/json")),
    page.getByRole("button", { name, exact: typeof name === "string" }).first().click(),
  ]);
  await page.waitForLoadState("load");
  return response;
}

/** A day in Jakarta, as a form writes it: today, or so many days later. */
export function today(days = 0) {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Jakarta" });
  return shown.format(new Date(Date.now() + days * 86_400_000));
}
