import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  notificationPage,
  notificationQuery,
  type NotificationQuery,
  preferenceDraft,
  type PreferenceDraft,
  preferencesView,
  readingDraft,
  type ReadingDraft,
  readingView,
} from '#libs/contracts/notification';
import type { Locale } from '#libs/errors/problem';
import type { Person } from '../access/actor';
import { Me, SignedIn } from '../http/me';
import { Returns } from '../http/returns';
import { Speaks } from '../http/speaks';
import { Notifications } from './notification.service';

@ApiTags('notifications')
@Controller('api/me')
export class NotificationController {
  constructor(private readonly notifications: Notifications) {}

  @Get('notifications')
  @SignedIn()
  @Returns(200, notificationPage)
  list(@Me() me: Person, @Query({ schema: notificationQuery }) query: NotificationQuery, @Speaks() locale: Locale) {
    return this.notifications.list(me, query, locale);
  }

  @Post('notifications/readings')
  @SignedIn()
  @Returns(200, readingView)
  read(@Me() me: Person, @Body({ schema: readingDraft }) draft: ReadingDraft) {
    return this.notifications.read(me, draft);
  }

  @Get('notification-preferences')
  @SignedIn()
  @Returns(200, preferencesView)
  preferences(@Me() me: Person) {
    return this.notifications.preferences(me);
  }

  @Put('notification-preferences')
  @SignedIn()
  @Returns(200, preferencesView)
  prefer(@Me() me: Person, @Body({ schema: preferenceDraft }) draft: PreferenceDraft) {
    return this.notifications.prefer(me, draft);
  }
}
