// The last word of `.ci/run`: `N passed, N failed`, counted from vitest's JSON report. Fails when a test or a file
// failed, when one was skipped (a service that is missing must not hide behind a skip), and when none ran.
import { existsSync, readFileSync } from 'node:fs';

const [file] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
const count = (...statuses) => tests.filter(({ status }) => statuses.includes(status)).length;

const passed = count('passed');
const failed = count('failed');
const skipped = tests.length - passed - failed;
const brokenFiles = report.testResults.filter(({ status, assertionResults }) => {
  const tellsItself = assertionResults.some((test) => test.status === 'failed');
  return status !== 'passed' && !tellsItself;
});

const faults = [
  skipped > 0 &&
    `${skipped} tests were skipped:\n${namesOf(({ status }) => !['passed', 'failed'].includes(status))}`,
  passed + failed === 0 && 'No test ran.',
  brokenFiles.length > 0 &&
    `Files that failed as a whole:\n${brokenFiles.map(({ name }) => `  ${name}`).join('\n')}`,
].filter(Boolean);
for (const fault of faults) console.error(fault);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || faults.length > 0 || report.success === false ? 1 : 0;

function namesOf(isMeant) {
  return tests
    .filter(isMeant)
    .map(({ fullName }) => `  ${fullName}`)
    .join('\n');
}
