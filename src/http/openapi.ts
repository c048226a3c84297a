import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { problemView } from '#libs/contracts/common';

/** The OpenAPI 3.1 document of the running application: every route, its schemas, and the problem it may answer. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Aronde')
    .setDescription('Freelancers, employers and advisers: profiles, missions, applications, recommendations.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addCookieAuth('sid', { type: 'apiKey', in: 'cookie' }, 'session')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const schemas = (document.components ??= {}).schemas ?? {};
  document.components.schemas = { ...schemas, Problem: z.toJSONSchema(problemView, { io: 'output' }) as never };
  const refusal = {
    description: 'A refusal, with a sentence to act on',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  for (const item of Object.values(document.paths))
    for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
      const operation = item[method];
      if (operation) operation.responses = { ...operation.responses, default: refusal };
    }
  return document;
}

/** Serves the document at /api/openapi.json and its reader at /api/docs. */
export function serveApiDescription(app: INestApplication): void {
  const document = describeApi(app);
  SwaggerModule.setup('api/docs', app, document, {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Aronde API',
  });
}
