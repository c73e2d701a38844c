"""OpenECF: case management, electronic filing and public access for courts."""
