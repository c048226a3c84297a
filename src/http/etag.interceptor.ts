import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Observable, tap } from 'rxjs';

/** A view that carries its `version` is answered with the ETag that If-Match expects back. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap((body: unknown) => {
        const version = (body as { version?: unknown } | null | undefined)?.version;
        if (Number.isInteger(version))
          context
            .switchToHttp()
            .getResponse<FastifyReply>()
            .header('ETag', `"${String(version)}"`);
      }),
    );
  }
}
