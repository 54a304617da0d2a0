// What a shopkeeper does who has never seen us: from the App Store to books that close.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { appStore } from "./support/installation.js";
import { SAID } from "./support/said.js";
import { LANGUAGES, WIDTHS, closeBrowser, stranger } from "./support/visitor.js";

after(closeBrowser);

async function open(t, options) {
  const store = await appStore();
  const page = await stranger(t, options);
  // After the page, whose end looks at what it said.
  t.after(store.stop);
  await page.goto(store.address);
  return page;
}

/** Clicks Installeren, reads on in a language, and gives Moneybird's leave. The address of Moneybird. */
async function install(page, language) {
  await page.getByRole("button", { name: "Installeren" }).click();
  await page.getByRole("heading", { level: 1, name: SAID.nl.connectTitle }).waitFor();
  assert.doesNotMatch(page.url(), /hash|api_public/, "the link has left the address bar");
  if (language === "en") await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("button", { name: SAID[language].connect }).click();
  const allow = page.getByRole("button", { name: "Toestaan" });
  await allow.waitFor();
  const books = new URL(page.url()).origin;
  await allow.click();
  await page.getByRole("heading", { level: 1, name: SAID[language].settings }).waitFor();
  return books;
}

/** Chooses what was left open, the tax rate that has the percentage of its line, looks at the preview, and begins. */
async function begin(page, said) {
  for (const label of await page.locator("label.open").all()) {
    const [percentage] = /[\d.,]+%/.exec(await label.textContent());
    const pick = label.locator("select");
    const option = pick.locator("option", { hasText: new RegExp(`^${percentage} `) }).first();
    await pick.selectOption(await option.getAttribute("value"));
  }
  await page.getByLabel(said.dueDays).fill("21");
  await preview(page, said);
  // What orders would wait for leads to the field that mends it.
  await page.locator("button.link").first().click();
  const { hash } = new URL(page.url());
  assert.match(hash, /^#at-/);
  await page.locator(`label.wanted [id="${hash.slice(1)}"]`).waitFor();
  await preview(page, said);
  // What was filled in is still there when one goes back, though nothing was saved.
  await page.getByRole("button", { name: said.change }).first().click();
  assert.equal(await page.getByLabel(said.dueDays).inputValue(), "21");
  assert.equal(await page.locator("label.open").count(), 0);
  await preview(page, said);
  assert.ok((await page.locator("details.ahead.booked").count()) > 0, "some would be booked");
  await page.getByRole("button", { name: said.begin }).first().click();
  const problems = page.getByRole("alert");
  if (await problems.isVisible()) assert.fail(await problems.textContent());
}

async function preview(page, said) {
  await page.getByRole("button", { name: said.preview }).click();
  const title = page.getByRole("heading", { level: 1, name: said.previewTitle });
  await title.or(page.getByRole("alert")).waitFor();
  if (!(await title.isVisible())) assert.fail(await page.getByRole("alert").textContent());
}

/** Waits for the end of the takeover. Without script the page is asked for anew. */
async function takenOver(page, said, script) {
  const end = page.getByRole("heading", { level: 1, name: said.allCloses });
  const needs = page.getByRole("heading", { level: 1, name: said.needYou });
  const late = Date.now() + 40_000;
  while (!(await end.or(needs).isVisible())) {
    assert.ok(Date.now() < late, await page.locator("h1").textContent());
    await page.waitForTimeout(500);
    if (!script) await page.reload();
  }
}

/** Asks whether the last month that is over closes, and waits for the statement. */
async function close(page, said, script) {
  await page.getByRole("navigation").getByRole("link", { name: said.closing }).click();
  await page.getByRole("button", { name: said.makeStatement }).click();
  const even = page.getByRole("heading", { level: 1, name: said.closes });
  const late = Date.now() + 40_000;
  while (!(await even.isVisible())) {
    assert.ok(Date.now() < late, await page.locator("h1").textContent());
    await page.waitForTimeout(500);
    if (!script) await page.reload();
  }
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: said.spreadsheet }).click();
  assert.match((await file).suggestedFilename(), /\.xlsx$/);
}

async function walk(page, language, script = true) {
  const said = SAID[language];
  await install(page, language);
  await begin(page, said);
  await takenOver(page, said, script);
  await page.getByRole("navigation").getByRole("link", { name: said.orders }).click();
  const first = page.getByRole("rowheader").getByRole("link").first();
  const number = await first.textContent();
  await first.click();
  await page.getByRole("heading", { level: 1, name: said.order(number) }).waitFor();
  await page.getByRole("link", { name: "Sluitend" }).click();
  const back = page.getByRole("link", { name: said.backToShop });
  assert.match(await back.getAttribute("href"), /^http:\/\/127\.0\.0\.1:\d+\/onderhoud\/apps$/);
  await close(page, said, script);
}

// Each has a demo of its own, and most of their time they wait for the page to look again.
describe("from the App Store to a closed month", { concurrency: 2 }, () => {
  for (const language of LANGUAGES) {
    for (const width of Object.keys(WIDTHS).map(Number)) {
      test(`in ${language}, at ${width} px`, async (t) => {
        await walk(await open(t, { language, width }), language);
      });
    }
  }

  test("without script", async (t) => {
    await walk(await open(t, { width: 390, script: false }), "nl", false);
  });

  test("leave that is withdrawn becomes one thing to do", async (t) => {
    const page = await open(t);
    const books = await install(page, "nl");
    await begin(page, SAID.nl);
    await takenOver(page, SAID.nl, true);
    const connection = page.url().split("?")[0];
    await page.goto(`${books}/koppelingen`);
    await page.getByRole("button", { name: "Alle toestemmingen intrekken" }).click();
    await page.goto(connection);
    const stands = page.getByRole("heading", { level: 1, name: SAID.nl.stands });
    const late = Date.now() + 40_000;
    // Moneybird tells, and then it is tried.
    while (!(await stands.isVisible())) {
      assert.ok(Date.now() < late, await page.locator("h1").textContent());
      await page.waitForTimeout(500);
      await page.reload();
    }
    await page.getByRole("link", { name: SAID.nl.connectAgain }).click();
    await page.getByRole("heading", { level: 1, name: SAID.nl.connectAgain }).waitFor();
    await page.getByRole("button", { name: SAID.nl.connect }).click();
    await page.getByRole("button", { name: "Toestaan" }).click();
    await page.waitForURL(`${connection}?done=connected`);
    await page.getByText("Moneybird is weer verbonden.").waitFor();
    await takenOver(page, SAID.nl, true);
  });

  test("the app is removed, and installed again", async (t) => {
    const page = await open(t);
    const store = page.url();
    await install(page, "nl");
    await begin(page, SAID.nl);
    await takenOver(page, SAID.nl, true);
    const connection = page.url().split("?")[0];
    await page.goto(store);
    await page.getByRole("button", { name: "Verwijderen" }).click();
    await page.goto(connection);
    await page.getByRole("heading", { level: 1, name: SAID.nl.stands }).waitFor();
    await page.goto(store);
    await page.getByRole("button", { name: "Installeren" }).click();
    // What Moneybird gave was forgotten with the app; it is the same connection all the same.
    await page.waitForURL(`${connection}/moneybird`);
    await page.getByRole("button", { name: SAID.nl.connect }).click();
    await page.getByRole("button", { name: "Toestaan" }).click();
    await page.waitForURL(`${connection}?done=connected`);
    await takenOver(page, SAID.nl, true);
  });
});
