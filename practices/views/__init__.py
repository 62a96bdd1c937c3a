"""Pages of the practices floor: find, permit, act, answer."""
