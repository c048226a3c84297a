import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { id as idSchema } from '#libs/contracts/common';
import {
  profileEdit,
  type ProfileEdit,
  profileHistory,
  profileHistoryQuery,
  profileReading,
  profileView,
} from '#libs/contracts/profile';
import type { Locale } from '#libs/errors/problem';
import type { Actor, Person } from '../access/actor';
import { NeedsKey } from '../http/idempotency';
import { Caller, Guarded, Me, Public } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { IfMatch } from '../http/versions';
import { ProfileService } from './profile.service';

const ID = { schema: idSchema };

@ApiTags('profiles')
@Controller('api')
export class ProfileController {
  constructor(private readonly profiles: ProfileService) {}

  @Get('me/profile')
  @Guarded('profile:own')
  @Returns(200, profileView)
  own(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.own(me, locale);
  }

  @Post('me/profile')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  begin(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.begin(me, locale);
  }

  @Patch('me/profile')
  @Guarded('profile:own')
  @Returns(200, profileView)
  editOwn(
    @Me() me: Person,
    @IfMatch() version: number,
    @Body({ schema: profileEdit }) edit: ProfileEdit,
    @Speaks() locale: Locale,
  ) {
    return this.profiles.editOwn(me, version, edit, locale);
  }

  @Get('me/profile/history')
  @Guarded('profile:own')
  @Returns(200, profileHistory)
  history(@Me() me: Person, @Query({ schema: profileHistoryQuery }) query: { cursor?: string; limit: number }) {
    return this.profiles.history(me, query);
  }

  @Post('me/profile/publication')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  publish(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.move(me, 'publish', locale);
  }

  @Post('me/profile/pause')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  pause(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.move(me, 'pause', locale);
  }

  @Post('me/profile/resumption')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  resume(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.move(me, 'resume', locale);
  }

  @Post('me/profile/archive')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  archive(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.move(me, 'archive', locale);
  }

  @Post('me/profile/restoration')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  restore(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.move(me, 'restore', locale);
  }

  @Post('me/profile/availability/confirmation')
  @Guarded('profile:own')
  @NeedsKey()
  @Returns(200, profileView)
  confirm(@Me() me: Person, @Speaks() locale: Locale) {
    return this.profiles.confirmAvailability(me, locale);
  }

  @Get('profiles/:id')
  @Public('profile:read-card')
  @Returns(200, profileReading)
  read(@Caller() actor: Actor, @Param('id', ID) id: string, @Speaks() locale: Locale) {
    return this.profiles.read(actor, id, locale);
  }

  @Patch('profiles/:id')
  @Guarded('profile:edit')
  @Returns(200, profileView)
  edit(
    @Me() me: Person,
    @Param('id', ID) id: string,
    @IfMatch() version: number,
    @Body({ schema: profileEdit }) edit: ProfileEdit,
    @Speaks() locale: Locale,
  ) {
    return this.profiles.edit(me, id, version, edit, locale);
  }
}
