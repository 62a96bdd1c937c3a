"""What the practices floor promises."""
