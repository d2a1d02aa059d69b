// Whether a service can do its work now: every named check, each within its time.

export type Finding = { readonly ok: true } | { readonly ok: false; readonly detail: string };

export interface ReadinessCheck {
  /** What is needed, one word: `kafka`, `registry`, `database`. */
  readonly name: string;
  /** May throw: that is a finding, too. */
  readonly check: () => Finding | Promise<Finding>;
}

export interface Readiness {
  readonly status: 'ready' | 'not_ready';
  /** By the check's name: `ok`, or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

const checkTimeoutMs = 2_000;

export class ReadinessProbe {
  private phase: 'starting' | 'running' | 'draining' = 'starting';
  private checks: readonly ReadinessCheck[] = [];

  started(checks: readonly ReadinessCheck[]): void {
    this.checks = checks;
    this.phase = 'running';
  }

  draining(): void {
    this.phase = 'draining';
  }

  async ask(): Promise<Readiness> {
    if (this.phase !== 'running') return { status: 'not_ready', checks: { service: this.phase } };
    const findings = await Promise.all(this.checks.map(find));
    const checks = Object.fromEntries(
      this.checks.map(({ name }, index) => [name, describe(findings[index])] as const),
    );
    return { status: findings.every(({ ok }) => ok) ? 'ready' : 'not_ready', checks };
  }
}

const describe = (finding: Finding | undefined): string => (finding?.ok === false ? finding.detail : 'ok');

async function find({ check }: ReadinessCheck): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => {
      resolve({ ok: false, detail: `no answer within ${checkTimeoutMs} ms` });
    }, checkTimeoutMs);
  });
  try {
    return await Promise.race([late, Promise.resolve().then(check)]);
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
