// Somebody is invited to look in, and cannot do more than that.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { severalShops } from "./support/installations.js";
import { firstOrder, invite } from "./support/places.js";
import { SAID } from "./support/said.js";
import { LANGUAGES, closeBrowser, stranger, visitor } from "./support/visitor.js";

let installation, several;
before(async () => {
  [installation, several] = [await shopInUse(), await severalShops()];
});
after(async () => {
  await closeBrowser();
  await installation?.stop();
  await several?.stop();
});

/** Buttons that stand on a page, other than those of the frame and of a search. */
const buttons = (page) => page.locator("main button:not(form[role=search] *)").count();

describe("an accountant is invited, looks in, and is withdrawn", () => {
  for (const language of LANGUAGES) {
    for (const script of [true, false]) {
      test(`in ${language}, ${script ? "with" : "without"} script, on a phone`, async (t) => {
        const said = SAID[language];
        const { address, base } = installation;
        const shop = await visitor(t, installation, { language, script, width: 390 });
        await shop.goto(address + base);
        await shop.getByRole("navigation").getByRole("link", { name: said.access }).click();
        const link = await invite(shop, "Bea");

        const books = await stranger(t, { language, script, width: 390 });
        await books.goto(link);
        await books.getByRole("button", { name: said.comeIn }).click();
        await books.getByRole("heading", { level: 1, name: said.howToComeBack }).waitFor();
        await books.getByRole("link", { name: said.later }).click();
        await books.waitForURL(address + base);
        // Who signs out without a way back is told, and chooses one then.
        await books.getByRole("button", { name: said.signOut }).click();
        await books.getByText(said.onlyByInvitation).waitFor();
        await books.getByRole("link", { name: said.howToComeBack }).click();
        const [email, password] = [`bea-${language}-${script}@example.com`, "vier woorden achter elkaar"];
        await books.getByLabel(said.email).fill(email);
        await books.getByLabel(said.newPassword).fill(password);
        await books.getByLabel(said.again).fill(password);
        await books.getByRole("button", { name: said.save }).click();
        await books.waitForURL(address + base);
        await books.getByRole("button", { name: said.signOut }).click();
        await books.getByRole("link", { name: said.byPassword }).click();
        await books.getByLabel(said.email).fill(email);
        await books.getByLabel(said.password).fill(password);
        await books.getByRole("main").getByRole("button").click();
        await books.waitForURL(address + base);
        for (const path of ["", "/orders?state=refused", "/people", "/settings", "/log"]) {
          await books.goto(address + base + path);
          assert.equal(await buttons(books), 0, path);
        }
        const order = await firstOrder(installation, "refused");
        await books.goto(address + order);
        assert.equal(await buttons(books), 0, order);
        const answer = await books.request.post(`${address}${order}/retry`, {
          headers: { "accept-language": language },
        });
        assert.equal(answer.status(), 403);
        assert.match(await answer.text(), new RegExp(said.readOnly));

        await shop.goto(`${address}${base}/people`);
        await shop.getByRole("button", { name: said.withdraw }).click();
        await shop.getByRole("button", { name: said.withdraw }).waitFor({ state: "detached" });
        await books.goto(address + base);
        assert.equal(new URL(books.url()).pathname, "/in");
        await books.goto(link);
        await books.getByRole("heading", { level: 1, name: said.invitationIsOver }).waitFor();
      });
    }
  }
});

test("an accountant of two shops goes from one to the other", async (t) => {
  const { address, bases } = several;
  const operator = await visitor(t, several);
  const books = await stranger(t, { width: 390 });
  for (const base of bases) {
    await operator.goto(`${address}${base}/people`);
    await books.goto(await invite(operator, "Bea"));
    await books.locator("main button").first().click();
    // Offered the first time, and left for later.
    if (base === bases[0]) await books.getByRole("link", { name: SAID.nl.later }).click();
    await books.waitForURL(address + base);
  }
  for (const base of bases) {
    await books.getByRole("link", { name: SAID.nl.allConnections }).click();
    const shops = books.getByRole("main").getByRole("listitem");
    assert.equal(await shops.count(), 2);
    await shops.locator(`a[href="${base}"]`).click();
    await books.waitForURL(address + base);
  }
});

test("two shopkeepers see nothing of each other", async (t) => {
  const { address, bases } = several;
  const operator = await visitor(t, several);
  const [one, two] = [await stranger(t), await stranger(t)];
  for (const [page, base] of [[one, bases[0]], [two, bases[1]]]) {
    await operator.goto(`${address}${base}/people`);
    await page.goto(await invite(operator, `Winkelier van ${base}`, "owner"));
    await page.getByRole("button", { name: SAID.nl.comeIn }).click();
    await page.getByRole("link", { name: SAID.nl.later }).click();
    await page.waitForURL(address + base);
  }
  const paths = ["", "/orders", "/orders/1", "/settings", "/close", "/people", "/plan", "/log", "/moneybird"];
  for (const [page, own, others] of [[one, bases[0], bases[1]], [two, bases[1], bases[0]]]) {
    for (const path of paths) {
      const answer = await page.request.get(address + others + path);
      assert.equal(answer.status(), 404, path);
      assert.equal(await answer.text(), await (await page.request.get(address + "/c/none" + path)).text(), path);
    }
    for (const path of ["/look", "/settings", "/close", "/people", "/moneybird", "/token", "/orders"]) {
      const answer = await page.request.post(address + others + path, { form: { token: "x", period: "2026-10" } });
      assert.equal(answer.status(), 404, path);
    }
    // Nor in a list of what is theirs: there is one, and they are led to it.
    await page.goto(address);
    assert.equal(page.url(), address + own);
    assert.doesNotMatch(await page.content(), new RegExp(others));
  }
});
