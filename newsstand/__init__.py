"""Digital newsstands as a dataset: publications, editions and stories."""

__version__ = "0.1.0"
