export { classColor, kStyle, palette } from './kit/style';
