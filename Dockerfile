# Debian, because the embedding runtime and the word segmenter have no build for musl on every platform.
FROM node:22-bookworm-slim

WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedding runtime carries its binaries for all platforms; only this one's is needed.
RUN npm ci --omit=dev \
  && npm cache clean --force \
  && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32
COPY tsconfig.json LICENSE ./
COPY corpus ./corpus
COPY retrieval ./retrieval
COPY prompts ./prompts
COPY bot ./bot
RUN mkdir -p /data /documents && chown node:node /data

ENV NODE_ENV=production DATA_DIR=/data
USER node
VOLUME /data
CMD ["npm", "start"]
