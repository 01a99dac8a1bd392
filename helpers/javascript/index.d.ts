/** The administrative API refused a request. */
export declare class AdminError extends Error {
  readonly status: number;
  readonly error: string;
}

/** The configuration of a client of the SDK. */
export interface ClientConfiguration {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

export interface OpenTask {
  id: string;
  account: string;
  kind: string;
  next_step_name?: string | null;
  [member: string]: unknown;
}

/** A server with an empty store in memory, on a free port. */
export declare class Server {
  readonly url: string;
  /** Starts a server with these options of `cosell serve`. */
  static start(options?: readonly string[]): Promise<Server>;
  /** Stops the server and waits for its end. */
  stop(): Promise<void>;
  /** The log, from a place that `logEnd` gave. */
  log(since?: number): string;
  logEnd(): number;
  /** Calls a page of the administrative API. */
  admin<Answer = any>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Waits until everything that is due has happened. */
  settle(seconds?: number): Promise<void>;
  /** Brings data, clock and fault rules back to what the server began with. */
  reset(): Promise<void>;
  /** The tasks that have not ended, the newest first. */
  openTasks(): Promise<OpenTask[]>;
  client(account?: string): ClientConfiguration;
}

/** The id of an account that nothing of this process used before. */
export declare function newAccount(): string;

export interface Why {
  comments?: string;
  reason?: string;
}

/** AWS, as far as a partner sees it. */
export declare class AwsSide {
  constructor(server: Server, account: string);
  approve(opportunity: string, why?: Why): Promise<Record<string, unknown>>;
  reject(opportunity: string, why?: Why): Promise<Record<string, unknown>>;
  askForCorrections(opportunity: string, why?: Why): Promise<Record<string, unknown>>;
  takeIntoReview(opportunity: string): Promise<Record<string, unknown>>;
  acceptInvitation(invitation: string): Promise<Record<string, unknown>>;
  rejectInvitation(invitation: string, reason?: string): Promise<Record<string, unknown>>;
  sendReferral(given?: Given<"opportunity">): Promise<Sent>;
  sendLead(given?: Given<"lead">): Promise<Sent>;
}

export type Given<Name extends string> = { catalog?: "AWS" | "Sandbox" } & (
  | { seed: number }
  | { [name in Name]: Record<string, unknown> }
);

export interface Sent {
  id: string;
  account: string;
  catalog: string;
  engagement_id: string;
  opportunity_id: string | null;
  expires_at: string;
}

export interface PartnerCentralEvent {
  account: string;
  "detail-type": string;
  detail: Record<string, any>;
  [member: string]: unknown;
}

/** The events of an account since the test began. */
export declare class Events {
  static from(server: Server, account: string): Promise<Events>;
  all(): Promise<PartnerCentralEvent[]>;
  /** Those of a kind, such as `Opportunity Created`. */
  named(detailType: string): Promise<PartnerCentralEvent[]>;
}

export interface Delta {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** The time of the service. */
export declare class Clock {
  constructor(server: Server);
  now(): Promise<Date>;
  set(time: Date): Promise<void>;
  freeze(time?: Date): Promise<void>;
  advance(by: Delta): Promise<Date>;
}

/** What the tests of a file use. */
export interface Cosell {
  readonly server: Server;
  readonly account: string;
  readonly client: ClientConfiguration;
  readonly aws: AwsSide;
  readonly events: Events;
  readonly clock: Clock;
  /** The server's log of this test, and the tasks that have not ended. */
  report(): Promise<string>;
  /** A test whose error has the report. */
  reporting<Arguments extends unknown[]>(
    test: (...given: Arguments) => unknown,
  ): (...given: Arguments) => Promise<unknown>;
}

type Hook = (work: (context?: any) => any) => unknown;

/** The hooks of vitest or jest; of `node:test`, `before` and `after` are the first two. */
export interface Hooks {
  beforeAll: Hook;
  afterAll: Hook;
  beforeEach: Hook;
  afterEach?: Hook;
}

/** Registers the hooks of a test framework. `options` are those of `cosell serve`. */
export declare function useCosell(hooks: Hooks, options?: readonly string[]): Cosell;
