"""What can happen to booklets: one public function per use case."""
