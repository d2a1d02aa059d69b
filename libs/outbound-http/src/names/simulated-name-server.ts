// A name server for tests, over UDP on 127.0.0.1: it answers what a test tells it to, counts the questions, and can
// be silent. One question a packet, A and AAAA only (RFC 1035, section 4).
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import ipaddr from 'ipaddr.js';

/** Addresses of the family asked for are answered, none as "no such name"; `silent` sends nothing. */
export type NameAnswer = { readonly addresses: readonly string[]; readonly ttlS: number } | 'silent';

/** `index` counts the questions for this name from 0, A and AAAA as one. */
export type AnswerName = (name: string, index: number) => NameAnswer;

const recordTypes: Readonly<Record<number, 'ipv4' | 'ipv6'>> = { 1: 'ipv4', 28: 'ipv6' };
const headerBytes = 12;

export class SimulatedNameServer {
  /** `127.0.0.1:port`. */
  readonly address: string;
  readonly #socket: Socket;
  readonly #answer: AnswerName;
  readonly #asked = new Map<string, number>();

  constructor(socket: Socket, answer: AnswerName) {
    this.#socket = socket;
    this.#answer = answer;
    this.address = `127.0.0.1:${socket.address().port}`;
    socket.on('message', (question, from) => {
      this.#reply(question, from);
    });
  }

  /** How often this name was asked for. */
  asked(name: string): number {
    return this.#asked.get(`${name} ipv4`) ?? 0;
  }

  async stop(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  #reply(question: Buffer, from: RemoteInfo): void {
    const { name, family, end } = readQuestion(question);
    const key = `${name} ${family}`;
    const index = this.#asked.get(key) ?? 0;
    this.#asked.set(key, index + 1);
    const answer = this.#answer(name, index);
    if (answer === 'silent') return;
    const addresses = answer.addresses
      .map((text) => ipaddr.parse(text))
      .filter((one) => one.kind() === family);
    const records = addresses.map((one) =>
      addressRecord(one.toByteArray(), question.subarray(end - 4, end), answer.ttlS),
    );
    this.#socket.send(
      Buffer.concat([replyHeader(question, records.length), question.subarray(headerBytes, end), ...records]),
      from.port,
      from.address,
    );
  }
}

export async function startNameServer(answer: AnswerName): Promise<SimulatedNameServer> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return new SimulatedNameServer(socket, answer);
}

function readQuestion(packet: Buffer): { name: string; family: string; end: number } {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = packet.readUInt8(at); length > 0; length = packet.readUInt8(at)) {
    labels.push(packet.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), family: recordTypes[packet.readUInt16BE(at + 1)] ?? 'other', end: at + 5 };
}

/** Same id and question; a response with recursion; "no such name" when there are no answers. */
function replyHeader(question: Buffer, answers: number): Buffer {
  const header = Buffer.from(question.subarray(0, headerBytes));
  header.writeUInt16BE(answers > 0 ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(answers, 6);
  header.writeUInt32BE(0, 8);
  return header;
}

/** The name as a pointer to the question's, then type and class as asked, time to live, and the address. */
function addressRecord(address: number[], typeAndClass: Buffer, ttlS: number): Buffer {
  const ttlAndLength = Buffer.alloc(6);
  ttlAndLength.writeUInt32BE(ttlS, 0);
  ttlAndLength.writeUInt16BE(address.length, 4);
  return Buffer.concat([Buffer.from([0xc0, headerBytes]), typeAndClass, ttlAndLength, Buffer.from(address)]);
}
