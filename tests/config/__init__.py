"""Tests of what crosses floors."""
