import { Module } from '@nestjs/common';
import { ExposureLog } from './exposure.log';
import { ExposurePurge } from './exposure.purge';
import { FairnessController } from './fairness.controller';
import { FairnessJob } from './fairness.job';
import { FairnessService } from './fairness.service';
import { PricesJob } from './prices.job';

@Module({
  controllers: [FairnessController],
  providers: [ExposureLog, ExposurePurge, FairnessJob, FairnessService, PricesJob],
  exports: [ExposureLog],
})
export class FairnessModule {}
