"""Digital newsstands as a dataset: publications, editions and stories."""
