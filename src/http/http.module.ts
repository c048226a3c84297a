import { Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { EtagInterceptor } from './etag.interceptor';
import { HealthController } from './health.controller';
import { IdempotencyInterceptor } from './idempotency';
import { Metrics, MetricsController } from './metrics';
import { ProblemFilter } from './problem.filter';
import { SessionGuard } from './session.guard';
import { validation } from './validation';

/** Everything about HTTP and nothing about the product. The accounts feature provides ACTORS. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [
    Metrics,
    { provide: APP_GUARD, useClass: SessionGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useFactory: validation },
    {
      provide: APP_INTERCEPTOR,
      useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
      inject: [Reflector],
    },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
  ],
  exports: [Metrics],
})
export class HttpModule {}
