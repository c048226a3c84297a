import { z } from 'zod';
import { id, instant, page, pageOf } from './common';

/** Letters a person may refuse; `DECISIONS` is for those who administer the platform. Security and decisions about the person always go out. */
export const notificationTopic = z
  .enum(['NEW_APPLICATIONS', 'REMINDERS', 'PROGRESS', 'MANDATES', 'MISSIONS', 'SEARCHES', 'DECISIONS'])
  .meta({ id: 'NotificationTopic' });
export type NotificationTopic = z.infer<typeof notificationTopic>;

export const notificationView = z
  .object({
    id,
    kind: z.string(),
    /** The sentence to show, in the reader’s language. */
    title: z.string(),
    url: z.string(),
    at: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' });
export type NotificationView = z.infer<typeof notificationView>;

export const notificationQuery = z.strictObject({ unread: z.enum(['true', 'false']).optional(), ...page });
export type NotificationQuery = z.infer<typeof notificationQuery>;

export const notificationPage = pageOf(notificationView).extend({ unread: z.int() }).meta({ id: 'NotificationPage' });
export type NotificationPage = z.infer<typeof notificationPage>;

/** Marks notifications read: those named, or all of them. */
export const readingDraft = z
  .strictObject({ ids: z.array(id).min(1).max(100).optional() })
  .meta({ id: 'ReadingDraft' });
export type ReadingDraft = z.infer<typeof readingDraft>;
export const readingView = z.object({ read: z.int() }).meta({ id: 'Reading' });

export const preferencesView = z
  .object({ topics: z.array(z.object({ topic: notificationTopic, email: z.boolean() })) })
  .meta({ id: 'NotificationPreferences' });
export type PreferencesView = z.infer<typeof preferencesView>;

export const preferenceDraft = z
  .strictObject({ topic: notificationTopic, email: z.boolean() })
  .meta({ id: 'NotificationPreferenceDraft' });
export type PreferenceDraft = z.infer<typeof preferenceDraft>;

/** A mail the embedded catcher kept (demo only). */
export const demoMailView = z
  .object({
    id,
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    messageId: z.string().nullable(),
    at: instant,
  })
  .meta({ id: 'DemoMail' });
export type DemoMailView = z.infer<typeof demoMailView>;
export const demoMailQuery = z.strictObject({ to: z.string().max(254).optional(), ...page });
export type DemoMailQuery = z.infer<typeof demoMailQuery>;
export const demoMailPage = pageOf(demoMailView).meta({ id: 'DemoMailPage' });
export type DemoMailPage = z.infer<typeof demoMailPage>;
