"""How dates are written where the framework's own habit is not ours."""
