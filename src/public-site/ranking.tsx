import type { Locale } from '#libs/errors/problem';
import type { ExplainedCriterion } from '#libs/matching/explanation';
import { type Method, methodInForce, workedExample } from '#libs/matching/method';
import { blockerName, criterionName } from '#libs/matching/words';
import { dotted, formatter } from '#libs/ui/format';
import { ScrollingTable } from '#libs/ui/scrolling-table';
import { ANSWER_DAYS } from '../contests/contest.lifecycle';
import { LOG_MONTHS } from '../fairness/exposure.purge';
import { spaced } from './layout';
import { rankingWords } from './ranking-words';
import { siteWords } from './words';

/** What the last month that is over says of groups: how many rates were compared, how many are below four fifths. */
export interface FairnessFigures {
  /** Its first day. */
  month: string;
  compared: number;
  under: number;
}

/**
 * How lists are ordered. `engineVersion`: what stored lists are computed with, null before the first computation;
 * `fairness`: null before the first month was over.
 */
export function RankingPage(props: { locale: Locale; engineVersion: string | null; fairness: FairnessFigures | null }) {
  const { locale, engineVersion, fairness } = props;
  const w = rankingWords[locale];
  const f = formatter(locale);
  const say = (text: string) => spaced(text, locale);
  const method = methodInForce();
  const example = workedExample();
  const outOf100 = (thousandths: number | null) => f.number((thousandths ?? 0) / 10);
  return (
    <article className="ranking">
      <h1>{siteWords[locale].ranking}</h1>
      <p className="lead">{say(w.lead)}</p>
      <h2>{w.sides}</h2>
      <p>{say(w.sidesText)}</p>
      <Criteria caption={say(w.mission)} criteria={method.mission} locale={locale} />
      <Criteria caption={say(w.freelancer)} criteria={method.freelancer} locale={locale} />
      <h2>{w.score}</h2>
      <p>{say(w.scoreText)}</p>
      <h3>{w.example}</h3>
      <p>
        {say(w.exampleText(outOf100(example.fitMission), outOf100(example.fitFreelancer), outOf100(example.score)))}
      </p>
      {(['mission', 'freelancer'] as const).map((side) => (
        <Example
          key={side}
          caption={say(w[side])}
          criteria={example.criteria.filter((criterion) => criterion.side === side)}
          locale={locale}
        />
      ))}
      <h2>{w.weights}</h2>
      <p>{say(w.weightsText(method.mostWeight))}</p>
      <ul>
        {method.weighable.map(({ group, keys }) => (
          <li key={group}>
            <strong>{w.groups[group]}</strong> ({keys.map((key) => criterionName(key, locale)).join(', ')})
          </li>
        ))}
      </ul>
      <h2>{w.blockers}</h2>
      <p>{say(w.blockersText)}</p>
      {[true, false].map((liftable) => (
        <section key={String(liftable)}>
          <h3>{say(liftable ? w.liftable : w.own)}</h3>
          <ul>
            {method.blockers
              .filter((blocker) => blocker.liftable === liftable)
              .map(({ key }) => (
                <li key={key}>{blockerName(key, locale)}</li>
              ))}
          </ul>
        </section>
      ))}
      <h2>{w.never}</h2>
      <ul>
        {w.neverList.map((line) => (
          <li key={line}>{say(line)}</li>
        ))}
      </ul>
      <h2 id="ordre">{w.order}</h2>
      <p>{say(w.orderText(method.listLength, method.filledTo))}</p>
      <h3>{w.shared}</h3>
      <p>{say(w.sharedText(method.exposure.places, method.exposure.cap, f.number(method.exposure.mostPrice / 10)))}</p>
      <p>{say(w.sharedLimits(f.number(method.exposure.leastKept / 10)))}</p>
      <h3>{w.newcomers}</h3>
      <p>
        {say(
          w.newcomersText(
            method.exposure.newcomerPlaces,
            method.exposure.places,
            f.number(method.exposure.newcomerGap / 10),
            method.exposure.newcomerDays,
          ),
        )}
      </p>
      <h3>{w.groupsCompared}</h3>
      <p>
        {say(w.groupsComparedText)}{' '}
        {fairness && fairness.compared > 0
          ? say(w.groupsFound(f.month(fairness.month), fairness.compared, fairness.under))
          : null}
      </p>
      <h3>{w.log}</h3>
      <p>{say(w.logText(LOG_MONTHS))}</p>
      <h2>{w.contest}</h2>
      <p>{say(w.contestText(ANSWER_DAYS))}</p>
      <h2>{w.versions}</h2>
      <table>
        <tbody>
          {[
            [w.kernel, method.kernelVersion],
            [w.weightsVersion, method.weightsVersion],
            [w.exposureVersion, method.exposure.version],
            [w.engine, engineVersion ?? w.notYet],
          ].map(([name, version]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

/** One side’s criteria with their points out of a hundred. */
function Criteria(props: { caption: string; criteria: Method['mission']; locale: Locale }) {
  const { criteria, locale } = props;
  const w = rankingWords[locale];
  const f = formatter(locale);
  return (
    <ScrollingTable name={props.caption}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.criterion}</th>
            <th scope="col">{w.measure}</th>
            <th scope="col" className="figure">
              {w.points}
            </th>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ key, points }) => (
            <tr key={key}>
              <th scope="row">{criterionName(key, locale)}</th>
              <td>{spaced(w.measures[key], locale)}</td>
              <td className="figure">{f.number(points / 10)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollingTable>
  );
}

/** One side of the example: points won out of those the criterion counted for, and their sum. */
function Example(props: { caption: string; criteria: ExplainedCriterion[]; locale: Locale }) {
  const { criteria, locale } = props;
  const w = rankingWords[locale];
  const f = formatter(locale);
  const won = criteria.reduce((sum, { contribution }) => sum + contribution, 0);
  return (
    <ScrollingTable name={dotted([w.example, props.caption])}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.criterion}</th>
            <th scope="col" className="figure">
              {w.wins}
            </th>
          </tr>
        </thead>
        <tbody>
          {criteria.map(({ key, hasData, contribution, weight }) => (
            <tr key={key}>
              <th scope="row">{criterionName(key, locale)}</th>
              <td className="figure">
                {hasData ? `${f.number(contribution / 10)} / ${f.number(weight / 10)}` : w.silent}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.total}</th>
            <td className="figure">{`${f.number(won / 10)} / 100`}</td>
          </tr>
        </tfoot>
      </table>
    </ScrollingTable>
  );
}
