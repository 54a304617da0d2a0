// Every page: in both languages, at both widths, in both themes.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { target } from "./support/program.js";
import { PLACES, pathOf } from "./support/places.js";
import { isAccessible, isNarrow } from "./support/rules.js";
import { LANGUAGES, THEMES, WIDTHS, closeBrowser, stranger, visitor } from "./support/visitor.js";
import assert from "node:assert/strict";

const screenshots = join(target, "screenshots");
const widths = Object.keys(WIDTHS).map(Number);

async function open(t, installation, place, options) {
  const come = place.isOutside ? stranger(t, options) : visitor(t, installation, options);
  const page = await come;
  const answer = await page.goto(installation.address + (await pathOf(place, installation)));
  assert.equal(answer.status(), place.status ?? 200, place.name);
  assert.equal(await page.getAttribute("html", "lang"), options.language ?? "nl");
  await place.prepare?.(page);
  return page;
}

for (const { name, begin, pages } of PLACES) {
  describe(name, () => {
    let installation;
    before(async () => {
      await mkdir(screenshots, { recursive: true });
      installation = await begin();
    });
    after(async () => {
      await installation?.stop();
      await closeBrowser();
    });

    for (const place of pages) {
      for (const width of widths) {
        test(`${place.name} at ${width} px is accessible in both themes`, async (t) => {
          const page = await open(t, installation, place, { width, bypassCSP: true });
          for (const theme of THEMES) {
            await page.emulateMedia({ colorScheme: theme });
            await isAccessible(page, `${place.name}, ${theme}`);
          }
        });

        test(`${place.name} at ${width} px fits in both languages`, async (t) => {
          for (const language of LANGUAGES) {
            const page = await open(t, installation, place, { width, language });
            await isNarrow(page, `${place.name}, ${language}`);
            for (const theme of language === "nl" ? THEMES : ["light"]) {
              await page.emulateMedia({ colorScheme: theme });
              const file = `${place.name}-${width}-${language}-${theme}.png`;
              await page.screenshot({ path: join(screenshots, file), fullPage: true });
            }
          }
        });
      }
    }
  });
}
