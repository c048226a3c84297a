import { applyDecorators, HttpCode, SerializeOptions } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** What a route answers: sent with this status, stripped to this schema, documented by it. */
export const Returns = (status: number, schema: z.ZodType): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    SerializeOptions({ schema } as never),
    ApiResponse({ status, description: 'Done', standardSchema: schema } as never),
  );

/** A route that answers 204 without a body. */
export const ReturnsNothing = (): MethodDecorator =>
  applyDecorators(HttpCode(204), ApiResponse({ status: 204, description: 'Done' }));
