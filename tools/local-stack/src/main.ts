// The commands behind the root's npm scripts. It is started by `posthorn.mjs`, which has brought packages and build
// up to date.
import { PortTakenError, PrerequisiteError, ProcessFailure } from '@posthorn/testing';
import { Command } from 'commander';
import colors from 'picocolors';
import { dev } from './commands/dev.js';
import { reset } from './commands/reset.js';
import { runServiceCommand } from './commands/run-service-command.js';
import { start } from './commands/start.js';
import { GivenPortError } from './servers/ports.js';
import { AlreadyRunningError } from './stack/run-file.js';

interface StartFlags {
  readonly demo: boolean;
}

/** Runs one command to its end; the process's exit code. */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command('posthorn')
    .description('The local stack of Posthorn')
    .enablePositionalOptions();
  program
    .command('start')
    .description('Kafka, Postgres, the services and a receiver; until Ctrl-C')
    .option('--no-demo', 'send no first event')
    .action(async ({ demo }: StartFlags) => {
      code = await start({ demo });
    });
  program
    .command('dev')
    .description('the same, rebuilt and restarted on a change')
    .option('--no-demo', 'send no first event')
    .action(async ({ demo }: StartFlags) => {
      code = await dev(demo);
    });
  program
    .command('reset')
    .description('deletes the data of the local stack')
    .option('--yes', 'without asking', false)
    .action(async ({ yes }: { yes: boolean }) => {
      code = await reset({ yes });
    });
  program
    .command('run <command> [args...]')
    .description(
      'migrate, topics, republish or rewrap-secrets; on the running local stack unless the environment names servers',
    )
    .passThroughOptions()
    .action(async (command: string, rest: string[]) => {
      code = await runServiceCommand(command, rest);
    });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    console.error(`\n${colors.red('✖')} ${explain(error)}`);
    return 1;
  }
  return code;
}

/** Errors that say themselves what to do are shown as they are; of others the trace helps more. */
function explain(error: unknown): string {
  if (error instanceof ProcessFailure)
    return [`${error.message}. Its last lines:`, ...error.lines].join('\n  ');
  const known = [PrerequisiteError, PortTakenError, GivenPortError, AlreadyRunningError];
  if (known.some((type) => error instanceof type)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
