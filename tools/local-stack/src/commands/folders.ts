// Where the local stack keeps everything, under the workspace root.
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';

/** Secrets, the demo's token, `stack.json`, the broker's jars. */
export const stackFolder = join(workspaceRoot, '.posthorn');

/** The servers' data. */
export const dataFolder = join(stackFolder, 'data');
