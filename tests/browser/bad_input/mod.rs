//! Junk in every attribute, property and file that a page can give the element. It must never become markup or a link
//! that runs a script, and must never break the page. The console names each value that can’t be used.
//!
//! The variable `SEED` changes the random values, `EFFORT` tries more values for each attribute.

mod attributes;
mod files;
mod junk;
mod properties;
mod records;
mod rules;

/// Functions for scripts in the page: they compare the content of an element with the expected one.
const LOOK: &str = r"
    const SCHEMES = ['http:', 'https:', 'tel:', 'sms:', 'mailto:'];
    window.problems = [];
    window.alert = () => problems.push('a script ran');
    addEventListener('error', it => problems.push(`error: ${it.message}`));
    addEventListener('unhandledrejection', it => problems.push(`rejection: ${it.reason}`));
    const tags = root => [...root.querySelectorAll('*')].map(it => it.tagName.replace(/^H[1-6]$/, 'H')).join(' ');
    const wrong = (root, expectedTags) => [
        ...(tags(root) === expectedTags ? [] : [`other elements: ${tags(root)}`]),
        ...[...root.querySelectorAll('[href]')].map(it => it.href).filter(it => !SCHEMES.includes(new URL(it).protocol)),
        ...[...root.querySelectorAll('*')].flatMap(it => it.getAttributeNames()).filter(it => /^on/.test(it)),
        ...problems.splice(0),
    ];
";
