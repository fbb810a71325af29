"""The small parts that all answers in the description of the data interface are made of."""

from __future__ import annotations

from oxymap.api.openapi_shapes import Json, ref, text

JSON = "application/json"
PROBLEM = "application/problem+json"


def answer(
    description: str,
    schema: str,
    example: object,
    media_type: str = JSON,
    *,
    headers: Json | None = None,
) -> Json:
    """Return an answer with a body of a named shape."""
    content: Json = {"schema": ref(schema)}
    if example is not None:
        content["example"] = example
    found: Json = {"description": description, "content": {media_type: content}}
    return {**found, "headers": headers} if headers else found


def refer(response: str) -> Json:
    """Return a reference to one of the answers that many have."""
    return {"$ref": f"#/components/responses/{response}"}


def problem_answer(
    description: str, example: Json, schema: str = "Problem", *, headers: Json | None = None
) -> Json:
    """Return the answer of a mistake."""
    return answer(description, schema, example, PROBLEM, headers=headers)


VALIDATOR: Json = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The `ETag` of the answer that is known.",
    "schema": text(),
}
CACHED: Json = {
    "ETag": {"description": "Changes with the bytes.", "schema": text()},
    "Cache-Control": {"description": "How long it may be kept.", "schema": text()},
}
RETRY: Json = {
    "Retry-After": {
        "description": "Seconds after which to come again.",
        "schema": {"type": "integer", "minimum": 0},
    }
}
CHALLENGE: Json = {"WWW-Authenticate": {"description": "`Bearer`.", "schema": text()}}
