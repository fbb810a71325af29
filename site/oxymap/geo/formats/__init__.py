"""Track files in and out: GPX, KML, GeoJSON, tables and GIS files."""
