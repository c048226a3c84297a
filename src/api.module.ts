import { type DynamicModule, Module } from '@nestjs/common';
import type { Env } from '#libs/config/env';
import { AppModule } from './app.module';
import { HttpModule } from './http/http.module';
import { LiveModule } from './live/live.module';
import { SiteModule } from './public-site/site.module';

/** What the HTTP process is made of. */
@Module({})
export class ApiModule {
  static with(env: Env): DynamicModule {
    return { module: ApiModule, imports: [AppModule.with(env, 'api'), HttpModule, LiveModule, SiteModule] };
  }
}
