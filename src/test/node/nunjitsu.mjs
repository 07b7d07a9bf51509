// Reads lines of JSON {source, context, cookiecutter, trim, lstrip, old}; for each prints one line
// {text} or {error} of npm's nunjitsu, the engine of Backstage's scaffolder, `value` where it keeps
// a type, and with `old` what npm's nunjucks, the engine before it, gives: {oldText} or {oldError}.
import { createInterface } from 'node:readline';
import { createTemplateRenderer } from 'nunjitsu';
import nunjucks from 'nunjucks';

const filters = {
  args: (...values) => JSON.stringify(values),
  parseRepoUrl: value => ({ host: 'h', owner: 'o', repo: JSON.stringify([value]) }),
  projectSlug: value => `o/${JSON.stringify([value])}`,
  pick: (value, key) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, key)
      ? value[key]
      : undefined,
};
const globals = { call: (...values) => JSON.stringify(values), constant: { list: [1, 2] } };
const renderers = new Map();
const environments = new Map();

function kept(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

function attempt(render) {
  try {
    return { ok: render() };
  } catch (error) {
    return { error: String(error.message).split('\n').join(' ') };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const it = JSON.parse(line);
  const whitespace = { trimBlocks: !!it.trim, lstripBlocks: !!it.lstrip };
  const key = `${it.cookiecutter}${it.trim}${it.lstrip}`;
  const renderer = kept(renderers, key, () =>
    createTemplateRenderer({
      filters,
      globals,
      allowRegexExecution: true,
      cookiecutterCompat: !!it.cookiecutter,
      ...whitespace,
    }),
  );
  const result = {};
  const text = attempt(() => renderer.render(it.source, it.context));
  if (text.error === undefined) {
    result.text = text.ok;
    const value = attempt(() => JSON.stringify({ value: renderer.renderValue(it.source, it.context) }));
    result.value = value.ok;
  } else {
    result.error = text.error;
  }
  if (it.old) {
    const environment = kept(environments, key, () => {
      const tags = it.cookiecutter ? {} : { variableStart: '${{', variableEnd: '}}' };
      const made = new nunjucks.Environment(null, { autoescape: false, tags, ...whitespace });
      Object.entries(filters).forEach(([name, filter]) => made.addFilter(name, filter));
      Object.entries(globals).forEach(([name, value]) => made.addGlobal(name, value));
      if (it.cookiecutter) made.addFilter('jsonify', made.getFilter('dump'));
      return made;
    });
    const old = attempt(() => environment.renderString(it.source, it.context));
    if (old.error === undefined) result.oldText = old.ok;
    else result.oldError = old.error;
  }
  console.log(JSON.stringify(result));
}
