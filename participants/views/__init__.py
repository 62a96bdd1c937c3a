"""The pages of this floor: find, permit, act, answer."""
