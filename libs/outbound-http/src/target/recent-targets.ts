// The URLs posted to lately, already checked and taken apart: the check costs a fifth of what a POST costs, and the
// same URLs come again and again. The policy never changes while the process lives, so a verdict does not age.
import { checkTargetUrl, type RefusedTarget } from './check-target-url.js';
import type { TargetPolicy } from './target-policy.js';

/** Where a request goes: its socket by `origin`, its first line by `path`, which has the query. */
export interface OpenTarget {
  readonly ok: true;
  readonly origin: string;
  readonly path: string;
}

const targetsMax = 4_000;

export class RecentTargets {
  readonly #policy: TargetPolicy;
  readonly #verdicts = new Map<string, OpenTarget | RefusedTarget>();

  constructor(policy: TargetPolicy) {
    this.#policy = policy;
  }

  check(url: string): OpenTarget | RefusedTarget {
    return this.#verdicts.get(url) ?? this.#keep(url, this.#judge(url));
  }

  #judge(text: string): OpenTarget | RefusedTarget {
    const checked = checkTargetUrl(text, this.#policy);
    if (!checked.ok) return checked;
    const { origin, pathname, search } = checked.url;
    return { ok: true, origin, path: pathname + search };
  }

  #keep(url: string, verdict: OpenTarget | RefusedTarget): OpenTarget | RefusedTarget {
    this.#verdicts.set(url, verdict);
    if (this.#verdicts.size > targetsMax) {
      const [oldest = url] = this.#verdicts.keys();
      this.#verdicts.delete(oldest);
    }
    return verdict;
  }
}
