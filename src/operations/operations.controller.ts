import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  deadLetterPage,
  deadLetterQuery,
  type DeadLetterQuery,
  deliveryName,
  type DeliveryName,
  discardDraft,
  type DiscardDraft,
  outboxView,
  retriedView,
} from '#libs/contracts/operations';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns, ReturnsNothing } from '../http/returns';
import { OperationsService } from './operations.service';

@ApiTags('operations')
@Controller('api/operations')
export class OperationsController {
  constructor(private readonly operations: OperationsService) {}

  @Get('outbox')
  @Guarded('platform:administer')
  @Returns(200, outboxView)
  outbox(@Me() me: Person) {
    return this.operations.outbox(me);
  }

  @Get('dead-letters')
  @Guarded('platform:administer')
  @Returns(200, deadLetterPage)
  deadLetters(@Me() me: Person, @Query({ schema: deadLetterQuery }) query: DeadLetterQuery) {
    return this.operations.deadLetters(me, query);
  }

  @Post('dead-letters/retries')
  @Guarded('platform:administer')
  @Returns(200, retriedView)
  retry(@Me() me: Person, @Body({ schema: deliveryName }) delivery: DeliveryName) {
    return this.operations.retry(me, delivery);
  }

  @Post('dead-letters/retries/all')
  @Guarded('platform:administer')
  @Returns(200, retriedView)
  retryAll(@Me() me: Person) {
    return this.operations.retryAll(me);
  }

  @Post('dead-letters/discards')
  @Guarded('platform:administer')
  @ReturnsNothing()
  discard(@Me() me: Person, @Body({ schema: discardDraft }) delivery: DiscardDraft) {
    return this.operations.discard(me, delivery);
  }
}
