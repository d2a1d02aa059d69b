// Tells when a registry view is complete, without a timer for each one who waits.
import type { RegistryView } from '@posthorn/kafka';

type ObservedView = Pick<RegistryView, 'state' | 'onChange'>;

/** A function whose promises resolve when the view is complete; all who wait share one promise. */
export function viewReadiness(view: ObservedView): () => Promise<void> {
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  view.onChange(() => {
    if (view.state !== 'complete') return;
    waiting?.resolve();
    waiting = undefined;
  });
  return () => {
    if (view.state === 'complete') return Promise.resolve();
    waiting ??= deferred();
    return waiting.promise;
  };
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
