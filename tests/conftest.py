"""Puts this folder on the import path, so that tests of several folders share what is built by hand."""
