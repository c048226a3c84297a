import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import { caseloadWhatIf, missionWhatIf, profileWhatIf } from '#libs/contracts/what-if';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { CaseloadWhatIfs } from './caseload-what-if';
import { MissionWhatIfs } from './mission-what-if';
import { ProfileWhatIfs } from './profile-what-if';

const ID = { schema: idSchema };

@ApiTags('matching')
@Controller('api')
export class WhatIfController {
  constructor(
    private readonly profiles: ProfileWhatIfs,
    private readonly missions: MissionWhatIfs,
    private readonly caseloads: CaseloadWhatIfs,
  ) {}

  @Get('me/what-if')
  @Guarded('match:list-own')
  @Returns(200, profileWhatIf)
  profile(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.mine(me, locale);
  }

  @Get('missions/:id/what-if')
  @Guarded('mission:run')
  @Returns(200, missionWhatIf)
  mission(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.mission(me, id, locale);
  }

  @Get('agency/what-if')
  @Guarded('mandate:list-caseload')
  @Returns(200, caseloadWhatIf)
  caseload(@Me() me: Person, @Speaks() locale: Locale) {
    return this.caseloads.caseload(me, locale);
  }
}
