"""One module per kind of source: each yields captures and rejections, none decides."""
