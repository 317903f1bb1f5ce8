# One image for every part of a desk: web, worker, relay. It holds no secret and runs as nobody.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/factcheck \
 && /opt/factcheck/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY factcheck factcheck
COPY templates templates
COPY worker worker
# Optional parts, as in `--build-arg EXTRAS=oidc,s3`.
ARG EXTRAS=""
RUN /opt/factcheck/bin/pip install --no-cache-dir --no-deps . \
 && if [ -n "$EXTRAS" ]; then /opt/factcheck/bin/pip install --no-cache-dir ".[$EXTRAS]"; fi

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/factcheck factcheck
COPY --from=build /opt/factcheck /opt/factcheck
ENV PATH=/opt/factcheck/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FACTCHECK_DATA=/var/lib/factcheck \
    FACTCHECK_MODE=production \
    FACTCHECK_LOG_FORMAT=json
USER factcheck
WORKDIR /var/lib/factcheck
EXPOSE 8000
CMD ["factcheck", "web", "--bind", "0.0.0.0:8000", "--processes", "2"]
