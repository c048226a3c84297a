import { Module } from '@nestjs/common';
import { DemoMailController } from './demo-mail.controller';
import { LetterLinks } from './letter-links';
import { LettersConsumer } from './letters.consumer';
import { MailRetry } from './mail.clockwork';
import { MailConsumer } from './mail.consumer';
import { NotificationController } from './notification.controller';
import { Notifications } from './notification.service';
import { MailTransport } from './transport';
import { Unsubscribing } from './unsubscribing';

/** Letters by mail and notifications in the application. */
@Module({
  controllers: [NotificationController, DemoMailController],
  providers: [LettersConsumer, MailConsumer, MailRetry, MailTransport, LetterLinks, Notifications, Unsubscribing],
  exports: [Unsubscribing],
})
export class NotificationsModule {}
