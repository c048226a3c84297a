import { Module } from '@nestjs/common';
import { NeighboursLearner, NeighboursWeekly } from './learn.jobs';
import { LearningController } from './learning.controller';
import { LearningService } from './learning.service';

@Module({ controllers: [LearningController], providers: [LearningService, NeighboursWeekly, NeighboursLearner] })
export class NeighboursModule {}
