"""Maps as data: the drawn picture, the folium-composed script, the base map."""
