"""Pages that people read, made from the warehouse."""
