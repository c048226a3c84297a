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
  'm fair.most score': { id: 'P13', need: 4, aim: 10 },
  'm fair.most.newcomers score': { id: 'P13', need: 4, aim: 10 },
  'm fair.kept ': { id: 'P13', need: 0.975, aim: 0.985 },
  'm fair.kept.newcomers ': { id: 'P13', need: 0.975, aim: 0.985 },
  's e2e.p99 at 50/s ': { id: 'P9', need: 100, aim: 20, atMost: true },
  'm e2e.p99 at 50/s ': { id: 'P9', need: 100, aim: 20, atMost: true },
  's e2e.burst ': { id: 'P10', need: 100, aim: 25, atMost: true },
  'm e2e.burst ': { id: 'P10', need: 100, aim: 25, atMost: true },
  'xl db.load objects': { id: 'P7', need: 5, aim: 12 },
  's http.plain-json fastify': { id: 'P11', need: 0.65, aim: 0.9 },
  's http.list fastify': { id: 'P11', need: 0.9, aim: 0.98 },
  's http.recommendations loop': { id: 'P12', need: 0.6, aim: 0.85 },
  'l search.words ': { id: 'S1', need: 5, aim: 2.5, atMost: true },
  'l search.words-p99 ': { id: 'S1', need: 25, aim: 10, atMost: true },
  'l search.eight-clients ': { id: 'S2', need: 800, aim: 1_200 },
  'l search.browse ': { id: 'S3', need: 50, aim: 30, atMost: true },
  'l search.suggestions-p99 ': { id: 'S4', need: 30, aim: 5, atMost: true },
  'l search.over-engine ': { id: 'S5', need: 5, aim: 2, atMost: true },
};
