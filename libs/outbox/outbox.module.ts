import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { LedgerPurge } from './ledger-purge';
import { Relay } from './relay';
import { WorkerRuntime } from './worker-runtime';

/** Relay and worker runtime. Both processes know it; only the worker starts it. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [Relay, WorkerRuntime, LedgerPurge], exports: [Relay, WorkerRuntime] })
export class OutboxModule {}
