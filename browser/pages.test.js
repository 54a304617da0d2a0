// Every page: in both languages, at both widths, in both themes.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { PLACES, pathOf } from "./support/places.js";
import { target } from "./support/program.js";
import { isAccessible, isNarrow } from "./support/rules.js";
import { THEMES, WIDTHS, closeBrowser, stranger, visitor } from "./support/visitor.js";

const screenshots = join(target, "screenshots");

/** The page on its own, as most people see it, or with scripts that are not ours (`bypassCSP`). */
async function open(t, installation, place, options) {
  const come = place.isOutside ? stranger(t, options) : visitor(t, installation, options);
  const page = await come;
  const answer = await page.goto(installation.address + (await pathOf(place, installation, options.language)));
  assert.equal(answer.status(), place.status ?? 200, place.name);
  assert.equal(await page.getAttribute("html", "lang"), options.language);
  await place.prepare?.(page);
  return page;
}

/** Looks at a page in each window and each theme. */
async function everyLook(page, look) {
  for (const [width, height] of Object.entries(WIDTHS)) {
    await page.setViewportSize({ width: Number(width), height });
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await look(`${width}-${theme}`);
    }
  }
}

for (const { name, begin, pages, concurrency = 2 } of PLACES) {
  describe(name, { concurrency }, () => {
    let installation;
    before(async () => {
      await mkdir(screenshots, { recursive: true });
      installation = await begin();
    });
    after(async () => {
      await closeBrowser();
      await installation?.stop();
    });

    for (const place of pages) {
      test(`${place.name} is accessible, in Dutch`, async (t) => {
        const page = await open(t, installation, place, { language: "nl", bypassCSP: true });
        await everyLook(page, (look) => isAccessible(page, `${place.name}-${look}`));
      });

      for (const language of ["nl", "en"]) {
        test(`${place.name} fits, in ${language}`, async (t) => {
          const page = await open(t, installation, place, { language });
          await everyLook(page, async (look) => {
            await isNarrow(page, `${place.name}-${look}`);
            // English is as wide as it is; that it is dark as well, the Dutch pictures show.
            if (language === "en" && look.endsWith("dark")) return;
            const path = join(screenshots, `${place.name}-${look}-${language}.png`);
            await page.screenshot({ path, fullPage: true });
          });
        });
      }
    }
  });
}
