// `npm run dev`: the same stack, with the compiler watching; what a change touches is restarted.
import { ServerProcess, workspaceRoot } from '@posthorn/testing';
import { serviceNames, type ServiceName } from '../services/service-names.js';
import type { LocalStack } from '../stack/local-stack.js';
import type { LogPrinter } from '../terminal/log-printer.js';
import { BuildWatch } from './build-watch.js';
import { start } from './start.js';

const compiler = 'node_modules/typescript/bin/tsc';
const watching = ['--build', 'tsconfig.build.json', '--watch', '--preserveWatchOutput', '--listEmittedFiles'];

export const dev = (demo: boolean): Promise<number> => start({ demo, whileReady: rebuildAndRestart });

async function rebuildAndRestart(stack: LocalStack, printer: LogPrinter): Promise<never> {
  const watch = new BuildWatch(serviceNames, workspaceRoot);
  const restarts = new Restarts(stack, printer);
  const build = await ServerProcess.start({
    name: 'build',
    command: process.execPath,
    args: [compiler, ...watching],
    cwd: workspaceRoot,
    onLine: (line) => {
      const { shown, restart } = watch.line(line);
      if (shown) printer.line('build', line);
      restarts.add(restart);
    },
  });
  stack.adopt(build);
  await build.ended;
  throw new Error('the compiler that watches has ended');
}

/** One restart after the other. What does not come up is said; the next change may mend it. */
class Restarts {
  #last = Promise.resolve();

  constructor(
    private readonly stack: LocalStack,
    private readonly printer: LogPrinter,
  ) {}

  add(services: readonly ServiceName[]): void {
    for (const service of services) this.#last = this.#last.then(() => this.#restart(service));
  }

  #restart(service: ServiceName): Promise<void> {
    return this.stack.restart(service).then(
      () => {
        this.printer.line('build', `${service} restarted`);
      },
      (error: unknown) => {
        this.printer.line(
          'build',
          `${error instanceof Error ? error.message : String(error)}; waiting for a change`,
        );
      },
    );
  }
}
