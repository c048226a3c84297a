import { Body, Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ENV, type Env } from '#libs/config/env';
import {
  applicationView,
  cancellationDraft,
  type CancellationDraft,
  offerRefusal,
  type OfferRefusal,
} from '#libs/contracts/application';
import { id } from '#libs/contracts/common';
import { offerDraft, type OfferDraft } from '#libs/contracts/engagement';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { ApplicationReads } from './application.reads';
import { Offers } from './offer.service';

@ApiTags('applications')
@Controller('api/applications/:id')
export class OfferController {
  constructor(
    private readonly offers: Offers,
    private readonly reads: ApplicationReads,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('offer')
  @NeedsKey()
  @Guarded('application:decide')
  @Returns(200, applicationView)
  offer(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: offerDraft }) draft: OfferDraft,
  ) {
    return this.offers.offer(me, applicationId, draft);
  }

  @Post('offer/acceptance')
  @NeedsKey()
  @Guarded('application:answer')
  @Returns(200, applicationView)
  accept(@Me() me: Person, @Param('id', { schema: id }) applicationId: string) {
    return this.offers.accept(me, applicationId);
  }

  @Post('offer/refusal')
  @NeedsKey()
  @Guarded('application:answer')
  @Returns(200, applicationView)
  decline(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: offerRefusal }) draft: OfferRefusal,
  ) {
    return this.offers.decline(me, applicationId, draft);
  }

  @Post('offer/retraction')
  @NeedsKey()
  @Guarded('application:decide')
  @Returns(200, applicationView)
  retract(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: cancellationDraft }) draft: CancellationDraft,
  ) {
    return this.offers.retract(me, applicationId, draft);
  }

  @Post('cancellation')
  @NeedsKey()
  @Guarded('application:read')
  @Returns(200, applicationView)
  cancel(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Body({ schema: cancellationDraft }) draft: CancellationDraft,
  ) {
    return this.offers.cancel(me, applicationId, draft);
  }

  /** The interview as a calendar file. */
  @Get('interview.ics')
  @Guarded('application:read')
  @ApiProduces('text/calendar')
  @ApiResponse({
    status: 200,
    description: 'An iCalendar file',
    content: { 'text/calendar': { schema: { type: 'string' } } },
  })
  async calendar(
    @Me() me: Person,
    @Param('id', { schema: id }) applicationId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.reads.calendar(me, applicationId, new URL(this.env.publicUrl).host);
    void reply
      .header('Content-Type', 'text/calendar; charset=utf-8')
      .header('Content-Disposition', 'attachment; filename="entretien.ics"')
      .send(file);
  }
}
