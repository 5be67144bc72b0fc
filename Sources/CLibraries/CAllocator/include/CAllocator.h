// Nothing to call: see allocator.c.
