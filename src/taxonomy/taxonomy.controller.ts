import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import {
  occupationSuggestions,
  placeSuggestions,
  skillSuggestions,
  type SuggestionQuery,
  suggestionQuery,
  taxonomyReleases,
} from '#libs/contracts/taxonomy';
import type { Locale } from '#libs/errors/problem';
import { suggestPlaces } from '#libs/geo/places';
import { Public } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { Lexicon, type LexiconEntry } from './lexicon';

const spoken = (locale: Locale) => (entry: LexiconEntry) => ({
  id: entry.id,
  label: locale === 'en' ? (entry.labelEn ?? entry.labelFr) : entry.labelFr,
  labelEn: entry.labelEn,
  source: entry.source,
});

@ApiTags('referential')
@Controller('api')
export class TaxonomyController {
  constructor(
    private readonly lexicon: Lexicon,
    @InjectDataSource() private readonly db: DataSource,
  ) {}

  @Get('skills')
  @Public()
  @Returns(200, skillSuggestions)
  async skills(@Query({ schema: suggestionQuery }) query: SuggestionQuery, @Speaks() locale: Locale) {
    return { items: (await this.lexicon.suggestSkills(query.q, query.limit)).map(spoken(locale)) };
  }

  @Get('occupations')
  @Public()
  @Returns(200, occupationSuggestions)
  async occupations(@Query({ schema: suggestionQuery }) query: SuggestionQuery, @Speaks() locale: Locale) {
    return { items: (await this.lexicon.suggestOccupations(query.q, query.limit)).map(spoken(locale)) };
  }

  @Get('places')
  @Public()
  @Returns(200, placeSuggestions)
  places(@Query({ schema: suggestionQuery }) query: SuggestionQuery) {
    return {
      items: suggestPlaces(query.q, query.limit).map(({ code, name, departement, lat, lon, postcodes }) => ({
        code,
        name,
        departement,
        lat,
        lon,
        postcode: postcodes[0] ?? null,
      })),
    };
  }

  /** The releases in use, with the line each owes its readers. */
  @Get('taxonomy/releases')
  @Public()
  @Returns(200, taxonomyReleases)
  async releases() {
    const rows = await this.db.query<{ source: string; release: string; licence: string; at: Date }[]>(
      `select source, release, licence, imported_at as at from taxonomy_release order by source`,
    );
    return { items: rows.map(({ at, ...row }) => ({ ...row, importedAt: at.toISOString() })) };
  }
}
