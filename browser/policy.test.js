// What a browser may not do on our pages. That they need none of it, every other test shows: it fails
// when the browser says that something was forbidden.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { closeBrowser, visitor } from "./support/visitor.js";

let installation;
before(async () => (installation = await shopInUse({ orders: 5 })));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

/** Does something on the overview, and gives which directive the browser says forbids it. */
async function forbiddenBy(t, act) {
  const page = await visitor(t, installation, { isWatched: false });
  await page.goto(installation.address + installation.base);
  await page.evaluate(() => {
    window.forbidden = new Promise((tell) => {
      addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
    });
  });
  await page.evaluate(act);
  return page.evaluate(() => {
    const late = new Promise((tell) => setTimeout(tell, 5_000, "nothing"));
    return Promise.race([window.forbidden, late]);
  });
}

const TRIED = {
  "a script in the page": [
    "script-src-elem",
    () => document.head.append(Object.assign(document.createElement("script"), { text: "1" })),
  ],
  "a script of another host": [
    "script-src-elem",
    () => {
      const src = "https://example.com/x.js";
      document.head.append(Object.assign(document.createElement("script"), { src }));
    },
  ],
  "a picture of another host": [
    "img-src",
    () => document.body.append(Object.assign(new Image(), { src: "https://example.com/x.png" })),
  ],
  "a style in the page": [
    "style-src-attr",
    () => document.body.setAttribute("style", "color: red"),
  ],
  "a request to another host": [
    "connect-src",
    () => void fetch("https://example.com/").catch(() => undefined),
  ],
  "a form that ends elsewhere": [
    "form-action",
    () => {
      const form = Object.assign(document.createElement("form"), { action: "https://example.com/" });
      document.body.append(form);
      form.submit();
    },
  ],
};

for (const [what, [directive, act]] of Object.entries(TRIED)) {
  test(`${what} is forbidden`, async (t) => {
    assert.equal(await forbiddenBy(t, act), directive);
  });
}
