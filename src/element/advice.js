// What the loader says on the console about an attribute that it can't use. A file of its own, because few pages need it.
// The value itself is never repeated.
const ALLOWED = __ALLOWED__;

export function explain(name) {
  console.warn(`candidate-check: ${name} can’t be used; allowed: ${ALLOWED[name]}; the default is used`);
}
