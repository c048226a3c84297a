import { BadRequestException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { Problem } from '#libs/errors/problem';
import { problemOf } from './problem.filter';

const driver = (code: string) => Object.assign(new Error('driver'), { driverError: { code } });

describe('an error at the edge', () => {
  it.each([
    [driver('22P02'), 400],
    [driver('22021'), 400],
    [driver('54000'), 400],
    [driver('23505'), 409],
    [driver('23503'), 409],
    [driver('23514'), 409],
    [driver('40001'), 409],
    [driver('40P01'), 409],
    [driver('55P03'), 409],
    [driver('57P01'), 503],
    [driver('57014'), 503],
    [driver('53300'), 503],
    [driver('08006'), 503],
    [new Error('timeout exceeded when trying to connect'), 503],
    [Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }), 503],
    [Object.assign(new Error('x'), { name: 'QueryRunnerAlreadyReleasedError' }), 503],
    [new NotFoundException(), 404],
    [new BadRequestException(), 400],
    [new ServiceUnavailableException(), 503],
    [Object.assign(new Error('too big'), { statusCode: 413 }), 413],
    [Object.assign(new Error('type'), { statusCode: 415 }), 415],
    [new Problem('request/stale'), 412],
  ])('%s becomes a problem of status %i', (error, status) => {
    expect(problemOf(error)?.status).toBe(status);
  });

  it('of our own making stays a fault, never disguised as a refusal', () => {
    expect(problemOf(new TypeError('x is undefined'))).toBeUndefined();
    expect(problemOf(driver('42601'))).toBeUndefined();
    expect(problemOf(null)).toBeUndefined();
  });
});
