"""The small parts that all schemas of the data interface are made of."""

from __future__ import annotations

Json = dict[str, object]
TIME_PATTERN = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"


def ref(name: str) -> Json:
    """Return a reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def text(**more: object) -> Json:
    """Return the schema of a text."""
    return {"type": "string", **more}


def array(items: Json, **more: object) -> Json:
    """Return the schema of an array."""
    return {"type": "array", "items": items, **more}


def record(
    properties: dict[str, Json],
    *,
    required: tuple[str, ...] | None = None,
    optional: tuple[str, ...] = (),
    **more: object,
) -> Json:
    """Return the schema of an object; all properties are there unless they are optional."""
    names = [name for name in properties if name not in optional]
    wanted = names if required is None else list(required)
    return {
        "type": "object",
        **({"required": wanted} if wanted else {}),
        "properties": properties,
        **more,
    }


def number(**more: object) -> Json:
    """Return the schema of a number."""
    return {"type": "number", **more}


def count(**more: object) -> Json:
    """Return the schema of a whole number."""
    return {"type": "integer", "minimum": 0, **more}


def or_none(schema: Json) -> Json:
    """Return a schema that allows null besides."""
    return {**schema, "nullable": True}


def choice(*values: object, **more: object) -> Json:
    """Return the schema of one of some values."""
    kind = "integer" if isinstance(values[0], int) else "string"
    return {"type": kind, "enum": list(values), **more}


ID = text(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")
TIME_OR_NONE = or_none(text(format="date-time", pattern=TIME_PATTERN))
