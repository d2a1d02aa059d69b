// The REST interface described by itself: `/openapi.json`, and `/docs` to try it.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

export interface OpenApiDefinition {
  readonly title: string;
  readonly description: string;
  /** The last word on the document, for what decorators cannot say. */
  readonly complete?: (document: OpenAPIObject) => OpenAPIObject;
}

export function serveOpenApi(app: INestApplication, definition: OpenApiDefinition): void {
  const base = new DocumentBuilder()
    .setTitle(definition.title)
    .setDescription(definition.description)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'Api-Token' }, 'api-token')
    .build();
  const document = withoutOperations(SwaggerModule.createDocument(app, base));
  const complete = definition.complete ?? ((unchanged) => unchanged);
  SwaggerModule.setup('docs', app, complete(document), { jsonDocumentUrl: 'openapi.json' });
}

/** Health and metrics are for whoever runs the service, not for its callers. */
function withoutOperations(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).filter(([path]) => !/^\/(health\/|metrics$)/.test(path));
  return { ...document, paths: Object.fromEntries(paths) };
}
