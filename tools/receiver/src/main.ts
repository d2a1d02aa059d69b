// `node tools/receiver/dist/main.js --port 4030`: prints every POST that it gets; other requests (probes) are answered 200.
import { once } from 'node:events';
import { answer, startReceiver } from '@posthorn/testing';
import { Command, InvalidArgumentError } from 'commander';
import colors from 'picocolors';
import { behaviourOfPath } from './behaviour-of-path.js';
import { describeRequest } from './describe-request.js';

const readPort = (text: string): number => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('a port from 0 to 65535');
  return Number(text);
};

const { port } = new Command('receiver')
  .description(
    'Prints the POSTs it gets. The URL may tell it to misbehave: ?status=503, ?retry_after=5, ?delay_ms=3000, ?hang',
  )
  .option('--port <port>', 'port of 127.0.0.1; 0 chooses one', readPort, 0)
  .parse()
  .opts<{ port: number }>();

const receiver = await startReceiver({
  port,
  behaviour: (request) => {
    receiver.forget();
    if (request.method !== 'POST') return answer(200);
    const { title, details } = describeRequest(request);
    console.log([colors.bold(title), ...details.map((line) => `  ${line}`)].join('\n'));
    return behaviourOfPath(request.path);
  },
});
console.log(`listening on ${receiver.url}`);

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
await receiver.stop();
