import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { id as idSchema } from '#libs/contracts/common';
import { fairnessFile, fairnessList } from '#libs/contracts/fairness';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Guarded, Me } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { fairnessCsv } from './fairness.file';
import { FairnessService } from './fairness.service';

const ID = { schema: idSchema };

@ApiTags('operations')
@Controller('api/operations/fairness-files')
export class FairnessController {
  constructor(private readonly fairness: FairnessService) {}

  @Get()
  @Guarded('fairness:read')
  @Returns(200, fairnessList)
  list(@Me() me: Person) {
    return this.fairness.list(me);
  }

  @Get(':id')
  @Guarded('fairness:read')
  @Returns(200, fairnessFile)
  one(@Me() me: Person, @Param('id', ID) id: string) {
    return this.fairness.one(me, id);
  }

  /** The lines of a month, as a file for spreadsheets. */
  @Get(':id/csv')
  @Guarded('fairness:read')
  @ApiProduces('text/csv')
  @ApiResponse({ status: 200, description: 'A CSV file', content: { 'text/csv': { schema: { type: 'string' } } } })
  async csv(@Me() me: Person, @Param('id', ID) id: string, @Speaks() locale: Locale, @Res() reply: FastifyReply) {
    const file = await this.fairness.one(me, id);
    void reply
      .header('Content-Type', 'text/csv; charset=utf-8')
      .header(
        'Content-Disposition',
        `attachment; filename="${locale === 'fr' ? 'equite' : 'fairness'}-${file.month.slice(0, 7)}.csv"`,
      )
      .send(fairnessCsv(file, locale));
  }
}
