import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  mandateDraft,
  type MandateDraft,
  mandateEnding,
  type MandateEnding,
  mandateNarrowing,
  type MandateNarrowing,
  mandatePage,
  mandateQuery,
  type MandateQuery,
  mandateReassignment,
  type MandateReassignment,
  mandateView,
} from '#libs/contracts/mandate';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { MandateService } from './mandate.service';

const ID = { schema: idSchema };

@ApiTags('mandates')
@Controller('api')
export class MandateController {
  constructor(private readonly mandates: MandateService) {}

  @Get('me/mandates')
  @Guarded('mandate:list-own')
  @Returns(200, mandatePage)
  mine(@Me() me: Person, @Query({ schema: mandateQuery }) query: MandateQuery) {
    return this.mandates.mine(me, query);
  }

  @Get('agency/mandates')
  @Guarded('mandate:list-caseload')
  @Returns(200, mandatePage)
  caseload(@Me() me: Person, @Query({ schema: mandateQuery }) query: MandateQuery) {
    return this.mandates.caseload(me, query);
  }

  @Post('mandates')
  @Guarded('mandate:propose')
  @NeedsKey()
  @Returns(201, mandateView)
  propose(@Me() me: Person, @Body({ schema: mandateDraft }) draft: MandateDraft) {
    return this.mandates.propose(me, draft);
  }

  @Get('mandates/:id')
  @Guarded('mandate:read')
  @Returns(200, mandateView)
  one(@Me() me: Person, @Param('id', ID) id: string) {
    return this.mandates.one(me, id);
  }

  @Post('mandates/:id/acceptance')
  @Guarded('mandate:answer')
  @NeedsKey()
  @Returns(200, mandateView)
  accept(@Me() me: Person, @Param('id', ID) id: string) {
    return this.mandates.accept(me, id);
  }

  @Post('mandates/:id/refusal')
  @Guarded('mandate:answer')
  @NeedsKey()
  @Returns(200, mandateView)
  decline(@Me() me: Person, @Param('id', ID) id: string) {
    return this.mandates.decline(me, id);
  }

  @Post('mandates/:id/ending')
  @Guarded('mandate:end')
  @NeedsKey()
  @Returns(200, mandateView)
  end(@Me() me: Person, @Param('id', ID) id: string, @Body({ schema: mandateEnding }) ending: MandateEnding) {
    return this.mandates.end(me, id, ending.reason);
  }

  @Post('mandates/:id/narrowing')
  @Guarded('mandate:answer')
  @NeedsKey()
  @Returns(200, mandateView)
  narrow(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: mandateNarrowing }) narrowing: MandateNarrowing,
  ) {
    return this.mandates.narrow(me, id, narrowing.scopes);
  }

  @Post('mandates/:id/reassignment')
  @Guarded('mandate:reassign')
  @NeedsKey()
  @Returns(200, mandateView)
  reassign(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: mandateReassignment }) to: MandateReassignment,
  ) {
    return this.mandates.reassign(me, id, to.accountId);
  }
}
