# Fovea in a container. NOT TESTED: it was written where no container engine was at hand.
#
#   docker build -t fovea .
#   docker run --rm fovea doctor
#   docker run --rm -v "$PWD:/data" -u "$(id -u):$(id -g)" fovea train photos/ --out runs/first
#   docker run --rm -v "$PWD:/data" -u "$(id -u):$(id -g)" fovea detect runs/first photos/ --out found/
#
# For another processor than the builder's: docker build --build-arg PLATFORM=linux-arm64
# --platform linux/arm64 (JavaCPP's word for it).

FROM maven:3.9-eclipse-temurin-25 AS build
ARG PLATFORM=linux-x86_64
WORKDIR /source
COPY . .
RUN mvn -B -ntp -Pdistribution -Dmaven.test.skip=true -Djavacpp.platform="$PLATFORM" \
      -pl distribution -am package \
    && mkdir /opt/unpacked \
    && cd /opt/unpacked \
    && jar xf /source/distribution/target/fovea-*.zip \
    && mv fovea-* /opt/fovea \
    && chmod 755 /opt/fovea/bin/fovea

FROM eclipse-temurin:25-jre
COPY --from=build /opt/fovea /opt/fovea
# Native libraries are unpacked into the image, once. JavaCPP takes only a folder that it can write,
# whichever user the container runs as.
ENV FOVEA_JAVA_OPTIONS="-Dorg.bytedeco.javacpp.cachedir=/opt/fovea/cache" \
    THP_MEM_ALLOC_ENABLE=1 \
    LC_ALL=C.UTF-8 \
    PATH="/opt/fovea/bin:$PATH"
RUN useradd --create-home --uid 10001 fovea \
    && mkdir /opt/fovea/cache /data \
    && fovea doctor \
    && chmod -R a+rwX /opt/fovea/cache \
    && chown fovea /data
USER fovea
VOLUME /data
WORKDIR /data
ENTRYPOINT ["fovea"]
CMD ["help"]
