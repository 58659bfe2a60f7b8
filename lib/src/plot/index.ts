// Figures: data in, Plotly's `{ data, layout }` out. `figures/` has one file a figure, `kit/` what they share, `draw/` how they
// become pictures.
export * from './figures';
