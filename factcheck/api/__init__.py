"""JSON for programs: `/api/v1`, and the OpenAPI document at `/openapi.json`."""
