// Runs the program under test. Its environment is ours alone: what is set on this machine stays out.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where what is built and written goes. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");

/** How long anything may take to start, on a machine that is busy. */
const PATIENCE = 60_000;

/** How long a command may take to its end. */
const LONGEST = 180_000;

/** A test that fails half-way leaves nothing running. */
const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));
process.once("SIGTERM", () => process.exit(1));

function binary() {
  const built = ["debug", "release"].map((profile) => join(target, profile, "sluitend"));
  const found = process.env.SLUITEND_BINARY ?? built.find((path) => existsSync(path));
  if (!found || !existsSync(found)) {
    throw new Error("sluitend is not built: cargo build -p sluitend, or name it in SLUITEND_BINARY");
  }
  return found;
}

function start(args, environment) {
  const { PATH, HOME, TMPDIR } = process.env;
  const env = { PATH, HOME, LC_ALL: "nl_NL.UTF-8", ...(TMPDIR && { TMPDIR }), ...environment };
  const child = spawn(binary(), args, { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("close", () => running.delete(child));
  const said = { out: "", all: "" };
  child.stdout.on("data", (text) => (said.out += text));
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said.all += text));
  // Node waits for no program that a test which failed did not come to stop.
  [child, child.stdout, child.stderr].forEach((one) => one.unref());
  return { child, said };
}

/** Runs a command to its end and gives what it printed. */
export async function run(args, environment, expected = [0]) {
  const { child, said } = start(args, environment);
  const [code] = await ended(child, said, args[0]);
  if (!expected.includes(code)) throw new Error(`sluitend ${args.join(" ")}: ${code}\n${said.all}`);
  return said.out;
}

/** Starts a command that stays, waits until `ready` finds something in what it says, and gives that. */
export async function stay(args, environment, ready) {
  const { child, said } = start(args, environment);
  const late = Date.now() + PATIENCE;
  let found;
  while (!(found = await ready(said))) {
    if (child.exitCode !== null || Date.now() > late) {
      child.kill();
      throw new Error(`sluitend ${args.join(" ")} did not start:\n${said.all}`);
    }
    await new Promise((next) => setTimeout(next, 50));
  }
  return { found, stop: () => stop(child, said) };
}

async function stop(child, said) {
  if (!running.has(child)) throw new Error(`sluitend ended by itself (${child.exitCode ?? child.signalCode}):\n${said.all}`);
  child.kill("SIGTERM");
  await ended(child, said, "SIGTERM");
}

/** Waits for the end of a program. One that does not come to it is killed and quoted, so that no test waits for ever. */
async function ended(child, said, what) {
  [child, child.stdout, child.stderr].forEach((one) => one.ref());
  try {
    return await once(child, "close", { signal: AbortSignal.timeout(LONGEST) });
  } catch (late) {
    child.kill("SIGKILL");
    throw new Error(`sluitend did not end after ${what}:\n${said.all}`, { cause: late });
  }
}

/** A port that nobody listens on. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}
