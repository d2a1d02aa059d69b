import { describe, expect, it } from 'vitest';
import { decideStart } from './starting-point.js';

const log = { low: 100, high: 200 };
const at = (offset: number, metadata = '') => ({ offset, metadata });

describe('decideStart', () => {
  it('starts a new partition where its last owner committed', () => {
    expect(decideStart({ own: undefined, committed: at(150, 'r1.1'), log })).toEqual({
      kind: 'start',
      at: at(150, 'r1.1'),
    });
  });

  it('starts at the start of the log when nothing was committed', () => {
    expect(decideStart({ own: undefined, committed: undefined, log })).toEqual({
      kind: 'start',
      at: at(100),
    });
  });

  it('keeps the progress in memory when nobody else has committed', () => {
    const own = { committed: [at(150)], isAcknowledged: true, position: 170 };
    expect(decideStart({ own, committed: at(150), log })).toEqual({ kind: 'keep' });
    const unacknowledged = { ...own, isAcknowledged: false };
    expect(decideStart({ own: unacknowledged, committed: undefined, log })).toEqual({ kind: 'keep' });
  });

  it('keeps it too when the broker has a commit whose answer was lost', () => {
    const own = { committed: [at(150), at(155), at(160)], isAcknowledged: true, position: 170 };
    expect(decideStart({ own, committed: at(155), log })).toEqual({ kind: 'keep' });
  });

  it('drops the progress in memory when another member has committed', () => {
    const own = { committed: [at(150)], isAcknowledged: true, position: 170 };
    expect(decideStart({ own, committed: at(160), log })).toEqual({ kind: 'start', at: at(160) });
    expect(decideStart({ own, committed: at(150, 'r1.1'), log })).toEqual({
      kind: 'start',
      at: at(150, 'r1.1'),
    });
  });

  it('counts what retention removed before it was read', () => {
    expect(decideStart({ own: undefined, committed: at(40), log })).toEqual({
      kind: 'out_of_range',
      at: at(100),
      lost: 60,
    });
    expect(
      decideStart({
        own: { committed: [at(40)], isAcknowledged: true, position: 70 },
        committed: at(40),
        log,
      }),
    ).toEqual({
      kind: 'out_of_range',
      at: at(100),
      lost: 30,
    });
  });

  it('starts over when the log ends before the place to go on from', () => {
    expect(decideStart({ own: undefined, committed: at(900), log })).toEqual({
      kind: 'out_of_range',
      at: at(100),
      lost: 0,
    });
  });

  it('starts over when an acknowledged commit is gone: the topic was made anew', () => {
    const own = { committed: [at(150)], isAcknowledged: true, position: 170 };
    expect(decideStart({ own, committed: undefined, log })).toEqual({
      ...{ kind: 'out_of_range', at: at(100), lost: 0 },
    });
  });
});
