// Explains an invalid attribute on the console. This is a separate file, because few pages need it. It never prints the value.
const ALLOWED = __ALLOWED__;

export function explain(name) {
  console.warn(`candidate-check: ${name} can’t be used; allowed: ${ALLOWED[name]}; the default is used`);
}
