# The page and a server for it; docs/deploy.md. Debian 12, where script/bootstrap brings the compiler by itself.
FROM node:20-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends cmake ninja-build \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /inkling
# First what the toolchain is made from alone: a change in the sources then does not download it again.
COPY script/ script/
COPY package.json package-lock.json .npmrc ./
RUN script/bootstrap build
COPY . .
RUN script/build page

FROM nginx:1.28-alpine
COPY deploy/nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /inkling/dist/ /usr/share/nginx/html/
