"""Printed leaflets of trails and themed routes, as PDF."""
