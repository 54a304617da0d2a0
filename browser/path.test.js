// What a shopkeeper does when an order needs them, from the link to the log.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { SAID } from "./support/said.js";
import { LANGUAGES, WIDTHS, closeBrowser, stranger } from "./support/visitor.js";

let installation;
before(async () => (installation = await shopInUse({ orders: 160 })));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

async function comeIn(page, said) {
  await page.goto(await installation.link());
  await page.getByRole("button", { name: said.comeIn }).click();
  await page.getByRole("link", { name: said.later }).click();
  await page.getByRole("heading", { level: 1, name: said.needYou }).waitFor();
}

/** Opens the first order that needs somebody, by way of the list, and gives its number. */
async function openOne(page, said) {
  await page.getByRole("navigation").getByRole("link", { name: said.orders }).click();
  await page.getByRole("link", { name: said.needsYou }).click();
  const first = page.getByRole("rowheader").getByRole("link").first();
  const number = await first.textContent();
  await first.click();
  await page.getByRole("heading", { level: 1, name: said.order(number) }).waitFor();
  return number;
}

async function setAside(page, said, reason) {
  const button = page.getByRole("button", { name: said.setAside });
  await button.click();
  // A reason is asked for, by the browser itself.
  assert.equal(await page.locator("input:invalid").count(), 1);
  await page.getByLabel(said.reason).fill(reason);
  await button.click();
  await page.locator("h1 .state", { hasText: said.isSetAside }).waitFor();
  await page.getByText(reason).first().waitFor();
}

async function walk(page, said) {
  await comeIn(page, said);
  const number = await openOne(page, said);
  await setAside(page, said, "met de hand geboekt <&>");
  await page.getByRole("navigation").getByRole("link", { name: said.log, exact: true }).click();
  const entry = page.getByRole("listitem").filter({ hasText: said.logged(number) });
  await entry.waitFor();
  assert.match(await entry.textContent(), /bea@example\.com/);
  await page.getByRole("link", { name: "Sluitend" }).click();
  assert.equal(await page.getByText(number).count(), 0, "it no longer asks for anybody");
}

/** The account keeps its language, so a browser that asks for another changes it first. */
async function choose(page, language) {
  const form = { to: language, here: "/in" };
  await page.goto(await installation.link());
  await page.getByRole("main").getByRole("button").click();
  await page.request.post(`${installation.address}/language`, { form });
}

describe("an order is set aside", () => {
  for (const language of LANGUAGES) {
    for (const width of Object.keys(WIDTHS).map(Number)) {
      test(`in ${language}, at ${width} px`, async (t) => {
        const page = await stranger(t, { language, width });
        await choose(page, language);
        await walk(page, SAID[language]);
      });
    }
  }

  test("without script", async (t) => {
    const page = await stranger(t, { language: "nl", width: 390, script: false });
    await choose(page, "nl");
    await walk(page, SAID.nl);
  });
});

describe("several orders are set aside at once", () => {
  const list = () => `${installation.address}${installation.base}/orders?state=refused`;

  test("without a reason they are not", async (t) => {
    const page = await stranger(t);
    await choose(page, "nl");
    await page.goto(list());
    await page.getByRole("row").getByRole("checkbox").last().check();
    await page.getByRole("button", { name: SAID.nl.setChosenAside }).click();
    await page.getByRole("alert").filter({ hasText: SAID.nl.reasonFirst }).waitFor();
    assert.ok(await page.getByRole("row").getByRole("checkbox").last().isChecked(), "it stays chosen");
  });

  test("all on the page, by one box", async (t) => {
    const page = await stranger(t);
    await choose(page, "nl");
    await page.goto(list());
    const orders = await page.getByRole("rowheader").count();
    assert.ok(orders >= 2, "two orders are left");
    await page.getByLabel(SAID.nl.chooseAll).check();
    await page.getByLabel(SAID.nl.reason).fill("proef");
    await page.getByRole("button", { name: SAID.nl.setChosenAside }).click();
    await page.getByRole("status").filter({ hasText: SAID.nl.dealtWith(orders) }).waitFor();
    assert.equal(await page.getByRole("link", { name: SAID.nl.needsYou }).count(), 0);
  });
});
