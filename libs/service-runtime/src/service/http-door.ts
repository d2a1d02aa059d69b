// Fastify as every service uses it: bodies up to a limit, request ids, security headers, one measurement
// for each request.
import { UnsupportedMediaTypeException } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import helmet from 'helmet';
import type { IncomingMessage } from 'node:http';
import { boundBodies } from './bound-bodies.js';
import { durationBucketsS, type Metrics } from '../metrics/metrics.js';
import { answerProblem } from '../problems/answer-problem.js';
import type { Problem } from '../problems/problem.js';
import { bindPlainly } from './bind-plainly.js';
import { acceptedRequestId, requestIdHeader } from './request-id.js';

/** A body that drips is cut off. */
const requestTimeoutMs = 30_000;
/** Longer than a load balancer keeps its connections, so that it never meets one that just closed. */
const keepAliveTimeoutMs = 72_000;

/** Refused by Fastify before any route: a path that is no URL. */
const unreadable = (detail: string): Problem => ({
  status: 400,
  code: 'malformed_request',
  title: 'The request cannot be read',
  detail,
});

type RawRequest = Pick<IncomingMessage, 'headers'>;

export function httpAdapter(bodyBytesMax: number): FastifyAdapter {
  bindPlainly();
  return new FastifyAdapter({
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    // While it drains, a request on an open connection is still answered, and is the last one there.
    return503OnClosing: false,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      setHeaders(request, reply, () => {
        answerProblem(reply, unreadable(error.message), request);
      });
    },
    genReqId: (request: RawRequest) => acceptedRequestId(request.headers[requestIdHeader]),
  });
}

export interface HttpSettings {
  readonly metrics: Metrics;
  readonly bodyBytesMax: number;
}

export function prepareHttp(app: NestFastifyApplication, { metrics, bodyBytesMax }: HttpSettings): void {
  const fastify = app.getHttpAdapter().getInstance();
  takeBodies(fastify);
  fastify.addHook('onRequest', setHeaders);
  boundBodies(fastify, bodyBytesMax);
  measureRequests(fastify, metrics);
}

const jsonType = /^application\/([\w.-]+\+)?json\b/i;

/**
 * `application/json` and every `application/…+json`, such as CloudEvents' own; many clients announce it where they send
 * nothing. A route with `rawBody` takes all as bytes.
 */
function takeBodies(fastify: FastifyInstance): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    const { rawBody = false } = request.routeOptions.config;
    const isJson = jsonType.test(request.headers['content-type'] ?? '');
    if (rawBody) done(null, body);
    else if (!isJson) done(new UnsupportedMediaTypeException());
    else if (body.length === 0) done(null);
    else return parseJson(request, body.toString(), done);
    return undefined;
  });
}

type SetHeaders = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** Made once: Fastify's plugin for it makes all of it anew for each request, in parts that then live long. */
const secure = helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });

/** Of every answer to what Node could read as a request: the request's id, and helmet's. */
const setHeaders: SetHeaders = (request, reply, done) => {
  reply.header(requestIdHeader, request.id);
  secure(request.raw, reply.raw, done as (error?: unknown) => void);
};

function measureRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const durations = metrics.histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labels: ['method', 'route', 'status'],
    buckets: durationBucketsS,
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { method: request.method, route, status: reply.statusCode };
    durations.observe(labels, reply.elapsedTime / 1_000);
    done();
  });
}
