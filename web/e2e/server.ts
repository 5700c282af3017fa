// A fresh demonstration for one test file: its own server, port and data.

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Who visits: the roles of the demonstration, those who may least first. */
export const ROLES = ["anonymous", "member", "organiser", "steward"] as const;
export type Role = (typeof ROLES)[number];

/** What the demonstration says about itself, in `demo.json` in its data. */
export interface Demo {
  /** For the API, by role; none for those who have not signed in. */
  tokens: Record<Role, string | null>;
  /** Recovery phrases of people, by role. */
  people: Record<Exclude<Role, "anonymous">, string>;
  /** One address for each pattern with parameters. */
  paths: Record<string, string>;
}

/** How long a demonstration may take to be made, in milliseconds. */
const PATIENCE = 180_000;

const program = process.env["CAPSTAN_BIN"] ?? "../target/debug/capstan";

/** What the command line says. It throws if it does not end well. */
export function capstan(...options: string[]): string {
  return execFileSync(program, options, { encoding: "utf8" });
}

/** The patterns of all pages, from the server's own router. */
export function routes(): string[] {
  return JSON.parse(capstan("routes"));
}

/** A server that runs until `stop`. */
export class Server {
  private constructor(
    /** Its address without a slash at the end. */
    readonly url: string,
    readonly demo: Demo,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Starts a demonstration and waits until it is ready. */
  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "capstan-e2e-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const log = join(folder, "log");
    const out = openSync(log, "w");
    const data = join(folder, "data");
    const child = spawn(program, ["serve", "--demo", "--data", data, "--listen", `127.0.0.1:${port}`], {
      stdio: ["ignore", out, out],
      env: { ...process.env, ...settings },
    });
    const gone = () => child.kill("SIGKILL");
    process.once("exit", gone);
    child.once("exit", () => process.removeListener("exit", gone));
    const until = Date.now() + PATIENCE;
    try {
      while (!(await ready(url))) {
        if (child.exitCode !== null || child.pid === undefined || Date.now() > until) {
          throw new Error(`${program} is not ready. It said:\n${readFileSync(log, "utf8")}`);
        }
        await new Promise((next) => setTimeout(next, 100));
      }
      const demo = JSON.parse(readFileSync(join(data, "demo.json"), "utf8"));
      return new Server(url, demo, child, folder);
    } catch (error) {
      gone();
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  /** Ends the server as a system does, and removes its data. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((end) => this.child.once("exit", end));
      this.child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true });
  }
}

async function ready(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
