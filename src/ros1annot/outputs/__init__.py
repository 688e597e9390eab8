"""Result folders of upstream pipelines: which of their files are inputs of which sample."""
