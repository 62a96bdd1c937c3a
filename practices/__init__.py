"""What is worth keeping: productions, their versions, their reviews."""
