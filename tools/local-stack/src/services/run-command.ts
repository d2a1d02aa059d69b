// Runs one of a service's commands to its end: `migrate`, `topics`, `republish`.
import { describeEnd, ProcessFailure, ServerProcess } from '@posthorn/testing';

export interface ServiceCommand {
  readonly name: string;
  /** Compiled entry point. */
  readonly entry: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onStart?: (process: ServerProcess) => void;
}

/** Its output; throws `ProcessFailure` with the output when it fails. */
export async function runCommand({
  name,
  entry,
  environment,
  onStart,
}: ServiceCommand): Promise<readonly string[]> {
  const command = await ServerProcess.start({
    name,
    command: process.execPath,
    args: [entry],
    env: environment,
  });
  onStart?.(command);
  const end = await command.ended;
  if (end.code === 0) return command.lines;
  throw new ProcessFailure(describeEnd(name, end), command.lines);
}
