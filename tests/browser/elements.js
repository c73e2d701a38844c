// What axe-core would judge: one line for each kind of element on the page, and for the page as a whole.
// Two elements with the same line are the same to axe-core: same page style, same place among tags and
// classes, same state (attributes, labels, text or none, shown or not), so one need not ask about both.
() => {
  const STATES = /^(role|type|lang|scope|tabindex|autocomplete|open|checked|aria-(?!label$).*)$/;
  const POINTERS = /^(for|headers|list|aria-(labelledby|describedby|controls|owns|details|errormessage|flowto))$/;
  const LANDMARKS = 'header, nav, main, aside, footer, form, section, dialog, [role]';
  const ids = new Set(), twice = new Set(), places = new Map([[null, '']]);
  for (const each of document.querySelectorAll('[id]')) (ids.has(each.id) ? twice : ids).add(each.id);

  const placeOf = (each) => {
    if (!places.has(each)) {
      places.set(each, `${placeOf(each.parentElement)} ${each.tagName}.${each.getAttribute('class') || ''}`);
    }
    return places.get(each);
  };
  const leads = (value) => value.replace(/^#/, '').split(/\s+/).every((id) => ids.has(id));
  const said = ({name, value}) => {
    if (POINTERS.test(name) || (name === 'href' && value.startsWith('#'))) return `${name}>${leads(value)}`;
    return `${name}=${STATES.test(name) ? value : Boolean(value.trim())}`;
  };
  const line = (each) => [
    placeOf(each), ...[...each.attributes].map(said).sort(), twice.has(each.id), each.textContent.trim() === '',
    each.labels?.length, each.disabled, each.checkVisibility(), each.scrollWidth > each.clientWidth,
  ].join(' ');

  const style = [...document.styleSheets].map((each) => each.href).join(' ');
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((each) => each.tagName);
  const order = levels.filter((each, at) => each !== levels[at - 1]).join(' ');
  const names = [...document.querySelectorAll(LANDMARKS)].map((each) =>
    `${each.tagName} ${each.role} ${each.ariaLabel}`);
  const rivals = names.filter((each, at) => names.indexOf(each) < at).join(', ');
  const lines = [...document.querySelectorAll('html, body, body *')].map(line);
  return [...new Set([`order ${order}`, `rivals ${rivals}`, ...lines])].map((each) => `${style} ${each}`);
}
