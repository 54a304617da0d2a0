// The manual: read and searched by anybody, in both languages, and led to by what stands in an order's way.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { MANUAL, firstOrder } from "./support/places.js";
import { SAID } from "./support/said.js";
import { LANGUAGES, closeBrowser, stranger, visitor } from "./support/visitor.js";

let installation;
before(async () => (installation = await shopInUse({ orders: 40 })));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

for (const language of LANGUAGES) {
  const said = SAID[language];
  const root = MANUAL[language];
  const other = LANGUAGES.find((own) => own !== language);

  for (const script of [true, false]) {
    const how = script ? "" : ", without script";
    test(`a stranger reads, searches and changes the language, in ${language}${how}`, async (t) => {
      const page = await stranger(t, { language, width: 390, script });
      await page.goto(`${installation.address}/in`);
      await page.getByRole("link", { name: said.manual, exact: true }).click();
      await page.waitForURL(installation.address + root);
      await page.fill("[name=q]", "vat-UNMAPPED");
      await page.locator("[role=search] button").click();
      await page.locator(".hits a").first().click();
      await page.waitForURL(`**${root}/needs-you#vat-unmapped`);
      assert.equal(await page.getAttribute("html", "lang"), language);
      const place = await page.locator("#vat-unmapped").boundingBox();
      assert.ok(place.y >= 0 && place.y < 844, `it is ${place.y} px down`);
      await page.locator("form[action='/language'] button").click();
      await page.waitForURL(`**${MANUAL[other]}/needs-you`);
      assert.equal(await page.getAttribute("html", "lang"), other);
      await page.locator("a[rel=next]").click();
      await page.waitForURL(`**${MANUAL[other]}/stands-still`);
      await page.fill("[name=q]", "xyzzy");
      await page.locator("[role=search] button").click();
      await page.locator(".found", { hasText: SAID[other].notInManual }).waitFor();
    });
  }

  test(`what an order waits for leads to its paragraph, in ${language}`, async (t) => {
    const page = await visitor(t, installation, { language });
    await page.goto(installation.address + (await firstOrder(installation, "refused")));
    await page.getByRole("link", { name: said.explained, exact: true }).click();
    await page.waitForURL(new RegExp(`${root}/needs-you#[a-z-]+$`));
    const { hash } = new URL(page.url());
    assert.equal(await page.locator(hash).count(), 1, hash);
    assert.ok(await page.locator("form[action='/out']").isVisible(), "who is in stays in");
  });
}

test("pictures of the manual come, and none is wider than a phone", async (t) => {
  const page = await stranger(t, { width: 390 });
  await page.goto(`${installation.address}/handleiding/install`);
  const pictures = page.locator("article img");
  assert.ok((await pictures.count()) > 0);
  for (const picture of await pictures.all()) {
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction((own) => own.complete && own.naturalWidth > 0, await picture.elementHandle());
    assert.ok((await picture.boundingBox()).width <= 390);
  }
});
