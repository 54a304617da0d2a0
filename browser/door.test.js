// Who comes in, and who does not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demo, shopInUse } from "./support/installation.js";
import { SAID } from "./support/said.js";
import { closeBrowser, stranger } from "./support/visitor.js";

let installation;
before(async () => (installation = await shopInUse({ orders: 5 })));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

test("a link lets somebody in once", async (t) => {
  const link = await installation.link();
  const page = await stranger(t);
  await page.goto(link);
  await page.getByRole("button", { name: SAID.nl.comeIn }).click();
  await page.getByRole("link", { name: SAID.nl.later }).click();
  await page.waitForURL(installation.address + installation.base);

  const other = await stranger(t);
  await other.goto(link);
  await other.getByRole("button", { name: SAID.nl.comeIn }).click();
  await other.getByRole("heading", { name: SAID.nl.linkIsOver }).waitFor();
  await other.goto(installation.address + installation.base);
  assert.equal(new URL(other.url()).pathname, "/in");
});

test("who has signed out is out, also by the way back", async (t) => {
  const page = await stranger(t);
  await page.goto(await installation.link());
  await page.getByRole("button", { name: SAID.nl.comeIn }).click();
  await page.getByRole("button", { name: SAID.nl.signOut }).click();
  await page.getByRole("heading", { name: SAID.nl.signIn }).waitFor();
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, "/in");
  assert.equal(await page.getByText("Voorbeeldshop").count(), 0);
});

test("a stranger reads the door in their language, and changes it", async (t) => {
  const page = await stranger(t, { language: "en" });
  await page.goto(`${installation.address}/in`);
  await page.getByRole("heading", { name: SAID.en.signIn }).waitFor();
  await page.getByRole("button", { name: "Nederlands" }).click();
  await page.getByRole("heading", { name: SAID.nl.signIn }).waitFor();
});

test("the demo's link leads to books that close", async (t) => {
  const tried = await demo({ orders: 30 });
  t.after(tried.stop);
  const page = await stranger(t);
  await page.goto(tried.link);
  await page.getByRole("button", { name: SAID.nl.comeIn }).click();
  await page.getByRole("heading", { level: 1, name: SAID.nl.allCloses }).waitFor();
});
