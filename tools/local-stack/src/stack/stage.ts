// The start of a stack as data, so that a terminal can show it as a list and a test can just run it.

export interface Step {
  readonly title: string;
  /** What was done, when that is worth a word: `already there`. */
  run(): Promise<string | undefined>;
}

/** Its steps run at the same time; stages run one after the other. */
export interface Stage {
  readonly title: string;
  readonly steps: readonly Step[];
}

/** Runs them all; the first failure ends it. */
export async function runStages(stages: readonly Stage[]): Promise<void> {
  for (const { steps } of stages) await Promise.all(steps.map((step) => step.run()));
}
