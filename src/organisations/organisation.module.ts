import { Module } from '@nestjs/common';
import { MemberService } from './member.service';
import { OrganisationController } from './organisation.controller';
import { OrganisationService } from './organisation.service';

@Module({ controllers: [OrganisationController], providers: [OrganisationService, MemberService] })
export class OrganisationModule {}
