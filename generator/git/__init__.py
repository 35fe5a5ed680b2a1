"""The only room that runs git: objects, refs, commits, trees, tags, signatures, without what they mean."""
