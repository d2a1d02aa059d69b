// The stages of a start as a list that fills in: drawn in place in a terminal, line by line elsewhere.
import { Listr, type ListrTask } from 'listr2';
import type { Stage, Step } from '../stack/stage.js';

/** Runs the stages; the first failure ends it and is thrown. */
export async function runWithProgress(stages: readonly Stage[]): Promise<void> {
  const tasks = stages.map(({ title, steps }): ListrTask => {
    const [only, ...others] = steps;
    if (only !== undefined && others.length === 0) return stepTask(only);
    return { title, task: (_, task) => task.newListr(steps.map(stepTask), { concurrent: true }) };
  });
  await new Listr(tasks, {
    fallbackRenderer: 'simple',
    fallbackRendererCondition: () => !process.stdout.isTTY,
    registerSignalListeners: false,
    rendererOptions: { collapseSubtasks: false, showErrorMessage: false, collapseErrors: false },
  }).run();
}

const stepTask = (step: Step): ListrTask => ({
  title: step.title,
  task: async (_, task) => {
    const done = await step.run();
    if (done !== undefined) task.title = `${step.title} (${done})`;
  },
});
