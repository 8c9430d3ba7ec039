"""Reads that span models or depend on who reads."""
