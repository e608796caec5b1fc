"""When an article was published, when it was changed, and between which days an undated one must lie."""
