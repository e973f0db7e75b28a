"""Panel functions, one module per figure of the paper: `panel_x(area, *datasets, **options)` draws panel X."""
