import { Global, Module } from '@nestjs/common';
import { Cursors } from './cursor';

/** Signed cursors, for every list of every feature. */
@Global()
@Module({ providers: [Cursors], exports: [Cursors] })
export class CursorsModule {}
