// Installations in other conditions than that of a shop in use.
import { Installation, appStore, sandbox } from "./installation.js";
import { arrive } from "./visitor.js";

/** A service that nothing is connected to. */
export async function emptyInstallation() {
  const installation = await Installation.begin();
  await installation.serve();
  return installation;
}

/** A merchant who has just clicked Installeren, and whose only account changes its language. */
export async function merchantArriving() {
  const { address, stop } = await appStore();
  return { ...(await arrive(address)), stop };
}

/** A takeover that is under way, and stays so: Moneybird takes 150 requests in five minutes. */
export async function takingOver() {
  const remotes = await sandbox({ orders: 200, speed: 1 });
  const installation = await Installation.begin();
  installation.endings.push(remotes.stop);
  installation.base = await installation.connect(remotes, remotes.settings);
  await installation.serve(remotes);
  return installation;
}

/** One connection that waits for its settings, and one whose Moneybird knows its token no longer; the host charges. */
export async function severalShops() {
  const [one, two] = [await sandbox({ orders: 60 }), await sandbox({ orders: 5, seed: 2 })];
  const installation = await Installation.begin();
  installation.endings.push(one.stop, two.stop);
  installation.environment.SLUITEND_BILLING__ENABLED = "true";
  installation.bases = [await installation.connect(one), await installation.connect(two, two.settings)];
  // The service asks the first Moneybird for both.
  await installation.serve(one);
  return installation;
}
