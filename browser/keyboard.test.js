// Everything with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { firstOrder } from "./support/places.js";
import { showsFocus } from "./support/rules.js";
import { SAID } from "./support/said.js";
import { WIDTHS, closeBrowser, visitor } from "./support/visitor.js";

const said = SAID.nl;
let installation;
before(async () => (installation = await shopInUse()));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

/** The places in the document of what can have the focus, in its order; the one that has it is `now`. */
async function stops(page) {
  return page.evaluate(() => {
    const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    const seen = (own) => own.checkVisibility() && !own.disabled;
    const all = [...document.querySelectorAll(can)].filter(seen);
    return { number: all.length, now: all.indexOf(document.activeElement) };
  });
}

/** Presses Tab until something that says this has the focus. */
async function tabTo(page, text) {
  const { number } = await stops(page);
  for (let press = 0; press <= number; press += 1) {
    await page.keyboard.press("Tab");
    const own = await page.evaluate(() => {
      const { activeElement: at } = document;
      return at.ariaLabel ?? (at.labels?.[0] ?? at).textContent.trim();
    });
    if (typeof text === "string" ? own === text : text.test(own)) return;
  }
  assert.fail(`the keyboard does not come to ${text}`);
}

const PAGES = [
  ["the overview", ({ base }) => base],
  ["the orders", ({ base }) => `${base}/orders?state=refused`],
  ["an order", (own) => firstOrder(own, "refused")],
  ["a chapter of the manual", () => "/handleiding/needs-you"],
];

for (const width of Object.keys(WIDTHS).map(Number)) {
  for (const [name, path] of PAGES) {
    test(`Tab goes through ${name} at ${width} px in its order, and shows where it is`, async (t) => {
      const page = await visitor(t, installation, { width });
      await page.goto(installation.address + (await path(installation)));
      const { number } = await stops(page);
      assert.ok(number > 8, `${number} stops`);
      for (let expected = 0; expected < number; expected += 1) {
        await page.keyboard.press("Tab");
        const { now } = await stops(page);
        assert.equal(now, expected, `stop ${expected} of ${name}`);
        await showsFocus(page, `stop ${expected} of ${name}`);
      }
    });
  }
}

test("the first stop leads past the navigation", async (t) => {
  const page = await visitor(t, installation);
  await page.goto(installation.address + installation.base);
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: said.skip });
  assert.ok((await skip.boundingBox()).x >= 0, "it is seen");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "content");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
});

test("an order is set aside, and the table behind the chart opened", async (t) => {
  const page = await visitor(t, installation, { width: 390 });
  await page.goto(installation.address + installation.base);
  await tabTo(page, said.asTable);
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("details").evaluate((own) => own.open));
  await tabTo(page, said.orders);
  await page.keyboard.press("Enter");
  await page.waitForURL(/orders$/);
  await tabTo(page, said.needsYou);
  await page.keyboard.press("Enter");
  await page.waitForURL(/refused$/);
  await tabTo(page, /^\d{4}-\d+$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/orders\/\d+$/);
  await tabTo(page, said.reason);
  await page.keyboard.type("met het toetsenbord");
  await page.keyboard.press("Enter");
  await page.locator("h1 .state", { hasText: said.isSetAside }).waitFor();
});

test("orders are chosen with the space bar", async (t) => {
  const page = await visitor(t, installation);
  await page.goto(`${installation.address}${installation.base}/orders?state=refused`);
  await tabTo(page, said.chooseAll);
  await page.keyboard.press("Space");
  const boxes = page.getByRole("rowgroup").last().getByRole("checkbox");
  const chosen = await boxes.evaluateAll((all) => all.map((own) => own.checked));
  assert.ok(chosen.length > 0 && chosen.every(Boolean), String(chosen));
});
