// Reads what `tsc --build --watch --listEmittedFiles` prints: which services a finished build has changed, and which
// lines a person wants to see.
import type { ServiceName } from '../services/service-names.js';

export interface BuildLine {
  /** Whether it is for a person: errors, and the end of a build. */
  readonly shown: boolean;
  /** Services to restart now. */
  readonly restart: readonly ServiceName[];
}

export class BuildWatch {
  readonly #services: readonly ServiceName[];
  readonly #root: string;
  readonly #emitted = new Set<string>();

  /** `root`: the workspace root, with its last slash. */
  constructor(services: readonly ServiceName[], root: string) {
    this.#services = services;
    this.#root = root;
  }

  line(text: string): BuildLine {
    const emitted = /^TSFILE:\s+(.+)$/.exec(text.trim())?.[1];
    if (emitted !== undefined) {
      this.#emitted.add(emitted.replace(this.#root, ''));
      return { shown: false, restart: [] };
    }
    if (!/Found \d+ errors?\. Watching/.test(text)) return { shown: / error TS\d+/.test(text), restart: [] };
    const failed = !text.includes('Found 0 errors');
    if (failed) return { shown: true, restart: [] };
    const restart = this.#services.filter((service) =>
      [...this.#emitted].some((file) => concerns(file, service)),
    );
    this.#emitted.clear();
    return { shown: restart.length > 0, restart };
  }
}

/** Every lib but the test harness is part of each service. Files that only describe types change nothing. */
function concerns(file: string, service: ServiceName): boolean {
  if (!file.endsWith('.js')) return false;
  if (file.startsWith('libs/')) return !file.startsWith('libs/testing/');
  return file.startsWith(`apps/${service}/`);
}
