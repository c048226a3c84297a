import { z } from 'zod';

/** A JSON schema as the OpenAPI document writes it, read loosely. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  default?: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema?: Schema;
}

export interface Operation {
  method: string;
  path: string;
  parameters: Parameter[];
  body: Schema | undefined;
}

export interface ApiDocument {
  paths: Record<
    string,
    Record<string, { parameters?: Parameter[]; requestBody?: { content?: Record<string, { schema?: Schema }> } }>
  >;
  components?: { schemas?: Record<string, Schema> };
}

/** The document as it is served. */
export const apiDocument = z.custom<ApiDocument>(
  (value) => typeof value === 'object' && value !== null && 'paths' in value,
);

/** Every operation of the document, bodies resolved to their schema. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        body: operation.requestBody?.content?.['application/json']?.schema,
      })),
  );
}

/** Follows a reference of the document. */
export function resolve(document: ApiDocument, schema: Schema | undefined): Schema {
  if (!schema) return {};
  if (!schema.$ref) return schema;
  return resolve(document, document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? '']);
}

const BY_FORMAT: Record<string, string> = {
  uuid: '01890a5d-ac96-774b-bcce-b302099a8057',
  date: '2027-01-15',
  'date-time': '2027-01-15T10:00:00.000Z',
  email: 'personne@exemple.fr',
  uri: 'https://exemple.fr/',
};

/** A value the schema accepts, as far as one can tell without trying: the start of every mutation. */
export function sample(document: ApiDocument, given: Schema | undefined, depth = 0): unknown {
  const schema = resolve(document, given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const branch = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0];
  if (branch) return sample(document, branch, depth + 1);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object' || schema.properties) {
    if (depth > 6) return {};
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([name, property]) => [name, sample(document, property, depth + 1)]),
    );
  }
  if (type === 'array') return [sample(document, schema.items, depth + 1)];
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  return BY_FORMAT[schema.format ?? ''] ?? 'texte'.padEnd(schema.minLength ?? 5, 'e');
}
