import { fileURLToPath } from 'node:url';

/** The workspace root, the same from `src` and from `dist`. */
export const workspaceRoot = fileURLToPath(new URL('../../../', import.meta.url));
