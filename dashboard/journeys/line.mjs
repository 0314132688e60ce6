// A line between browsers and the hub that can be cut, lose its streams and be counted on.
import { createServer, request as askHub } from "node:http";

const STREAM = /^\/api\/v1\/stream\?/;

export class Line {
  /** When a stream was opened through it last. */
  openedAt = 0;
  /** Open streams: what the browser gets, and what the hub gives. */
  #streams = new Map();
  #isCut = false;
  #sockets = new Set();
  #server = createServer((request, response) => this.#pass(request, response));

  static async to(hub) {
    const line = new Line(hub);
    await new Promise((ready) => line.#server.listen(0, "127.0.0.1", ready));
    return line;
  }

  constructor(hub) {
    this.hub = new URL(hub);
    this.#server.on("connection", (socket) => {
      if (this.#isCut) return socket.destroy();
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  get origin() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** Streams that are open now. */
  get streams() {
    return this.#streams.size;
  }

  /** Nothing passes any more, and what was open breaks. */
  cut() {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.#isCut = false;
  }

  /** The streams that are open stay so and say nothing more, as when something on the way forgot them. */
  lose() {
    for (const [response, answer] of this.#streams) {
      answer.unpipe(response);
      answer.resume();
    }
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #pass(request, response) {
    const { method, url, headers } = request;
    const { hostname, port } = this.hub;
    const onward = askHub(
      { hostname, port, method, path: url, headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
        answer.on("error", () => response.destroy());
        if (STREAM.test(url)) this.#count(response, answer);
      },
    );
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  }

  #count(response, answer) {
    this.openedAt = Date.now();
    this.#streams.set(response, answer);
    response.on("close", () => this.#streams.delete(response));
  }
}
