// From the shop's App Store to a takeover, and out again: the whole way, clicked.
import assert from "node:assert/strict";
import { after, afterEach, describe, test } from "node:test";
import { appStore } from "./support/installation.js";
import { WIDTHS, closeBrowser, stranger } from "./support/visitor.js";

const SAID = {
  nl: {
    connect: "Verbinden met Moneybird",
    settings: "Instellingen",
    begin: "Bewaren en beginnen",
    overview: /Winkel en boeken per maand/,
    standsStill: "De koppeling staat stil",
  },
  en: {
    connect: "Connect with Moneybird",
    settings: "Settings",
    begin: "Save and begin",
    overview: /Shop and books by month/,
    standsStill: "The connection has stopped",
  },
};

let store;
afterEach(async () => await store?.stop());
after(closeBrowser);

/** Clicks through from the App Store to the overview of the connection, and gives its address. */
async function install(page, said) {
  await page.goto(`${store.shop}/onderhoud/apps`);
  await page.getByRole("button", { name: "Installeren" }).click();
  await page.getByRole("button", { name: said.connect }).waitFor();
  // The link never expires, so it leaves the address bar at once.
  assert.doesNotMatch(page.url(), /api_public|x-hash/);
  await page.getByRole("button", { name: said.connect }).click();
  await page.locator("button[value=toestaan]").click();
  await page.getByRole("heading", { level: 1, name: said.settings }).waitFor();
  await page.getByRole("button", { name: said.begin }).click();
  await page.getByRole("heading", { name: said.overview }).waitFor();
  return page.url();
}

/** Looks until something is on the page; a page without script does not look by itself. */
async function until(page, locator) {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await locator.count()) > 0) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.fail("it did not come");
}

describe("a shop is installed, taken over, and taken out", () => {
  for (const language of Object.keys(SAID)) {
    for (const width of Object.keys(WIDTHS).map(Number)) {
      test(`in ${language}, at ${width} px`, async (t) => {
        store = await appStore();
        const page = await stranger(t, { language, width });
        // The App Store's link has a language of its own: the shop's is Dutch.
        const first = await install(page, SAID.nl).catch(() => undefined);
        assert.ok(first, "installed");
        if (language === "en") await page.getByRole("button", { name: "English" }).click();
        const said = SAID[language];
        await until(page, page.getByRole("link", { name: /geboekt|booked/ }));
        await page.goto(`${store.shop}/onderhoud/apps`);
        await page.getByRole("button", { name: "Verwijderen" }).click();
        await page.goto(first);
        await page.getByRole("heading", { level: 1, name: said.standsStill }).waitFor();
      });
    }
  }

  test("without script, and again after it was taken out", async (t) => {
    store = await appStore();
    const page = await stranger(t, { language: "nl", width: 390, script: false });
    const first = await install(page, SAID.nl);
    await page.goto(`${store.shop}/onderhoud/apps`);
    await page.getByRole("button", { name: "Verwijderen" }).click();
    await page.goto(`${store.shop}/onderhoud/apps`);
    await page.getByRole("button", { name: "Installeren" }).click();
    // The same connection, with its settings: nothing is asked again.
    await page.getByRole("heading", { name: SAID.nl.overview }).waitFor();
    assert.equal(page.url(), first);
    assert.equal(await page.getByText(SAID.nl.standsStill).count(), 0);
  });
});
