"""Documents as forms, and forms as documents; without a web framework."""
