import type { SharedWords } from './i18n/words';

/** Three joints that hold, for those who do not know yet what a joint is. A picture: read as one sentence before it. */
export function SampleJoints({ words: { joint } }: { words: SharedWords }) {
  return (
    <div className="sample-joints" aria-hidden>
      <p className="joints-sides">
        <span>{joint.asks}</span>
        <span>{joint.youBring}</span>
      </p>
      {joint.sample.map(([asks, brings]) => (
        <div className="joint-met" key={asks}>
          <div className="joint-pieces">
            <div className="joint-asks">{asks}</div>
            <div className="joint-brings">{brings}</div>
          </div>
        </div>
      ))}
    </div>
  );
}
