import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable, Inject } from '@nestjs/common';
import { ENV, type Env } from '#libs/config/env';
import { Problem } from '#libs/errors/problem';

/** Signed keyset cursors, bound to the list and its filters: a cursor of another list or another filter is refused. */
@Injectable()
export class Cursors {
  constructor(@Inject(ENV) private readonly env: Env) {}

  /** A cursor for the sort keys of the last row shown. `scope` names the list with its filters (any JSON value). */
  sign(scope: unknown, keys: readonly (string | number)[]): string {
    const body = Buffer.from(JSON.stringify(keys)).toString('base64url');
    return `${body}.${this.signature(scope, body)}`;
  }

  /** The sort keys of a cursor; undefined without one. Throws `request/cursor-invalid` when it was not made here. */
  read(scope: unknown, cursor: string | undefined): (string | number)[] | undefined {
    if (cursor === undefined) return undefined;
    const [body, signature, rest] = cursor.split('.');
    if (!body || !signature || rest !== undefined) throw new Problem('request/cursor-invalid');
    const expected = Buffer.from(this.signature(scope, body));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given))
      throw new Problem('request/cursor-invalid');
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as (string | number)[];
  }

  private signature(scope: unknown, body: string): string {
    const bound = createHash('sha256').update(JSON.stringify(scope)).digest('base64url');
    return createHmac('sha256', this.env.secret).update(`cursor ${bound} ${body}`).digest('base64url').slice(0, 32);
  }
}
