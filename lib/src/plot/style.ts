// The colours and line styles of the figures, for charts of one's own.
export { classColor, kStyle, palette } from './kit/style';
