// What a test does beside calling the API: AWS's part, events and time.

/** AWS, as far as a partner sees it. */
export class AwsSide {
  #server;
  #account;

  constructor(server, account) {
    this.#server = server;
    this.#account = account;
  }

  /** Approves an opportunity under review; `comments` and `reason` are for the partner. */
  approve(opportunity, why = {}) {
    return this.#review(opportunity, "approve", why);
  }

  reject(opportunity, why = {}) {
    return this.#review(opportunity, "reject", why);
  }

  /** Asks the partner to correct it: `Action Required`. */
  askForCorrections(opportunity, why = {}) {
    return this.#review(opportunity, "action-required", why);
  }

  takeIntoReview(opportunity) {
    return this.#review(opportunity, "take-into-review", {});
  }

  /** Accepts an invitation that the partner sent to AWS. */
  acceptInvitation(invitation) {
    return this.#server.admin("POST", `aws/invitations/${invitation}/accept`);
  }

  rejectInvitation(invitation, reason) {
    return this.#server.admin("POST", `aws/invitations/${invitation}/reject`, { reason });
  }

  /** Sends a referral: an invented one of `seed`, or an `opportunity`. */
  sendReferral(given = { seed: 1 }) {
    return this.#send("aws/referrals", given);
  }

  /** Sends a lead: an invented one of `seed`, or a `lead`. */
  sendLead(given = { seed: 1 }) {
    return this.#send("aws/leads", given);
  }

  #review(opportunity, decision, why) {
    return this.#server.admin("POST", `aws/opportunities/${opportunity}/review`, {
      decision,
      ...why,
    });
  }

  #send(path, given) {
    return this.#server.admin("POST", path, {
      account: this.#account,
      catalog: "Sandbox",
      ...given,
    });
  }
}

/** The events of an account since the test began. */
export class Events {
  #server;
  #account;
  #since;

  constructor(server, account, since) {
    this.#server = server;
    this.#account = account;
    this.#since = since;
  }

  /** The events of an account from now on. */
  static async from(server, account) {
    const { last_position: since } = await server.admin("GET", "events/targets");
    return new Events(server, account, since);
  }

  /** The events, as EventBridge delivers them, after all that is due has happened. */
  async all() {
    await this.#server.settle();
    const found = [];
    for (let after = this.#since; ; ) {
      const page = await this.#server.admin("GET", `events/log?after=${after}&limit=1000`);
      found.push(...page.events.map((one) => one.event));
      if (page.position === after) break;
      after = page.position;
    }
    return found.filter((event) => event?.account === this.#account);
  }

  /** Those of a kind, such as `Opportunity Created`. */
  async named(detailType) {
    const all = await this.all();
    return all.filter((event) => event["detail-type"] === detailType);
  }
}

const SECONDS = { days: 86_400, hours: 3_600, minutes: 60, seconds: 1 };

/** The time of the service. */
export class Clock {
  #server;

  constructor(server) {
    this.#server = server;
  }

  async now() {
    return new Date((await this.#server.admin("GET", "clock")).time);
  }

  /** Sets the time; it runs on from there. */
  async set(time) {
    await this.#server.admin("PUT", "clock", { mode: "moved", time: time.toISOString() });
  }

  /** Stops the clock, now or at a time. */
  async freeze(time) {
    await this.#server.admin("PUT", "clock", { mode: "frozen", time: time?.toISOString() });
  }

  /** Moves the time on, and returns when all that fell due has happened. */
  async advance(by) {
    let seconds = 0;
    for (const [unit, count] of Object.entries(by)) {
      if (!(unit in SECONDS)) throw new TypeError(`no unit of time: ${unit}`);
      seconds += SECONDS[unit] * count;
    }
    await this.#server.admin("POST", "clock/advance", { seconds: Math.ceil(seconds) });
    return this.now();
  }
}
