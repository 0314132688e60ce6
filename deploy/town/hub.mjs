// How the tools beside the hub talk to it: the operator's token from the data folder, JSON both ways.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A refusal of the hub, in words: status, name of the problem, what to do. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `the hub answered ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** The hub at an address, asked with some headers that say who asks. */
export class HubClient {
  constructor(address, headers = {}) {
    this.address = address;
    this.headers = headers;
  }

  /** The hub whose data folder is readable here, asked as its operator. */
  static operator(address, data) {
    const token = readFileSync(join(data, 'operator-token'), 'utf8').trim();
    return new HubClient(address, { Authorization: `Bearer ${token}` });
  }

  /** The same hub asked as the person a one-time link is for. */
  async signIn(link) {
    const code = link.slice(link.indexOf('#') + 1);
    const answer = await this.#send('POST', '/api/v1/session', { code }, {});
    const cookie = answer.headers.getSetCookie().map((it) => it.split(';')[0]).join('; ');
    return new HubClient(this.address, { Cookie: cookie, Origin: this.address });
  }

  /** Sends a request and gives the JSON of the answer; a refusal is thrown as Refused. */
  async ask(method, path, body, headers = {}) {
    const answer = await this.#send(method, path, body, { ...this.headers, ...headers });
    return answer.status === 204 ? undefined : answer.json();
  }

  async #send(method, path, body, headers) {
    const answer = await fetch(this.address + path, {
      method,
      headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.ok) return answer;
    throw new Refused(answer.status, await answer.json().catch(() => ({})));
  }
}

/** Asks until the hub is ready, at most so many seconds. */
export async function untilReady(address, seconds) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const ready = await fetch(`${address}/health/ready`).then((it) => it.ok, () => false);
    if (ready) return;
    if (Date.now() > end) throw new Error(`the hub at ${address} is not ready after ${seconds} s; read its log`);
    await new Promise((again) => setTimeout(again, 200));
  }
}
