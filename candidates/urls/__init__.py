"""Addresses of the app, a module per family of pages."""
