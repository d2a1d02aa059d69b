// The stages of a start as a list that fills in: drawn in place in a terminal, line by line elsewhere.
import { Listr, type ListrTask } from 'listr2';
import type { Stage, Step } from '../stack/stage.js';

/** The start was given up on request. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
}

/** Runs the stages; the first failure ends it and is thrown. Once `isStopping`, every failure is a `StoppedError`. */
export async function runWithProgress(stages: readonly Stage[], isStopping: () => boolean): Promise<void> {
  const taskOf = (step: Step): ListrTask => ({
    title: step.title,
    task: async (_, task) => {
      const done = await step.run().catch((error: unknown) => {
        throw isStopping() ? new StoppedError('stopped') : error;
      });
      if (done !== undefined) task.title = `${step.title} (${done})`;
    },
  });
  const tasks = stages.map(({ title, steps }): ListrTask => {
    const [only, ...others] = steps;
    if (only !== undefined && others.length === 0) return taskOf(only);
    return { title, task: (_, task) => task.newListr(steps.map(taskOf), { concurrent: true }) };
  });
  await new Listr(tasks, {
    fallbackRenderer: 'simple',
    fallbackRendererCondition: () => !process.stdout.isTTY,
    registerSignalListeners: false,
    rendererOptions: { collapseSubtasks: false },
  }).run();
}
