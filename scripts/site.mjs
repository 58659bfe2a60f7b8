import { command } from './command.mjs';

await command({
  name: 'npm run site',
  about: `The notebooks as a static web site in out/site: nothing to install, they run in the browser.`,
  args: {
    '--serve': 'serves it on this computer afterwards, and says where',
    '--port=PORT': 'the port on this computer',
  },
  run: async (args) => (await import('./site/index.mjs')).site(args),
});
