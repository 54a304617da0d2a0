// What every page is held to.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The rules of WCAG 2.2 AA and axe's good practices; among them contrast, which is on by name. */
const OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  rules: { "color-contrast": { enabled: true }, "target-size": { enabled: true } },
};

/** No violations. The page must let scripts in that are not its own (`bypassCSP`). */
export async function isAccessible(page, where) {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: AXE });
  const found = await page.evaluate((options) => window.axe.run(document, options), OPTIONS);
  const contrast = [...found.passes, ...found.violations].some(({ id }) => id === "color-contrast");
  assert.ok(contrast, `${where}: contrast was not looked at`);
  const told = found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)} ${node.failureSummary}`),
  );
  assert.ok(told.length === 0, `${where}:\n${told.join("\n")}`);
}

/** The page itself does not scroll sideways; what is wide scrolls within it. */
export async function isNarrow(page, where) {
  const [wide, window] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  assert.ok(wide <= window, `${where}: ${wide} px wide in a window of ${window}`);
}

/** What has the focus shows it. */
export async function showsFocus(page, where) {
  const outline = await page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
    return { style: outlineStyle, width: Number.parseFloat(outlineWidth) };
  });
  assert.ok(outline.style !== "none" && outline.width >= 2, `${where}: no focus is seen`);
}
