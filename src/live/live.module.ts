import { Module } from '@nestjs/common';
import { LiveController } from './live.controller';
import { LiveStreams } from './live-streams';
import { WakeUps } from './wake-ups';

/** What people’s pages follow while they are open. Of the HTTP process only. */
@Module({ controllers: [LiveController], providers: [LiveStreams, WakeUps] })
export class LiveModule {}
