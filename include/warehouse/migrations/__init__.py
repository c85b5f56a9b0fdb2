"""Schema revisions, in order. They only go forward: a step back is a restore."""
