import { Module } from '@nestjs/common';
import { ExposureLog } from './exposure.log';
import { PricesJob } from './prices.job';

@Module({ providers: [ExposureLog, PricesJob], exports: [ExposureLog] })
export class FairnessModule {}
