import type { Locale } from '#libs/errors/problem';
import type { Facts } from '../facts';
import { type Block, en, facts, fr, quote } from '../letter';
import { dayIn, euros } from '../letter-words';

/** The terms of an offer as a letter lists them, with the employer’s word; nothing when there is no offer. */
export const offerFacts = (f: Facts, l: Locale): Block[] => {
  const { terms } = f;
  if (!terms) return [];
  const { price } = terms;
  const rate =
    price.kind === 'DAILY'
      ? l === 'fr'
        ? fr`${euros(l, price.dailyRate)} par jour, ${price.days} jours`
        : en`${euros(l, price.dailyRate)} a day, ${price.days} days`
      : euros(l, price.total);
  return [
    l === 'fr'
      ? facts(
          [fr`Prix hors taxes :`, rate],
          [fr`Total :`, f.totalEuros === null ? null : euros(l, f.totalEuros)],
          [fr`Du :`, fr`${dayIn(l, terms.startsOn)} au ${dayIn(l, terms.endsOn)}`],
          [fr`Paiement :`, fr`sous ${terms.paymentDelayDays} jours`],
        )
      : facts(
          ['Price without tax:', rate],
          ['Total:', f.totalEuros === null ? null : euros(l, f.totalEuros)],
          ['From:', en`${dayIn(l, terms.startsOn)} to ${dayIn(l, terms.endsOn)}`],
          ['Payment:', en`within ${terms.paymentDelayDays} days`],
        ),
    ...quote(terms.message),
  ];
};
