import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  type SavedSearchDraft,
  savedSearchDraft,
  type SavedSearchEdit,
  savedSearchEdit,
  savedSearchList,
  savedSearchView,
} from '#libs/contracts/saved-search';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Guarded, Me } from '../http/me';
import { Returns, ReturnsNothing } from '../http/returns';
import { Speaks } from '../http/speaks';
import { SavedSearches } from './saved-search.service';

const ID = { schema: idSchema };

@ApiTags('search')
@Controller('api/saved-searches')
export class SavedSearchController {
  constructor(private readonly searches: SavedSearches) {}

  @Get()
  @Guarded('alert:list-own')
  @Returns(200, savedSearchList)
  list(@Me() me: Person, @Speaks() locale: Locale) {
    return this.searches.list(me, locale);
  }

  @Post()
  @Guarded('alert:save')
  @NeedsKey()
  @Returns(201, savedSearchView)
  save(@Me() me: Person, @Body({ schema: savedSearchDraft }) draft: SavedSearchDraft, @Speaks() locale: Locale) {
    return this.searches.save(me, draft, locale);
  }

  @Patch(':id')
  @Guarded('alert:edit')
  @Returns(200, savedSearchView)
  edit(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @Body({ schema: savedSearchEdit }) edit: SavedSearchEdit,
    @Speaks() locale: Locale,
  ) {
    return this.searches.edit(me, id, edit, locale);
  }

  /** What it finds now has been seen: the next count starts from here. */
  @Post(':id/visits')
  @Guarded('alert:edit')
  @ReturnsNothing()
  see(@Me() me: Person, @Param('id', ID) id: string) {
    return this.searches.see(me, id);
  }

  @Delete(':id')
  @Guarded('alert:edit')
  @ReturnsNothing()
  remove(@Me() me: Person, @Param('id', ID) id: string) {
    return this.searches.remove(me, id);
  }
}
