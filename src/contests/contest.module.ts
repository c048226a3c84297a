import { Module } from '@nestjs/common';
import { ContestOverdue } from './contest.clockwork';
import { ContestController } from './contest.controller';
import { ContestService } from './contest.service';

@Module({ controllers: [ContestController], providers: [ContestService, ContestOverdue] })
export class ContestModule {}
