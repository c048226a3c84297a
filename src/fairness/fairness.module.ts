import { Module } from '@nestjs/common';
import { ExposureLog } from './exposure.log';
import { ExposurePurge } from './exposure.purge';
import { PricesJob } from './prices.job';

@Module({ providers: [ExposureLog, ExposurePurge, PricesJob], exports: [ExposureLog] })
export class FairnessModule {}
