// What the tests look at: an installation of the service beside a pretend shop and a pretend Moneybird.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, run, stay } from "./program.js";

/** Starts both sandboxes, whose rate limits are `speed` times as generous as the real ones; `environment` is how the program finds them. */
export async function sandbox({ orders = 80, seed = 1, speed = 300 } = {}) {
  const args = ["sandbox", "--shop-port=0", "--books-port=0", "--json"];
  args.push(`--orders=${orders}`, `--seed=${seed}`, `--speed=${speed}`);
  const ready = ({ out }) => (out.trimEnd().endsWith("}") ? JSON.parse(out) : undefined);
  const { found, stop } = await stay(args, {}, ready);
  return { ...found, stop };
}

/** The settings without the VAT of other countries, so that some orders need a person. */
export function domestic(settings) {
  const [head, ...entries] = settings.split(/^(?=\[\[vat\]\])/m);
  const kept = entries.filter((entry) => !/^country = /m.test(entry));
  if (kept.length === entries.length) throw new Error("the settings name no country");
  return [head, ...kept].join("");
}

/** A data folder and the address it is served under. Nothing is in it yet. */
export class Installation {
  static async begin() {
    const folder = await mkdtemp(join(tmpdir(), "sluitend-browser-"));
    const address = `http://127.0.0.1:${await freePort()}`;
    return new Installation(folder, address);
  }

  constructor(folder, address) {
    this.folder = folder;
    this.address = address;
    this.environment = {
      SLUITEND_DATA: folder,
      SLUITEND_LISTEN: new URL(address).host,
      SLUITEND_PUBLIC_URL: address,
    };
    this.endings = [() => rm(folder, { recursive: true, force: true })];
  }

  /** Connects a shop with an administration; without settings it waits for them. */
  async connect({ environment, shop }, settings) {
    const args = ["connect", "--shop-url", shop.url, "--json"];
    if (settings) {
      const file = join(this.folder, "settings.toml");
      await writeFile(file, settings);
      args.push("--settings", file);
    }
    const made = JSON.parse(await run(args, { ...environment, ...this.environment }));
    return `/c/${made.connection}`;
  }

  /** Books what there is to book. 1 says that some orders need a person. */
  async sync({ environment }) {
    await run(["sync", "--quiet"], { ...environment, ...this.environment }, [0, 1]);
  }

  /** A link that lets an operator in, once. */
  async link(email = "bea@example.com") {
    const args = ["user", "add", email, "--json"];
    return JSON.parse(await run(args, this.environment)).link;
  }

  async serve({ environment } = { environment: {} }) {
    const answers = async () => {
      const signal = AbortSignal.timeout(5_000);
      const answer = await fetch(`${this.address}/healthz`, { signal }).catch(() => undefined);
      return answer?.ok;
    };
    const service = await stay(["serve"], { ...environment, ...this.environment }, answers);
    this.endings.unshift(service.stop);
  }

  async stop() {
    for (const end of this.endings) await end();
  }
}

/** Cancels the oldest booked order in the shop, and looks again: it is changed. */
async function cancelOne(installation, { environment, shop }) {
  const args = ["orders", "--state=booked", "--json"];
  const { orders } = JSON.parse(await run(args, { ...environment, ...installation.environment }));
  const { id } = orders.find((order) => order.id > 0);
  const body = new URLSearchParams({ status: "8" });
  const answer = await fetch(`${shop.url}/onderhoud/orders/${id}/status`, { method: "POST", body });
  if (!answer.ok) throw new Error(`the shop says ${answer.status}`);
  await installation.sync({ environment });
}

/**
 * A shop with orders of every kind, booked as far as they can be: what most tests look at. If `changes`, one of them
 * is cancelled after it was booked.
 */
export async function shopInUse({ changes = false, ...options } = {}) {
  const remotes = await sandbox(options);
  const installation = await Installation.begin();
  installation.endings.push(remotes.stop);
  installation.base = await installation.connect(remotes, domestic(remotes.settings));
  await installation.sync(remotes);
  if (changes) await cancelOne(installation, remotes);
  await installation.serve(remotes);
  return installation;
}

/** The demo in which everything is booked: the link that it prints. */
export async function demo({ orders = 30, seed = 1 } = {}) {
  const args = ["demo", "--booked", `--orders=${orders}`, `--seed=${seed}`];
  const ready = ({ all }) => /http:\S+\/in\/[0-9a-f]{64}/.exec(all)?.[0];
  const { found, stop } = await stay(args, {}, ready);
  return { link: found, stop };
}

/** The demo from the beginning: the address of the shop's App Store. */
export async function appStore({ orders = 30, seed = 1 } = {}) {
  const args = ["demo", `--orders=${orders}`, `--seed=${seed}`];
  const ready = ({ all }) => /http:\S+\/onderhoud\/apps/.exec(all)?.[0];
  const { found, stop } = await stay(args, {}, ready);
  return { address: found, stop };
}
