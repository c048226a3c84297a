/** What a figure must reach, and what it aims at; `atMost` figures are the better the smaller they are. */
export interface Goal {
  id: string;
  need: number;
  aim: number;
  atMost?: true;
}

/** Goals of issue 3, by `case` and what it is compared with (empty: the figure itself; p99: its 99th percentile). Numbers as in docs/bench.md. */
export const goals: Readonly<Record<string, Goal>> = {
  'xl core.top100 loop': { id: 'P2', need: 25, aim: 100 },
  'xl core.top100 ': { id: 'P3', need: 8, aim: 1.5, atMost: true },
  'xl core.top100 p99': { id: 'P3 (p99)', need: 40, aim: 6, atMost: true },
  'm core.refresh ': { id: 'P4', need: 1_000, aim: 100, atMost: true },
  'xl core.memory ': { id: 'P6', need: 160, aim: 90, atMost: true },
  'xl db.top100 sql': { id: 'P1', need: 25, aim: 100 },
  'm db.refresh sql': { id: 'P4', need: 50, aim: 200 },
  'xl db.top100 normalised sql': { id: 'P2', need: 100, aim: 400 },
  'm db.refresh stored ': { id: 'P5', need: 2_000, aim: 400, atMost: true },
  'm db.persist rows': { id: 'P8', need: 5, aim: 25 },
  'xl db.load objects': { id: 'P7', need: 5, aim: 12 },
};
