import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { type FieldError, Problem } from '#libs/errors/problem';

type Issue = Parameters<
  NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>
>[0][number];

const french = z.locales.fr().localeError;
const english = z.locales.en().localeError;
const text = (message: string | { message: string } | undefined | null): string | undefined =>
  typeof message === 'object' && message !== null ? message.message : (message ?? undefined);

/** The field errors of zod issues, in both languages. At most 50: the rest says nothing new. */
export function fieldErrors(issues: readonly Issue[]): FieldError[] {
  return issues.slice(0, 50).map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    const raw = issue as unknown as Parameters<typeof french>[0];
    const custom = (raw as { code?: string }).code === 'custom';
    return {
      path,
      message: custom
        ? issue.message
        : { fr: text(french(raw)) ?? issue.message, en: text(english(raw)) ?? issue.message },
    };
  });
}

/** The one pipe: every body, query and parameter is checked against its zod schema, unknown keys refused. */
export const validation = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new Problem('request/invalid', {}, fieldErrors(issues)),
  });
