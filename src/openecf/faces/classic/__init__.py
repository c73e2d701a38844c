"""The old addresses. They translate parameters and lead to the pages; no rule lives here."""
