import { Body, Controller, Get, Inject, Put, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ENV, type Env } from '#libs/config/env';
import {
  missionResults,
  type MissionSearch,
  missionSearch,
  profileResults,
  type ProfileSearch,
  profileSearch,
  verdictAnswer,
  type VerdictDraft,
  verdictDraft,
} from '#libs/contracts/discovery';
import type { Locale } from '#libs/errors/problem';
import type { Actor, Person } from '../access/actor';
import { Caller, Guarded, Me, Public } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { DiscoveryService } from './discovery.service';
import { peopleFile } from './people-file';
import { Verdicts } from './verdict.service';

@ApiTags('search')
@Controller('api/search')
export class DiscoveryController {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly verdicts: Verdicts,
    @Inject(ENV) private readonly env: Env,
  ) {}

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

  /** Everybody found, a thousand at most, as a file for spreadsheets. */
  @Get('profiles.csv')
  @Guarded('profile:export')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'A CSV file', content: { 'text/csv': { schema: { type: 'string' } } } })
  async file(
    @Me() me: Person,
    @Query({ schema: profileSearch }) search: ProfileSearch,
    @Speaks() locale: Locale,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const people = await this.discovery.everybody(me, search, locale);
    void reply
      .header('Content-Type', 'text/csv; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${locale === 'fr' ? 'candidats' : 'candidates'}.csv"`)
      .send(peopleFile(people, this.env.publicUrl, locale));
  }

  /** Keeps or rejects a person for a mission or in a saved search; NONE takes it back. */
  @Put('verdicts')
  @Guarded('profile:review')
  @Returns(200, verdictAnswer)
  decide(@Me() me: Person, @Body({ schema: verdictDraft }) draft: VerdictDraft) {
    return this.verdicts.decide(me, draft);
  }
}
