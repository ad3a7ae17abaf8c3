"""Datasets for analysis: SQLite, Parquet, CSV and XLSX with their descriptions, and the page that shows coverage."""
