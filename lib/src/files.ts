export { writeFileAtomically } from './machine';
