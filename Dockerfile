# One image for setup, subscriptions, ingest and dispatcher; the command says which. It holds compiled code and the
# packages that it needs to run, owned by root, and runs as the user `node`.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS base
WORKDIR /app

# Only what npm reads: the packages below are installed again only when one of these files has changed.
FROM base AS manifests
COPY . .
RUN find . -type f -not -name package.json -not -name package-lock.json -delete && find . -type d -empty -delete

# Only the three services and the libraries that they use. No package may run a script of its own while it is installed.
FROM base AS dependencies
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
      -w @posthorn/subscriptions -w @posthorn/ingest -w @posthorn/dispatcher

FROM base AS build
COPY --from=manifests /app ./
RUN --mount=type=cache,target=/root/.npm \
    npm ci --include-workspace-root --ignore-scripts --no-audit --no-fund \
      -w @posthorn/subscriptions -w @posthorn/ingest -w @posthorn/dispatcher
COPY . .
RUN npx tsc -b apps/subscriptions/tsconfig.build.json apps/ingest/tsconfig.build.json apps/dispatcher/tsconfig.build.json \
    && mkdir /compiled \
    && cp --recursive --parents apps/*/dist libs/*/dist libs/contracts/proto /compiled

FROM base
ENV NODE_ENV=production \
    NODE_OPTIONS="--enable-source-maps --use-largepages=silent" \
    HOST=0.0.0.0 \
    HTTP_PORT=8080 \
    GRPC_PORT=9090
COPY --from=dependencies /app ./
COPY --from=build /compiled ./
COPY LICENSE ./
USER node
EXPOSE 8080 9090
