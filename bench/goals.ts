/** What a figure must reach, and what it aims at; `atMost` figures are the better the smaller they are. */
export interface Goal {
  id: string;
  need: number;
  aim: number;
  atMost?: true;
}

/** Goals of issue 3, by `case` and what it is compared with (empty: the figure itself). Numbers as in docs/bench.md. */
export const goals: Readonly<Record<string, Goal>> = {
  'xl core.top100 loop': { id: 'P2', need: 25, aim: 100 },
  'xl core.top100 ': { id: 'P3', need: 8, aim: 1.5, atMost: true },
  'm core.refresh ': { id: 'P4', need: 1_000, aim: 100, atMost: true },
  'xl core.memory ': { id: 'P6', need: 160, aim: 90, atMost: true },
  'xl db.top100 sql': { id: 'P1', need: 25, aim: 100 },
  'm db.refresh sql': { id: 'P4', need: 50, aim: 200 },
  'm db.persist rows': { id: 'P8', need: 5, aim: 25 },
  's e2e.p99 at 50/s ': { id: 'P9', need: 100, aim: 20, atMost: true },
  'm e2e.p99 at 50/s ': { id: 'P9', need: 100, aim: 20, atMost: true },
  's e2e.burst ': { id: 'P10', need: 100, aim: 25, atMost: true },
  'm e2e.burst ': { id: 'P10', need: 100, aim: 25, atMost: true },
  'xl db.load objects': { id: 'P7', need: 5, aim: 12 },
};
