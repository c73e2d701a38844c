"""Plain Python that both houses stand on: no Django, no tables."""
