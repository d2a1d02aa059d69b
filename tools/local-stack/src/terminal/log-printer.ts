// Lines of all processes in one terminal, each behind its process's name. Lines that come while the progress list
// is drawn are held back.
import colors from 'picocolors';
import { serviceNames } from '../services/service-names.js';

const palette = [colors.cyan, colors.magenta, colors.blue, colors.yellow, colors.green, colors.white];
const names: readonly string[] = [...serviceNames, 'receiver', 'kafka', 'postgres'];
const nameWidth = Math.max(...names.map((name) => name.length));
const heldLinesMax = 1_000;

export class LogPrinter {
  readonly #write: (text: string) => void;
  readonly #counts = new Map<string, number>();
  #held: { name: string; line: string }[] | undefined = [];

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  readonly line = (name: string, line: string): void => {
    this.#counts.set(name, this.count(name) + 1);
    if (this.#held === undefined) this.#write(`${prefix(name)}${line}\n`);
    else if (this.#held.length < heldLinesMax) this.#held.push({ name, line });
  };

  /** Lines that have come from a process so far. */
  count(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** From now on lines are printed as they come. Of those that were held, only these processes' are. */
  open(shown: readonly string[]): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const { name, line } of held) if (shown.includes(name)) this.#write(`${prefix(name)}${line}\n`);
  }
}

/** `ingest        │ `, in the process's own colour. */
export function prefix(name: string): string {
  const colour = palette[Math.max(0, names.indexOf(name)) % palette.length] ?? colors.white;
  return `${colour(name.padEnd(nameWidth))} ${colors.dim('│')} `;
}
