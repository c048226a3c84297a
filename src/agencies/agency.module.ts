import { Module } from '@nestjs/common';
import { MandateController } from './mandate.controller';
import { MandateLapse } from './mandate.lapse';
import { MandateService } from './mandate.service';

@Module({ controllers: [MandateController], providers: [MandateService, MandateLapse] })
export class AgencyModule {}
