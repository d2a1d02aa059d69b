// Looks something up in the view of the registry, and asks for the registry's end before it says that there is none:
// a token, an account or a schema that was just made must not be refused.
import { ProblemError, unavailable, type Problem } from '@posthorn/service-runtime';
import type { RegistryView } from '@posthorn/kafka';

/** How long the registry's end may take; the caller waits. */
const confirmWithinMs = 1_000;
const retryAfterS = 2;

export type Sought<T> =
  | { readonly kind: 'known'; readonly found: T | undefined }
  /** `registry_unavailable`. */
  | { readonly kind: 'unknowable'; readonly problem: Problem };

export class RegistryLook {
  constructor(private readonly view: Pick<RegistryView, 'state' | 'confirmEnd'>) {}

  /** What `look` finds; `undefined`: the registry has none. Throws `registry_unavailable` when that cannot be known. */
  async find<T>(look: () => T | undefined): Promise<T | undefined> {
    const sought = await this.seek(look);
    if (sought.kind === 'unknowable') throw new ProblemError(sought.problem);
    return sought.found;
  }

  /** As `find`, for one event of several. */
  async seek<T>(look: () => T | undefined): Promise<Sought<T>> {
    const found = this.lookNow(look);
    return found === undefined ? this.lookAtTheEnd(look) : { kind: 'known', found };
  }

  /** A view that is still loading may hold what was deleted since. */
  private lookNow<T>(look: () => T | undefined): T | undefined {
    return this.view.state === 'loading' ? undefined : look();
  }

  private async lookAtTheEnd<T>(look: () => T | undefined): Promise<Sought<T>> {
    const confirmed = await this.view.confirmEnd(confirmWithinMs);
    if (confirmed && this.view.state !== 'loading') return { kind: 'known', found: look() };
    return { kind: 'unknowable', problem: registryUnavailable };
  }
}

const { problem: registryUnavailable } = unavailable(
  'registry_unavailable',
  'Accounts, tokens and schemas cannot be looked up at the moment; nothing was accepted',
  retryAfterS,
);
