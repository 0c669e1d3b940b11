"""Pages of collection: campaigns and their boards, forms, answers, the burden of a month."""
