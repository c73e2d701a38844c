"""The demonstration: its cast, its cases and its own page. Everything in it is invented."""
