import { TradeFair } from './corpus';
import { Dictionaries } from '#libs/matching/packed/dictionary';
import { missionNumbers } from '#libs/matching/packed/mission-row';
import { MissionSegment } from '#libs/matching/packed/mission-segment';
import { MissionSearch } from '#libs/matching/packed/mission-search';
import { ProfileSearch } from '#libs/matching/packed/profile-search';
import { ProfileSegment } from '#libs/matching/packed/profile-segment';
import { encodeProfile, profileNumbers } from '#libs/matching/packed/profile-row';
import { AllLists } from '#libs/matching/packed/all-lists';
import { prepareMission, prepareProfile } from '#libs/matching/prepare';
import { rankOf, measureAll, NOT_LISTED } from '#libs/matching/score';

const n = Number(process.argv[2] ?? 15000),
  mm = Number(process.argv[3] ?? 5000);
const fair = new TradeFair(7);
const d = new Dictionaries();
let t = performance.now();
const lap = (s: string) => {
  const u = performance.now();
  console.log(s, (u - t).toFixed(1), 'ms');
  t = performance.now();
};
const rows: Uint8Array[] = [];
for (let i = 1; i <= n; i++) rows.push(encodeProfile(profileNumbers(fair.profile(i), fair.context, d)));
lap('pack');
const all = Buffer.concat(rows);
rows.length = 0;
lap('concat');
const ms = Array.from({ length: mm }, (_, i) => missionNumbers(fair.mission(i + 1), fair.context, d));
lap('missions');
const seg = new ProfileSegment(all, d);
lap('segment');
console.log(
  'bytes/profile',
  seg.bytes / n,
  'skills',
  seg.skills.length / n,
  'occ',
  seg.occupations.length / n,
  'skillblocks',
  seg.skillBlocks.postings.length / n,
  'occblocks',
  seg.occupationBlocks.postings.length / n,
  'words',
  seg.wordBlocks.postings.length / n,
  'titles dict',
  d.titles.size,
  'wishes',
  d.wishes.size,
  'lang',
  d.languageSets.size,
  'sect',
  d.sectorSets.size,
);
const mseg = new MissionSegment(ms, d);
lap('mission segment');
{
  let listed = 0,
    blocked = 0,
    tot = 0,
    req = 0;
  const v = new Int32Array(16);
  const ps = Array.from({ length: 500 }, (_, i) => prepareProfile(fair.profile(i + 1), fair.context));
  t = performance.now();
  for (let m = 1; m <= 100; m++) {
    const pm = prepareMission(fair.mission(m), fair.context);
    for (const p of ps) {
      const r = rankOf(pm, p);
      tot++;
      measureAll(pm, p, v);
      if (v[0]! > 0) req++;
      if (r !== NOT_LISTED) {
        listed++;
        if (r < 0) blocked++;
      }
    }
  }
  console.log('listed', listed / tot, 'req', req / tot, 'free', (listed - blocked) / tot);
  lap('rankOf 50k pairs');
}
const s = new ProfileSearch();
for (let r = 0; r < 12; r++) {
  const times: number[] = [];
  let bl = 0,
    pr = 0,
    rk = 0;
  const k = Math.min(mm, 200);
  for (let m = 0; m < k; m++) {
    const a = performance.now();
    s.top([{ segment: seg }], mseg.missions, m, 100);
    times.push(performance.now() - a);
    bl += s.looked.blocks;
    pr += s.looked.profiles;
    rk += s.looked.ranked;
  }
  times.sort((a, b) => a - b);
  console.log(
    'forward mean',
    times.reduce((a, b) => a + b) / k,
    'p50',
    times[k >> 1],
    'p95',
    times[Math.floor(k * 0.95)],
    'blocks',
    bl / k,
    'of',
    seg.blocks,
    'profiles',
    pr / k,
    'ranked',
    rk / k,
  );
}
if (n * mm <= 2e7)
  for (let r = 0; r < 3; r++) {
    t = performance.now();
    const al = new AllLists(new MissionSearch(mseg));
    al.addLayer({ segment: seg });
    lap('all lists');
  }
