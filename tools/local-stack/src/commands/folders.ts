// Where the local stack keeps everything, under the workspace root.
import { join } from 'node:path';
import { workspaceRoot } from '@posthorn/testing';

/** Secrets, the demo's token, `stack.json`; `POSTHORN_FOLDER` puts a second stack beside the first. */
export const stackFolder = process.env.POSTHORN_FOLDER ?? join(workspaceRoot, '.posthorn');

/** The servers' data. */
export const dataFolder = join(stackFolder, 'data');
