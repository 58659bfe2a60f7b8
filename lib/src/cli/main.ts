import { CommanderError } from 'commander';
import { UserError } from '../errors';
import { explainingDiskErrors } from '../machine';
import { endOnInterrupts } from './interrupt';
import { failOnLostOutput, sayAside } from './output';
import { program } from './program';

failOnLostOutput();
endOnInterrupts(['SIGUSR1']);
explainingDiskErrors('fragility', () => program().parseAsync()).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
    return;
  }
  if (!(error instanceof UserError)) throw error;
  sayAside(`error: ${error.message}`);
  process.exitCode = 1;
});
