"""Tests of the pages for screens that nobody sits at."""
