"""Published places, trails and pages as one immutable snapshot."""
