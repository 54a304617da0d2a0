// Every page that there is. A page that is new gets a line here, and with it is looked at in both
// languages, at both widths and in both themes, held against the rules of accessibility, and kept as a
// picture in target/screenshots.
import { shopInUse } from "./installation.js";
import { emptyInstallation, merchantArriving, severalShops, takingOver } from "./installations.js";

/** Where the manual of a language is. */
export const MANUAL = { nl: "/handleiding", en: "/manual" };

/** A path on an installation; `status` where it is not 200, `isOutside` where nobody is signed in. */
const SHOP_IN_USE = [
  { name: "sign-in", path: "/in", isOutside: true },
  { name: "door", path: `/in/${"0".repeat(64)}`, isOutside: true },
  { name: "door-over", path: "/in/over", isOutside: true },
  { name: "login", path: "/login", isOutside: true },
  { name: "login-wrong", path: "/login", isOutside: true, prepare: mistype },
  { name: "account", path: "/account" },
  { name: "log-empty", path: ({ base }) => `${base}/log` },
  { name: "overview", path: ({ base }) => base },
  { name: "overview-table", path: ({ base }) => base, prepare: (page) => page.click("summary") },
  { name: "orders", path: ({ base }) => `${base}/orders` },
  { name: "orders-refused", path: ({ base }) => `${base}/orders?state=refused` },
  { name: "orders-none", path: ({ base }) => `${base}/orders?number=nergens` },
  { name: "orders-done", path: ({ base }) => `${base}/orders?done=3&not_done=1` },
  { name: "order-booked", path: (own) => firstOrder(own, "booked") },
  { name: "order-refused", path: (own) => firstOrder(own, "refused") },
  { name: "order-changed", path: (own) => firstOrder(own, "changed") },
  { name: "order-waiting", path: (own) => firstOrder(own, "waiting") },
  { name: "orders-unchosen", path: ({ base }) => `${base}/orders?state=refused`, prepare: forget },
  { name: "order-ignored", path: setAside },
  { name: "log", path: async (own) => (await setAside(own)) && `${own.base}/log` },
  { name: "settings", path: ({ base }) => `${base}/settings` },
  { name: "adopt", path: ({ base }) => `${base}/adopt` },
  { name: "people", path: ({ base }) => `${base}/people`, prepare: withPeople },
  { name: "people-link", path: ({ base }) => `${base}/people`, prepare: (page) => invite(page, "Bea") },
  { name: "invited", path: ({ base }) => `${base}/people`, prepare: async (page) => page.goto(await invite(page, "Bea")) },
  { name: "account-first", path: ({ base }) => `${base}/people`, prepare: comeIn },
  { name: "leave", path: ({ base }) => `${base}/people`, prepare: goOut },
  { name: "invited-over", path: `/invited/${"0".repeat(64)}`, isOutside: true },
  { name: "close", path: ({ base }) => `${base}/close` },
  { name: "close-made", path: closed, prepare: (page) => page.waitForSelector("table") },
  { name: "moneybird", path: ({ base }) => `${base}/moneybird` },
  { name: "settings-unfit", path: ({ base }) => `${base}/settings`, prepare: chooseWrong },
  { name: "preview", path: ({ base }) => `${base}/settings`, prepare: lookAhead },
  { name: "missing", path: "/nowhere", status: 404 },
  { name: "manual", path: (_, language) => MANUAL[language], isOutside: true },
  { name: "manual-found", path: (_, language) => `${MANUAL[language]}?q=moneybird`, isOutside: true },
  { name: "manual-not-found", path: (_, language) => `${MANUAL[language]}?q=xyzzy` },
  { name: "manual-install", path: (_, language) => `${MANUAL[language]}/install`, isOutside: true },
  { name: "manual-needs-you", path: (_, language) => `${MANUAL[language]}/needs-you#currency` },
  { name: "manual-booking", path: (_, language) => `${MANUAL[language]}/booking` },
  { name: "manual-running", path: (_, language) => `${MANUAL[language]}/running`, isOutside: true },
];

const SEVERAL_SHOPS = [
  { name: "connections", path: "/" },
  { name: "overview-unset", path: ({ bases }) => bases[0] },
  { name: "plan", path: ({ bases }) => `${bases[0]}/plan` },
  { name: "people-none", path: ({ bases }) => `${bases[0]}/people` },
  { name: "settings-first", path: ({ bases }) => `${bases[0]}/settings` },
  { name: "preview-first", path: ({ bases }) => `${bases[0]}/settings`, prepare: lookAhead },
  { name: "overview-broken", path: ({ bases }) => bases[1] },
  { name: "settings-still", path: ({ bases }) => `${bases[1]}/settings` },
  { name: "moneybird-refused", path: ({ bases }) => `${bases[1]}/moneybird?ended=refused` },
  { name: "log-withdrawn", path: ({ bases }) => `${bases[1]}/log` },
];

