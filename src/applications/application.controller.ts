import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  agreement,
  type Agreement,
  applicationDraft,
  type ApplicationDraft,
  applicationView,
  batchDeclineDraft,
  type BatchDeclineDraft,
  batchDeclineView,
  commentDraft,
  type CommentDraft,
  commentList,
  declineDraft,
  type DeclineDraft,
  holdDraft,
  type HoldDraft,
  interviewDraft,
  type InterviewDraft,
  missionApplicationPage,
  missionApplicationsQuery,
  type MissionApplicationsQuery,
  myApplicationPage,
  myApplicationsQuery,
  type MyApplicationsQuery,
  sentApplicationPage,
  sentApplicationsQuery,
  type SentApplicationsQuery,
  slotChoice,
  type SlotChoice,
  withdrawalDraft,
  type WithdrawalDraft,
} from '#libs/contracts/application';
import { id } from '#libs/contracts/common';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { ApplicationReads } from './application.reads';
import { Applications } from './application.service';
import { BatchDeclines } from './batch-decline.service';
import { Comments } from './comment.service';
import { Submissions } from './submission.service';

@ApiTags('applications')
@Controller('api')
export class ApplicationController {
  constructor(
    private readonly submissions: Submissions,
    private readonly applications: Applications,
    private readonly reads: ApplicationReads,
    private readonly declines: BatchDeclines,
    private readonly comments: Comments,
  ) {}

  @Post('missions/:id/applications')
  @NeedsKey()
  @Guarded('application:submit')
  @Returns(201, applicationView)
  submit(
    @Me() me: Person,
    @Param('id', { schema: id }) missionId: string,
    @Body({ schema: applicationDraft }) draft: ApplicationDraft,
  ) {
    return this.submissions.submit(me, missionId, draft);
  }

  @Get('missions/:id/applications')
  @Guarded('application:list')
  @Returns(200, missionApplicationPage)
  ofMission(
    @Me() me: Person,
    @Param('id', { schema: id }) missionId: string,
    @Query({ schema: missionApplicationsQuery }) query: MissionApplicationsQuery,
  ) {
    return this.reads.ofMission(me, missionId, query);
  }

  @Post('missions/:id/applications/declines')
  @NeedsKey()
  @Guarded('application:decide')
  @Returns(200, batchDeclineView)
  declineMany(
    @Me() me: Person,
    @Param('id', { schema: id }) missionId: string,
    @Body({ schema: batchDeclineDraft }) draft: BatchDeclineDraft,
  ) {
    return this.declines.decline(me, missionId, draft);
  }

  @Get('me/applications')
  @Guarded('application:list-own')
  @Returns(200, myApplicationPage)
  mine(@Me() me: Person, @Query({ schema: myApplicationsQuery }) query: MyApplicationsQuery) {
    return this.reads.mine(me, query);
  }

  @Get('applications')
  @Guarded('application:list-sent')
  @Returns(200, sentApplicationPage)
  sent(@Me() me: Person, @Query({ schema: sentApplicationsQuery }) query: SentApplicationsQuery) {
    return this.reads.sent(me, query);
  }

  @Get('applications/:id')
  @Guarded('application:read')
  @Returns(200, applicationView)
  one(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.reads.one(me, applicationId);
  }

  @Post('applications/:id/review')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  review(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.review(me, applicationId);
  }

  @Post('applications/:id/shortlisting')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  shortlist(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.shortlist(me, applicationId);
  }

  @Post('applications/:id/interview')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  interview(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: interviewDraft }) draft: InterviewDraft,
  ) {
    return this.applications.interview(me, applicationId, draft);
  }

  @Post('applications/:id/interview/choice')
  @Guarded('application:answer')
  @Returns(200, applicationView)
  chooseSlot(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: slotChoice }) choice: SlotChoice,
  ) {
    return this.applications.chooseSlot(me, applicationId, choice);
  }

  @Post('applications/:id/hold')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  hold(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: holdDraft }) draft: HoldDraft,
  ) {
    return this.applications.hold(me, applicationId, draft);
  }

  @Post('applications/:id/pool-request')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  askPool(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.askPool(me, applicationId);
  }

  @Post('applications/:id/pool-answer')
  @Guarded('application:answer')
  @Returns(200, applicationView)
  answerPool(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: agreement }) answer: Agreement,
  ) {
    return this.applications.answerPool(me, applicationId, answer);
  }

  @Post('applications/:id/pool')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  pool(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.pool(me, applicationId);
  }

  @Post('applications/:id/decline')
  @NeedsKey()
  @Guarded('application:decide')
  @Returns(200, applicationView)
  decline(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: declineDraft }) draft: DeclineDraft,
  ) {
    return this.applications.decline(me, applicationId, draft);
  }

  @Post('applications/:id/withdrawal')
  @NeedsKey()
  @Guarded('application:withdraw')
  @Returns(200, applicationView)
  withdraw(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: withdrawalDraft }) draft: WithdrawalDraft,
  ) {
    return this.applications.withdraw(me, applicationId, draft);
  }

  @Post('applications/:id/reopening')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  reopen(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.reopen(me, applicationId);
  }

  @Post('applications/:id/reopening/answer')
  @Guarded('application:answer')
  @Returns(200, applicationView)
  answerReopening(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: agreement }) answer: Agreement,
  ) {
    return this.applications.answerReopening(me, applicationId, answer);
  }

  @Post('applications/:id/archive')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  archive(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.archive(me, applicationId, true);
  }

  @Post('applications/:id/unarchive')
  @Guarded('application:decide')
  @Returns(200, applicationView)
  unarchive(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.applications.archive(me, applicationId, false);
  }

  @Get('applications/:id/comments')
  @Guarded('application:comment')
  @Returns(200, commentList)
  listComments(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.comments.list(me, applicationId);
  }

  @Post('applications/:id/comments')
  @NeedsKey()
  @Guarded('application:comment')
  @Returns(201, commentList)
  comment(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: commentDraft }) draft: CommentDraft,
  ) {
    return this.comments.add(me, applicationId, draft);
  }
}
