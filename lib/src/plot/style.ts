export { figureToSvg, type SvgOptions } from './draw/svg/svg';
export { classColor, kStyle, palette } from './kit/style';
