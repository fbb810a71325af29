"""Files that planners hand in: kept as received; photographs made safe and small."""
