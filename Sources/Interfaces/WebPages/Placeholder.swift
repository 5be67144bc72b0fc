enum WebPagesPlaceholder {}
