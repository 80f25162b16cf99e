import { settle } from './options.ts';
import { startStandIn } from './stand-in.ts';

/** The stand-in as a process of its own: options as JSON in the first argument, the address as one line on stdout. */
async function main([options = '{}']: readonly string[]): Promise<void> {
  const standIn = await startStandIn(settle(JSON.parse(options)));
  const end = (): void => {
    void standIn.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  // Nothing is ever written there: it closes when the parent goes, by whatever death.
  process.stdin.on('close', end).on('end', end).resume();
  console.log(JSON.stringify({ url: standIn.url, port: standIn.port }));
}

await main(process.argv.slice(2));
