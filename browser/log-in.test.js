// An operator chooses a password and an app, and comes in by them.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { shopInUse } from "./support/installation.js";
import { SAID } from "./support/said.js";
import { LANGUAGES, closeBrowser, stranger } from "./support/visitor.js";

let installation;
before(async () => (installation = await shopInUse({ orders: 5 })));
after(async () => {
  await closeBrowser();
  await installation?.stop();
});

/** What an app shows that was given this key (RFC 6238), `steps` half minutes from now. */
function shown(key, steps = 0) {
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key].map((sign) => signs.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const seed = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", seed).update(step).digest();
  const number = (hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}

async function choose(page, said, password) {
  await page.getByRole("heading", { level: 1, name: said.ownLogIn }).waitFor();
  const key = (await page.locator("code").textContent()).replaceAll(" ", "");
  const link = await page.locator("a[href^='otpauth:']").getAttribute("href");
  assert.equal(new URL(link).searchParams.get("secret"), key);
  await page.getByLabel(said.newPassword).fill(password);
  await page.getByLabel(said.again).fill(password);
  await page.getByLabel(said.firstNumber).fill(shown(key));
  await page.getByRole("button", { name: said.save }).click();
  await page.waitForURL(installation.address + installation.base);
  return key;
}

async function enter(page, said, email, password, number) {
  await page.getByLabel(said.email).fill(email);
  await page.getByLabel(said.password).fill(password);
  await page.getByLabel(said.number).fill(number);
  await page.getByRole("main").getByRole("button").click();
}

describe("an operator comes in by what they chose", () => {
  for (const language of LANGUAGES) {
    for (const script of [true, false]) {
      test(`in ${language}, ${script ? "with" : "without"} script, on a phone`, async (t) => {
        const said = SAID[language];
        const [email, password] = [`own-${language}-${script}@example.com`, "vier woorden achter elkaar"];
        const page = await stranger(t, { language, script, width: 390 });
        await page.goto(await installation.link(email));
        await page.getByRole("button", { name: said.comeIn }).click();
        // The account is new, and Dutch; the door was in the visitor's own language.
        if (language === "en") await page.getByRole("button", { name: "English" }).click();
        const key = await choose(page, said, password);
        await page.getByRole("button", { name: said.signOut }).click();
        await page.getByRole("link", { name: said.byPassword }).click();
        // The number of now confirmed the app, and is used.
        await enter(page, said, email, password, shown(key, -1));
        await page.getByRole("alert").waitFor();
        await enter(page, said, email, password, shown(key, 1));
        await page.waitForURL(installation.address + installation.base);
      });
    }
  }
});
