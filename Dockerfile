# The node and both commands in one image. Two stages: the first builds, the second only runs.
#
#   docker build -t colophon:dev .
#
# Nothing secret enters an image: .dockerignore leaves out networks, keys and data.

# ---- Build: Maven on a Temurin JDK 25. The toolchains plugin of pom.xml takes the JDK it runs on.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# All modules: the poms refer to each other. Any change of a source begins anew from here.
COPY . .
# The tests run in scripts/check, where there is a machine to run them on. This makes, for each of
# the two programs, target/colophon-<program>-<version>.jar and its libraries in target/lib.
RUN mvn -B -ntp -q -Dmaven.test.skip=true -pl node,client -am package

# ---- Run: a Temurin JRE 25 on a glibc system, since RocksDB and the signature provider are native.
FROM eclipse-temurin:25-jre
# curl: the health check. libstdc++6: RocksDB's library needs it.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl libstdc++6 \
    && rm -rf /var/lib/apt/lists/*
# Each program with its own libraries, as scripts/colophon-node and scripts/colophon find them.
COPY --from=build /src/node/target/colophon-node-*.jar /opt/colophon/node/
COPY --from=build /src/node/target/lib /opt/colophon/node/lib
COPY --from=build /src/client/target/colophon-client-*.jar /opt/colophon/client/
COPY --from=build /src/client/target/lib /opt/colophon/client/lib
# The same start as in scripts/: the flags are for libraries that load native code or map memory.
RUN printf '%s\n' '#!/bin/sh' \
      'exec java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \' \
      '  -XX:+ExitOnOutOfMemoryError -XX:+UseCompactObjectHeaders ${COLOPHON_NODE_OPTS:-} \' \
      '  -cp "/opt/colophon/node/*:/opt/colophon/node/lib/*" \' \
      '  org.colophon.node.Main "$@"' > /usr/local/bin/colophon-node \
    && printf '%s\n' '#!/bin/sh' \
      'exec java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \' \
      '  -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \' \
      '  -cp "/opt/colophon/client/*:/opt/colophon/client/lib/*" \' \
      '  org.colophon.client.Main "$@"' > /usr/local/bin/colophon \
    && chmod 755 /usr/local/bin/colophon-node /usr/local/bin/colophon
# A user without rights or a home. docker-compose.yml puts the caller's own ids in its place, so that
# key files (mode 0600) in the folders of the host belong to whoever runs the containers.
USER 10001:10001
# RPC (gRPC, HTTP/JSON, documentation page), Raft and the operator's port, as `devnet --addressing NAMES`
# writes them.
EXPOSE 7400 7401 7402
# exec in the wrapper makes the JVM process 1, so SIGTERM reaches it and the node stops in order.
ENTRYPOINT ["colophon-node"]
CMD ["--help"]
