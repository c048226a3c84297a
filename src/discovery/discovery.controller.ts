import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  missionResults,
  type MissionSearch,
  missionSearch,
  profileResults,
  type ProfileSearch,
  profileSearch,
} from '#libs/contracts/discovery';
import type { Locale } from '#libs/errors/problem';
import type { Actor, Person } from '../access/actor';
import { Caller, Guarded, Me, Public } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { DiscoveryService } from './discovery.service';

@ApiTags('search')
@Controller('api/search')
export class DiscoveryController {
  constructor(private readonly discovery: DiscoveryService) {}

  @Get('missions')
  @Public('mission:read')
  @Returns(200, missionResults)
  missions(@Caller() actor: Actor, @Query({ schema: missionSearch }) search: MissionSearch, @Speaks() locale: Locale) {
    return this.discovery.missions(actor, search, locale);
  }

  @Get('profiles')
  @Guarded('profile:search')
  @Returns(200, profileResults)
  profiles(@Me() me: Person, @Query({ schema: profileSearch }) search: ProfileSearch, @Speaks() locale: Locale) {
    return this.discovery.profiles(me, search, locale);
  }
}
