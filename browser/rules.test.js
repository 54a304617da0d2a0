// The rules themselves: what is wrong must be found, or the other tests say nothing.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { isAccessible, isNarrow, showsFocus } from "./support/rules.js";
import { closeBrowser, stranger, watch } from "./support/visitor.js";

after(closeBrowser);

const html = (body, style = "") => `<!DOCTYPE html><html lang="en"><title>A page</title>
  <style>body { color: #000; background: #fff } :focus { outline: 3px solid }
  ${style}</style>
  <body><main><h1>A page</h1>${body}</main></body></html>`;

test("a page that is in order passes", async (t) => {
  const page = await stranger(t);
  await page.setContent(html("<p>Text</p><button>Go</button>"));
  await isAccessible(page, "in order");
  await isNarrow(page, "in order");
  await page.keyboard.press("Tab");
  await showsFocus(page, "in order");
});

test("pale text and a field without a name are found", async (t) => {
  const page = await stranger(t);
  await page.setContent(html('<p class="pale">Text</p>', ".pale { color: #999 }"));
  await assert.rejects(isAccessible(page, "pale"), /color-contrast/);
  await page.setContent(html("<p>Text</p><input>"));
  await assert.rejects(isAccessible(page, "nameless"), /label/);
});

test("a page that is too wide and a focus that is not seen are found", async (t) => {
  const page = await stranger(t, { width: 390 });
  const style = ".wide { width: 400px } :focus { outline: none }";
  await page.setContent(html('<p class="wide">Text</p><button>Go</button>', style));
  await assert.rejects(isNarrow(page, "wide"), /px wide/);
  await page.keyboard.press("Tab");
  await assert.rejects(showsFocus(page, "unseen"), /no focus/);
});

test("a request to elsewhere, and what a policy forbids, are found", async (t) => {
  const page = await stranger(t, { isWatched: false });
  await page.route("**/*", (route) => route.abort());
  const faults = watch(page);
  const policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">';
  await page.setContent(`${policy}<script>1</script><img src="https://example.com/x.png">`);
  assert.ok(faults.some((fault) => fault.includes("Content Security Policy")), String(faults));
  assert.ok(faults.includes("a request to https://example.com/x.png"), String(faults));
});
