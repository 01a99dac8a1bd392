// Starts and stops a server, and calls its administrative API.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

/** How long a server may take to start or to stop, in milliseconds. */
const TIMEOUT = 30_000;

const READY = "listening on ";

let lastAccount = 800_000_000_000 + (process.pid % 100_000) * 100_000;

/** The id of an account that nothing of this process used before. */
export function newAccount() {
  lastAccount += 1;
  return String(lastAccount);
}

/** The program: that of COSELL_BIN, of the installed package, or on the PATH. */
export function findBinary() {
  if (process.env.COSELL_BIN) return process.env.COSELL_BIN;
  try {
    return createRequire(`${process.cwd()}/`)("cosell").binary;
  } catch {
    return "cosell";
  }
}

/** The administrative API refused a request. */
export class AdminError extends Error {
  constructor(status, error, message) {
    super(`${status} ${error}: ${message}`);
    this.name = "AdminError";
    this.status = status;
    this.error = error;
  }
}

/** A server with an empty store in memory, on a free port. */
export class Server {
  #process;
  #log = "";

  /** Starts a server with these options of `cosell serve`. */
  static async start(options = []) {
    const server = new Server();
    await server.#start(options);
    return server;
  }

  async #start(options) {
    const names = Object.entries(process.env).filter(([name]) => !name.startsWith("COSELL_"));
    const store = options.includes("--store") ? [] : ["--store", "memory"];
    const words = ["serve", "--listen", "127.0.0.1:0", ...store, ...options];
    this.#process = spawn(findBinary(), words, {
      stdio: ["ignore", "pipe", "pipe"],
      env: Object.fromEntries(names),
    });
    this.#process.stderr.setEncoding("utf8").on("data", (text) => (this.#log += text));
    const lines = createInterface({ input: this.#process.stdout });
    const failed = once(this.#process, "error").then(([error]) => {
      throw new Error(
        `the program cosell is not installed: install its package, put it on the PATH, or name it ` +
          `in COSELL_BIN (${error.message})`,
      );
    });
    const line = await Promise.race([
      once(lines, "line").then(([text]) => text),
      once(this.#process, "close").then(() => ""),
      failed,
      later(TIMEOUT, ""),
    ]);
    if (!line.startsWith(READY)) {
      this.#process.kill();
      throw new Error(`the server did not start:\n${this.#log}`);
    }
    this.url = line.slice(READY.length).trim();
  }

  /** Stops the server and waits for its end. */
  async stop() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "exit");
    this.#process.kill();
    if (!(await Promise.race([ended, later(TIMEOUT, null)]))) this.#process.kill("SIGKILL");
  }

  /** The log, from a place that `logEnd` gave. */
  log(since = 0) {
    return this.#log.slice(since);
  }

  /** The place where the log ends now. */
  logEnd() {
    return this.#log.length;
  }

  /** Calls a page of the administrative API: `admin("POST", "clock/advance", { seconds: 60 })`. */
  async admin(method, path, body) {
    const answer = await fetch(`${this.url}/_cosell/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const document = await answer.json();
    if (answer.ok) return document;
    throw new AdminError(answer.status, document.error, document.message);
  }

  /** Waits until everything that is due has happened. */
  async settle(seconds = 10) {
    await this.admin("POST", `settle?timeout=${seconds}`);
  }

  /** Brings data, clock and fault rules back to what the server began with. */
  async reset() {
    await this.admin("POST", "reset");
  }

  /** The tasks that have not ended, the newest first. */
  async openTasks() {
    const { tasks } = await this.admin("GET", "tasks?status=IN_PROGRESS");
    return tasks;
  }

  /** The configuration of a client of the SDK, for an account. */
  client(account = "111111111111") {
    return {
      endpoint: this.url,
      region: "us-east-1",
      credentials: { accessKeyId: account, secretAccessKey: "any" },
    };
  }
}

/** A value after a time, which keeps no process alive. */
function later(milliseconds, value) {
  return new Promise((done) => setTimeout(done, milliseconds, value).unref());
}
