// One undici client and so at most one socket, for one origin; one request at a time. It opens the socket when a
// request needs it, and again when the receiver has closed it before a byte of the request was written. A request
// that was written is never sent a second time. It keeps the time of opening only.
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { Client, type buildConnector, type Dispatcher } from 'undici';
import { openSocket, readyEvent, type SocketSettings } from './open-socket.js';
import { OutOfTimeError } from './out-of-time-error.js';

/** How far the socket is; `open` when a request can be written. */
export type ConnectionStage = 'lookup' | 'connect' | 'handshake' | 'open';

export interface ConnectionSettings extends SocketSettings {
  readonly answerHeadBytesMax: number;
  readonly idleSocketMs: number;
}

const keepAliveHintMaxMs = 60_000;
const keepAliveHintMarginMs = 1_000;

export class Connection {
  /** The pool's note: how many were given back before it, when it was last. */
  releasedAs = 0;
  readonly origin: string;
  readonly #settings: ConnectionSettings;
  readonly #client: Client;
  #connectTimeoutMs = 0;
  #socket: Socket | undefined;
  #stage: ConnectionStage = 'lookup';
  #remoteAddress: string | undefined;

  /** `onLost` is called whenever the socket is gone, whoever closed it. */
  constructor(origin: string, settings: ConnectionSettings, onLost: (connection: Connection) => void) {
    this.origin = origin;
    this.#settings = settings;
    this.#client = new Client(origin, {
      connect: (target, callback) => {
        this.#open(target, callback);
      },
      pipelining: 1,
      allowH2: false,
      maxHeaderSize: settings.answerHeadBytesMax,
      keepAliveTimeout: settings.idleSocketMs,
      keepAliveMaxTimeout: keepAliveHintMaxMs,
      keepAliveTimeoutThreshold: keepAliveHintMarginMs,
      // Off: each attempt keeps its own time.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#client.on('disconnect', () => {
      onLost(this);
    });
  }

  get stage(): ConnectionStage {
    return this.#stage;
  }

  /** The address that the socket goes to, once it is connected. */
  get remoteAddress(): string | undefined {
    return this.#remoteAddress;
  }

  send(
    request: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
    connectTimeoutMs: number,
  ): void {
    this.#connectTimeoutMs = connectTimeoutMs;
    this.#client.dispatch(request, handler);
  }

  /** Ends the socket at once, whatever it is doing; resolves when it is closed. */
  async destroy(reason: Error): Promise<void> {
    this.#socket?.destroy(reason);
    await this.#client.destroy(reason);
  }

  #open(target: buildConnector.Options, callback: buildConnector.Callback): void {
    const { protocol, hostname, port } = target;
    this.#stage = isIP(hostname) === 0 ? 'lookup' : 'connect';
    const settings = { ...this.#settings, lookup: this.#lookup };
    const socket = openSocket({ protocol, hostname, port: Number(port) || undefined }, settings);
    const deadline = this.#deadline(socket);
    const fail = (error: Error): void => {
      clearTimeout(deadline);
      callback(error, null);
    };
    this.#socket = socket;
    socket.once('error', fail).once('connect', () => {
      this.#stage = 'handshake';
      this.#remoteAddress = socket.remoteAddress;
    });
    socket.once(readyEvent(protocol), () => {
      clearTimeout(deadline);
      this.#stage = 'open';
      callback(null, socket.off('error', fail));
    });
  }

  #deadline(socket: Socket): NodeJS.Timeout {
    const limitMs = this.#connectTimeoutMs;
    return setTimeout(() => socket.destroy(new OutOfTimeError('no connection', limitMs)), limitMs);
  }

  readonly #lookup: LookupFunction = (name, options, callback) => {
    this.#settings.lookup(name, options, (error, ...found) => {
      if (!error) this.#stage = 'connect';
      callback(error, ...found);
    });
  };
}
