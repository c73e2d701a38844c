"""OpenECF: court e-filing, public access and one sign-on for every court."""

__version__ = "0.1.0"
