import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  missionClosing,
  type MissionClosing,
  missionDraft,
  type MissionDraft,
  missionEdit,
  type MissionEdit,
  missionHistory,
  missionHistoryQuery,
  missionPage,
  missionQuery,
  type MissionQuery,
  missionVerdict,
  type MissionVerdict,
  missionView,
} from '#libs/contracts/mission';
import type { Locale } from '#libs/errors/problem';
import type { Actor, Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Caller, Guarded, Me, Public } from '../http/me';
import { Returns, ReturnsNothing } from '../http/returns';
import { Speaks } from '../http/speaks';
import { IfMatch } from '../http/versions';
import { MissionReading } from './mission.reading';
import { MissionService } from './mission.service';

const ID = { schema: idSchema };

@ApiTags('missions')
@Controller('api')
export class MissionController {
  constructor(
    private readonly missions: MissionService,
    private readonly reading: MissionReading,
  ) {}

  @Get('me/missions')
  @Guarded('mission:list-own')
  @Returns(200, missionPage)
  mine(@Me() me: Person, @Query({ schema: missionQuery }) query: MissionQuery, @Speaks() locale: Locale) {
    return this.reading.mine(me, query, locale);
  }

  @Get('operations/missions')
  @Guarded('mission:moderate')
  @Returns(200, missionPage)
  toReview(@Me() me: Person, @Query({ schema: missionQuery }) query: MissionQuery, @Speaks() locale: Locale) {
    return this.reading.toReview(me, query, locale);
  }

  @Post('missions')
  @Guarded('mission:draft')
  @NeedsKey()
  @Returns(201, missionView)
  draft(@Me() me: Person, @Body({ schema: missionDraft }) draft: MissionDraft, @Speaks() locale: Locale) {
    return this.missions.draft(me, draft, locale);
  }

  @Get('missions/:id')
  @Public('mission:read')
  @Returns(200, missionView)
  one(@Caller() actor: Actor, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.reading.one(actor, id, locale);
  }

  @Get('missions/:id/history')
  @Guarded('mission:read-history')
  @Returns(200, missionHistory)
  history(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Query({ schema: missionHistoryQuery }) query: { cursor?: string; limit: number },
  ) {
    return this.reading.history(me, id, query);
  }

  @Patch('missions/:id')
  @Guarded('mission:run')
  @Returns(200, missionView)
  edit(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
    @Body({ schema: missionEdit }) edit: MissionEdit,
    @Speaks() locale: Locale,
  ) {
    return this.missions.edit(me, id, version, edit, locale);
  }

  @Delete('missions/:id')
  @Guarded('mission:run')
  @ReturnsNothing()
  discard(@Me() me: Person, @Param('id', ID) id: string, @IfMatch() version: number) {
    return this.missions.discard(me, id, version);
  }

  @Post('missions/:id/submission')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  submit(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.submit(me, id, locale);
  }

  @Post('missions/:id/pause')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  pause(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.pause(me, id, locale);
  }

  @Post('missions/:id/resumption')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  resume(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.resume(me, id, locale);
  }

  @Post('missions/:id/filling')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  fill(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.fill(me, id, locale);
  }

  @Post('missions/:id/closure')
  @Guarded('mission:close')
  @NeedsKey()
  @Returns(200, missionView)
  close(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: missionClosing }) closing: MissionClosing,
    @Speaks() locale: Locale,
  ) {
    return this.missions.close(me, id, closing, locale);
  }

  @Post('missions/:id/reopening')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  reopen(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.reopen(me, id, locale);
  }

  @Post('missions/:id/extension')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  extend(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.extend(me, id, locale);
  }

  @Post('missions/:id/duplication')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(201, missionView)
  duplicate(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.duplicate(me, id, locale);
  }

  @Post('missions/:id/archival')
  @Guarded('mission:run')
  @NeedsKey()
  @Returns(200, missionView)
  archive(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.archive(me, id, locale);
  }

  @Post('missions/:id/approval')
  @Guarded('mission:moderate')
  @NeedsKey()
  @Returns(200, missionView)
  approve(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.missions.moderate(me, id, 'approve', null, locale);
  }

  @Post('missions/:id/rejection')
  @Guarded('mission:moderate')
  @NeedsKey()
  @Returns(200, missionView)
  reject(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: missionVerdict }) verdict: MissionVerdict,
    @Speaks() locale: Locale,
  ) {
    return this.missions.moderate(me, id, 'reject', verdict.reason, locale);
  }

  @Post('missions/:id/change-request')
  @Guarded('mission:moderate')
  @NeedsKey()
  @Returns(200, missionView)
  requestChanges(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: missionVerdict }) verdict: MissionVerdict,
    @Speaks() locale: Locale,
  ) {
    return this.missions.moderate(me, id, 'request-changes', verdict.reason, locale);
  }

  @Post('missions/:id/suspension')
  @Guarded('mission:moderate')
  @NeedsKey()
  @Returns(200, missionView)
  suspend(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: missionVerdict }) verdict: MissionVerdict,
    @Speaks() locale: Locale,
  ) {
    return this.missions.moderate(me, id, 'suspend', verdict.reason, locale);
  }
}
