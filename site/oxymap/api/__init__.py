"""What machines are told about the site: the OpenAPI document and the metrics."""
