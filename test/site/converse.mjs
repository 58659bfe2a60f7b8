/** How long after a failure an answer may still come, in ms: JupyterLite drops the cells that wait, and answers nothing. */
const DROPPED = 2000;

/**
 * As scripts/kernel/converse.py: sends the kernel of an open notebook batches of requests, each batch at once, and resolves with
 * what came back, `{ status, count, messages, reply }` for each request.
 */
export async function converse(notebook, batches) {
  const conversation = [];
  for (const batch of batches) conversation.push(await notebook.page.evaluate(sendAll, [batch, DROPPED]));
  return conversation;
}

/** Runs in the page. */
function sendAll([batch, patience]) {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  let drop = () => {};
  const dropped = new Promise((resolve) => {
    drop = () => setTimeout(resolve, patience, { content: { status: 'aborted' } });
  });
  const at = (code) => ({ code, cursor_pos: code.length });
  const answerTo = (request, messages) => {
    if (request.complete) return kernel.requestComplete(at(request.complete));
    if (request.inspect) return kernel.requestInspect({ ...at(request.inspect), detail_level: 0 });
    if (request.history)
      return kernel.requestHistory({
        hist_access_type: 'tail',
        n: request.history,
        output: false,
        raw: false,
      });
    const future = kernel.requestExecute({ code: request, stop_on_error: true });
    future.onIOPub = ({ header, content }) => messages.push({ type: header.msg_type, content });
    return future.done;
  };
  const one = async (request) => {
    const messages = [];
    const { content } = await Promise.race([answerTo(request, messages), dropped]);
    if (content.status === 'error') drop();
    return { status: content.status, count: content.execution_count ?? null, messages, reply: content };
  };
  return Promise.all(batch.map(one));
}
