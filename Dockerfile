# The wallboard's server with its pages: docker build -t five9-wallboard .
# Three stages: a build with all packages, the packages that the server needs, and an image that has only both results.

FROM node:20-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY apps/bff/package.json apps/bff/
COPY apps/wallboard/package.json apps/wallboard/
COPY packages packages
RUN npm ci
COPY tsconfig.base.json ./
COPY apps/bff apps/bff
COPY apps/wallboard apps/wallboard
RUN npm run build -w apps/bff -w apps/wallboard

# The simulated Five9 domain, for demonstrations: docker build --target simulator .
FROM build AS simulator
USER node
EXPOSE 7080
CMD ["node", "packages/simulator/bin/simulator.js", "--port", "7080"]

FROM node:20-bookworm-slim AS packages
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY apps/bff/package.json apps/bff/
COPY packages packages
# The build contains the code of the workspaces: their links would lead nowhere.
# tsx and esbuild belong to the command line of the simulator.
RUN npm ci --omit=dev --workspace apps/bff \
  && rm -rf node_modules/@wallboard node_modules/tsx node_modules/esbuild node_modules/@esbuild

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 DATA_DIR=/data
WORKDIR /app
COPY package.json ./
COPY --from=packages /src/node_modules node_modules
COPY --from=build /src/apps/bff/dist apps/bff/dist
COPY --from=build /src/apps/wallboard/dist apps/wallboard/dist
RUN install -d -o node -g node -m 0700 /data
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without a shell and npm in between, so that SIGTERM reaches the server.
CMD ["node", "apps/bff/dist/main.js"]
