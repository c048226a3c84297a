import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENV, type Env } from '#libs/config/env';
import { OutboxModule } from '#libs/outbox/outbox.module';
import { databaseOptions } from '#libs/persistence/data-source';
import { SearchModule } from '#libs/search/search.module';
import { AccountModule } from './accounts/account.module';
import { AgencyModule } from './agencies/agency.module';
import { AlertsModule } from './alerts/alerts.module';
import { ApplicationsModule } from './applications/applications.module';
import { ContestModule } from './contests/contest.module';
import { DiscoveryModule } from './discovery/discovery.module';
import { FairnessModule } from './fairness/fairness.module';
import { CursorsModule } from './http/cursors.module';
import { MatchingModule } from './matching/matching.module';
import { MissionModule } from './missions/mission.module';
import { NeighboursModule } from './neighbours/neighbours.module';
import { NotificationsModule } from './notifications/notifications.module';
import { OperationsModule } from './operations/operations.module';
import { OrganisationModule } from './organisations/organisation.module';
import { ProfileModule } from './profiles/profile.module';
import { TaxonomyModule } from './taxonomy/taxonomy.module';

/** The environment, for every feature. */
@Global()
@Module({})
class EnvModule {
  static with(env: Env): DynamicModule {
    return { module: EnvModule, providers: [{ provide: ENV, useValue: env }], exports: [ENV] };
  }
}

/** What the API and the worker share: configuration, database, outbox, every feature. */
export const features = [
  AccountModule,
  AgencyModule,
  AlertsModule,
  ApplicationsModule,
  ContestModule,
  DiscoveryModule,
  FairnessModule,
  MatchingModule,
  MissionModule,
  NeighboursModule,
  NotificationsModule,
  OperationsModule,
  OrganisationModule,
  ProfileModule,
  TaxonomyModule,
];

@Module({})
export class AppModule {
  static with(env: Env, role: 'api' | 'worker' | 'command'): DynamicModule {
    return {
      module: AppModule,
      imports: [
        EnvModule.with(env),
        TypeOrmModule.forRoot({
          ...databaseOptions({ url: env.databaseUrl, poolSize: env.databasePool, applicationName: `aronde-${role}` }),
          autoLoadEntities: true,
          retryAttempts: 10,
          retryDelay: 500,
        }),
        OutboxModule,
        SearchModule,
        CursorsModule,
        ...features,
      ],
    };
  }
}
