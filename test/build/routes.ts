import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import type { z } from 'zod';
import { ACCESS, type RouteAccess } from '../../src/http/me';
import type { Stage } from '../stage/stage';

/** Where @SerializeOptions keeps the schema of @Returns. */
const ANSWER = 'class_serializer:options';

export interface Route {
  method: string;
  path: string;
  access: RouteAccess | undefined;
  /** What it answers, where it answers JSON. */
  contract: z.ZodType | undefined;
}

const text = (value: unknown): string => [value].flat().map(String)[0] ?? '';

/** Every route of the running application, read from its controllers and not from any document. */
export function routesOf(stage: Stage): Route[] {
  const routes: Route[] = [];
  for (const module of stage.app.get(ModulesContainer).values())
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const base = text(Reflect.getMetadata(PATH_METADATA, metatype));
      const prototype = metatype.prototype as Record<string, unknown>;
      for (const name of Object.getOwnPropertyNames(prototype)) {
        const handler = prototype[name];
        if (typeof handler !== 'function') continue;
        const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
        if (verb === undefined) continue;
        const path = `/${base}/${text(Reflect.getMetadata(PATH_METADATA, handler))}`
          .replaceAll(/\/+/g, '/')
          .replace(/(.)\/$/, '$1');
        routes.push({
          method: RequestMethod[verb],
          path,
          access: Reflect.getMetadata(ACCESS, handler) as RouteAccess | undefined,
          contract: (Reflect.getMetadata(ANSWER, handler) as { schema: z.ZodType } | undefined)?.schema,
        });
      }
    }
  return routes;
}
