// One server for the tests of a file, and a new account for each test.
import { Server, newAccount } from "./server.js";
import { AwsSide, Clock, Events } from "./sides.js";

export { AdminError, Server, newAccount } from "./server.js";
export { AwsSide, Clock, Events } from "./sides.js";

/** Registers the hooks of a test framework. Returns what the tests of the file use. */
export function useCosell({ beforeAll, afterAll, beforeEach, afterEach }, options = []) {
  const cosell = new Cosell();
  beforeAll(async () => {
    cosell.server = await Server.start(["--log-level", "info", ...options]);
  });
  beforeEach(() => cosell.begin());
  // vitest hands the test to the hook; jest takes a hook that names a parameter for one with a
  // callback.
  afterEach?.(async (...[context]) => {
    if (context?.task?.result?.state === "fail") console.error(await cosell.report());
  });
  afterAll(() => cosell.server?.stop());
  return cosell;
}

/** What tests use. */
class Cosell {
  #mark = 0;

  async begin() {
    await this.server.reset();
    this.#mark = this.server.logEnd();
    this.account = newAccount();
    this.aws = new AwsSide(this.server, this.account);
    this.clock = new Clock(this.server);
    this.events = await Events.from(this.server, this.account);
  }

  /** The configuration of a client of the SDK. */
  get client() {
    return this.server.client(this.account);
  }

  /** The server's log of this test, and the tasks that have not ended. */
  async report() {
    const tasks = await this.server.openTasks().catch((error) => [{ id: String(error) }]);
    const lines = tasks.map((task) => `${task.id}: next step ${task.next_step_name}`);
    return [
      "cosell: log of this test",
      this.server.log(this.#mark),
      "cosell: open tasks",
      lines.join("\n") || "none",
    ].join("\n");
  }

  /** A test whose error has the report. */
  reporting(test) {
    return async (...given) => {
      try {
        return await test(...given);
      } catch (error) {
        if (error instanceof Error) error.message += `\n\n${await this.report()}`;
        throw error;
      }
    };
  }
}
