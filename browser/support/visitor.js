// Somebody with a browser. Whatever they do, nothing comes from another host, the policy of the pages
// forbids nothing that they need, and no script fails: each visit is held to that when it ends.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Heights of the windows that the pages are looked at in, by width. */
export const WIDTHS = { 1280: 900, 390: 844 };
export const THEMES = ["light", "dark"];
export const LANGUAGES = ["nl", "en"];

let browser;

/** Chromium, one for all tests of a file. It ends when Node does. */
async function chrome() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  browser ??= chromium.launch({ executablePath, args: FLAGS });
  return browser;
}

/** Ends Chromium, after the tests of a file. */
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

/** A page of a browser that nobody is signed in with. */
export async function stranger(t, { language = "nl", width = 1280, theme = "light", ...more } = {}) {
  const { script = true, bypassCSP = false, isWatched = true, storageState } = more;
  const context = await (await chrome()).newContext({
    viewport: { width, height: WIDTHS[width] },
    locale: language === "nl" ? "nl-NL" : "en-GB",
    colorScheme: theme,
    reducedMotion: "reduce",
    javaScriptEnabled: script,
    bypassCSP,
    storageState,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults = isWatched ? watch(page) : [];
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  return page;
}

/**
 * The same, of somebody who came in at an installation. They came in once, an operator for each language,
 * since the language is kept with the account.
 */
export async function visitor(t, installation, options = {}) {
  const { language = "nl" } = options;
  if (installation.merchant) {
    const page = await stranger(t, { ...options, storageState: installation.merchant });
    await read(page, language, installation);
    return page;
  }
  installation.sessions ??= {};
  const storageState = await (installation.sessions[language] ??= session(installation, language));
  return stranger(t, { ...options, storageState });
}

async function session(installation, language) {
  const context = await (await chrome()).newContext({ locale: "nl-NL" });
  const page = await context.newPage();
  await page.goto(await installation.link(`${language}@example.com`));
  await page.locator("main button").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/in"));
  await read(page, language, installation);
  const state = await context.storageState();
  await context.close();
  return state;
}

async function read(page, language, { address }) {
  await page.request.post(`${address}/language`, { form: { to: language, here: "/in" } });
}

/** Clicks Installeren in the App Store, and gives where that leads and the session it began. */
export async function arrive(store) {
  const context = await (await chrome()).newContext({ locale: "nl-NL" });
  const page = await context.newPage();
  await page.goto(store);
  await page.getByRole("button", { name: "Installeren" }).click();
  await page.waitForURL(/\/setup\//);
  const { origin, pathname } = new URL(page.url());
  const merchant = await context.storageState();
  await context.close();
  return { address: origin, base: pathname, merchant };
}

/** What must not happen on any page: a list that grows when it does. */
export function watch(page) {
  const faults = [];
  // A page that says what went wrong is an answer too.
  const isAnswer = (text) => text.startsWith("Failed to load resource");
  page.on("console", (said) => {
    if (said.type() === "error" && !isAnswer(said.text())) faults.push(said.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOurs = protocol === "data:" || hostname === "127.0.0.1";
    if (!isOurs) faults.push(`a request to ${request.url()}`);
  });
  page.on("response", (response) => {
    const isPart = response.request().resourceType() !== "document";
    if (isPart && response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  return faults;
}
