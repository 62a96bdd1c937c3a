"""Composing, printing and handing on: find, permit, act, answer."""
