"""A result arranged for its page: what stands where, in which order, in which words. Computes no call."""
