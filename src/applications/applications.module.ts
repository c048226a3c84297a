import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Engagement } from '../engagements/engagement.entity';
import { ApplicationCascade } from './application.cascade';
import { ApplicationNudges, OfferLapse } from './application.clockwork';
import { ApplicationController } from './application.controller';
import { Application } from './application.entity';
import { ApplicationReads } from './application.reads';
import { Applications } from './application.service';
import { BatchDeclines } from './batch-decline.service';
import { Comments } from './comment.service';
import { OfferController } from './offer.controller';
import { Offers } from './offer.service';
import { Submissions } from './submission.service';

/** Applications from their sending to their end, with the offers that engage. */
@Module({
  imports: [TypeOrmModule.forFeature([Application, Engagement])],
  controllers: [ApplicationController, OfferController],
  providers: [
    Submissions,
    Applications,
    Offers,
    BatchDeclines,
    Comments,
    ApplicationReads,
    ApplicationCascade,
    ApplicationNudges,
    OfferLapse,
  ],
})
export class ApplicationsModule {}
