// Runs one of a service's commands to its end: `migrate`, `topics`, `republish`.
import { ServerProcess } from '@posthorn/testing';

export interface ServiceCommand {
  readonly name: string;
  /** Compiled entry point. */
  readonly entry: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Its output; throws with the output when it fails. */
export async function runCommand({ name, entry, environment }: ServiceCommand): Promise<readonly string[]> {
  const command = await ServerProcess.start({
    name,
    command: process.execPath,
    args: [entry],
    env: environment,
  });
  const { code, signal } = await command.ended;
  if (code === 0) return command.lines;
  throw new Error(`${name} failed (${signal ?? `code ${code ?? '?'}`})\n${command.lines.join('\n')}`);
}