const TAKING_OVER = [
  { name: "overview-takeover", path: ({ base }) => base, prepare: (page) => page.waitForSelector("progress") },
];

const APP_STORE = [
  { name: "setup", path: ({ base }) => base },
  { name: "setup-token", path: ({ base }) => base, prepare: (page) => page.click("summary") },
];

const NOTHING_YET = [{ name: "connections-none", path: "/" }];

/** What the pages stand on, and which pages. */
export const PLACES = [
  { name: "a shop in use", begin: () => shopInUse({ changes: true }), pages: SHOP_IN_USE },
  { name: "several shops", begin: severalShops, pages: SEVERAL_SHOPS },
  { name: "from the App Store", begin: merchantArriving, pages: APP_STORE, concurrency: 1 },
  { name: "a takeover", begin: takingOver, pages: TAKING_OVER },
  { name: "nothing yet", begin: emptyInstallation, pages: NOTHING_YET },
];

/** The path of a page on an installation, where a language has one of its own in that. */
export async function pathOf({ path }, installation, language) {
  return typeof path === "string" ? path : await path(installation, language);
}

/** Asks the service as the visitor who reads Dutch. */
async function ask({ address, sessions }, path, more) {
  const { cookies } = await sessions.nl;
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  return fetch(address + path, { headers: { cookie }, ...more });
}

/** Goes on to what the settings would do. */
async function lookAhead(page) {
  await page.click("button[value=preview]");
  await page.waitForSelector("#draft");
}

/** Chooses a tax rate of another percentage, and saves. */
async function chooseWrong(page) {
  const pick = page.locator('select[name="vat|domestic||21"]');
  const wrong = pick.locator("option", { hasText: /^9%/ });
  await pick.selectOption(await wrong.getAttribute("value"));
  await page.click("button[value=save]");
  await page.waitForSelector("[role=alert]");
}

/** Invites somebody, and gives the link. */
export async function invite(page, name, role = "reader") {
  await page.fill("[name=name]", name);
  await page.check(`[value=${role}]`);
  await page.click("fieldset button");
  return page.locator("input.link").inputValue();
}

/** Comes in by an invitation: a member who has no password. */
async function comeIn(page) {
  await page.goto(await invite(page, "Bea"));
  await page.locator("main button").last().click();
  await page.waitForURL("**/account");
}

/** A member without a password wants to sign out. */
async function goOut(page) {
  await comeIn(page);
  await page.locator("form[action='/out'] button").click();
  await page.waitForSelector("form[action^='/out?']");
}

/** One who looks in, and one who is invited. */
async function withPeople(page) {
  const link = await invite(page, "Administratiekantoor De Vries");
  await fetch(link, { method: "POST", body: new URLSearchParams() });
  await invite(page, "Thee & Co, de andere winkel", "owner");
  await page.goto(page.url());
}

/** Says something wrong to come in. */
async function mistype(page) {
  await page.fill("[name=email]", `nobody-${Date.now()}@example.com`);
  await page.fill("[name=password]", "niet het wachtwoord");
  await page.fill("[name=number]", "000000");
  await page.click("main button");
  await page.waitForSelector("[role=alert]");
}

/** Sends the form of the list, and has chosen nothing. */
async function forget(page) {
  await page.click("button[value=ignore]");
  await page.waitForSelector("[role=alert]");
}

/** Asks for a statement, the first time, and gives the path of its page. */
async function closed(installation) {
  const path = `${installation.base}/close`;
  installation.closed ??= ask(installation, path, {
    method: "POST",
    body: new URLSearchParams({ period: "2026-10" }),
    redirect: "manual",
  });
  await installation.closed;
  return `${path}?period=2026-10`;
}

/** Sets one order aside, the first time, and gives its path. */
async function setAside(installation) {
  installation.setAside ??= (async () => {
    const order = await firstOrder(installation, "refused");
    const body = new URLSearchParams({ why: "met de hand geboekt" });
    await ask(installation, `${order}/ignore`, { method: "POST", body, redirect: "manual" });
    return order;
  })();
  return installation.setAside;
}

/** The path of the newest order in a state. */
export async function firstOrder(installation, state) {
  const list = `${installation.base}/orders?state=${state}`;
  const text = await (await ask(installation, list)).text();
  const found = /href="([^"]+\/orders\/\d+)"/.exec(text);
  if (!found) throw new Error(`no order is ${state}`);
  return found[1];
}
