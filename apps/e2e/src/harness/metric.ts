// A number that a service tells about itself; for waiting until something happened inside, never for a proof.

/** The sum of the metric's samples whose labels contain `labels`; 0 when there is none. */
export async function metric(service: { readonly http: string }, name: string, labels = ''): Promise<number> {
  const answer = await fetch(`${service.http}/metrics`, { signal: AbortSignal.timeout(5_000) });
  const lines = (await answer.text()).split('\n');
  return lines
    .filter((line) => line.startsWith(`posthorn_${name}{`) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}
