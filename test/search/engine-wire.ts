import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020';

interface Operation {
  requestBody?: { content?: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

/** The engine’s own OpenAPI document, kept beside the repository: `shared/meilisearch/openapi.json` in a folder above. */
function findDocument(from = __dirname): string | undefined {
  const path = join(from, 'shared', 'meilisearch', 'openapi.json');
  if (existsSync(path)) return path;
  return dirname(from) === from ? undefined : findDocument(dirname(from));
}

const escaped = (part: string): string => part.replace(/~/g, '~0').replace(/\//g, '~1');

/**
 * What goes over the wire to the engine, held against its OpenAPI document: each request and each response. Where the
 * document is not to be had, `present` is false and nothing is checked: the tests say so.
 */
export class EngineWire {
  readonly present: boolean;
  checked = { requests: 0, responses: 0 };
  readonly faults: string[] = [];
  readonly operations = new Set<string>();
  private readonly document: Document | undefined;
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  private readonly compiled = new Map<string, ValidateFunction | undefined>();

  constructor() {
    const path = findDocument();
    this.present = path !== undefined;
    if (!path) return;
    const document = JSON.parse(readFileSync(path, 'utf8')) as Document;
    // Two places where the document differs from the engine and its official client: lists of facets are written as an
    // object, and a multi-search without federation, which answers `SearchResults`, is left out.
    document.components.schemas.AttributePatterns = { type: 'array', items: { type: 'string' } };
    this.document = document;
    this.ajv.addSchema(document, 'engine');
  }

  /** Holds one exchange against the document; what does not fit is kept in `faults`. */
  exchange(method: string, path: string, request: unknown, status: number, response: unknown): void {
    if (!this.document) return;
    const template = this.template(path);
    const operation = template === undefined ? undefined : this.document.paths[template]?.[method.toLowerCase()];
    if (!template || !operation) return void this.faults.push(`${method} ${path} is not in the document`);
    const where = `engine#/paths/${escaped(template)}/${method.toLowerCase()}`;
    this.operations.add(`${method} ${template}`);
    if (request !== undefined) {
      this.checked.requests += 1;
      if (!operation.requestBody) this.faults.push(`${method} ${path} takes no body`);
      else this.check(`${where}/requestBody/content/application~1json/schema`, request, `${method} ${path} request`);
    }
    if (response === undefined) return;
    this.checked.responses += 1;
    const plain = template === '/multi-search' && status === 200 && !(request as { federation?: unknown }).federation;
    const schema = plain
      ? 'engine#/components/schemas/SearchResults'
      : status >= 400
        ? 'engine#/components/schemas/ResponseError'
        : `${where}/responses/${status}/content/application~1json/schema`;
    if (status < 400 && !operation.responses[status]?.content)
      return void this.faults.push(`${method} ${path} answers no ${status}`);
    this.check(schema, response, `${method} ${path} ${status} response`);
  }

  private check(schema: string, value: unknown, what: string): void {
    if (!this.compiled.has(schema)) this.compiled.set(schema, this.ajv.compile({ $ref: schema }));
    const validate = this.compiled.get(schema);
    if (validate && !validate(value))
      this.faults.push(`${what}: ${this.ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 300)}`);
  }

  private template(path: string): string | undefined {
    const parts = path.split('/');
    const fits = (template: string) => {
      const wanted = template.split('/');
      return wanted.length === parts.length && wanted.every((part, at) => part.startsWith('{') || part === parts[at]);
    };
    const templates = Object.keys(this.document?.paths ?? {}).filter(fits);
    return templates.find((template) => !template.includes('{')) ?? templates[0];
  }
}
